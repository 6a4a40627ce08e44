"""Step 8: who bills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clearlane.vocabulary.npi import is_npi

from .checked import Checked, digits_of, line_of

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
        "organization": _name_problem(answers.organization),
        "npi": _npi_problem(typed.get("npi", "").strip(), npi, has_none=bool(typed.get("no_npi"))),
        "tin": _tin_problem(tin),
        "tin_kind": "" if kind in TIN_KINDS else "missing",
    }
    return Checked(answers, {field: problem for field, problem in found.items() if problem})


def _name_problem(name: str) -> str:
    if not name:
        return "missing"
    return "too_long" if len(name) > _LONGEST_NAME else ""


def _npi_problem(typed: str, npi: str, *, has_none: bool) -> str:
    if has_none:
        return "both" if typed else ""
    if not typed:
        return "missing"
    if len(npi) != 10 or npi[0] not in "12":
        return "not_ten_digits"
    return "" if is_npi(npi) else "check_digit"


def _tin_problem(tin: str) -> str:
    if not tin:
        return "missing"
    return "" if len(tin) == 9 and len(set(tin)) > 1 else "not_nine_digits"
