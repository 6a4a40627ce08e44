"""Our own 277CA about any claims of any kind: our check takes it, each claim has days, and we speak as AY."""

from __future__ import annotations

import re

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.answer_claims import answer_claims
from clearlane.standards.x12.claim_acknowledgment import NO_DAYS
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from tests.standards.x12.small_files import AT, answer_277ca, status

KINDS = ("837p", "837i", "837d")
DENSITIES = (0.0, 0.05, 0.3, 0.7, 1.0)


def made(kind: str, seed: int, density: float) -> bytes:
    """A file of four claims by chance."""
    return from_guide(GuideOrder(kind=kind, seed=seed, units=4, density=density))


def answers(data: bytes) -> bytes:
    """The 277CA about a file with one interchange."""
    (interchange,) = x12.report([data]).interchanges
    written = answer_claims(interchange, read=lambda at, length: data[at : at + length], control=7, at=AT)
    assert written is not None
    return written


def claims(answer: bytes) -> dict[str, list[str]]:
    """The segments of each claim of a 277CA by its number."""
    parts = [one.split("~") for one in answer.decode("latin-1").split("*PT~")[1:]]
    return {next(each[6:] for each in one if each.startswith("TRN*2*")): one for one in parts}


def days(segments: list[str]) -> list[str]:
    """The days of service that are said of a claim itself."""
    own = segments[: next((n for n, one in enumerate(segments) if one.startswith("SVC*")), len(segments))]
    return [one for one in own if one.startswith("DTP*472*")]


def counted(segments: list[bytes]) -> bytes:
    """A file of one set, its segments counted anew."""
    start = next(n for n, one in enumerate(segments) if one.strip().startswith(b"ST*"))
    end = next(n for n, one in enumerate(segments) if one.strip().startswith(b"SE*"))
    control = segments[end].split(b"*")[2]
    return b"~".join([*segments[:end], b"SE*%d*%s" % (end - start + 1, control), *segments[end + 1 :]])


def changed(data: bytes, *, without: bytes, claim: int = 0, value: bytes = b"") -> bytes:
    """The file without the segments that begin so; an element of each CLM set."""
    kept = [one for one in data.split(b"~") if not one.strip().startswith(without)]
    for n, one in enumerate(kept):
        if claim and one.strip().startswith(b"CLM*"):
            parts = one.split(b"*")
            parts += [b""] * (claim + 1 - len(parts))
            parts[claim] = value
            kept[n] = b"*".join(parts)
    return counted(kept)


@pytest.mark.parametrize("density", DENSITIES)
@pytest.mark.parametrize("kind", KINDS)
def test_our_answer_to_any_claims_is_one_by_our_own_reading(kind: str, density: float) -> None:
    for seed in range(8):
        data = made(kind, seed, density)
        answer = answers(data)
        assert [(one.rule, str(one.place)) for one in x12.report([answer]).findings] == []
        (one,) = x12.report([data]).sets
        assert list(claims(answer)) == [span.patient_control_number for span in one.claims]
        assert all(len(days(segments)) == 1 for segments in claims(answer).values())


@pytest.mark.parametrize("seed", range(6))
def test_a_predetermination_is_answered_without_a_service_date_of_its_own(seed: int) -> None:
    data = changed(made("837d", seed, 0.3), without=b"DTP*472", claim=19, value=b"PB")
    assert x12.report([data]).accepted is True
    answer = answers(data)
    assert x12.report([answer]).findings == ()
    assert [days(segments) for segments in claims(answer).values()] == [["*".join(("DTP*472", *NO_DAYS))]] * 4
    assert all(any(one.startswith("STC*A1:20*") for one in segments) for segments in claims(answer).values())


@pytest.mark.parametrize(("kind", "without"), [("837p", b"DTP*472"), ("837i", b"DTP*434"), ("837d", b"DTP*472")])
def test_a_claim_that_is_sent_back_for_its_date_is_answered_too(kind: str, without: bytes) -> None:
    data = re.sub(rb"(%s\*R?D8\*)" % re.escape(without), rb"\g<1>9", made(kind, 3, 0.05), count=1)
    (one,) = x12.report([data]).sets
    assert [span.dead for span in one.claims].count(True) == 1
    answer = answers(data)
    assert x12.report([answer]).findings == ()
    assert all(len(days(segments)) == 1 for segments in claims(answer).values())


def test_days_that_are_known_are_those_of_the_claim() -> None:
    for segments in claims(answers(made("837p", 5, 0.05))).values():
        assert days(segments) != ["*".join(("DTP*472", *NO_DAYS))]


def test_an_answer_of_a_payer_about_a_claim_without_a_date_is_read() -> None:
    said = answer_277ca(status("A2:20:PR")).decode()
    segments = said.split("~")
    kept = [one for one in segments if not one.startswith("DTP*472*")]
    assert len(kept) < len(segments)
    assert x12.report([counted([one.encode() for one in kept])]).findings == ()


@pytest.mark.parametrize("kind", KINDS)
def test_we_speak_as_a_clearinghouse_wherever_we_name_ourselves(kind: str) -> None:
    answer = answers(made(kind, 2, 0.05)).decode().split("~")
    sources = [one.split("*") for one in answer if one.startswith(("NM1*AY*", "NM1*PR*"))]
    assert [one[1:3] for one in sources] == [["AY", "2"]]
    arrived = [one.split("*")[1] for one in answer if one.startswith("STC*A1:19")]
    assert set(arrived) == {"A1:19:AY"}
    assert len(arrived) == 1 + sum(one.startswith("NM1*85*") for one in answer)


@pytest.mark.parametrize("entity", ["AY", "PR"])
def test_the_guide_takes_a_clearinghouse_and_a_payer_as_the_source_and_nobody_else(entity: str) -> None:
    answer = answers(made("837p", 2, 0.05))
    as_other = answer.replace(b"NM1*AY*", b"NM1*%s*" % entity.encode()).replace(b":AY*", b":%s*" % entity.encode())
    assert x12.report([as_other]).findings == ()
    (found,) = x12.report([answer.replace(b"NM1*AY*", b"NM1*41*", 1)]).findings[:1]
    assert (found.place.segment_id, found.place.loop) == ("NM1", "2100A")


def test_a_clearinghouse_is_no_entity_of_a_claims_status() -> None:
    answer = answers(made("837p", 2, 0.05)).replace(b"STC*A1:20*", b"STC*A1:20:AY*", 1)
    (found,) = x12.report([answer]).findings
    assert (found.place.loop, found.place.element, found.place.component) == ("2200D", 1, 3)
    assert found.rule in ("element.bad_code", "element.other_code")
