"""Step 8: who bills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clearlane.vocabulary.npi import is_npi

from .checked import Checked, claim_line_problem, digits_of, is_number, line_of

TIN_KINDS = ("EIN", "SSN")
_LONGEST_NAME = 60
"""NM103 of an organization holds 60 characters."""


@dataclass(frozen=True, slots=True)
class PracticeAnswers:
    """An organization under its NPI (empty: it has none) and tax id (EIN or SSN)."""

    organization: str
    npi: str
    tin: str
    tin_kind: str


def check_practice(*, typed: Mapping[str, str], known_tin: str = "") -> Checked[PracticeAnswers]:
    """Judge organization, npi, no_npi, tin and tin_kind as they were typed.

    ``known_tin``: the tax id that was kept before; a field that shows its last four digits only means the same again.
    Whether an NPI or a tax id is another's is asked nowhere here: no screen may tell.
    """
    npi = digits_of(typed.get("npi", ""))
    tin = digits_of(typed.get("tin", ""))
    if known_tin and len(tin) == 4 and known_tin.endswith(tin) and "•" in typed.get("tin", ""):
        tin = known_tin
    kind = typed.get("tin_kind", "")
    answers = PracticeAnswers(line_of(typed.get("organization", ""), longest=200), npi, tin, kind)
    found = {
        "organization": claim_line_problem(typed.get("organization", ""), longest=_LONGEST_NAME),
        "npi": _npi_problem(typed.get("npi", "").strip(), npi, has_none=bool(typed.get("no_npi"))),
        "tin": _tin_problem(typed.get("tin", "") if tin != known_tin else tin, tin),
        "tin_kind": "" if kind in TIN_KINDS else "missing",
    }
    return Checked(answers, {field: problem for field, problem in found.items() if problem})


def _npi_problem(typed: str, npi: str, *, has_none: bool) -> str:
    if has_none:
        return "both" if typed else ""
    if not typed:
        return "missing"
    if not is_number(typed):
        return "odd_signs"
    if len(npi) != 10 or npi[0] not in "12":
        return "not_ten_digits"
    return "" if is_npi(npi) else "check_digit"


def _tin_problem(typed: str, tin: str) -> str:
    if not tin:
        return "missing"
    if len(tin) != 9:
        return "not_nine_digits"
    if not is_number(typed):
        return "odd_signs"
    return "" if len(set(tin)) > 1 else "one_digit"
