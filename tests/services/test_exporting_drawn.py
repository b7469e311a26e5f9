"""Whatever school is drawn, what is exported of it comes back the same."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pbcli.db.engine import unit_of_work
from pbcli.services.exporting_kinds import KINDS
from tests.conftest import NOW, Program
from tests.drawn_school import School
from tests.services.test_exporting import contents


@given(seed=st.integers(0, 2**32 - 1), suffix=st.sampled_from(["csv", "tsv", "xlsx"]))
@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_school_comes_back(seed: int, suffix: str, template: Path, tmp_path: Path) -> None:
    with TemporaryDirectory(dir=tmp_path) as name:
        folder = Path(name)
        pb, other = (Program(folder / f"{which}.db") for which in ("one", "other"))
        for program in (pb, other):
            shutil.copyfile(template, program.database)
            program.database.chmod(0o600)
        with unit_of_work(pb.database, command="test", actor="test", now=NOW) as work:
            School(work, seed)
        paths = [folder / f"{kind}.{suffix}" for kind in KINDS]
        for kind, path in zip(KINDS, paths, strict=True):
            pb("export", kind, "--unmask", "-o", path)
        other("import", *reversed(paths))
        assert contents(other.database) == contents(pb.database)
        assert "没有变化" in other("import", *paths).err
