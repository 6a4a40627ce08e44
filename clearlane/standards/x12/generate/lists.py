"""Values of the lists that a guide names (`:npi`), each one that stands on its list."""

from __future__ import annotations

import random
from datetime import date
from functools import cache

from clearlane.standards.codes.code_set import Answer
from clearlane.standards.codes.library import find_set, need_set
from clearlane.standards.x12.generate import pools
from clearlane.standards.x12.generate.draw import between, pick
from clearlane.standards.x12.read_dictionary import read_list

COMMON: dict[str, tuple[str, ...]] = {
    "country": ("US",),
    "currency": ("USD",),
    "taxonomy": pools.TAXONOMIES,
    "pos": ("11", "11", "11", "22", "23", "12", "02"),
    "frequency": ("1", "1", "1", "1", "1", "1", "7"),
    "carc": ("45", "1", "2", "3", "96", "97", "16", "50"),
    "rarc": ("MA01", "N130", "M15", "N519", "MA13"),
    "remark": ("MA01", "N130", "M15", "N519"),
    "status_category": ("A1", "A2", "F1", "P1", "F2"),
    "status_code": ("20", "65", "3", "1", "19", "585", "9"),
    "modifier": ("25", "59", "LT", "RT", "76"),
    "service_type": ("30", "1", "35", "47", "88", "98", "UC"),
    "bill_type": ("13", "13", "13", "11", "21", "73"),
    "revenue": ("0300", "0450", "0250", "0636", "0510"),
    "admission_type": ("1", "2", "3"),
    "point_of_origin": ("1", "2", "4"),
    "patient_status": ("01", "03", "06"),
    "condition": ("01", "02", "C5"),
    "occurrence": ("01", "11", "18"),
    "occurrence_span": ("70", "74"),
    "value_code": ("01", "80", "A1"),
    "drg": ("470", "291", "871"),
    "treatment": ("A01", "B02"),
    "icd10pcs": ("0DTJ4ZZ", "0SR9019", "10E0XZZ"),
    "tooth": ("3", "8", "14", "19", "30"),
    "unit": ("UN", "MJ"),
    "claim_filing": ("CI", "MB", "HM"),
    "relationship": ("18", "01", "19"),
}
"""Codes that are common where a list has rare ones, too; facts, without descriptions."""
OFFICE = "11"
BY_QUALIFIER: dict[str, tuple[str, ...]] = {
    "AD": tuple(code for code, _ in pools.DENTAL),
    "N4": ("00002751001", "00074433902"),
    "N6": ("00002751001",),
    "HP": ("AA100",),
    "ZZ": ("0DTJ4ZZ",),
    "BBR": ("0DTJ4ZZ", "0SR9019"),
    "BBQ": ("0DTJ4ZZ", "10E0XZZ"),
    "NU": ("0300", "0450"),
    "": tuple(code for code, _ in (*pools.OFFICE, *pools.ADD_ONS)),
}
"""Procedures by the qualifier before them."""

STATUSES = {"A1": ("19", "20"), "A2": ("20",), "F1": ("65", "1"), "F2": ("585", "9"), "P1": ("3", "20")}
"""Statuses of a claim by the category before them: arrived, taken in, paid, denied, pending."""
REASONS = {"PR": ("1", "2", "3"), "CO": ("45", "45", "97", "16", "50", "96")}
"""Reasons (CARC) of a payment by their group (CAS01)."""


@cache
def diagnoses_within(first: date, last: date) -> tuple[str, ...]:
    """The diagnoses to draw from that may be used on the first and the last of some days; all where no list says."""
    known = need_set("icd10cm")
    on_list = (code for code in pools.DIAGNOSES if Answer.NO not in (known.ask(code, first), known.ask(code, last)))
    return tuple(on_list) or pools.DIAGNOSES


def place_on(code: str, on: date) -> str:
    """The place of service, or an office where the list had no such place yet."""
    return code if need_set("place_of_service").ask(code, on) is not Answer.NO else OFFICE


def draw_listed(rng: random.Random, name: str, *, before: str) -> str:
    """A code of a list; before: the qualifier that stands before it. "" where the list is not known here."""
    if name in ("procedure", "inpatient_procedure"):
        return pick(rng, BY_QUALIFIER.get(before, BY_QUALIFIER[""]))
    if name in COMMON:
        return pick(rng, COMMON[name])
    if name == "yes":
        return "Y"
    return _of_the_whole_list(rng, name)


def _of_the_whole_list(rng: random.Random, name: str) -> str:
    listed = read_list(name)
    if listed:
        return pick(rng, sorted(code.decode() for code in listed))
    known = find_set("place_of_service" if name == "pos" else name)
    return pick(rng, sorted(known.ever)) if known else f"{between(rng, 1, 9)}"
