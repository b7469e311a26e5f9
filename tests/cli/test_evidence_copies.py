"""The copies of evidence that go along with backups to another device, and how they come back."""

import hashlib
import shutil
from pathlib import Path

import pytest

from tests.conftest import Program, call
from tests.once import once

SHEET, PHOTO = b"signed", b"picture"
DIGESTS = [hashlib.sha256(content).hexdigest() for content in (SHEET, PHOTO)]


@pytest.fixture(autouse=True)
def _a_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PBCLI_NOW", "2026-11-01T04:00:00+00:00")


@pytest.fixture
@once
def school(pb: Program, tmp_path: Path) -> Program:
    """A school with two files of evidence."""
    pb("branch", "add", "第一党支部")
    pb("event", "add", "第一党支部", "主题党日", "--on", "2026-10-12")
    for name, content in (("签到.pdf", SHEET), ("合影.jpg", PHOTO)):
        (tmp_path / name).write_bytes(content)
        pb("evidence", "add", "event/1", tmp_path / name, "--kind", "记录")
    return pb


def own(pb: Program) -> Path:
    return pb.database.with_name("pbcli.db.d") / "evidence"


def files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def finding(pb: Program, key: str, today: str = "2026-11-01") -> tuple[str, str]:
    import json

    rows = json.loads(pb("db", "doctor", "-f", "json", today=today, ok=None).out)
    return next(((row["verdict"], row["finding"]) for row in rows if row["key"] == key), ("", ""))


def test_the_stick_holds_everything_and_nothing_twice(school: Program, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    said = school("db", "backup", "--to", stick, "--elsewhere").err
    assert f"佐证文件 2 个都在副本里，新拷 2 个：{stick / 'evidence'}\n" in said
    assert files(stick / "evidence") == dict(sorted(zip(DIGESTS, (SHEET, PHOTO), strict=True)))
    assert {file.stat().st_mode & 0o777 for file in (stick / "evidence").rglob("*") if file.is_file()} == {0o600}
    assert {file.stat().st_mode & 0o777 for file in (stick / "evidence").rglob("*") if file.is_dir()} == {0o700}
    kept = [file.stat().st_mtime_ns for file in (stick / "evidence").rglob("*")]
    assert "佐证文件 2 个都在副本里，新拷 0 个" in school("db", "backup", "--to", stick, "--elsewhere").err
    assert [file.stat().st_mtime_ns for file in (stick / "evidence").rglob("*")] == kept
    school("db", "backup")
    assert not (school.database.with_name("pbcli.db.d") / "backups" / "evidence").exists()


def test_without_evidence_nothing_is_said_of_it(pb: Program, tmp_path: Path) -> None:
    assert "佐证" not in pb("db", "backup", "--to", tmp_path / "stick", "--elsewhere").err
    assert not (tmp_path / "stick" / "evidence").exists()
    assert finding(pb, "evidence_copies") == ("", "")


def test_into_the_folder_of_the_backups_themselves(school: Program) -> None:
    folder = school.database.with_name("pbcli.db.d") / "backups"
    assert "佐证" not in school("db", "backup", "--to", folder).err


def test_a_bare_machine_has_all_again(school: Program, tmp_path: Path) -> None:
    file = school("-q", "db", "backup", "--to", tmp_path / "stick").out.strip()
    path = tmp_path / "new" / "own.db"
    assert "找回了 2 个佐证文件。" in call(["--db", str(path), "db", "restore", file]).err
    restored = Program(path)
    assert restored.json("evidence", "check") == []
    assert finding(restored, "evidence_copies", "2026-11-08") == ("note", "2 个文件在别的设备上没有副本")
    assert files(path.with_name("own.db.d") / "evidence") == files(own(school))


def test_what_the_stick_lacks_is_said(school: Program, tmp_path: Path) -> None:
    file = school("-q", "db", "backup", "--to", tmp_path / "stick").out.strip()
    (tmp_path / "stick" / "evidence" / DIGESTS[0][:2] / DIGESTS[0]).unlink()
    place = tmp_path / "stick" / "evidence" / DIGESTS[1][:2] / DIGESTS[1]
    place.write_bytes(b"forgery")
    said = school("db", "rehearse", file, ok=9).err
    assert f"佐证的副本坏了，删掉它，再备份到这里一次：{place}\n备份提到的佐证文件有 2 个不在它旁边的副本里\n" in said
    path = tmp_path / "new" / "own.db"
    said = call(["--db", str(path), "db", "restore", file]).err
    assert "还有 2 个佐证文件没有找到：pbcli evidence recover --from DIR\n" in said
    place.unlink()
    school("db", "backup", "--to", tmp_path / "stick")
    assert files(tmp_path / "stick" / "evidence") == dict(sorted(zip(DIGESTS, (SHEET, PHOTO), strict=True)))
    said = call(["--db", str(path), "evidence", "recover", "--from", str(tmp_path / "stick")]).err
    assert said == "找回了 2 个佐证文件。\n"
    assert "佐证文件 2 个，都读过一遍，没有改动。\n" in school("db", "rehearse", file).err


def test_a_lost_and_a_changed_file_come_back_from_where_backups_went(school: Program, tmp_path: Path) -> None:
    school("db", "backup", "--to", tmp_path / "stick")
    assert school("evidence", "recover").err == "佐证文件都在，没有改动。\n"
    sheet, photo = (own(school) / digest[:2] / digest for digest in DIGESTS)
    sheet.unlink()
    photo.write_bytes(b"forgery")
    school("db", "backup")
    assert "备份提到的佐证文件有 2 个丢失或被改动\n" in school("db", "rehearse", ok=9).err
    assert school("evidence", "recover").err == "找回了 2 个佐证文件。\n"
    assert school.json("evidence", "check") == []
    assert "佐证文件 2 个，都读过一遍" in school("db", "rehearse").err
    sheet.unlink()
    shutil.rmtree(tmp_path / "stick")
    assert "还有 1 个佐证文件没有找到" in school("evidence", "recover", ok=9).err


def test_a_lost_file_does_not_keep_the_rest_from_being_copied(school: Program, tmp_path: Path) -> None:
    (own(school) / DIGESTS[0][:2] / DIGESTS[0]).write_bytes(b"forged")
    said = school("db", "backup", "--to", tmp_path / "stick").err
    assert "有 1 个佐证文件丢失或被改动，没有拷：pbcli evidence check\n" in said
    assert list(files(tmp_path / "stick" / "evidence")) == [DIGESTS[1]]


def test_a_file_that_cannot_be_read_is_not_taken_for_lost(
    school: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pbcli.db import contents

    def failing(_file: Path, _cipher: contents.Cipher | None) -> None:
        raise OSError

    monkeypatch.setattr(contents, "content_of", failing)
    assert "佐证文件没有拷完：" in school("db", "backup", "--to", tmp_path / "stick", ok=11).err


def test_a_copy_that_cannot_be_read_is_not_taken_for_missing(
    school: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pbcli.db import contents

    file = school("-q", "db", "backup", "--to", tmp_path / "stick").out.strip()
    broken = tmp_path / "stick" / "evidence" / DIGESTS[0][:2] / DIGESTS[0]

    real = contents.content_of

    def failing(place: Path, *cipher: contents.Cipher | None) -> contents.Content:
        if place == broken:
            raise OSError
        return real(place, *cipher)

    monkeypatch.setattr(contents, "content_of", failing)
    path = tmp_path / "new" / "own.db"
    done = call(["--db", str(path), "db", "restore", file])
    assert (done.code, list(files(path.with_name("own.db.d") / "evidence"))) == (11, [DIGESTS[1]])
    assert f"数据库已恢复，佐证文件没有找回完：{broken}。\n下一步：pbcli evidence recover --from DIR\n" in done.err


def test_where_there_is_no_place_the_backup_is_there_all_the_same(school: Program, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir(mode=0o700)
    (stick / "evidence").write_text("in the way")
    outcome = school("db", "backup", "--to", stick, ok=11)
    assert outcome.err.startswith(f"数据库已备份：{stick}/pbcli-20261101T040000Z.db；佐证文件没有拷完：")
    assert (stick / "pbcli-20261101T040000Z.db").exists()
    file = stick / "pbcli-20261101T040000Z.db"
    (stick / "evidence").unlink()
    school("db", "backup", "--to", stick)
    path = tmp_path / "new" / "own.db"
    path.with_name("own.db.d").mkdir(mode=0o700, parents=True)
    (path.with_name("own.db.d") / "evidence").write_text("in the way")
    failed = call(["--db", str(path), "db", "restore", str(file)])
    assert (failed.code, failed.err.startswith("数据库已恢复，佐证文件没有找回完：")) == (11, True)
    assert len(Program(path).json("evidence", "list")) == 2


def test_a_planted_link_is_neither_followed_nor_taken_for_a_copy(school: Program, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir(mode=0o700)
    (tmp_path / "stick" / "evidence").symlink_to(own(school))
    outcome = school("db", "backup", "--to", tmp_path / "stick", ok=11)
    assert "佐证文件没有拷完" in outcome.err
    assert finding(school, "evidence_copies")[1] == "2 个文件在别的设备上没有副本"


def test_who_has_no_copy_is_told(school: Program, tmp_path: Path) -> None:
    def reminded(today: str) -> list[str]:
        rows = school.json("remind", "due", today=today)
        return [row["message"] for row in rows if row["kind"] == "copy_elsewhere"]

    alone = "2 个文件在别的设备上没有副本"
    assert finding(school, "evidence_copies") == ("note", alone)
    assert finding(school, "evidence_copies", "2026-11-08") == ("note", alone)
    assert finding(school, "evidence_copies", "2026-11-09") == ("found", alone)
    assert reminded("2026-11-08") == ["今天到期：备份还没有另存到别的设备，2 个佐证文件在别的设备上没有副本"]
    school("db", "backup", "--to", tmp_path / "same device")
    assert finding(school, "evidence_copies")[1] == alone
    school("db", "backup", "--to", tmp_path / "stick", "--elsewhere")
    assert finding(school, "evidence_copies") == ("ok", "都在别的设备上")
    assert reminded("2026-11-08") == ["今天到期：备份已 7 天没有另存到别的设备"]


def test_what_was_attached_since_is_told_by_its_own_day(
    school: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    school("db", "backup", "--to", tmp_path / "stick", "--elsewhere")
    (tmp_path / "later.pdf").write_bytes(b"later")
    school("evidence", "add", "event/1", tmp_path / "later.pdf", "--kind", "报告")
    (tmp_path / "stick" / "evidence").rename(tmp_path / "stick" / "gone")
    (tmp_path / "stick" / "evidence").write_text("in the way")
    monkeypatch.setenv("PBCLI_NOW", "2026-11-05T04:00:00+00:00")
    school("db", "backup", "--to", tmp_path / "stick", "--elsewhere", ok=11)
    rows = school.json("remind", "due", today="2026-11-08")
    assert [(row["message"], row["due_on"]) for row in rows if row["kind"] == "copy_elsewhere"] == [
        ("今天到期：1 个佐证文件在别的设备上没有副本", "2026-11-08")
    ]


def test_copies_of_what_was_cleared_away_are_named(school: Program, tmp_path: Path) -> None:
    school("db", "backup", "--to", tmp_path / "stick")
    school("evidence", "remove", "1", "--yes")
    left = f"副本里还有 1 个没有记录提到的佐证文件：{tmp_path / 'stick' / 'evidence'}\n"
    assert left in school("evidence", "prune", "--yes").err
    assert left in school("evidence", "prune").err
    school("evidence", "remove", "2", "--yes")
    school("member", "add", "何九", "--branch", "第一党支部", "--joined-on", "2010-07-01", "--note", "低保家庭")
    school("member", "leave", "何九", "--reason", "转出", "--on", "2024-08-01", "--to", "某市学校")
    said = school("privacy", "purge", "--before", "今天", "--yes").err
    assert "没有记录提到的佐证文件还有 1 个：pbcli evidence prune\n" in said
    assert f"副本里还有 2 个没有记录提到的佐证文件：{tmp_path / 'stick' / 'evidence'}\n" in said


class TestEncrypted:
    """Beside an encrypted backup no plain copy lies, and whoever opens the database opens the copies."""

    @pytest.fixture
    def key(self, school: Program, tmp_path: Path) -> Path:
        pytest.importorskip("pyrage", reason="the extra crypt is not installed")
        school("db", "keygen", tmp_path / "own.key")
        return tmp_path / "own.key"

    def public(self, key: Path) -> str:
        return key.read_text().splitlines()[0].removeprefix("# public key: ")

    def test_by_age(self, school: Program, key: Path, tmp_path: Path) -> None:
        stick = tmp_path / "stick"
        words = ("db", "backup", "--to", stick, "--encrypt-to", self.public(key))
        file = school("-q", *words).out.strip()
        (folder,) = stick.glob("evidence-*")
        assert sorted(files(folder)) == sorted(f"{digest}.age" for digest in DIGESTS)
        assert not any(word in content for word in (SHEET, PHOTO) for content in files(stick).values())
        assert "新拷 0 个" in school(*words).err
        assert "佐证文件 2 个，都读过一遍" in school("db", "rehearse", file, "--identity", key).err
        path = tmp_path / "new" / "own.db"
        assert "找回了 2 个" in call(["--db", str(path), "db", "restore", file, "--identity", str(key)]).err
        assert files(path.with_name("own.db.d") / "evidence") == files(own(school))
        assert not (stick / "evidence").exists()

    def test_a_damaged_copy_is_no_copy(self, school: Program, key: Path, tmp_path: Path) -> None:
        stick = tmp_path / "stick"
        file = school("-q", "db", "backup", "--to", stick, "--encrypt-to", self.public(key)).out.strip()
        first, second = (place for place in stick.rglob("*.age") if place.parent != stick)
        first.write_bytes(first.read_bytes()[:-1] + b"x")
        second.write_bytes(b"no age file, but as long as one must be")
        assert "有 2 个不在它旁边的副本里" in school("db", "rehearse", file, "--identity", key, ok=9).err
        path = tmp_path / "new" / "own.db"
        done = call(["--db", str(path), "db", "restore", file, "--identity", str(key)])
        assert done.code == 11
        assert "数据库已恢复，佐证文件没有找回完：" in done.err

    def test_another_key_needs_no_other_copies(self, school: Program, key: Path, tmp_path: Path) -> None:
        school("db", "backup", "--to", tmp_path / "stick", "--encrypt-to", self.public(key))
        school("db", "keygen", tmp_path / "other.key")
        other = self.public(tmp_path / "other.key")
        assert "新拷 0 个" in school("db", "backup", "--to", tmp_path / "stick", "--encrypt-to", other).err

    def test_an_encrypted_database(self, school: Program, tmp_path: Path) -> None:
        pytest.importorskip("sqlcipher3", reason="the extra crypt is not installed")
        pytest.importorskip("pyrage", reason="the extra crypt is not installed")
        school("db", "backup", "--to", tmp_path / "stick", "--elsewhere")
        said = school("db", "encrypt", "--key-file", tmp_path / "db.key").err
        assert "本机的 2 个佐证文件没有加密；拷到别处的副本会加密。\n" in said
        school("config", "set", "key_file", tmp_path / "db.key")
        assert finding(school, "plain_evidence") == ("note", "2 个文件没有加密，和库在一起")
        said = school("db", "backup", "--to", tmp_path / "stick").err
        assert "新拷 2 个" in said
        assert f"以前拷的佐证没有加密：{tmp_path / 'stick' / 'evidence'}" in said
        file = school("-q", "db", "backup", "--to", tmp_path / "locked").out.strip()
        assert not any(word in content for word in (SHEET, PHOTO) for content in files(tmp_path / "locked").values())
        path = tmp_path / "new" / "own.db"
        words = ["--db", str(path), "db", "restore", file, "--identity", str(tmp_path / "db.key")]
        assert "找回了 2 个" in call(words).err


class TestInOrder:
    """`db prune --in DIR`: the backups on a stick by the rule, and the copies that nothing names any more."""

    @pytest.fixture
    def stick(self, school: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Three backups of one day, the first with both files, the others with one of them."""
        stick = tmp_path / "stick"
        for hour in (1, 2, 3):
            monkeypatch.setenv("PBCLI_NOW", f"2026-11-01T0{hour}:00:00+00:00")
            school("db", "backup", "--to", stick, "--elsewhere")
            school("evidence", "remove", "1", "--yes", ok=None)
        return stick

    def test_what_no_backup_names_goes_with_its_reason(self, school: Program, stick: Path) -> None:
        before = files(stick)
        tried = school("db", "prune", "--in", stick, "--dry-run", "--fields", "action,reason,name", "-f", "csv")
        assert tried.out.splitlines()[1:] == [
            "留,最新的一份、2026-11-01 当天最后一份、2026-W44 周最后一份、2026-11 月最后一份、2026 年最后一份,pbcli-20261101T030000Z.db",
            "删,更新的备份已经够了,pbcli-20261101T020000Z.db",
            "删,更新的备份已经够了,pbcli-20261101T010000Z.db",
            f"删,佐证副本，没有记录和留下的备份提到它,{DIGESTS[0]}",
        ]
        assert tried.err == "这是预演，会删除备份 2 份、佐证副本 1 个，什么也没有删。\n"
        assert files(stick) == before
        said = school("db", "prune", "--in", stick).err
        assert said == "删除备份 2 份、佐证副本 1 个，留下备份 1 份、佐证副本 1 个。\n"
        assert {name for name in files(stick) if name.startswith("pbcli")} == {"pbcli-20261101T030000Z.db"}
        assert list(files(stick / "evidence")) == [DIGESTS[1]]
        assert "副本里还有" not in school("evidence", "prune", "--yes").err
        school("undo")
        assert finding(school, "evidence_copies")[1] == "1 个文件在别的设备上没有副本"

    def test_what_another_backup_there_names_stays(self, school: Program, stick: Path, tmp_path: Path) -> None:
        (stick / "pbcli-20261101T010000Z.db").rename(stick / "of another.db")
        assert "佐证副本 0 个，留下备份 1 份、佐证副本 2 个" in school("db", "prune", "--in", stick).err
        assert (stick / "of another.db").exists()
        (stick / "torn.db").write_bytes(b"torn")
        said = school("db", "prune", "--in", stick, ok=11).err
        assert f"读不了 {stick / 'torn.db'}，说不准它用到哪些佐证，副本都留着。\n" in said
        (stick / "torn.db").unlink()
        other = Program(tmp_path / "other.db")
        other("init", "--unit", "别的学校")
        assert "删除备份 0 份" in other("db", "prune", "--in", stick).err

    def test_encrypted_ones_are_opened_by_the_key(self, school: Program, tmp_path: Path) -> None:
        pytest.importorskip("pyrage", reason="the extra crypt is not installed")
        key, stick = tmp_path / "own.key", tmp_path / "stick"
        school("db", "keygen", key)
        public = key.read_text().splitlines()[0].removeprefix("# public key: ")
        school("db", "backup", "--to", stick, "--encrypt-to", public)
        school("evidence", "remove", "1", "--yes")
        assert "打不开 pbcli-" in school("db", "prune", "--in", stick).err
        said = school("db", "prune", "--in", stick, "--identity", key).err
        assert said == "删除备份 0 份、佐证副本 0 个，留下备份 1 份、佐证副本 2 个。\n"
        for file in stick.glob("*.db.age"):
            file.unlink()
        assert "删除备份 0 份、佐证副本 1 个" in school("db", "prune", "--in", stick).err

    def test_a_copy_that_cannot_be_removed(self, school: Program, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        real = Path.unlink

        def unlink(self: Path, missing_ok: bool = False) -> None:
            if self.name == DIGESTS[0]:
                raise PermissionError
            real(self, missing_ok)

        monkeypatch.setattr(Path, "unlink", unlink)
        assert school("db", "prune", "--in", stick, ok=11).err.startswith("删不掉这个副本：")
