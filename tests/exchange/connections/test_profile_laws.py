"""Every setting of a connection's profile: its type, its bounds, and what of it would fail only when a batch is due."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.connections.profile import (
    MOST_PER_SET,
    Answers,
    Claims,
    Envelope,
    Names,
    Profile,
    ProfileIsWrong,
    Way,
    read_profile,
)
from clearlane.exchange.connections.read_shipped import list_shipped, read_shipped

NEEDED: dict[str, dict[str, Any]] = {
    "way": {"host": "payer.example", "username": "us"},
    "identity": {"sender": "US", "receiver": "THEM"},
    "names": {
        "submitter": "US", "submitter_id": "1", "contact": "C", "telephone": "5555550100", "receiver": "THEM",
        "receiver_id": "2",
    },
}  # fmt: skip
SECTIONS: dict[str, type[Any]] = {
    "way": Way, "identity": Envelope, "names": Names, "claims": Claims, "answers": Answers,
}  # fmt: skip
SETTINGS = [(section, one.name, str(one.type)) for section, kind in SECTIONS.items() for one in fields(kind)]
OF_TYPE: dict[str, Any] = {"str": "text", "int": 7, "bool": True}


def toml(plain: dict[str, dict[str, Any]]) -> str:
    """The text of a profile."""
    return "\n".join(
        line
        for section, settings in plain.items()
        for line in (f"[{section}]", *(f"{name} = {json.dumps(value)}" for name, value in settings.items()))
    )


def profile(**more: dict[str, Any]) -> Profile:
    """What is needed, and what a test adds or changes."""
    plain = {name: {**NEEDED.get(name, {}), **more.get(name, {})} for name in {**NEEDED, **more}}
    return read_profile(text=toml(plain))


@pytest.mark.parametrize(("section", "name", "kind"), SETTINGS, ids=[f"{s}.{n}" for s, n, _ in SETTINGS])
def test_a_setting_takes_its_type_and_no_other(section: str, name: str, kind: str) -> None:
    special: dict[str, Any] = {"delimiters": "*:~^", "file_name": "{control}.837", "resend": "ask"}
    value = special.get(name, OF_TYPE[kind])
    assert getattr(getattr(profile(**{section: {name: value}}), section), name) == value
    for other, wrong in OF_TYPE.items():
        if other != kind:
            with pytest.raises(ProfileIsWrong, match=rf"{section}\.{name} is a {kind}"):
                profile(**{section: {name: wrong}})


@pytest.mark.parametrize(("section", "name"), [(s, n) for s, settings in NEEDED.items() for n in settings])
def test_what_is_needed_is_named_with_its_section(section: str, name: str) -> None:
    plain = {
        each: {n: v for n, v in settings.items() if (each, n) != (section, name)} for each, settings in NEEDED.items()
    }
    with pytest.raises(ProfileIsWrong, match=f"section {section}: .*'{name}'"):
        read_profile(text=toml(plain))


@pytest.mark.parametrize("section", sorted(NEEDED))
def test_a_section_that_is_left_out_names_what_it_needs(section: str) -> None:
    with pytest.raises(ProfileIsWrong, match=f"section {section}: "):
        read_profile(text=toml({name: settings for name, settings in NEEDED.items() if name != section}))


@pytest.mark.parametrize("section", sorted(SECTIONS))
def test_an_unknown_setting_is_named_with_its_section(section: str) -> None:
    with pytest.raises(ProfileIsWrong, match=rf"no such setting: {section}\.colour"):
        profile(**{section: {"colour": "blue"}})


def test_all_unknown_sections_are_named_in_order() -> None:
    with pytest.raises(ProfileIsWrong, match="no such section: Way, claim, ways"):
        profile(ways={}, claim={}, Way={})


@pytest.mark.parametrize("text", ["[way", "host = ", "[way]\nhost = a", "[way]\n[way]", "=", "\x00"])
def test_what_is_no_toml_is_said_to_be_none(text: str) -> None:
    with pytest.raises(ProfileIsWrong, match="the profile is no TOML: "):
        read_profile(text=text)


@given(st.integers(-10, 2 * MOST_PER_SET))
def test_a_set_holds_one_to_5000_claims(per_set: int) -> None:
    if 1 <= per_set <= 5000:
        assert profile(claims={"per_set": per_set}).claims.per_set == per_set
    else:
        with pytest.raises(ProfileIsWrong, match=r"claims\.per_set is 1 to 5000"):
            profile(claims={"per_set": per_set})


# Four marks, and whether a batch can be written with them.
DELIMITERS = [
    ("*:~^", True),
    ("|>!]", True),
    ("*:\n^", True),
    ("*:~", True),
    ("**~^", False),
    ("*:*^", False),
    ("*:~~", False),
    ("*", False),
    ("", False),
    ("*:~^+", False),
    ("A:~^", False),
    ("*:1^", False),
]


@pytest.mark.parametrize(("marks", "can"), DELIMITERS)
def test_delimiters_are_different_marks(marks: str, can: bool) -> None:
    if can:
        assert profile(claims={"delimiters": marks}).claims.delimiters == marks
    else:
        with pytest.raises(ProfileIsWrong, match=r"claims\.delimiters are"):
            profile(claims={"delimiters": marks})


# The pattern of a file's name, and what is wrong with it ("" is nothing).
FILE_NAMES = [
    ("{control}", ""),
    ("{test}837P_{control}.837", ""),
    ("{day}-{control}.txt", ""),
    ("CL{control:.9}", ""),
    ("{{{control}}}", ""),
    ("claims.837", "differs with its {control}"),
    ("{day}.837", "differs with its {control}"),
    ("", "differs with its {control}"),
    ("{{control}}", "differs with its {control}"),
    ("out/{control}", "a name without folders"),
    ("/{control}", "a name without folders"),
    ("{kontrol}", "knows {control}, {day} and {test} alone"),
    ("{}{control}", "knows {control}, {day} and {test} alone"),
    ("{0}", "knows {control}, {day} and {test} alone"),
    ("{control", "knows {control}, {day} and {test} alone"),
    ("control}", "knows {control}, {day} and {test} alone"),
    ("{control:d}", "knows {control}, {day} and {test} alone"),
]


@pytest.mark.parametrize(("pattern", "wrong"), FILE_NAMES)
def test_a_file_name_differs_with_each_batch(pattern: str, wrong: str) -> None:
    if not wrong:
        assert profile(claims={"file_name": pattern}).claims.file_name == pattern
        return
    with pytest.raises(ProfileIsWrong) as refused:
        profile(claims={"file_name": pattern})
    assert wrong in str(refused.value)


@pytest.mark.parametrize(("word", "may"), [("ask", True), ("deduplicates", True), ("Ask", False), ("", False)])
def test_resend_is_one_of_two_words(word: str, may: bool) -> None:
    if may:
        assert profile(answers={"resend": word}).answers.resend == word
    else:
        with pytest.raises(ProfileIsWrong, match=r"answers\.resend is deduplicates or ask"):
            profile(answers={"resend": word})


def test_what_is_not_said_is_as_the_documentation_says() -> None:
    found = profile()
    assert (found.claims, found.answers) == (Claims(), Answers())
    assert (found.way.port, found.way.inbound, found.way.outbound) == (22, "/inbound", "/outbound")
    assert (found.way.key, found.way.password, found.way.host_key) == ("", "", "")
    assert (found.identity.sender_qualifier, found.identity.application_sender) == ("ZZ", "")


def test_the_upstream_profile_shows_every_setting_of_every_section() -> None:
    import tomllib

    shown = tomllib.loads(read_shipped(name="upstream-clearinghouse"))
    assert {name: set(settings) for name, settings in shown.items()} == {
        name: {one.name for one in fields(kind)} for name, kind in SECTIONS.items()
    }


def test_no_shipped_profile_holds_a_secret() -> None:
    assert list_shipped() == ("sandbox-payer", "upstream-clearinghouse")
    for name in list_shipped():
        assert "PRIVATE KEY" not in read_shipped(name=name)
    upstream = read_profile(text=read_shipped(name="upstream-clearinghouse"))
    assert (upstream.way.password, upstream.way.key) == ("", "upstream-key")
