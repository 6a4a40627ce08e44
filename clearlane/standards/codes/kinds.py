"""Kinds: every list that has a name here, whose it is, and whether it is shipped or must be brought in."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """One list. shipped: it comes with this package. imports: how its publisher's file is read, or ""."""

    title: str
    publisher: str
    licence: str
    shipped: bool = False
    imports: str = ""


_FACTS = "codes and days are facts; no text is shipped"
_PUBLIC = "public domain"
_AMA, _ADA, _NUBC = "licensed by the AMA", "licensed by the ADA", "licensed by the NUBC"
_CMS_AMA = "CMS's file, with codes licensed by the AMA"

KINDS: dict[str, Kind] = {
    "icd10cm": Kind("ICD-10-CM diagnosis codes", "CDC/NCHS and CMS", _PUBLIC, True, "icd_order"),
    "icd10pcs": Kind("ICD-10-PCS inpatient procedure codes", "CMS", _PUBLIC, True, "icd_order"),
    "place_of_service": Kind("Places of service", "CMS", _PUBLIC, True, "table"),
    "carc": Kind("Claim adjustment reason codes (CARC)", "X12, list 139", _FACTS, True, "table"),
    "rarc": Kind("Remittance advice remark codes (RARC)", "CMS, list 411", _FACTS, True, "table"),
    "status_category": Kind("Claim status category codes", "X12, list 507", _FACTS, True, "table"),
    "status_code": Kind("Claim status codes", "X12, list 508", _FACTS, True, "table"),
    "service_type": Kind("Service type codes", "X12, element 1365", _FACTS, True, "table"),
    "aaa_reject": Kind("Reject reasons of a request", "X12, element 901", _FACTS, True, "table"),
    "aaa_follow_up": Kind("Follow-up to a rejected request", "X12, element 889", _FACTS, True, "table"),
    "adjustment_group": Kind("Claim adjustment groups", "X12, element 1033", _FACTS, True),
    "claim_filing": Kind("Claim filing indicators", "X12, element 1032", _FACTS, True),
    "relationship": Kind("Relationships to the subscriber", "X12, element 1069", _FACTS, True),
    "unit": Kind("Units of measure in claims", "X12, element 355", _FACTS, True),
    "frequency": Kind("Claim frequencies", "CMS and NUBC", _FACTS, True),
    "taxonomy": Kind("Provider taxonomy", "NUCC, list 682", _FACTS, True, "table"),
    "state": Kind("States and provinces", "US Postal Service, Canada Post", _PUBLIC, True),
    "country": Kind("Countries", "ISO 3166-1", _FACTS, True),
    "currency": Kind("Currencies", "ISO 4217", _FACTS, True),
    "hcpcs": Kind("HCPCS level II", "CMS", "public domain, but for the D codes", imports="hcpcs"),
    "modifier": Kind("Procedure modifiers", "CMS and AMA", _CMS_AMA, imports="table"),
    "cpt": Kind("CPT", "AMA", _AMA, imports="table"),
    "cdt": Kind("CDT dental procedures", "ADA", _ADA, imports="table"),
    "revenue": Kind("Revenue codes", "NUBC", _NUBC, imports="table"),
    "condition": Kind("Condition codes", "NUBC", _NUBC, imports="table"),
    "occurrence": Kind("Occurrence codes", "NUBC", _NUBC, imports="table"),
    "occurrence_span": Kind("Occurrence span codes", "NUBC", _NUBC, imports="table"),
    "value_code": Kind("Value codes", "NUBC", _NUBC, imports="table"),
    "bill_type": Kind("Types of bill, without the frequency", "NUBC", _NUBC, imports="table"),
    "patient_status": Kind("Patient discharge statuses", "NUBC", _NUBC, imports="table"),
    "admission_type": Kind("Priorities of admission", "NUBC", _NUBC, imports="table"),
    "point_of_origin": Kind("Points of origin", "NUBC", _NUBC, imports="table"),
    "drg": Kind("MS-DRG", "CMS", _PUBLIC, imports="table"),
    "ncci_ptp": Kind("NCCI procedure-to-procedure edits", "CMS", _CMS_AMA, imports="ncci"),
    "mue": Kind("NCCI medically unlikely edits", "CMS", _CMS_AMA, imports="mue"),
    "nppes": Kind("NPIs that are in use", "CMS (NPPES)", "public under FOIA, too large to ship", imports="nppes"),
}
"""Name -> kind. The name is what `:name` in a guide, a file's name and the command line say."""

ALIASES = {
    "pos": "place_of_service",
    "remark": "rarc",
    "icd10": "icd10cm",
    "diagnosis": "icd10cm",
    "inpatient_procedure": "icd10pcs",
}
"""Other names of a list: what the guides call it, and what people do."""
RECORDS = frozenset({"ncci_ptp", "mue", "nppes"})
"""Kinds that are no lists of codes: kept as records and found by key."""
