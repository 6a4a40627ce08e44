"""A 277CA is read by its levels, whatever the guide says of it."""

from __future__ import annotations

import pytest

from clearlane.exchange.responses.judge import judge, said_on
from clearlane.exchange.responses.read_277ca import Answer, read_277ca
from clearlane.exchange.responses.split import split
from clearlane.standards.x12 import Delimiters

HEAD = """ST*277*0001*005010X214
BHT*0085*08*R1*20261123*1200*TH
HL*1**20*1
NM1*PR*2*MEADOW*****PI*MEADOW
TRN*1*T1
DTP*050*D8*20261122
DTP*009*D8*20261123
HL*2*1*21*1
NM1*41*2*CLEARLANE*****46*CLEARLANE
TRN*2*000000007
{batch}
HL*3*2*19*1
NM1*85*2*CEDAR*****XX*1412892519
TRN*1*0
{provider}
HL*4*3*PT
NM1*QC*1*ABBOTT*CLARA****MI*M1
TRN*2*C1
{claim}
SE*20*0001
"""
CLAIM = """STC*A2:20:PR*20261123*WQ*100.5
REF*1K*P1
REF*D9*OURS1
DTP*472*D8*20260901
SVC*HC:99213:25*60.5*****1
STC*A2:20*20261123
REF*FJ*L1
DTP*472*RD8*20260901-20260902
SVC*HC:81002*40*****2"""


def _read(claim: str = CLAIM, batch: str = "", provider: str = "") -> tuple[Answer, ...]:
    lines = [line for line in HEAD.format(claim=claim, batch=batch, provider=provider).splitlines() if line]
    content = ("~".join(lines) + "~").encode("latin-1")
    return read_277ca(split(content, delimiters=Delimiters(), offset=1000))


def test_read_gives_the_claim_with_its_numbers() -> None:
    (answer,) = _read()
    assert (answer.level, answer.trace, answer.our_trace, answer.payer_number) == ("claim", "C1", "OURS1", "P1")
    assert (answer.batch_trace, answer.provider_id, answer.charge) == ("000000007", "1412892519", "100.5")


def test_read_gives_who_speaks_and_when() -> None:
    source = _read()[0].source
    assert (source.entity, source.name, source.id, source.trace) == ("PR", "MEADOW", "MEADOW", "T1")
    assert (source.received, source.processed) == ("20261122", "20261123")


def test_read_keeps_a_status_element_by_element() -> None:
    (answer,) = _read("STC*A7:562:85*20261123*U*100******A7:500:85**SEE A7:500")
    status = answer.statuses[0]
    assert status[0] == ("A7", "562", "85")
    assert status[9] == ("A7", "500", "85")
    assert status[11] == "SEE A7:500"


def test_read_gives_the_lines() -> None:
    first, second = _read()[0].lines
    assert (first.procedure, first.charge, first.units, first.control) == (("HC", "99213", "25"), "60.5", "1", "L1")
    assert (first.service, second.service) == (("RD8", "20260901-20260902"), ("", ""))
    assert second.statuses == ()


def test_read_does_not_take_a_lines_status_for_the_claims() -> None:
    assert len(_read()[0].statuses) == 1


def test_read_gives_batch_and_provider_only_where_they_have_a_status() -> None:
    assert [answer.level for answer in _read(batch="STC*A1:19:PR*20261123*WQ*100")] == ["batch", "claim"]
    assert [answer.level for answer in _read(provider="STC*A3:24:85*20261123*U*100")] == ["provider", "claim"]


def test_read_gives_each_claim_of_a_patient() -> None:
    answers = _read("STC*A2:20*20261123*WQ*1\nTRN*2*C2\nSTC*A3:21*20261123*U*2\nREF*D9*OURS2")
    assert [(answer.trace, answer.our_trace) for answer in answers] == [("C1", ""), ("C2", "OURS2")]


def test_read_says_where_the_loop_stands() -> None:
    (answer,) = _read()
    content = (
        "~".join(line for line in HEAD.format(claim=CLAIM, batch="", provider="").splitlines() if line) + "~"
    ).encode()
    loop = content[answer.offset - 1000 : answer.end - 1000]
    assert loop.startswith(b"HL*4*3*PT~")
    assert loop.endswith(b"SVC*HC:81002*40*****2~")
    assert answer.last - answer.first + 1 == loop.count(b"~")


def test_read_gives_nothing_for_nothing() -> None:
    assert read_277ca(()) == ()


@pytest.mark.parametrize(
    ("categories", "event"),
    [
        (["A0"], "payer_received"),
        (["A1"], "payer_received"),
        (["A5"], "payer_received"),
        (["A2"], "payer_accepted"),
        (["A3"], "payer_rejected"),
        (["A6"], "payer_rejected"),
        (["A7"], "payer_rejected"),
        (["A8"], "payer_rejected"),
        (["A1", "A2"], "payer_accepted"),
        (["A2", "A7"], "payer_rejected"),
        (["F1"], ""),
        ([], ""),
    ],
)
def test_judge_takes_the_weightiest(categories: list[str], event: str) -> None:
    assert judge([((category, "20"), "20261123") for category in categories]) == event


def test_judge_reads_the_second_and_third_status_too() -> None:
    assert judge([(("A1", "19"), "20261123", "WQ", "1", "", "", "", "", "", ("A7", "562"))]) == "payer_rejected"


def test_said_on_is_the_latest_day() -> None:
    assert said_on([(("A1", "19"), "20261120"), (("A2", "20"), "20261122"), (("A2", "20"),)]) == "20261122"
    assert said_on([]) == ""
