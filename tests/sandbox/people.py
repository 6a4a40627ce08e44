"""A claim, a profile and a verdict for tests that need just one."""

from __future__ import annotations

from clearlane_sandbox.adjudicate import Verdict, adjudicate
from clearlane_sandbox.profile import Profile
from clearlane_sandbox.read_profile import read_profile
from clearlane_sandbox.submission import Claim, Line, Member, Provider
from tests.sandbox.conftest import POLITE

CLINIC = Provider("XX", "1234567893", "123456789", False, "CLINIC")
ANN = Member("DOE", "ANN", "W1")


def make_profile(*lines: str) -> Profile:
    """A polite payer with further lines."""
    return read_profile(POLITE + "\n".join(lines))


def make_claim(
    *cents: int, number: str = "C1", place: str = "11", provider: Provider = CLINIC, patient: Member = ANN
) -> Claim:
    """A claim of 5 January 2026 with a line for each amount."""
    lines = [Line("HC:99213", one, "1", "20260105") for one in cents]
    return Claim(
        number, sum(cents), place, "1", 20, provider, ANN, patient, "P", "PAYER", diagnoses=("I10",), lines=lines
    )


def make_verdict(*cents: int, terms: str = "pay contract 80%", number: str = "C1") -> Verdict:
    """That claim judged; CLP07 is N1."""
    return adjudicate(profile=make_profile(terms), claim=make_claim(*cents, number=number), number="N1", seed=0)
