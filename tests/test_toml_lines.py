"""Setting one value in a config file that someone may have written by hand."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbcli.toml_lines import with_value

DEMO = ("profile", "demo")


@pytest.mark.parametrize(
    ("before", "section", "after"),
    [
        ("", (), 'db = "x"\n'),
        ("", DEMO, '[profile.demo]\ndb = "x"\n'),
        ("", ("profile", "我的"), '[profile."我的"]\ndb = "x"\n'),
        ('db = "a"\n', (), 'db = "x"\n'),
        ('# mine\n  db="a" # old\nlang = "zh"', (), '# mine\ndb = "x"\nlang = "zh"\n'),
        ('lang = "zh"\n\n\n[profile.demo]\n', (), 'lang = "zh"\ndb = "x"\n\n\n[profile.demo]\n'),
        ('[profile.demo]\nlang = "zh"\n\n[profile.b]\ndb = "b"\n', DEMO,
         '[profile.demo]\nlang = "zh"\ndb = "x"\n\n[profile.b]\ndb = "b"\n'),
        ('[profile."demo"] # mine\ndb = "a"\n', DEMO, '[profile."demo"] # mine\ndb = "x"\n'),
        ("[ profile . demo ]\n", DEMO, '[ profile . demo ]\ndb = "x"\n'),
        ('[profile.b]\ndb = "b"\n', DEMO, '[profile.b]\ndb = "b"\n\n[profile.demo]\ndb = "x"\n'),
        ("list = [\n[1],\n]\n", (), 'list = [\n[1],\n]\ndb = "x"\n'),
        ("list = [\n[1]\n]\n", (), None),
        ('note = """\ndb = 1\n"""\n', (), None),
        ("[profile]\ndemo = {lang = 'zh'}\n", DEMO, None),
        ("profile = 3\n", DEMO, None),
    ],
)  # fmt: skip
def test_one_value_is_set_and_the_rest_stays(before: str, section: tuple[str, ...], after: str | None) -> None:
    assert with_value(before, section, "db", "x") == after


@given(value=st.text(st.characters(exclude_categories=["Cs"])), profile=st.text(min_size=1, max_size=9))
def test_any_value_comes_back(value: str, profile: str) -> None:
    section = ("profile", profile.encode("utf-8", "replace").decode())
    changed = with_value('# kept\nlang = "zh"\n', section, "db", value)
    assert changed is not None
    assert tomllib.loads(changed)["profile"][section[1]]["db"] == value
    assert changed.startswith('# kept\nlang = "zh"\n')
    again = with_value(changed, section, "db", "other")
    assert again is not None
    assert tomllib.loads(again)["profile"][section[1]] == {"db": "other"}
