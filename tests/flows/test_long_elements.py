"""Elements longer than any that X12 knows: the file is answered, and no step stands still over a value it keeps."""

from __future__ import annotations

import random
import re
import string

import pytest

from tests.exchange.payer_files import about, advice, answer_277, arrive, paid, pays, send_out
from tests.flows.world import World

LONG = "".join(random.Random(7).choices(string.ascii_uppercase + string.digits, k=5_000))
"""Drawn, so that no compression makes it short."""
PLACES = {
    "GS sender": rb"(GS\*HC\*)[^*]*",
    "GS control": rb"(GS(?:\*[^*~]*){5}\*)[^*]*",
    "ST control": rb"(ST\*837\*)[^*]*",
    "BHT reference": rb"(BHT\*0019\*00\*)[^*]*",
    "billing name": rb"(NM1\*85\*2\*)[^*]*",
    "billing NPI": rb"(NM1\*85(?:\*[^*~]*){6}\*XX\*)[^*~]*",
    "tax id": rb"(REF\*EI\*)[^*~]*",
    "filing indicator": rb"(SBR\*)[^*~]*",
    "member's last name": rb"(NM1\*(?:IL|QC)\*1\*)[^*]*",
    "member's first name": rb"(NM1\*(?:IL|QC)\*1\*[^*]*\*)[^*]*",
    "member id": rb"(NM1\*IL(?:\*[^*~]*){6}\*MI\*)[^*~]*",
    "birth date": rb"(DMG\*D8\*)[^*~]*",
    "payer id": rb"(NM1\*PR(?:\*[^*~]*){6}\*PI\*)[^*~]*",
    "account": rb"(CLM\*)[^*]*",
    "charge": rb"(CLM\*[^*]*\*)[^*]*",
    "frequency": rb"(CLM\*(?:[^*~]*\*){4}[^*:~]*:B:)[^*~]*",
    "diagnosis": rb"(HI\*ABK:)[^*~:]*",
    "procedure": rb"(SV1\*HC:)[^*~:]*",
    "units": rb"(SV1\*[^*]*\*[^*]*\*UN\*)[^*~]*",
    "day of service": rb"(DTP\*472\*D8\*)[^*~]*",
    "line control": rb"(REF\*6R\*)[^*~]*",
}


@pytest.mark.parametrize("place", PLACES)
def test_a_file_with_a_long_element_is_answered(world: World, place: str) -> None:
    content, found = re.subn(PLACES[place], rb"\g<1>" + LONG.encode(), world.order(claims=2).content)
    assert found
    world.send(content)
    world.run()
    assert world.rows("SELECT step FROM foundation_queue_work WHERE step <> 'claims/batches.send'") == []
    kinds = {kind for (kind,) in world.rows("SELECT kind FROM foundation_outbox_mail")}
    assert "summary" in kinds
    assert kinds & {"999", "ta1"}


ANSWERS = {
    "reference": rb"(BHT\*0085\*08\*)[^*]*",
    "trace": rb"(TRN\*[12]\*)[^*~]*",
    "category": rb"(STC\*A[0-9]:)[^*~:]*",
    "payer's number": rb"(REF\*1K\*)[^*~]*",
    "name": rb"(NM1\*QC\*1\*)[^*~]*",
}
ADVICES = {
    "trace": rb"(TRN\*1\*)[^*~]*",
    "payer's name": rb"(N1\*PR\*)[^*~]*",
    "payee": rb"(N1\*PE\*[^*]*\*XX\*)[^*~]*",
    "account": rb"(CLP\*)[^*~]*",
    "payer's number": rb"(CLP(?:\*[^*~]*){6}\*)[^*~]*",
    "member id": rb"(NM1\*QC(?:\*[^*~]*){6}\*MI\*)[^*~]*",
}


@pytest.mark.parametrize("place", ANSWERS)
def test_an_answer_with_a_long_element_stops_no_step(world: World, place: str) -> None:
    claim = send_out(world, claims=2)[0]
    content = answer_277(about(claim, "A2:20:PR", k1="ICN7"))
    long, found = re.subn(ANSWERS[place], rb"\g<1>" + LONG.encode(), content)
    assert found
    arrive(world, long)
    assert world.rows("SELECT step FROM foundation_queue_work WHERE stuck_at IS NOT NULL") == []


@pytest.mark.parametrize("place", ADVICES)
def test_a_payment_with_a_long_element_stops_no_step(world: World, place: str) -> None:
    claim = send_out(world, claims=2)[0]
    content = advice(pays(claim, paid(claim)))
    long, found = re.subn(ADVICES[place], rb"\g<1>" + LONG.encode(), content)
    assert found
    arrive(world, long)
    assert world.rows("SELECT step FROM foundation_queue_work WHERE stuck_at IS NOT NULL") == []
