"""The plan of a block: what its expression matches and what it leaves, and what it notes for those who ask further."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache

import pytest

from clearlane.standards.x12.block_pattern import END, Plan, plan_block
from clearlane.standards.x12.block_rows import Unblockable
from clearlane.standards.x12.library import entries, load_machine
from clearlane.standards.x12.machine import Loop
from tests.standards.x12.small_guide import compiled

HEAD = "0100 BHT  M  1  Begin  01=0019 02=00\n"
CLAIM = """
A  S  >1  Claim
  0200 CLM  R  1  Claim  01 02
  0300 DTP  S  1  Day  01=472 02=D8 03@02
  0400 REF  S  2  Number  01=G1|F8 02
  0500 N3   R  1  Street  01 02?
  0600 N4   S  1  Place  01
  0600 AMT  S  1  Amount  01=T 02
  B  S  2  Party
    0700 NM1  R  1  Name  01=82 02=1 03
    0800 PER  S  1  Contact  01=IC 02
  C  S  >1  Line
    0900 LX   R  1  Number  01
"""


def plan(rows: str, id: str = "A") -> tuple[Plan, Loop]:
    machine = compiled(HEAD + rows.strip("\n"), predicates="professional address levels")
    loop = next(one for one in machine.loops() if one.id == id)
    return plan_block(loop), loop


def matched(found: Plan, text: str, *, line_ends: str = "") -> re.Match[bytes] | None:
    """The match at the beginning of a text, which goes on behind it with a segment of another loop."""
    behind = f"[{line_ends}]*" if line_ends else ""
    pattern = re.compile(found.pattern.replace(END, "~" + behind).encode())
    return pattern.match((text + "LX*1~SE*9*1~").encode())


WHOLE = {
    "only what must be there": "CLM*A*1~N3*ELM~",
    "every row": "CLM*A*1~DTP*472*D8*20261110~REF*G1*X~REF*F8*Y~N3*ELM*2~N4*BOISE~AMT*T*5~",
    "one row at its most": "CLM*A*1~REF*G1*X~REF*G1*Y~N3*ELM~",
    "a party": "CLM*A*1~N3*ELM~NM1*82*1*HART~",
    "two parties, one with a contact": "CLM*A*1~N3*ELM~NM1*82*1*HART~PER*IC*ANN~NM1*82*1*HOLT~",
}


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE.keys())
def test_a_clean_instance_is_matched_to_its_end(text: str) -> None:
    found, _ = plan(CLAIM)
    hit = matched(found, text)
    assert hit is not None
    assert hit.end() == len(text)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_line_ends_behind_terminators_belong_to_it(line_end: str) -> None:
    found, _ = plan(CLAIM)
    text = WHOLE["every row"].replace("~", "~" + line_end)
    hit = matched(found, text, line_ends=r"\r\n")
    assert hit is not None
    assert hit.end() == len(text)
    assert matched(found, text) is None


MISSED = {
    "a required row that is not there": "CLM*A*1~DTP*472*D8*20261110~",
    "a row in the wrong place": "CLM*A*1~N3*ELM~DTP*472*D8*20261110~",
    "a row too often": "CLM*A*1~REF*G1*X~REF*G1*Y~REF*G1*Z~N3*ELM~",
    "two of a row that comes once": "CLM*A*1~N3*ELM~N3*OAK~",
    "neighbours in another order": "CLM*A*1~N3*ELM~AMT*T*5~N4*BOISE~",
    "a wrong code": "CLM*A*1~REF*QQ*X~N3*ELM~",
    "a day that is none": "CLM*A*1~DTP*472*D8*20260230~N3*ELM~",
    "an element too many": "CLM*A*1*X~N3*ELM~",
    "an empty element at an end": "CLM*A*1~N3*ELM*~",
    "a third party": "CLM*A*1~N3*ELM~NM1*82*1*A~NM1*82*1*B~NM1*82*1*C~",
    "a row of the claim behind a party": "CLM*A*1~N3*ELM~NM1*82*1*HART~N4*BOISE~",
}


@pytest.mark.parametrize("text", MISSED.values(), ids=MISSED.keys())
def test_whatever_is_not_clean_is_left_to_the_rows(text: str) -> None:
    found, _ = plan(CLAIM)
    assert matched(found, text) is None


def test_a_neighbour_in_another_order_is_legal_and_only_slower() -> None:
    _, loop = plan(CLAIM)
    assert [[member.row.spec.id for member in group] for group in loop.groups][4] == ["N4", "AMT"]


def test_own_rows_end_where_the_loops_within_begin() -> None:
    found, _ = plan(CLAIM)
    hit = matched(found, "CLM*A*1~N3*ELM~NM1*82*1*HART~")
    assert hit is not None
    assert hit.start("own") == len("CLM*A*1~N3*ELM~")


def test_what_must_be_there_is_certain_and_the_rest_is_not_asked_for() -> None:
    found, loop = plan(CLAIM)
    assert [loop.members[index].row.spec.id for index in found.certain] == ["N3"]
    assert found.present == []
    assert found.last_group == 5


def test_a_loop_in_which_nothing_has_to_be_looked_at_is_plain() -> None:
    found, _ = plan(CLAIM)
    assert (found.situations, found.lists, found.texts, found.outward) == ([], [], [], [])
    pattern = re.compile(found.plain.replace(END, "~").encode())
    several = b"CLM*A*1~N3*ELM~CLM*B*1~N3*ELM~"
    hit = pattern.match(several + b"LX*1~SE*9*1~")
    assert hit is not None
    assert hit.end() == len(several)


def claim_with(row: str) -> Plan:
    return plan(f"A  S  >1  Claim\n  0200 CLM  R  1  Claim  01 02 05(01 02=B 03)\n  {row}")[0]


LOOKED_AT: list[tuple[str, int, int, list[str]]] = [
    ("0300 N3  S  1  Street  01", 0, 0, []),
    ("0300 N4  S  1  Place  01 02:state?", 1, 0, []),
    ("0300 N4  S  1  Place  01 02?domestic 04?", 0, 0, []),
    ("0300 N4  S  9  Place  01 02:state?", 0, 1, []),
    ("0300 NM1  S  1  Name  01=82 02=1 03 08=XX 09:npi", 1, 0, []),
    ("0300 REF  S  1  Number  01=F8 02  ?replaces_a_claim", 0, 0, []),
    ("0300 REF  S  1  Number  01=F8 02  ?no_level_below", 0, 0, ["HL04"]),
]


@pytest.mark.parametrize(("row", "lists", "texts", "outward"), LOOKED_AT)
def test_what_an_expression_cannot_know_is_captured(row: str, lists: int, texts: int, outward: list[str]) -> None:
    found = claim_with(row)
    assert (len(found.lists), len(found.texts), found.outward) == (lists, texts, outward)
    names = set(re.findall(r"\?P<(\w+)>", found.pattern))
    assert {name for name, _ in (*found.lists, *found.texts)} <= names
    assert set(found.situations) <= names


def test_a_value_that_a_rule_reads_tells_situations_apart() -> None:
    found = claim_with("0300 REF  S  1  Number  01=F8 02  ?replaces_a_claim")
    values = []
    for frequency in "17":
        hit = matched(found, f"CLM*A*1***11:B:{frequency}~")
        assert hit is not None
        values.append(hit.group(*found.situations))
    assert values[0] != values[1]


def test_whether_a_row_that_a_rule_asks_for_is_there_tells_situations_apart() -> None:
    found = claim_with("0300 REF  S  1  Number  01=F8 02  ?replaces_a_claim")
    there, absent = (matched(found, f"CLM*A*1***11:B:7~{row}") for row in ("REF*F8*X~", ""))
    assert there is not None
    assert absent is not None
    assert there.group(*found.situations) != absent.group(*found.situations)


@cache
def every_plan() -> list[tuple[str, Loop, Plan]]:
    """Each loop of the installed guides that has a plan."""
    found = []
    for files in sorted({entry.files for entry in entries()}):
        for loop in load_machine(files).loops():
            with suppress(Unblockable):
                found.append((f"{files[0]} {loop.id}", loop, plan_block(loop)))
    return found


def test_every_plan_of_the_guides_compiles_and_names_no_group_that_is_not_there() -> None:
    plans = every_plan()
    assert len(plans) > 100
    for name, loop, found in plans:
        groups = re.compile(found.pattern.replace(END, "~").encode()).groupindex
        named = [*found.situations, *found.stretches, *found.enclosed, *(one for one, _ in found.lists)]
        named += [one for one, _ in (*found.texts, *found.present)]
        assert set(named) <= set(groups), name
        assert len(set(found.situations)) == len(found.situations), name
        assert found.last_group < len(loop.groups), name
        assert set(found.enclosed.values()) <= set(found.stretches) | set(found.enclosed), name
        assert len(groups) < 1000, name


def test_a_plain_pattern_captures_nothing_that_would_have_to_be_looked_at() -> None:
    for name, _, found in every_plan():
        if found.plain:
            assert not re.search(r"\?P<\w+[vt]>", found.plain), name
