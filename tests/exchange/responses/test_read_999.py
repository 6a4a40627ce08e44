"""TA1 and 999 are read into verdicts."""

from __future__ import annotations

from clearlane.exchange.responses.read_999 import GroupVerdict, read_999, read_ta1
from clearlane.exchange.responses.split import split
from clearlane.standards.x12 import Delimiters


def _read(text: str) -> GroupVerdict:
    return read_999(split(("~".join(text.split()) + "~").encode(), delimiters=Delimiters()))


def test_read_gives_group_and_sets() -> None:
    verdict = _read("ST*999*0001 AK1*HC*17*005010X222A1 AK2*837*0001 IK5*A AK2*837*0002 IK5*R*5 AK9*P*2*2*1 SE*7*0001")
    assert (verdict.functional_id, verdict.control, verdict.verdict) == ("HC", "17", "P")
    assert [(one.control, one.verdict, one.codes) for one in verdict.sets] == [("0001", "A", ()), ("0002", "R", ("5",))]


def test_read_gives_segments_with_their_elements() -> None:
    verdict = _read(
        "AK1*HC*17 AK2*837*0001 IK3*HI*22*2300*8 CTX*CLM01:C1 IK4*1:2*1271*7*XX IK4*3**I9 IK5*E*5 AK9*E*1*1*1"
    )
    (error,) = verdict.sets[0].errors
    assert (error.segment_id, error.position, error.loop, error.code) == ("HI", 22, "2300", "8")
    assert error.elements == (("1-2", "7"), ("3", "I9"))


def test_read_gives_the_codes_of_a_refused_group() -> None:
    assert _read("AK1*HC*17 AK9*R*1*1*0*2*3").codes == ("2", "3")


def test_a_999_without_an_end_is_no_acceptance() -> None:
    assert _read("AK1*HC*17 AK2*837*0001 IK5*A").verdict == ""


def test_a_position_that_is_no_number_is_none() -> None:
    assert _read("AK2*837*0001 IK3*HI*X**8 IK5*R").sets[0].errors[0].position == 0


def test_an_element_error_without_its_segment_is_left_out() -> None:
    assert _read("AK2*837*0001 IK4*1**7 IK5*R").sets[0].errors == ()


def test_read_ta1_gives_number_verdict_and_note() -> None:
    (segment,) = split(b"TA1*000000012*261123*1200*R*025~", delimiters=Delimiters())
    envelope = read_ta1(segment)
    assert (envelope.control, envelope.verdict, envelope.code) == ("000000012", "R", "025")
