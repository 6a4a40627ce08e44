"""A 277CA is written as the guide wants it, and read so by others."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.claim_acknowledgment import (
    Acknowledgment277,
    Claim277,
    Line277,
    Name277,
    Provider277,
    StatusText,
    Total277,
    write_277ca,
)
from tests.sandbox.eyes import pyx12_findings, segments

AT = dt.datetime(2026, 11, 23, 14, 5, tzinfo=dt.UTC)
IDENTITY = x12.Identity(sender="CLEARLANE", receiver="SENDER")


def status(code: str = "A2:20", action: str = "WQ", amount: str = "100") -> StatusText:
    """One STC."""
    return (tuple(code.split(":")), "20261123", action, amount)


def claim(trace: str = "C1", **more: Any) -> Claim277:
    """One claim, accepted."""
    patient = Name277("QC", "ABBOTT", "CLARA", is_person=True, qualifier="MI", id="M1")
    return replace(Claim277(patient, trace, (status(),), (("1K", "P1"),), ("D8", "20260901")), **more)


def acknowledgment(*claims: Claim277, **more: Any) -> Acknowledgment277:
    """One provider with these claims."""
    total = Total277(len(claims), 0, str(100 * len(claims)), "0")
    provider = Provider277(
        Name277("85", "CEDAR", qualifier="XX", id="1412892519"), total, claims,
        statuses=((("A1", "19", "PR"), "", "WQ", "100"),),
    )  # fmt: skip
    made = Acknowledgment277(
        reference="R1", at=AT, source=Name277("PR", "MEADOW", qualifier="PI", id="MEADOW"), source_trace="T1",
        received="20261122", processed="20261123", receiver=Name277("41", "SENDER", qualifier="46", id="SENDER"),
        receiver_trace="B1", statuses=(status("A1:19:PR"),), total=total, providers=(provider,),
    )  # fmt: skip
    return replace(made, **more)


def write(*sets: Acknowledgment277) -> bytes:
    """The bytes of these sets."""
    return write_277ca(sets, identity=IDENTITY, control=7, usage="P", at=AT)


def test_our_guide_and_pyx12_find_nothing() -> None:
    line = Line277(("HC", "99213"), "60", "1", ((("A7", "507"), "20261123", "U"),), "L1", ("D8", "20260901"))
    content = write(acknowledgment(claim(), claim("C2", lines=(line,))), acknowledgment(claim("C3")))
    assert x12.report([content]).findings == ()
    assert pyx12_findings(content) == []


def test_levels_are_numbered_under_their_parents() -> None:
    first = acknowledgment(claim(), claim("C2"))
    both = replace(first, providers=(*first.providers, replace(first.providers[0], claims=(claim("C3"),))))
    levels = [segment[1:] for segment in segments(write(both)) if segment[0] == "HL"]
    assert levels == [
        ["1", "", "20", "1"], ["2", "1", "21", "1"], ["3", "2", "19", "1"], ["4", "3", "PT"], ["5", "3", "PT"],
        ["6", "2", "19", "1"], ["7", "6", "PT"],
    ]  # fmt: skip


def test_a_level_without_children_says_so() -> None:
    levels = [segment[1:] for segment in segments(write(acknowledgment(providers=()))) if segment[0] == "HL"]
    assert levels == [["1", "", "20", "1"], ["2", "1", "21", "0"]]


def test_each_set_counts_its_segments() -> None:
    found = segments(write(acknowledgment(claim()), acknowledgment(claim(), claim("C2"))))
    starts = [n for n, segment in enumerate(found) if segment[0] == "ST"]
    ends = [(n, segment) for n, segment in enumerate(found) if segment[0] == "SE"]
    assert [int(segment[1]) for _, segment in ends] == [
        n - start + 1 for start, (n, _) in zip(starts, ends, strict=True)
    ]
    assert found[-2][1] == "2"


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        (
            Total277(2, 1, "20", "10"),
            [["QTY", "90", "2"], ["QTY", "AA", "1"], ["AMT", "YU", "20"], ["AMT", "YY", "10"]],
        ),
        (Total277(2, 0, "20", "0"), [["QTY", "90", "2"], ["AMT", "YU", "20"]]),
        (Total277(0, 1, "0", "10"), [["QTY", "AA", "1"], ["AMT", "YY", "10"]]),
        (Total277(0, 0, "0", "0"), []),
    ],
)
def test_totals_stand_where_there_is_something(total: Total277, expected: list[list[str]]) -> None:
    found = segments(write(acknowledgment(providers=(), total=total)))
    assert [segment for segment in found if segment[0] in ("QTY", "AMT")] == expected


def test_a_provider_without_a_status_has_no_answer_of_its_own() -> None:
    one = acknowledgment(claim())
    content = write(replace(one, providers=(replace(one.providers[0], statuses=()),)))
    assert b"TRN*1*0~" not in content
    assert x12.report([content]).findings == ()


def test_composites_and_late_elements_are_kept() -> None:
    said = (("A7", "562", "85"), "20261123", "U", "100", "", "", "", "", "", ("A7", "500"), "", "CALL US")
    content = write(acknowledgment(claim(statuses=(said,))))
    assert b"STC*A7:562:85*20261123*U*100******A7:500**CALL US~" in content


def test_a_value_that_holds_a_delimiter_is_refused() -> None:
    with pytest.raises(ValueError, match="delimiter"):
        write(acknowledgment(claim("C*1")))


def test_a_whole_set_goes_into_a_new_envelope_unchanged() -> None:
    writer = x12.Writer(identity=IDENTITY, control=9, usage="P", at=AT)
    writer.group("HP", "005010X221A1")
    writer.whole(b"ST*835*0042~\r\nBPR*I*1~\r\nSE*3*0042~\r\n")
    content = writer.bytes()
    assert b"~ST*835*0042~\r\nBPR*I*1~\r\nSE*3*0042~GE*1*9~" in content
