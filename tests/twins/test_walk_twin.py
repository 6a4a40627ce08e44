"""The walk through a compiled guide against a grammar that tries everything: both accept exactly the same sets."""

from __future__ import annotations

import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards.x12.compile import compile_guide
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.events import Event
from clearlane.standards.x12.guide import Guide, LoopSpec, RowSpec
from clearlane.standards.x12.machine import Machine
from clearlane.standards.x12.read_dictionary import read_dictionary
from clearlane.standards.x12.walk import Walk
from clearlane.vocabulary.finding import Finding
from tests.standards.x12.small_guide import guide
from tests.twins.slow_grammar import derives, groups_of

HEAD = "0100 BHT  M  1  Begin  01=0019 02=00\n"
GUIDES: dict[str, str] = {
    "rows in order": "0200 REF  S  2  One  01=G1 02\n0300 N3  R  1  Street  01\n0400 N4  S  1  Place  01",
    "rows in any order": """0200 REF  S  2  One  01=G1 02
0200 REF  R  1  Other  01=F8 02
0200 REF  S  1  Third  01=EA|D9 02
0300 N3  S  1  Street  01""",
    "a limit over a group": """max 3 at 0200
0200 REF  S  2  One  01=G1 02
0200 REF  S  2  Other  01=F8 02""",
    "one of two": """0200 REF  S  1  One  01=EI 02  oneof id
0200 REF  S  1  Other  01=SY 02  oneof id
0300 N3  S  1  Street  01""",
    "a loop": """A  S  3  Party
  0200 NM1  R  1  Name  01=85 02=2
  0300 N3  S  1  Street  01
  0400 N4  R  1  Place  01""",
    "a required loop": """A  R  1  Party
  0200 NM1  R  1  Name  01=85 02=2
  0300 N3  S  2  Street  01
0900 PER  S  1  Contact  01=IC  trailer""",
    "loops in any order": """A  R  1  One party
  0200 NM1  R  1  Name  01=85 02=2
  0300 N3  S  1  Street  01
B  S  2  Other party
  0200 NM1  R  1  Name  01=87 02=2
  0300 N4  S  1  Place  01""",
    "a loop in a loop": """A  R  >1  Party
  0200 NM1  R  1  Name  01=85 02=2
  0300 N3  S  1  Street  01
  B  S  >1  Detail
    0400 LX  R  1  Number  01
    0500 DTP  R  1  Day  01=472 02=D8 03@02
    0500 DTP  S  1  Other day  01=471 02=D8 03@02
  C  S  2  Other detail
    0600 LQ  R  1  Code  01=HE 02""",
    "rows of both": """A  S  2  Party
  0200 NM1  R  1  Name  01=85 02=2
  0300 REF  S  1  Its number  01=G1 02
B  S  1  Last
  0400 LX  R  1  Number  01
0900 REF  S  1  The set's number  01=F8 02  trailer""",
}
VALUES = {"NM1": "*2", "DTP": "*D8*20261110", "REF": "*1", "BHT": "*00", "LQ": "*M1"}
GUESSED = ("element.bad_code", "element.other_code")
STRANGE = ["REF*G1*1", "REF*F8*1", "NM1*85*2", "NM1*87*2", "N3*A", "N4*B", "LX*1", "DTP*472*D8*20261110", "ZZZ*1"]


@cache
def parsed(name: str) -> tuple[Guide, Machine]:
    one = guide(HEAD + GUIDES[name])
    return one, compile_guide(one, read_dictionary())


def segment(row: RowSpec, rng: random.Random) -> str:
    """A segment that is this row."""
    first = row.elements[0]
    code = rng.choice(first.codes) if first.codes else "1"
    return f"{row.id}*{code}{VALUES.get(row.id, '')}"


def make(loop: LoopSpec, rng: random.Random) -> list[str]:
    """One instance of a loop, drawn by chance; mostly one that the guide allows."""
    trigger = loop.children[0]
    assert isinstance(trigger, RowSpec)
    made = [segment(trigger, rng)]
    for group in groups_of(loop):
        instances: list[list[str]] = []
        for child in group:
            least = 0 if child.usage == "S" else 1
            for _ in range(rng.randint(least, min(child.most, 3))):
                instances.append(make(child, rng) if isinstance(child, LoopSpec) else [segment(child, rng)])
        rng.shuffle(instances)
        made += [one for instance in instances for one in instance]
    return made


def spoil(segments: list[str], rng: random.Random, faults: int) -> list[str]:
    """Some segments lost, doubled, swapped or strange, between ST and SE."""
    changed = segments[:]
    for _ in range(faults):
        at = rng.randrange(1, len(changed) - 1) if len(changed) > 2 else 1
        match rng.randint(0, 3):
            case 0 if len(changed) > 2:
                del changed[at]
            case 1:
                changed.insert(at, changed[at])
            case 2 if at + 1 < len(changed) - 1:
                changed[at], changed[at + 1] = changed[at + 1], changed[at]
            case _:
                changed.insert(at, rng.choice(STRANGE))
    return changed


def structural(machine: Machine, segments: list[str]) -> list[str]:
    """What the walk says of the order and number of segments, and of codes by which it had to guess a row."""
    walk, events = Walk(machine, Delimiters()), list[Event]()
    for number, one in enumerate(segments, 1):
        events += walk.take(number, number, one.encode())
    events += walk.finish()
    found = [one for one in events if isinstance(one, Finding)]
    return [one.rule for one in found if one.rule.startswith("segment.") or one.rule in GUESSED]


@pytest.mark.parametrize("name", GUIDES)
@given(st.integers(0, 10**6), st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_the_walk_accepts_exactly_what_the_grammar_derives(name: str, seed: int, faults: int) -> None:
    one, machine = parsed(name)
    rng = random.Random(seed)
    segments = spoil(make(one.root, rng), rng, faults)
    if not segments[-1].startswith("SE*"):
        segments.append("SE*1")
    assert (structural(machine, segments) == []) == derives(one, segments), segments


@pytest.mark.parametrize("name", GUIDES)
def test_each_grammar_derives_sets_and_refuses_others(name: str) -> None:
    one, _ = parsed(name)
    made = [make(one.root, random.Random(seed)) for seed in range(30)]
    broken = [spoil(segments, random.Random(n), 2) for n, segments in enumerate(made)]
    assert any(derives(one, segments) for segments in made)
    assert not all(derives(one, segments) for segments in broken)


@pytest.mark.parametrize("name", GUIDES)
def test_one_strange_segment_in_a_derived_set_is_one_finding(name: str) -> None:
    one, machine = parsed(name)
    for seed in range(25):
        rng = random.Random(seed)
        segments = make(one.root, rng)
        if derives(one, segments):
            at = rng.randrange(1, len(segments))
            assert structural(machine, [*segments[:at], "ZZZ*1", *segments[at:]]) == ["segment.unknown_segment"]


@pytest.mark.parametrize("name", sorted(set(GUIDES) - {"rows of both"}))
def test_one_lost_segment_of_a_derived_set_is_one_finding_or_legal(name: str) -> None:
    one, machine = parsed(name)
    for seed in range(25):
        segments = make(one.root, random.Random(seed))
        for at in range(1, len(segments) - 1) if derives(one, segments) else ():
            left = [*segments[:at], *segments[at + 1 :]]
            told = structural(machine, left)
            assert len(told) == (0 if derives(one, left) else 1), (segments[at], left, told)


def test_the_only_row_of_an_id_that_can_come_is_taken_though_its_code_is_another() -> None:
    """No repair is asked for a wrong code: the row is sure by its id, and what it stood for is judged as it comes."""
    _, machine = parsed("rows of both")
    wrong = ["ST*837", "BHT*0019*00", "LX*1", "REF*G1*1", "SE*1"]
    assert structural(machine, wrong) == ["element.other_code"]
