"""A payer's 277CA and 999 read by their levels, in whatever number and order they come."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.responses.map_position import map_position
from clearlane.exchange.responses.read_277ca import Answer, read_277ca
from clearlane.exchange.responses.read_999 import GroupVerdict, read_999
from clearlane.vocabulary.submitted_claim import SegmentText


def segments(*texts: str) -> list[SegmentText]:
    """Segments from their texts with their offsets, each ended by one byte."""
    at, made = 0, []
    for number, text in enumerate(texts, start=1):
        made.append(SegmentText("", number, at, tuple(text.split("*"))))
        at += len(text) + 1
    return made


def read(*texts: str) -> tuple[Answer, ...]:
    return read_277ca(segments("ST*277*0001", "BHT*0085*08*X*20261120*1200*TH", *texts, "SE*9*0001"))


HEAD = ("HL*1**20*1", "NM1*PR*2*MEADOW*****PI*M1", "TRN*1*T1", "DTP*050*D8*20261119", "DTP*009*D8*20261120")
BATCH = ("HL*2*1*21*1", "NM1*41*2*US*****46*US", "TRN*2*000000012")
PROVIDER = ("HL*3*2*19*1", "NM1*85*2*CEDAR*****XX*1412892519")


def patient(trace: str, *more: str) -> tuple[str, ...]:
    return ("HL*4*3*PT", "NM1*QC*1*DOE*JO****MI*M", f"TRN*2*{trace}", "STC*A2:20:PR*20261120*WQ*100", *more)


@given(st.lists(st.integers(1, 3), max_size=5))
def test_every_claim_of_every_patient_is_an_answer(claims: list[int]) -> None:
    texts = list(HEAD + BATCH + PROVIDER)
    for at, count in enumerate(claims):
        texts += ["HL*4*3*PT", "NM1*QC*1*DOE"]
        for n in range(count):
            texts += [f"TRN*2*C{at}-{n}", "STC*A2:20:PR*20261120*WQ*100"]
    found = read(*texts)
    assert [one.trace for one in found] == [f"C{at}-{n}" for at, count in enumerate(claims) for n in range(count)]
    assert {one.batch_trace for one in found} <= {"000000012"}
    assert {one.provider_id for one in found} <= {"1412892519"}


@given(st.integers(1, 6))
def test_the_spans_of_answers_follow_each_other_without_a_gap(count: int) -> None:
    texts = [*HEAD, *BATCH, *PROVIDER]
    for n in range(count):
        texts += patient(f"C{n}", "REF*1K*P1")
    found = read(*texts)
    for one, then in itertools.pairwise(found):
        assert one.end == then.offset
        assert one.last + 1 == then.first


@pytest.mark.parametrize(
    ("batch", "provider", "levels"),
    [
        ((), (), ["claim"]),
        (("STC*A1:19:PR*20261120*WQ*1000",), (), ["batch", "claim"]),
        ((), ("TRN*1*0", "STC*A3:24:85**U*1000"), ["provider", "claim"]),
        (("STC*A1:19",), ("STC*A3:24:85",), ["batch", "provider", "claim"]),
    ],
)
def test_a_level_above_answers_only_where_it_has_a_status(
    batch: tuple[str, ...], provider: tuple[str, ...], levels: list[str]
) -> None:
    found = read(*HEAD, *BATCH, *batch, *PROVIDER, *provider, *patient("C1"))
    assert [one.level for one in found] == levels


@pytest.mark.parametrize("level", ["PT", "22", "23"])
def test_a_claim_may_stand_under_a_patient_or_a_subscriber(level: str) -> None:
    (found,) = read(*HEAD, *BATCH, *PROVIDER, f"HL*4*3*{level}", "TRN*2*C1", "STC*A2:20*20261120*WQ*1")
    assert (found.level, found.trace, found.source.processed) == ("claim", "C1", "20261120")


@pytest.mark.parametrize(
    ("more", "charge"),
    [((), "100"), (("STC*A2:20*20261120*WQ*7",), "100")],
)
def test_the_charge_is_that_of_the_first_status_that_has_one(more: tuple[str, ...], charge: str) -> None:
    (found,) = read(*HEAD, *BATCH, *PROVIDER, *patient("C1", *more))
    assert found.charge == charge


def test_a_line_keeps_its_own_status_number_and_day() -> None:
    line = ("SVC*HC:99213:25*60*****1", "STC*A7:507*20261120*U", "REF*FJ*L1", "DTP*472*D8*20260901")
    (found,) = read(*HEAD, *BATCH, *PROVIDER, *patient("C1", *line))
    (said,) = found.lines
    assert (said.procedure, said.charge, said.units, said.control) == (("HC", "99213", "25"), "60", "1", "L1")
    assert said.statuses == ((("A7", "507"), "20261120", "U"),)
    assert said.service == ("D8", "20260901")
    assert len(found.statuses) == 1


def test_a_second_source_speaks_for_what_follows_it() -> None:
    other = ("HL*5**20*1", "NM1*AY*2*HUB*****46*H1", "TRN*1*T2")
    found = read(*HEAD, *BATCH, *PROVIDER, *patient("C1"), *other, *BATCH, *PROVIDER, *patient("C2"))
    assert [(one.source.entity, one.source.id, one.source.trace) for one in found] == [
        ("PR", "M1", "T1"), ("AY", "H1", "T2"),
    ]  # fmt: skip


def ack(*texts: str) -> GroupVerdict:
    return read_999(segments("ST*999*0001", "AK1*HC*12*005010X222A1", *texts, "SE*9*0001"))


@pytest.mark.parametrize(("verdict", "codes"), [
    ("A", ()), ("E", ()), ("P", ()), ("R", ("1",)), ("R", ("2", "3")), ("M", ()), ("X", ("5",)), ("", ()),
])  # fmt: skip
def test_the_group_has_its_verdict_and_codes(verdict: str, codes: tuple[str, ...]) -> None:
    found = ack(f"AK9*{verdict}*1*1*0*{'*'.join(codes)}")
    assert (found.functional_id, found.control, found.verdict, found.codes) == ("HC", "12", verdict, codes)


@pytest.mark.parametrize("verdict", ["A", "E", "M", "R", "W", "X"])
@pytest.mark.parametrize("codes", [(), ("1",), ("3", "4", "7"), ("23", "I5", "I6", "5", "2")])
def test_a_set_has_its_verdict_and_codes(verdict: str, codes: tuple[str, ...]) -> None:
    (found,) = ack("AK2*837*0001*005010X222A1", f"IK5*{verdict}*{'*'.join(codes)}", "AK9*A*1*1*1").sets
    assert (found.set_id, found.control, found.verdict, found.codes) == ("837", "0001", verdict, codes)


def test_errors_belong_to_the_set_in_which_they_stand() -> None:
    found = ack(
        "AK2*837*0001", "IK3*NM1*17*2010BA*8", "IK4*9*67*1*X", "IK4*3:2*66*7", "IK5*E*5",
        "AK2*837*0002", "IK5*A", "AK2*837*0003", "IK3*CLM*9**8", "IK5*R*5", "AK9*P*3*3*2",
    )  # fmt: skip
    assert [[(e.segment_id, e.position, e.code) for e in one.errors] for one in found.sets] == [
        [("NM1", 17, "8")], [], [("CLM", 9, "8")],
    ]  # fmt: skip
    assert found.sets[0].errors[0].elements == (("9", "1"), ("3-2", "7"))


@pytest.mark.parametrize("text", ["", "x", "-1", "1.5", "\u00b2", "9" * 5000])
def test_a_position_that_is_none_is_zero(text: str) -> None:
    (found,) = ack("AK2*837*0001", f"IK3*NM1*{text}*2010BA*8", "IK5*R", "AK9*R*1*1*0").sets
    assert found.errors[0].position == 0


HIS = st.lists(st.sampled_from([b"REF*D9*HIS", b"REF*G1*9", b"HI*X", b"LX*1", b"SV1*Y"]), max_size=6)


@given(HIS, st.integers(0, 6), st.data())
def test_a_place_in_ours_is_the_same_segment_in_his(rest: list[bytes], at: int, data: st.DataObject) -> None:
    theirs = [b"CLM*A", *rest]
    ours = [raw for raw in theirs if not raw.startswith(b"REF*D9*")]
    ours.insert(min(at + 1, len(ours)), b"REF*D9*OURS")
    place = data.draw(st.integers(0, len(ours) - 1))
    index = map_position(ours=ours, theirs=theirs, place=place)
    assert (index is None) == ours[place].startswith(b"REF*D9*")
    assert index is None or theirs[index] == ours[place]
