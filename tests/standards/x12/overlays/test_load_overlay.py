from __future__ import annotations

from pathlib import Path

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.load_overlay import MOST_BYTES, SHIPPED
from tests.standards.x12.overlays.overlay_texts import (
    BY_PI,
    CLEAN,
    CUR,
    HEAD,
    NOTE,
    NOTE_WANTED,
    PAYER,
    RENDERING,
    findings,
    with_ids,
    write,
)

NAMES = [path.stem for path in x12.find_overlays()]


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_overlay_loads_by_its_name_and_by_its_path(name: str) -> None:
    one = x12.load_overlay(name)
    assert one == x12.load_overlay(SHIPPED / f"{name}.txt")
    assert (one.name, one.file) == (name, f"{name}.txt")
    assert not one.relaxations


def test_an_overlay_of_ones_own_loads_by_its_path(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + BY_PI)
    assert x12.load_overlay(path) == x12.load_overlay(str(path))
    assert x12.load_overlay(path).file == str(path)
    assert x12.find_overlays(tmp_path) == [path]


def test_a_file_in_this_folder_comes_before_a_shipped_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, HEAD + BY_PI).rename(tmp_path / "harbor")
    assert x12.load_overlay("harbor").payer == "Harbor Mutual"


def said(given: str | Path) -> str:
    """What is said of an overlay that is refused."""
    with pytest.raises(x12.OverlayRefused) as refused:
        x12.load_overlay(given)
    return str(refused.value)


def test_a_name_that_is_not_there_is_told_with_those_that_are() -> None:
    assert said("medicare") == f"medicare: there is no such overlay. Name one of {', '.join(NAMES)}, or a file"


@pytest.mark.parametrize("given", ["no/such.txt", "such.txt", Path("such")])
def test_a_file_that_cannot_be_read_is_told(given: str | Path) -> None:
    assert said(given) == f"{given}: No such file or directory. Name a file that can be read"


def test_a_folder_is_no_overlay(tmp_path: Path) -> None:
    assert said(tmp_path).startswith(f"{tmp_path}: it is a folder. Name one overlay of it")


def test_what_is_no_text_is_told_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD.replace("Harbor", "H\u00e4rbor") + BY_PI)
    assert said(path) == f"{path}:2: it is no text of ASCII. Write it with plain letters"
    path.write_bytes(b" " * (MOST_BYTES + 1))
    assert said(path).startswith(f"{path}:1: it is no text of ASCII")


def refused(folder: Path, text: str) -> str:
    """What is said of a text, after the name of its file."""
    path = write(folder, text)
    return said(path).removeprefix(str(path))


def test_an_empty_file_is_told_with_what_it_begins_with(tmp_path: Path) -> None:
    assert refused(tmp_path, "").startswith(":1: it is empty. An overlay begins with: overlay 0050")


def test_one_that_widens_is_refused_at_its_line(tmp_path: Path) -> None:
    wider = f"in 2010BB\n- {PAYER.format('|XV', '')}+ {PAYER.format('|XV|ZZ', '')}"
    assert refused(tmp_path, HEAD + wider).startswith(
        ":5: the change is laxer (08 takes ZZ besides) and has no `relax` line"
    )


NOT_THERE = {
    "other codes": (
        BY_PI.replace("08=PI|XV 09", "08=PI|XX 09"),
        ":5: the row to change does not stand in 2010BB as it",
    ),
    "another name": (BY_PI.replace("Payer: name", "Payer"), ":5: the row to change does not stand in 2010BB as it is"),
    "another loop": (
        BY_PI.replace("in 2010BB", "in 2010BC"),
        ":5: the row to change does not stand in 2010BC: there is",
    ),
    "no such segment": (
        f"in 2010BB\n{CUR}",
        ":5: the row to change does not stand in 2010BB: it has no CUR of its own",
    ),
    "no loop named": (BY_PI.partition("\n")[2], ":4: the row to change does not stand in any loop: there is no such"),
    "a loop elsewhere": (
        RENDERING.replace("in 2300", "in 2400"),
        ":5: the row to change does not stand in 2400: it has",
    ),
}


@pytest.mark.parametrize("what", NOT_THERE)
def test_a_row_that_is_not_there_is_told_with_where_its_like_are(what: str, tmp_path: Path) -> None:
    text, start = NOT_THERE[what]
    assert refused(tmp_path, HEAD + text).startswith(start)


def test_the_lines_that_may_be_meant_are_those_of_the_guide(tmp_path: Path) -> None:
    told = refused(tmp_path, HEAD + BY_PI.replace("08=PI|XV 09", "08=PI|XX 09"))
    line = int(told.rpartition(" ")[2])
    guide = (SHIPPED.parent / "837p.txt").read_text("ascii").splitlines()
    assert guide[line - 1].split()[:2] == ["0150", "NM1"]
    assert "Payer: name" in guide[line - 1]


def test_a_version_without_a_guide_is_told_with_those_that_have_one(tmp_path: Path) -> None:
    told = refused(tmp_path, HEAD.replace("005010X222A1", "005010X299") + BY_PI)
    known = "005010X222A1 on 837p.txt, 005010X222A2 on 837p.txt"
    assert told == f": no guide is 005010X299 on 837p.txt. There are {known}"
    told = refused(tmp_path, HEAD.replace("837p", "837d") + BY_PI)
    assert "005010X222A1 on 837p.txt, 005010X224A2 on 837d.txt" in told
    assert refused(tmp_path, HEAD.replace("837p", "x").replace("X222A1", "X9") + BY_PI).endswith("those of sets.txt")


def test_each_version_that_is_named_must_take_the_changes(tmp_path: Path) -> None:
    both = HEAD.replace("005010X222A1", "005010X222A1|005010X222A2") + BY_PI
    assert x12.load_overlay(write(tmp_path, both)).versions == ("005010X222A1", "005010X222A2")
    assert "no guide is 005010X222 on" in refused(tmp_path, both.replace("A1|", "|"))


def test_a_guide_that_is_not_decidable_any_more_is_refused(tmp_path: Path) -> None:
    row = "1800 REF  S  1  Claim: {}  01={} 02"
    old = row.format("referral number", "9F")
    text = f"{HEAD}in 2300\n- {old}\n+ {old.replace('=9F', '')}\nrelax 2026-11-24 by letter of May 2026\n"
    told = refused(tmp_path, text)
    assert told.startswith(": the guide cannot be read with it: a segment could be 2300 1800 REF")
    assert "Keep the codes that tell its rows apart" in told


@pytest.mark.parametrize(
    ("word", "reason"), [("02?no_such_rule", "no predicate no_such_rule"), ("02:no_list", "no_list")]
)
def test_rules_and_lists_must_be_there(word: str, reason: str, tmp_path: Path) -> None:
    text = NOTE + f"+ 1900 NTE  S  1  Claim: note  01=ADD {word}\n"
    relaxed = f"{text}relax 2026-11-24 by letter\n" if "?" in word else text
    assert reason in refused(tmp_path, HEAD + relaxed)


def test_ids_are_those_of_claims_and_of_demands(tmp_path: Path) -> None:
    enrolled = HEAD.replace("005010X222A1  on 837p", "005010X220A1  on 834") + "ids HARBOR\n"
    row = next(one.strip() for one in (SHIPPED.parent / "834.txt").read_text("ascii").splitlines() if "0400 PER" in one)
    text = f"{enrolled}in 2100A\n- {row}\n"
    assert refused(tmp_path, text) == (
        ": only claims (837) name their payer, so it can name no ids. Leave out the line `ids`"
    )
    relaxed = with_ids("HARBOR") + NOTE + "+ 1900 NTE  S  2  Claim: note  01=ADD 02\nrelax 2026-11-24 wanted\n"
    assert refused(tmp_path, relaxed).startswith(": a relaxation counts for a whole file")


def pair(folder: Path, one: str, other: str) -> list[Path]:
    """Two overlays."""
    return [write(folder, one, name="one"), write(folder, other, name="other")]


def test_several_are_loaded_together_and_each_once(tmp_path: Path) -> None:
    paths = pair(tmp_path, HEAD + BY_PI, HEAD + RENDERING)
    assert [one.name for one in x12.load_overlays([*paths, paths[0], "dc_medicaid_837i"])] == [
        "one",
        "other",
        "dc_medicaid_837i",
    ]


def test_two_payers_whose_claims_nothing_parts_cannot_be_asked_together() -> None:
    by_id = [name for name in NAMES if name != "medicare_part_b_837p"]
    assert len(x12.load_overlays(by_id)) == len(NAMES) - 1
    with pytest.raises(x12.OverlayRefused, match=r"medicaid_837p.txt:15 and medicare_part_b_837p.txt:19: they"):
        x12.load_overlays(NAMES)


CONTRARY = {
    "required and not taken": (NOTE_WANTED, NOTE, "NTE is required by one and not taken by the other"),
    "a loop": (RENDERING, RENDERING.partition("+ ")[0], "2310B is required by one and not taken by the other"),
    "codes": (BY_PI, BY_PI.replace("08=PI 09", "08=XV 09"), "no code of NM108 fits both"),
    "an element": (
        NOTE_WANTED,
        NOTE + "+ 1900 NTE  R  1  Claim: note  01=DCP 02\n",
        "no code of NTE01 fits both",
    ),
}


@pytest.mark.parametrize("what", CONTRARY)
def test_two_that_contradict_each_other_are_refused_with_both_lines(what: str, tmp_path: Path) -> None:
    one, other, reason = CONTRARY[what]
    paths = pair(tmp_path, HEAD + one, HEAD + other)
    with pytest.raises(x12.OverlayRefused) as both:
        x12.load_overlays(paths)
    where = f"{paths[0]}:5 and {paths[1]}:5: they contradict each other: {reason}."
    assert str(both.value) == f"{where} Use one of them, or give each the ids of its payer"


@pytest.mark.parametrize("what", CONTRARY)
def test_for_the_claims_of_two_payers_they_contradict_nothing(what: str, tmp_path: Path) -> None:
    one, other, _ = CONTRARY[what]
    assert len(x12.load_overlays(pair(tmp_path, with_ids("A1") + one, with_ids("B2", "C3") + other))) == 2
    with pytest.raises(x12.OverlayRefused, match="contradict"):
        x12.load_overlays(pair(tmp_path, with_ids("A1", "B2") + one, with_ids("B2", "C3") + other))


def test_overlays_that_were_loaded_apart_are_refused_before_a_byte_is_read(tmp_path: Path) -> None:
    paths = pair(tmp_path, HEAD + NOTE_WANTED, HEAD + NOTE)
    both = [x12.load_overlay(path) for path in paths]
    with pytest.raises(x12.OverlayRefused, match="contradict"):
        x12.check([CLEAN], overlays=both)
    assert findings(CLEAN, both[1]) == []


def test_what_one_relaxes_another_cannot_take_as_it_stood(tmp_path: Path) -> None:
    relaxed = HEAD + NOTE + "+ 1900 NTE  S  2  Claim: note  01=ADD|CER|DCP|DGN|TPO 02\nrelax 2026-11-24 by letter\n"
    with pytest.raises(x12.OverlayRefused, match=r"other.txt:5: the row to change does not stand in 2300"):
        x12.load_overlays(pair(tmp_path, relaxed, HEAD + NOTE_WANTED))
