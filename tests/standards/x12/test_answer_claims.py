"""A 277CA from a report alone: each claim once, sums that tie, and an interchange that our own check accepts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12.answer_claims import answer_claims
from clearlane.vocabulary.finding import Disposition, Finding, Place, Severity, Status
from tests.standards.x12.x12_texts import CLAIMS, PAYMENT, changed, counted, join, lines

AT = dt.datetime(2026, 11, 24, 10, 15, tzinfo=dt.UTC)
CLEAN = join(lines())


def answer(content: bytes, *, report: x12.InterchangeReport | None = None) -> bytes | None:
    one = report or x12.report([content]).interchanges[0]
    return answer_claims(one, read=lambda at, length: content[at : at + length], control=7, at=AT)


def said(content: bytes, *, report: x12.InterchangeReport | None = None) -> list[str]:
    answered = answer(content, report=report)
    assert answered is not None
    assert [one.rule for one in x12.report([answered]).findings] == []
    return answered.decode().split("~")


def statuses(told: list[str]) -> dict[str, list[str]]:
    """Each claim's statuses by its number."""
    found: dict[str, list[str]] = {}
    patients = "~".join(told).split("*PT~")[1:]
    for one in patients:
        segments = one.split("~")
        number = next(each[6:] for each in segments if each.startswith("TRN*2*"))
        found[number] = ["*".join(each.split("*")[1:5]) for each in segments if each.startswith("STC*")]
    return found


def test_every_living_claim_is_received() -> None:
    told = said(CLEAN)
    assert statuses(told) == {
        "A1": ["A1:20*20261124*WQ*150"],
        "A2": ["A1:20*20261124*WQ*80"],
        "A3": ["A1:20*20261124*WQ*60"],
    }
    assert [one for one in told if one.startswith(("QTY", "AMT"))] == [
        "QTY*90*3", "AMT*YU*290", "QTY*QA*3", "AMT*YU*290",
    ]  # fmt: skip


def test_a_claim_that_the_999_kills_is_sent_back() -> None:
    told = said(CLEAN.replace(b"CLM*A2*80", b"CLM*A2*8O"))
    assert statuses(told)["A2"] == ["A3:684*20261124*U*0", "A7:178*20261124*U*0"]
    assert statuses(told)["A3"] == ["A1:20*20261124*WQ*60"]
    assert "QTY*AA*1" in told


def test_a_charge_finer_than_a_cent_goes_back_as_it_came() -> None:
    told = said(CLEAN.replace(b"CLM*A2*80*", b"CLM*A2*80.125*").replace(b"99212*80*", b"99212*80.125*"))
    assert [one.split("*")[3] for one in statuses(told)["A2"]] == ["80.125"] * len(statuses(told)["A2"])
    assert sum(float(one.split("*")[2]) for one in told if one.startswith("AMT")) == 2 * 290.125


def test_the_number_of_a_claim_goes_back_with_the_blanks_before_it() -> None:
    assert "TRN*2* A2" in said(CLEAN.replace(b"CLM*A2*", b"CLM* A2*"))
    assert "TRN*2*A2" in said(CLEAN.replace(b"CLM*A2*", b"CLM*A2 *"))


@pytest.mark.parametrize("id", [b"clm", b"CML", b"CLMM"])
def test_a_claim_whose_segment_is_misspelt_is_known_by_its_number(id: bytes) -> None:
    told = said(CLEAN.replace(b"CLM*A2*", id + b"*A2*"))
    assert [one.split("*")[3] for one in statuses(told)["A2"]] == ["80"] * len(statuses(told)["A2"])


def test_what_kills_a_level_sends_back_the_claims_beneath() -> None:
    told = statuses(said(changed("DMG*D8*20150301", "DMG*D8*20150231*M")))
    assert [told[number][0][:6] for number in ("A1", "A2", "A3")] == ["A1:20*", "A3:684", "A3:684"]


def test_names_and_numbers_go_back_as_they_came() -> None:
    told = said(changed("CLM*A1", "CLM*A1*150***11:B:1*Y*A*Y*Y\nREF*D9*TRACE1"))
    assert {"NM1*AY*2*CLEARLANE*****46*CLEARLANE", "NM1*41*2*OAK BILLING*****46*SUBMITTER", "TRN*2*BATCH1"} <= {*told}
    assert {"NM1*85*2*OAK FAMILY CARE*****XX*1234567893", "NM1*QC*1*DOE*JANE****MI*W1", "REF*D9*TRACE1"} <= {*told}
    assert "NM1*QC*1*ROE*TIM****MI*W2" in told
    assert told[0].startswith("ISA*00*          *00*          *ZZ*CLEARLANE      *ZZ*SUBMITTER ")


def test_days_are_those_of_the_lines() -> None:
    told = said(CLEAN.replace(b"20261110~LX", b"20261109~LX", 1).replace(b"20261110~REF", b"20261108~REF", 1))
    assert "DTP*472*RD8*20261108-20261110" in told
    assert "DTP*472*D8*20261111" in told


def test_a_provider_without_an_npi_is_known_by_his_tax_id() -> None:
    told = said(changed("NM1*85", "NM1*85*2*OAK FAMILY CARE"))
    assert "NM1*85*2*OAK FAMILY CARE*****FI*123456789" in told


def test_each_provider_has_his_own_sum() -> None:
    body = lines()
    again = body[body.index("HL*1**20*1") : body.index("SE*48*0001")]
    numbered = [one.replace("HL*1**", "HL*5**").replace("HL*2*1*", "HL*6*5*") for one in again]
    numbered = [one.replace("HL*3*1*", "HL*7*5*").replace("HL*4*3*", "HL*8*7*") for one in numbered]
    two = [*body[: body.index("SE*48*0001")], *numbered, *body[body.index("SE*48*0001") :]]
    told = said(join(counted(two)))
    assert told.count("QTY*QA*3") == 2
    assert {"QTY*90*6", "AMT*YU*580"} <= set(told)


NOT_ANSWERED = {
    "a payment": join(lines(PAYMENT)),
    "a set that is refused whole": CLEAN.replace(b"SE*48", b"SE*47"),
    "a group that is refused": CLEAN.replace(b"GE*1*101", b"GE*1*102"),
    "an interchange that is refused": CLEAN.replace(b"IEA*1*000000101", b"IEA*1*000000102"),
    "a version that nobody reads": CLEAN.replace(b"005010X222A1", b"004010X098A1"),
}


@pytest.mark.parametrize("content", NOT_ANSWERED.values(), ids=NOT_ANSWERED.keys())
def test_what_another_answer_refuses_gets_none(content: bytes) -> None:
    assert answer(content) is None


def with_status(segment: int, *, disposition: Disposition = Disposition.REJECT) -> x12.InterchangeReport:
    """The report of a clean file with a finding that has a status of its own."""
    finding = Finding(
        "balance.claim", 3, Severity.ERROR, disposition, Place(segment=segment, segment_id="CLM"), "The sum is off",
        "It must add up", "Correct it", unit="claim", status=Status("A8", "400"), also=(Status("A8", "178"),),
    )  # fmt: skip
    (interchange,) = x12.report([CLEAN]).interchanges
    group = interchange.groups[0]
    one = replace(group.sets[0], findings=(finding,))
    return replace(interchange, groups=(replace(group, sets=(one,)),))


def test_a_status_of_its_own_is_told_instead() -> None:
    told = statuses(said(CLEAN, report=with_status(18)))
    assert told["A1"] == ["A8:400*20261124*U*150", "A8:178*20261124*U*150"]
    assert told["A2"] == ["A1:20*20261124*WQ*80"]


def test_values_hold_no_delimiter_of_ours() -> None:
    other = CLEAN.translate(bytes.maketrans(b"*:~^", b"|>\n!")).replace(b"OAK BILLING", b"OAK*BILL~ING")
    assert "NM1*41*2*OAK BILL ING*****46*SUBMITTER" in said(other)


CLAIM_AT = [n for n, one in enumerate(lines(CLAIMS)) if one.startswith("CLM*")]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["", "8O", "1*1*1*1", "-5"]), min_size=3, max_size=3))
def test_counts_and_sums_tie_out(broken: list[str]) -> None:
    body = lines()
    for at, value in zip(CLAIM_AT, broken, strict=True):
        parts = body[at].split("*")
        body[at] = "*".join([*parts[:2], value or parts[2], *parts[3:]])
    content = join(body)
    (one,) = x12.report([content]).sets
    answered = answer(content)
    assert (answered is None) == (one.verdict == "rejected")
    if answered:
        told = statuses(answered.decode().split("~"))
        assert {number: said[0].startswith("A3") for number, said in told.items()} == {
            span.patient_control_number: span.dead for span in one.claims
        }
        assert x12.report([answered]).accepted
