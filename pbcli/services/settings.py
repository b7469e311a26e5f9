"""The unit's settings, which travel with its records: which there are, what they may be, what counts without them."""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pbcli.db.read import Reader
from pbcli.domain.errors import UsageFault
from pbcli.domain.figures import hundredths, is_digits, narrow
from pbcli.messages import N_, _
from pbcli.values import dataclass, replace

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.domain.fixed_days import FixedDay
    from pbcli.domain.privacy import Retention

ID_NUMBERS = "id_numbers"
THEME_DAY = "meetings.theme_day"
EVIDENCE = "evidence.required"
ROUNDING = "dues.rounding"


@dataclass(frozen=True)
class UnitSetting:
    """A setting: its title (untranslated), how its text is read, and its text where the unit set nothing."""

    title: str
    default: str
    parse: Callable[[str], Any]
    allowed: str
    """What may be typed, for the message that refuses."""
    figure: tuple[str, str] | None = None
    """The rule and its figure that count where the unit set nothing; they stand for the default."""

    @property
    def unset(self) -> str:
        """Its text where the unit set nothing."""
        # Most who ask for a setting need no rule, and reading the rules takes its time.
        from pbcli.services.rulebook import national

        return self.default if self.figure is None else str(national().figure(*self.figure))


def _days(text: str) -> int:
    days = narrow(text).removesuffix("天")
    if _count(days) < 1:
        raise ValueError
    return int(days)


def _count(text: str) -> int:
    digits = narrow(text)
    if not is_digits(digits) or len(digits) > 4:
        raise ValueError
    return int(digits)


def _recipients(text: str) -> tuple[str, ...]:
    """Read the public keys of age, one after the other; "off" is none."""
    bare = narrow(text).replace(",", "")
    if bare == "off":
        return ()
    keys = tuple(re.findall(r"age1[0-9a-z]{58}", bare))
    if not keys or "".join(keys) != bare:
        raise ValueError
    return keys


def _evidence(text: str) -> Mapping[str, tuple[str, ...]]:
    """Read which evidence events of a kind must have, "主题党日=签到、照片；党课=记录"; "off" changes nothing."""
    if text.strip() == "off":
        return {}
    found = {}
    for part in re.split("[；;]", text):
        kind, equals, kinds = part.replace("＝", "=").partition("=")
        if not kind.strip() or not equals:
            raise ValueError
        found[kind.strip()] = tuple(name.strip() for name in re.split("[、，,]", kinds) if name.strip())
    return found


def _theme_days(text: str) -> Mapping[str, "FixedDay"]:
    """Read the days that branches fixed, "15日；第三党支部=月底", under "" that of all others; "off" is none."""
    if text.strip() == "off":
        return {}
    from pbcli.domain.fixed_days import read_fixed_day

    found = {}
    for part in re.split("[；;]", text):
        branch, _equals, day = part.replace("＝", "=").rpartition("=")
        found[branch.strip()] = read_fixed_day(day)
    return found


def _between(least: int, most: int) -> Callable[[str], int]:
    """Return what reads a number within bounds: a unit may demand more than what is a must, and never less."""

    def parse(text: str) -> int:
        if not least <= _count(text) <= most:
            raise ValueError
        return _count(text)

    return parse


def _hours(text: str) -> int:
    """Read hours as hundredths, half an hour at least and a day at most."""
    hours = hundredths(narrow(text).removesuffix("学时"))
    if not 50 <= hours <= 2400:
        raise ValueError
    return hours


def _rounding_fen(text: str) -> int:
    return {"0.01": 1, "0.1": 10, "1": 100}[narrow(text).removesuffix("元")]


def _switch(text: str) -> bool:
    return {"on": True, "off": False, "开": True, "关": False}[text.strip().lower()]


def _retention(key: str) -> Callable[[str], "Retention"]:
    """Return what reads the years that a kind of record is kept; the rule book says which there may be."""

    def parse(text: str) -> "Retention":
        from pbcli.rulebook.privacy import retentions

        rule = next(rule for rule in retentions() if rule.key == key)
        return rule.set_by_unit(_years(text))

    return parse


def _years(text: str) -> str:
    return narrow(text).removesuffix("年")


def _target(title: str, figure: str) -> UnitSetting:
    return UnitSetting(title, "", _count, "0–9999", ("LI-04", figure))


SETTINGS: Mapping[str, UnitSetting] = {
    "liaison.silent_days": UnitSetting(N_("班级多少天没有联系就提醒"), "30", _days, "1–9999"),
    "liaison.term_activities": _target(N_("每学期每个班至少几次班级活动"), "activities"),
    "liaison.term_dorm_visits": _target(N_("每学期每个班至少走访寝室几次"), "dorm_visits"),
    "liaison.term_lessons": _target(N_("每学期每个班至少听课几次"), "lessons"),
    "liaison.counsellors": UnitSetting(N_("每个班除党员联系人外，还要有政治辅导员"), "off", _switch, "on off"),
    THEME_DAY: UnitSetting(
        N_("主题党日固定在每月哪一天，支部不同的另写"), "off", _theme_days, "15日；第三党支部=第二个星期五 off"
    ),
    "meetings.lectures": UnitSetting(N_("每个支部每季度至少几次党课"), "", _between(0, 12), "0–12", ("OL-04", "times")),
    "meetings.secretary_lectures": UnitSetting(
        N_("党委书记每年至少讲几次党课"), "", _between(1, 12), "1–12", ("OL-05", "yearly")
    ),
    "meetings.central_group": UnitSetting(
        N_("中心组学习每季度至少几次"), "", _between(1, 12), "1–12", ("OL-14", "quarterly")
    ),
    "events.record_days": UnitSetting(
        N_("活动后几个工作日内要有记录"), "", _between(1, 60), "1–60", ("OL-16", "working_days")
    ),
    "events.make_up_days": UnitSetting(N_("活动后几天内要补课"), "", _between(1, 180), "1–180", ("OL-17", "days")),
    "study.full_day": UnitSetting(N_("集中培训一天折多少学时"), "8", _hours, "0.5–24"),
    "study.half_day": UnitSetting(N_("集中培训半天折多少学时"), "4", _hours, "0.5–24"),
    "study.per_hour": UnitSetting(N_("支部学习一小时折多少学时"), "1", _hours, "0.5–24"),
    "study.themed_half_day": UnitSetting(N_("主题活动半天折多少学时"), "4", _hours, "0.5–24"),
    ROUNDING: UnitSetting(N_("党费按多少元取整（四舍五入）"), "0.01", _rounding_fen, "0.01 0.1 1"),
    EVIDENCE: UnitSetting(N_("哪种活动必须有哪些佐证，代替默认的"), "off", _evidence, "主题党日=签到、照片；党课=记录"),
    "backup.keep_daily": UnitSetting(N_("整理备份时，最近几天各留一份"), "7", _count, "0–9999"),
    "backup.keep_weekly": UnitSetting(N_("整理备份时，最近几周各留一份"), "4", _count, "0–9999"),
    "backup.keep_monthly": UnitSetting(N_("整理备份时，最近几个月各留一份"), "12", _count, "0–9999"),
    "backup.keep_yearly": UnitSetting(N_("整理备份时，最近几年各留一份"), "10", _count, "0–9999"),
    "backup.recipients": UnitSetting(N_("拷到别处的备份用哪些 age 公钥加密"), "off", _recipients, "age1… off"),
    "retention.liaison_notes": UnitSetting(
        N_("联系记录的文字在班级毕业后存几年"), "1", _retention("liaison_notes"), "0 1"
    ),
    "retention.follow_ups": UnitSetting(
        N_("跟进事项的文字在完成或班级毕业后存几年"), "1", _retention("follow_ups"), "0 1"
    ),
    "retention.former_members": UnitSetting(
        N_("党员离开后，他的联系方式存几年"), "1", _retention("former_members"), "0 1 2 3"
    ),
    "retention.id_numbers": UnitSetting(N_("党员离开后，他的完整身份证号存几年"), "1", _retention("id_numbers"), "0 1"),
    "retention.dues_payments": UnitSetting(N_("党费缴纳的经办情况存几年"), "30", _retention("dues_payments"), "10 30"),
    "retention.events": UnitSetting(N_("活动与会议记录的文字存几年"), "永久", _retention("events"), "永久 30"),
    "retention.projects": UnitSetting(
        N_("课题的文字在结题或撤项后存几年"), "永久", _retention("projects"), "永久 30 10"
    ),
    "retention.talks": UnitSetting(N_("谈心谈话的备注存几年"), "永久", _retention("talks"), "永久 30 10"),
    "retention.studies": UnitSetting(N_("校外学习的备注存几年"), "永久", _retention("studies"), "永久 30 10"),
    "retention.checklists": UnitSetting(N_("清单的文字在销号后存几年"), "永久", _retention("checklists"), "永久 30 10"),
    ID_NUMBERS: UnitSetting(N_("保存完整的身份证号"), "off", _switch, "on off"),
}


def read(reader: Reader, name: str) -> Any:
    """Return a setting's value: days as int, the rounding as fen, a switch as bool; its default where unset."""
    kept = all_texts(reader)[name]
    return SETTINGS[name].parse(kept)


def unit_retentions(reader: Reader) -> list["Retention"]:
    """Return how long each kind of record is kept: as the unit set it, else as the rule book says."""
    from pbcli.rulebook.privacy import retentions

    kept = {row["name"]: row["value"] for row in reader.rows("setting_list")}
    found: dict[str, Retention] = {}
    for rule in retentions():
        text = kept.get(f"retention.{rule.key}")
        found[rule.key] = rule if text is None else rule.set_by_unit(_years(text))
        if rule.part_of:
            whole = found[rule.part_of]
            found[rule.key] = replace(rule, years=whole.years, mark=whole.mark)
    return list(found.values())


def all_texts(reader: Reader) -> dict[str, str]:
    """Return every setting's text, the default where the unit set nothing."""
    kept = {row["name"]: row["value"] for row in reader.rows("setting_list")}
    return {name: kept.get(name) or setting.unset for name, setting in SETTINGS.items()}


def known(name: str) -> UnitSetting:
    """Return the setting of this name. Raises UsageFault that lists the ones there are."""
    if name not in SETTINGS:
        raise UsageFault("没有叫“{name}”的设置；有的是：{known}。", name=name, known="、".join(SETTINGS))
    return SETTINGS[name]


def write(work: "Work", name: str, text: str) -> None:
    """Set a setting. Raises UsageFault for an unknown name and for a value that it can't have."""
    from pbcli.services.unit import change_setting

    setting = known(name)
    try:
        value = setting.parse(text)
    except (ValueError, KeyError):
        raise UsageFault(
            "{name} 不能是“{text}”，可以是：{allowed}。", name=name, text=text, allowed=setting.allowed
        ) from None
    if name == ID_NUMBERS:
        _keep_id_numbers(work, keep=value)
    elif name == THEME_DAY:
        _keep_theme_days(work, value)
    elif name == EVIDENCE:
        _keep_evidence(work, value)
    else:
        change_setting(work, name, narrow(text))


def notice_of(reader: Reader, name: str) -> str:
    """Say what else a setting that was just set changes; nothing for most."""
    if name == ROUNDING and reader.one("dues_paid", month="9999-12", member_id=None) is not None:
        return _("以前各月的应缴也按新的取整算，已缴清的月份可能差几分：看一看 pbcli dues list 上月 --arrears。")
    return ""


def _keep_theme_days(work: "Work", days: Mapping[str, "FixedDay"]) -> None:
    """Keep the days under the branches' full names. Raises UnknownName."""
    from pbcli.services.lookup import find_branch
    from pbcli.services.unit import change_setting

    named = {find_branch(work.reader, name)["name"] if name else "": day for name, day in days.items()}
    text = "；".join(f"{name}={day}" if name else str(day) for name, day in named.items())
    change_setting(work, THEME_DAY, text or "off")


def _keep_evidence(work: "Work", required: Mapping[str, tuple[str, ...]]) -> None:
    """Keep what is required under the full names of the kinds of event. Raises UnknownName, AmbiguousName."""
    from pbcli.services.event_kinds import find_kind
    from pbcli.services.unit import change_setting

    named = {find_kind(work.reader, kind)["name"]: names for kind, names in required.items()}
    change_setting(work, EVIDENCE, "；".join(f"{kind}={'、'.join(names)}" for kind, names in named.items()) or "off")


def _keep_id_numbers(work: "Work", *, keep: bool) -> None:
    """Whether whole ID numbers are kept is the unit's own record, since what is written depends on it."""
    from sqlmodel import select

    from pbcli.db.models import Unit

    unit = work.session.exec(select(Unit)).one()
    if unit.keeps_id_numbers != keep:
        work.add(unit.revise(keeps_id_numbers=keep))
