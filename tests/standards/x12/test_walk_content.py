"""What a set says, as it ends: claims with the levels above them, and segment by segment what stands beside."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12 import walk_content as module
from clearlane.standards.x12.say_segment import Said
from clearlane.standards.x12.walk_content import SaidClaim, walk_content
from tests.standards.x12.x12_texts import PAYMENT, join, lines

CLEAN, PAID = join(lines()), join(lines(PAYMENT))


def walked(content: bytes) -> list[Said | SaidClaim]:
    report = x12.report([content])
    marks = report.interchanges[0].delimiters
    return [said for one in report.sets for said in walk_content(one, lambda at, n: content[at : at + n], marks)]


def claims(content: bytes) -> list[SaidClaim]:
    return [one for one in walked(content) if isinstance(one, SaidClaim)]


@pytest.mark.parametrize("content", [CLEAN, PAID, CLEAN.translate(bytes.maketrans(b"*:~^", b"|>\n!"))])
def test_every_segment_of_a_set_is_said(content: bytes) -> None:
    said = {one.number for one in walked(content) if isinstance(one, Said)}
    within = [one.number for claim in claims(content) for one in [*claim.above, *claim.own]]
    assert sorted(said | set(within)) == list(range(1, x12.report([content]).sets[0].segments + 1))


def test_claims_know_the_levels_above_them() -> None:
    found = claims(CLEAN)
    assert [one.number for one in found] == ["A1", "A2", "A3"]
    assert [[one.id for one in claim.above].count("HL") for claim in found] == [2, 3, 3]
    assert {claim.own[0].id for claim in found} == {"CLM"}


def test_a_level_without_claims_is_said_by_itself() -> None:
    body = lines()
    head = body[: body.index("CLM*A2*80***11:B:1*Y*A*Y*Y")]
    said = [one.text for one in walked(join([*head, *body[-3:]])) if isinstance(one, Said)]
    assert [text for text in said if text.startswith("HL")] == ["HL*4*3*23*0", "HL*3*1*22*1"]


def test_pieces_of_any_size_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = walked(CLEAN)
    monkeypatch.setattr(module, "READ_AT_ONCE", 7)
    assert walked(CLEAN) == whole
