"""Where a payer's demand is answered: never in the 999, always in the 277CA, with the nearest status."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from clearlane.standards import x12
from clearlane.vocabulary.finding import Disposition
from tests.standards.x12.overlays.overlay_texts import (
    BY_PI,
    CLEAN,
    NOTE,
    NOTE_WANTED,
    ORIGINAL,
    RENDERING,
    SPECIALTY,
    edited,
    findings,
    overlay,
    with_ids,
)

AT = dt.datetime(2026, 11, 24, 10, 15, tzinfo=dt.UTC)
PATIENTS = "in 2000B\n- 2000C  S  >1  Patient level  unit patient\n"
SELF = (
    "in 2010BA\n- 0150 NM1  R  1  Subscriber: name  01=IL 02=1|2 03 04? 05? 07? 08=II|MI?02=1 09?02=1\n"
    "+ 0150 NM1  R  1  Subscriber: name  01=IL 02=1|2 03 04? 05? 07? 08=MI 09<1\n"
)


def answers(data: bytes, *overlays: x12.Overlay) -> tuple[list[str], list[str]]:
    """The segments of the 999 and of the 277CA; nothing where none is due."""
    (one,) = x12.report([data], overlays=overlays).interchanges
    claims = x12.answer_claims(one, read=lambda at, length: data[at : at + length], control=2, at=AT)
    syntax = x12.acknowledge(one, control=1, at=AT) or b""
    for written in (syntax, claims or b""):
        assert not written or x12.report([written]).accepted
    return syntax.decode().split("~"), (claims or b"").decode().split("~")


def statuses(data: bytes, *overlays: x12.Overlay) -> dict[str, list[str]]:
    """STC01 of each claim, by its number."""
    told: dict[str, list[str]] = {}
    claim = ""
    for segment in answers(data, *overlays)[1]:
        id, *elements = segment.split("*")
        claim = elements[1] if id == "TRN" else "" if id == "HL" else claim
        if id == "STC" and claim.startswith("A"):
            told.setdefault(claim, []).append(elements[0])
    return told


def test_the_999_is_the_same_byte_for_byte() -> None:
    for changes in (RENDERING, NOTE_WANTED, SPECIALTY, ORIGINAL, PATIENTS):
        assert answers(CLEAN, overlay(changes))[0] == answers(CLEAN)[0]
        assert "AK9*A*1*1*1" in answers(CLEAN, overlay(changes))[0]


REFUSED = {
    "a claim": (RENDERING, {"A1": ["A1:20"], "A2": ["A6:481"], "A3": ["A6:481"]}),
    "all claims": (NOTE_WANTED, {"A1": ["A6:481"], "A2": ["A6:481"], "A3": ["A6:481"]}),
    "a provider": (SPECIALTY, {"A1": ["A6:145"], "A2": ["A6:145"], "A3": ["A6:145"]}),
    "the header": (ORIGINAL, {"A1": ["A7:481"], "A2": ["A7:481"], "A3": ["A7:481"]}),
    "a patient": (PATIENTS, {"A1": ["A1:20"], "A2": ["A7:481"], "A3": ["A7:481"]}),
    "subscribers": (SELF, {"A1": ["A7:164:IL"], "A2": ["A7:164:IL"], "A3": ["A7:164:IL"]}),
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_277ca_sends_back_what_the_demand_is_about(what: str) -> None:
    changes, told = REFUSED[what]
    assert statuses(CLEAN, overlay(changes)) == told


def test_a_subscribers_demand_leaves_the_others_alone() -> None:
    split = edited(("NM1*PR*2*HARBOR", "NM1*PR*2*PINE LIFE*****XV*PINE"))
    assert statuses(split, overlay(BY_PI)) == {"A1": ["A7:153:PR"], "A2": ["A1:20"], "A3": ["A1:20"]}
    assert statuses(split, overlay(BY_PI, head=with_ids("HARBOR"))) == statuses(CLEAN)


def test_the_counts_and_charges_are_those_of_the_claims() -> None:
    told = answers(CLEAN, overlay(RENDERING))[1]
    assert {"QTY*90*1", "QTY*AA*2", "AMT*YU*150", "AMT*YY*140", "QTY*QA*1", "QTY*QC*2"} <= set(told)


def test_a_claim_that_the_999_has_refused_keeps_that_and_hears_what_the_payer_asks() -> None:
    dead = edited(("CLM*A2*80", "CLM*A2*8O***11:B:1*Y*A*Y*Y"))
    told = statuses(dead, overlay(NOTE_WANTED))
    assert told == {"A1": ["A6:481"], "A2": ["A3:684", "A7:178", "A6:481"], "A3": ["A6:481"]}
    assert statuses(dead)["A2"] == ["A3:684", "A7:178"]


def test_a_set_that_the_999_refuses_whole_has_no_277ca() -> None:
    header = edited(("BHT*0019", "BHT*0019*99*BATCH1*20261124*0930*CH"))
    assert answers(header, overlay(NOTE_WANTED)) == answers(header)
    assert answers(header)[1] == [""]


def test_what_only_warns_sends_nothing_back() -> None:
    listed = NOTE + "+ 1900 NTE  S  1  Claim: note  01=ADD|CER|DCP|DGN|TPO 02:yes_no\n"
    noted = edited(("HI*ABK:J020", "NTE*ADD*MAYBE\nHI*ABK:J020"))
    (told,) = findings(noted, overlay(listed))
    assert (told.rule, told.disposition, told.status) == ("payer.off_list", Disposition.WARN, None)
    assert statuses(noted, overlay(listed)) == statuses(noted)


NEAREST: Sequence[tuple[str, str, str]] = [
    ("2300", "CLM05-3", "A7:535"),
    ("2000B", "SBR09", "A7:480"),
    ("2400", "SV102", "A7:583"),
    ("2310B", "NM109", "A7:562:82"),
]


@pytest.mark.parametrize(("loop", "element", "status"), NEAREST)
def test_the_status_is_the_nearest_to_the_element(loop: str, element: str, status: str) -> None:
    row, old, new = {
        "CLM05-3": ("1300 CLM", "03:frequency", "03=7"),
        "SBR09": ("0050 SBR", "|CI|", "|"),
        "SV102": ("3700 SV1", " 02 ", " 02<1 "),
        "NM109": ("2500 NM1  R  1   Rendering", "09:npi?", "09=1999999984"),
    }[element]
    text = next(line.strip() for line in _guide() if line.strip().startswith(row))
    changes = f"in {loop}\n- {text}\n+ {text.replace(old, new, 1)}\n"
    told = {str(one.status) for one in findings(CLEAN, overlay(changes))}
    assert told == {status}


def _guide() -> list[str]:
    path = x12.find_overlays()[0].parent.parent / "837p.txt"
    return path.read_text("ascii").splitlines()
