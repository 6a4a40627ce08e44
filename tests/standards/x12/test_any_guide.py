"""A guide or an overlay that somebody has damaged is refused with its file and reason, and in no other way."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards.x12 import library
from clearlane.standards.x12.apply_overlay import apply_overlay
from clearlane.standards.x12.compile import compile_guide
from clearlane.standards.x12.guide import Guide, GuideError, LoopSpec, RowSpec
from clearlane.standards.x12.library import FOLDER, choose, entries, functional_ids_of
from clearlane.standards.x12.parse_guide import parse_guide, read_lines
from clearlane.standards.x12.read_dictionary import read_dictionary
from tests.standards.x12.small_guide import guide, guide_text

ROWS = """0100 BHT  M  1  Begin  01=0019 02=00|18 03~30? 04@05? 05?04=A|B
max 3 at 0200
0200 REF  S  2~1  Reference  01=G1|F8 02<20 03?
0200 REF  S  1  Other  01=EA 02 04(01=2U 02)?
2000  R  >1~5000  Level  unit provider
  0010 HL  M  1  Level  01 03=20 04=1  !key 03
  2010  S  1  Party  unit patient
    0150 NM1  R  1  Name  01=85 02=1|2 03 08=XX? 09:npi?
    0250 N4  R  1  City  01 02:state!domestic 03:zip%04?domestic 04:country?"""
TEXT = guide_text(ROWS, predicates="address")
OVERLAY = """overlay 005010X001  on small.txt
in ST
- 0200 REF  S  2~1  Reference  01=G1|F8 02<20 03?
+ 0200 REF  S  1  Reference  01=G1 02<10
in 2000/2010
+ 0350 REF  S  1  Number  01=EI 02
relax 2026-11-24 a payer asks for it
"""
WORDS = [
    "R",
    "S",
    "M",
    "1",
    ">1",
    "~5",
    "=",
    "|",
    "(",
    ")",
    "?",
    "!",
    "^",
    "@02",
    "#01",
    ":npi",
    "use",
    "max",
    "in",
    "- ",
]
WORDS += [
    "unit",
    "trailer",
    "oneof",
    "!key",
    "0200",
    "REF",
    "guide",
    "overlay",
    "relax",
    "  ",
    "\n",
    "#",
    "2000",
    "bracket",
]


def load(text: str) -> Guide | None:
    """The guide that a text describes, compiled; None where it is refused."""
    try:
        found = parse_guide(text, file="damaged.txt")
        compile_guide(found, read_dictionary())
    except GuideError:
        return None
    return found


def damaged(text: str, rng: random.Random) -> str:
    """The text with a few characters lost, words put in, or lines lost, doubled and moved."""
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(text))
        lines = text.split("\n")
        line = rng.randrange(len(lines))
        match rng.randint(0, 4):
            case 0:
                text = text[:at] + text[at + rng.randint(1, 4) :]
            case 1:
                text = text[:at] + rng.choice(WORDS) + text[at:]
            case 2:
                text = "\n".join([*lines[:line], *lines[line + 1 :]])
            case 3:
                text = "\n".join([*lines[:line], lines[line], *lines[line:]])
            case _:
                other = rng.randrange(len(lines))
                lines[line], lines[other] = lines[other], lines[line]
                text = "\n".join(lines)
        text = text or "\n"
    return text


def test_the_text_itself_loads() -> None:
    assert load(TEXT) is not None
    assert apply_overlay(guide(ROWS, predicates="address"), OVERLAY, file="over.txt").version == "005010X001"


@given(st.integers(0, 10**9))
@settings(max_examples=250, deadline=None)
def test_a_damaged_guide_loads_or_is_refused(seed: int) -> None:
    found = load(damaged(TEXT, random.Random(seed)))
    assert found is None or found.root.children


@given(st.integers(0, 10**9))
@settings(max_examples=200, deadline=None)
def test_a_damaged_overlay_is_applied_or_refused(seed: int) -> None:
    text = damaged(OVERLAY, random.Random(seed))
    with suppress(GuideError):
        found = apply_overlay(guide(ROWS, predicates="address"), text, file="over.txt")
        assert compile_guide(found, read_dictionary()).version == found.version


@pytest.mark.parametrize("seed", range(12))
def test_a_real_guide_that_was_damaged_loads_or_is_refused(seed: int) -> None:
    rng = random.Random(seed)
    path = rng.choice(sorted(FOLDER.glob("[289]*.txt")))
    text = path.read_text("ascii")
    if text.lstrip("#").startswith("overlay"):
        return
    found = load(damaged(text, rng))
    assert found is None or found.root.children


def test_predicates_that_are_not_there_are_refused_by_name() -> None:
    with pytest.raises(GuideError, match="no module weather"):
        compile_guide(guide("0100 BHT  M  1  Begin  01", predicates="weather"), read_dictionary())


@given(st.text(alphabet="abcAB01 \n#", max_size=60))
@settings(deadline=None)
def test_any_text_is_no_guide(text: str) -> None:
    with pytest.raises(GuideError):
        parse_guide(text, file="any.txt")


@given(st.text(alphabet="abcAB01 \n#-+", max_size=60))
@settings(deadline=None)
def test_any_text_is_no_overlay(text: str) -> None:
    with pytest.raises(GuideError):
        apply_overlay(guide(ROWS, predicates="address"), text, file="any.txt")


LINES = {
    "": [],
    "# only a remark": [],
    "a": [(1, 0, "a")],
    "  a": [(1, 1, "a")],
    "a  # a remark": [(1, 0, "a")],
    "a # no remark": [(1, 0, "a # no remark")],
    "a\n\n    b": [(1, 0, "a"), (3, 2, "b")],
    "#x\na": [(2, 0, "a")],
    "a   ": [(1, 0, "a")],
}


@pytest.mark.parametrize("text", LINES)
def test_a_line_has_its_number_and_its_depth(text: str) -> None:
    assert [(one.number, one.depth, one.text) for one in read_lines(text, "lines.txt")] == LINES[text]


@pytest.mark.parametrize("text", [" a", "   a", "\ta", "  a\tb"])
def test_an_indent_of_anything_but_two_blanks_is_refused(text: str) -> None:
    with pytest.raises(GuideError, match=r"lines\.txt:1"):
        list(read_lines(text, "lines.txt"))


USES = {
    "use 2300": ("S", 100, 0, "Claim", "claim"),
    "use 2300  R  5": ("R", 5, 0, "Claim", "claim"),
    "use 2300  R  >1~50": ("R", 1 << 30, 50, "Claim", "claim"),
    "use 2300  R  5  Another claim": ("R", 5, 0, "Another claim", "claim"),
    "use 2300  R  5  unit patient": ("R", 5, 0, "Claim", "patient"),
    "use 2300  unit patient": ("S", 100, 0, "Claim", "patient"),
}


@pytest.mark.parametrize("text", USES)
def test_a_used_loop_keeps_what_is_not_restated(text: str) -> None:
    claim = "2300  S  100  Claim  unit claim\n  1300 CLM  R  1  Claim  01 02\n"
    rows = f"{claim}2000  S  1  Level\n  0010 HL  M  1  Level  01 03=23\n  {text}"
    level = next(one for one in guide(rows).root.children if isinstance(one, LoopSpec) and one.id == "2000")
    used = level.children[1]
    assert isinstance(used, LoopSpec)
    assert (used.usage, used.most, used.warn_at, used.name, used.attributes.unit) == USES[text]


ATTRIBUTES = {
    "trailer": ("trailer", True),
    "oneof id": ("oneof", "id"),
    "!key 03": ("key", ((3, 0),)),
    "!key 01-1 02": ("key", ((1, 1), (2, 0))),
}


@pytest.mark.parametrize("text", ATTRIBUTES)
def test_an_attribute_of_a_row_is_read(text: str) -> None:
    row = guide(f"0100 BHT  M  1  Begin  01 02  {text}").root.children[1]
    name, value = ATTRIBUTES[text]
    assert isinstance(row, RowSpec)
    assert getattr(row.attributes, name) == value


@pytest.mark.parametrize("wrong", ["?02=A", "unit", "oneof", "unit village", "?", "!"])
def test_an_attribute_that_says_nothing_is_refused(wrong: str) -> None:
    with pytest.raises(GuideError, match=r"small\.txt:5"):
        guide(f"0100 BHT  M  1  Begin  01 02  {wrong}")


CHOSEN = {
    ("005010X222A1", "837", ""): "837p.txt",
    ("005010X222A1", "837", "005010X222A1"): "837p.txt",
    ("005010X222A2", "837", "005010X222A2"): "837p.txt",
    ("005010X221A1", "835", ""): "835.txt",
    ("005010X231A1", "999", "005010X231A1"): "999.txt",
    ("005010X214", "277", "005010X214"): "277ca.txt",
    ("005010X217", "278", "005010X217"): "278_request.txt",
    ("005010X215", "278", "005010X215"): "278_inquiry.txt",
    ("005010X216", "278", ""): "278_notification.txt",
    ("005010X217", "278", "005010X218"): "",
    ("005010X212", "277", "005010X212"): "277.txt",
    ("005010X212", "276", "005010X212"): "276.txt",
    ("005010X279A1", "270", "005010X279A1"): "270.txt",
    ("005010X279A1", "271", "005010X279A1"): "271.txt",
    ("005010X279", "270", "005010X279"): "",
    ("005010X223A2", "837", "005010X223A2"): "837i.txt",
    ("005010X223A3", "837", "005010X223A3"): "837i.txt",
    ("005010X224A2", "837", "005010X224A2"): "837d.txt",
    ("005010X224A3", "837", "005010X224A3"): "837d.txt",
    ("005010X223", "837", "005010X223"): "",
    ("005010X222A1", "835", ""): "",
    ("005010X222A1", "837", "005010X223"): "",
    ("", "", ""): "",
}


@pytest.mark.parametrize("key", CHOSEN)
def test_a_set_is_read_by_the_guide_of_its_version(key: tuple[str, str, str]) -> None:
    version, set_id, st03 = key
    entry = choose(version=version, set_id=set_id, st03=st03).entry
    assert (entry.files[0] if entry else "") == CHOSEN[key]


def test_each_version_belongs_to_the_kinds_of_its_groups() -> None:
    for entry in entries():
        assert entry.functional_id in functional_ids_of(entry.version)
    assert functional_ids_of("004010X098A1") == ()


def test_a_line_of_the_table_that_lacks_a_column_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sets.txt").write_text("HC  005010X222A1  837  837p.txt\n")
    with pytest.raises(GuideError, match=r"sets\.txt:1: five columns"):
        library.entries(tmp_path)
