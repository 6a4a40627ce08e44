"""A segment whose name is mistyped is read as the one that was meant, and told once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from clearlane.standards.x12.library import choose, load_machine
from clearlane.standards.x12.machine import Machine
from clearlane.standards.x12.meant_id import meant_ids
from clearlane.standards.x12.tier import Tier
from clearlane.vocabulary.finding import Finding
from tests.standards.x12.x12_texts import changed, join, lines

CLEAN = join(lines())
KINDS = ("837p", "837i", "837d", "835", "270", "276", "277ca", "834", "820", "278_request")
SLIPS: dict[str, Callable[[str], str]] = {
    "two letters the wrong way round": lambda id: id[:-2] + id[-1] + id[-2],
    "another letter": lambda id: id[:-1] + "Q",
    "a letter twice": lambda id: id + id[-1],
    "in small letters": str.lower,
    "a name that is none": lambda id: f"QX{id[2:]}",
}
JUDGED_AT_THE_END = ("LS", "LE", "DTP")
"""What a strange name stood for, where that is seen to lack only when its loop ends: it is told then, too."""
MEANT = {
    "REF*EI*123456789": [b"REF"],
    "RFE*EI*123456789": [b"REF"],
    "RE*EI*123456789": [b"REF"],
    "REEF*EI*123456789": [b"REF"],
    "ref*anything": [b"REF"],
    " REF *anything": [b"REF"],
    "RFE*anything*else*follows*here*and*there": [],
    "SV2*HC:99213*100*UN*1***1": [b"SV1"],
    "N5*12 ELM ST": [b"N3", b"N4"],
    "XYZ*1": [b"N3", b"LX", b"FRM"],
    "XYZ*1*2*3*4*5*6*7*8*9": [],
    "XYZ*85*2*OAK CLINIC": [b"NM1"],
    "ENT*85*2*OAK CLINIC": [],
    "REFERENCE*EI*123456789": [],
    "*1": [],
    "": [],
    "S*1*0001": [b"N3"],
}
"""Of a name that is none each row that must come somewhere, and looks so."""


def machine() -> Machine:
    entry = choose(version="005010X222A1", set_id="837").entry
    assert entry is not None
    return load_machine(entry.files)


def told(data: bytes, tier: Tier = Tier.BLOCK) -> list[tuple[str, str, str]]:
    found = (one for one in x12.check([data], tier=tier) if isinstance(one, Finding))
    return [(one.rule, one.place.segment_id, one.expected) for one in found]


@pytest.mark.parametrize("text", MEANT)
def test_an_id_that_is_none_may_have_been_meant_for_another(text: str) -> None:
    assert list(meant_ids(text.encode().split(b"*"), machine())) == MEANT[text]


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_mistyped_segment_is_told_once(kind: str, slip: str) -> None:
    segments = from_guide(GuideOrder(kind=kind, seed=5, units=1)).decode().replace("\n", "").split("~")[:-1]
    known = {one.split("*", maxsplit=1)[0] for one in segments} | {"LQ"}
    for at in range(3, len(segments) - 3):
        id, _, values = segments[at].partition("*")
        wrong = SLIPS[slip](id)
        if wrong in known or wrong.startswith("SV") or (id == "BHT" and kind == "278_request"):
            continue  # what is another segment, may be two, or says which guide it is
        if wrong.startswith("QX") and id in JUDGED_AT_THE_END:
            continue
        data = "".join(f"{one}~" for one in [*segments[:at], f"{wrong}*{values}", *segments[at + 1 :]]).encode()
        found = told(data)
        assert len(found) == 1, (segments[at], found)
        assert told(data, Tier.EXPLAIN) == found


def test_what_was_meant_is_said_and_its_rules_hold() -> None:
    data = changed("REF*EI", "RFE*EI*123456789")
    assert told(data) == [("segment.unknown_segment", "RFE", "REF")]
    text = next(one for one in x12.check([data]) if isinstance(one, Finding))
    assert "REF" in text.remedy
    assert "RFE" in text.remedy


def test_what_belongs_to_no_set_of_the_kind_is_told_as_such() -> None:
    data = CLEAN.replace(b"SV1*", b"SV2*", 1)
    assert told(data) == [("segment.foreign_segment", "SV2", "SV1")]


def test_a_claim_whose_first_segment_is_mistyped_goes_back_by_its_number() -> None:
    report = x12.report([CLEAN.replace(b"CLM*A2*", b"CML*A2*")])
    assert [one.patient_control_number for one in report.interchanges[0].groups[0].sets[0].claims if one.dead] == ["A2"]


def test_a_strange_segment_that_looks_like_none_is_left_out() -> None:
    data = CLEAN.replace(b"SV1*", b"XYZ*1~SV1*", 1)
    assert ("segment.unknown_segment", "XYZ") in [one[:2] for one in told(data)]


@pytest.mark.parametrize("stray", ["ZZZ*1", "ZZZ*20261010", "QQ*AB CDE*X"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_strange_segment_stands_for_none_that_comes(kind: str, stray: str) -> None:
    segments = from_guide(GuideOrder(kind=kind, seed=5, units=1)).decode().replace("\n", "").split("~")[:-1]
    for at in range(4, len(segments) - 3):
        data = "".join(f"{one}~" for one in [*segments[:at], stray, *segments[at:]]).encode()
        (found,) = (one for one in told(data) if one[0] != "envelope.se_count")
        assert found[:2] == ("segment.unknown_segment", stray.split("*", maxsplit=1)[0])
