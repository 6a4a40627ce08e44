"""A sample claim is a good file whatever its organization is called and wherever it lives."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clearlane.directory.organizations.add import KINDS
from clearlane.directory.organizations.find_organization import OrganizationView
from clearlane.flows.send_sample import STAND_IN_TIN, sample_order
from clearlane.standards import x12
from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.pools import PLAIN
from clearlane.vocabulary.finding import Severity
from clearlane.vocabulary.npi import STAND_IN_NPI
from clearlane_sandbox.read_837 import read_837
from clearlane_sandbox.submission import Claim

NPI, TIN = "1245319599", "987654321"
ON = dt.date(2026, 11, 28)
ANY = st.text(st.characters(codec="utf-8"), max_size=80)
NASTY = (
    "*~:^\n", "~ISA*00*", "ELM*STREET~SE*1*1~", "Élan Pédiatrie & Söhne", "日本クリニック", "O'Brien, M.D. (LLC)", "-",
    "''", "...", "\u200b",
    "ﬁne ﬂower", "a" * 300, "A" * 59 + " B", "\x00\x1f", "  ", "ß" * 60, "½ Price", "Elm_Street@Home",
)  # fmt: skip


def view(kind: str = "practice", **more: object) -> OrganizationView:
    given = {
        "tenant": 7, "kind": kind, "is_live": False, "name": "Elm Street", "npi": NPI, "tin": TIN,
        "street": "1 Elm St", "city": "Springfield", "state": "IL", "zip": "62701-0001", "office_size": "",
    }  # fmt: skip
    return OrganizationView(**given | more)  # type: ignore[arg-type]


def content(organization: OrganizationView, *, seed: int = 5, on: dt.date = ON) -> bytes:
    return file_837p(sample_order(organization=organization, seed=seed, on=on)).content


def errors(data: bytes) -> list[str]:
    found = [str(each) for each in x12.report([data]).findings if each.severity is Severity.ERROR]
    return found + [one.verdict for one in x12.report([data]).sets if one.verdict != "accepted"]


def claims(data: bytes) -> list[Claim]:
    return [claim for interchange in read_837(data) for claim in interchange.claims()]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_name_makes_a_good_file(kind: str, name: str) -> None:
    assert errors(content(view(kind, name=name))) == []


@given(name=ANY, kind=st.sampled_from(sorted(KINDS)), seed=st.integers(1, 999_999_999))
def test_any_name_makes_a_good_file_of_one_claim(name: str, kind: str, seed: int) -> None:
    data = content(view(kind, name=name), seed=seed)
    assert errors(data) == []
    (claim,) = claims(data)
    assert claim.number == f"SAMPLE{seed:09d}"
    assert claim.cents > 0
    assert claim.payer_id == "PRACTICE"


@given(street=ANY, city=ANY)
@example(street="9" * 56, city="Springfield")
@example(street="1 Elm St", city="C" * 31)
@example(street="1 Elm St", city="X")
@example(street="*", city="~")
def test_any_address_makes_a_good_file(street: str, city: str) -> None:
    assert errors(content(view(street=street, city=city))) == []


@given(missing=st.sets(st.sampled_from(["npi", "tin", "street", "city", "state", "zip"])))
def test_what_is_missing_is_made_up_and_the_file_is_good(missing: set[str]) -> None:
    data = content(view(**dict.fromkeys(missing, "")))
    assert errors(data) == []
    (claim,) = claims(data)
    assert claim.provider.id == (STAND_IN_NPI if "npi" in missing else NPI)
    assert claim.provider.tin == (STAND_IN_TIN if "tin" in missing else TIN)


@given(on=st.dates(dt.date(2026, 1, 5), dt.date(2031, 12, 31)), seed=st.integers(1, 10_000))
def test_services_of_a_sample_lie_before_the_day_on_which_it_is_sent(on: dt.date, seed: int) -> None:
    data = content(view(), seed=seed, on=on)
    assert errors(data) == []
    (claim,) = claims(data)
    assert claim.end < f"{on:%Y%m%d}"


@given(kind=st.sampled_from(sorted(KINDS)), seed=st.integers(1, 999_999_999))
def test_a_sample_is_a_test_and_bears_its_numbers(kind: str, seed: int) -> None:
    data = content(view(kind), seed=seed).decode()
    isa = data[:106].split("*")
    assert (isa[15], isa[13]) == ("T", f"{seed:09d}")
    assert isa[6].strip() == "CL000000007"


@pytest.mark.parametrize("kind", KINDS)
def test_who_bills_in_the_sample_of_each_kind(kind: str) -> None:
    (claim,) = claims(content(view(kind)))
    invented = {"billing": "SAMPLE CLIENT", "payer": "SAMPLE PRACTICE"}.get(kind)
    provider = claim.provider
    assert provider.last == (invented or "ELM STREET")
    assert provider.id == (STAND_IN_NPI if invented else NPI)
    assert claim.payer_name == ("ELM STREET" if kind == "payer" else "PRACTICE PAYER")


def test_two_samples_of_one_house_differ_in_patient_and_number() -> None:
    texts = {seed: content(view(), seed=seed) for seed in (11, 12, 13, 14)}
    people = {(claim.patient.last, claim.patient.first) for data in texts.values() for claim in claims(data)}
    assert len(people) > 1
    assert len({claim.number for data in texts.values() for claim in claims(data)}) == 4


def test_the_same_sample_has_the_same_bytes() -> None:
    assert content(view(), seed=9) == content(view(), seed=9)


@given(name=ANY)
def test_no_letter_of_a_name_ends_a_segment(name: str) -> None:
    data = content(view(name=name)).decode()
    plain = content(view(name="ELM")).decode()
    assert [line.split("*")[0] for line in data.split("~\n")] == [line.split("*")[0] for line in plain.split("~\n")]
    assert re.fullmatch(r"[ -~\n]+", data)


@given(seed=st.integers(1, 999_999_999), typed=st.sampled_from(["62701", "62701-0001", "627010001"]))
def test_a_sample_is_a_plain_visit_whose_diagnosis_fits_and_whose_biller_has_nine_digits_of_zip(
    seed: int, typed: str
) -> None:
    segments = content(view(zip=typed), seed=seed).decode().split("~\n")
    (diagnosis,) = [one.removeprefix("HI*ABK:") for one in segments if one.startswith("HI*")]
    procedures = {one.split("*")[1].split(":")[1] for one in segments if one.startswith("SV1*")}
    assert [
        procedures <= {code for code, _ in (*visit.leads, *visit.extras)}
        for visit, known in PLAIN
        if known == diagnosis
    ] == [True]
    biller = next(one for one in segments if one.startswith("N4*SPRINGFIELD*IL*"))
    assert biller.rpartition("*")[2] == ("627019998" if typed == "62701" else "627010001")
    (subscriber,) = [one.split("*")[2] for one in segments if one.startswith("DMG*")]
    assert 18 < (ON - dt.date.fromisoformat(subscriber)).days / 365 < 65
    assert any(one.startswith("SBR*P*18*") and one.endswith("*CI") for one in segments)
