"""Where the values of the tables stand: loop, segment (and codes of its first element), columns and their elements.

`billing_provider_npi=09@08=XX` takes element 09 where element 08 is XX; `05-1` a component; `service` is a day or
a period.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

SUBMITTED = """
2000A PRV*BI     billing_provider_taxonomy=03
2010AA NM1       billing_provider_name=03 billing_provider_npi=09@08=XX
2010AA REF*EI|SY billing_provider_tax_id=02
2000B SBR        payer_responsibility=01 patient_relationship=02 filing_indicator=09
2010BA NM1       subscriber_last_name=03 subscriber_first_name=04 subscriber_id=09
2010BA DMG       subscriber_birth_date=02 subscriber_sex=03
2010BB NM1       payer_name=03 payer_id=09
2000C PAT        patient_relationship=01
2010CA NM1       patient_last_name=03 patient_first_name=04
2010CA DMG       patient_birth_date=02 patient_sex=03
2300 CLM         patient_control_number=01 total_charge=02 facility_code=05-1 facility_qualifier=05-2 frequency=05-3
2300 CLM         accepts_assignment=07
2300 DTP*434|472 service=03
2300 DTP*435     admission_date=03 admitted_at=03@02=DT
2300 DTP*050     received_date=03
2300 AMT*F5      patient_paid_amount=02
2300 REF*F8      payer_claim_number=02
2300 REF*G1      prior_authorization=02
2310A NM1*82     rendering_provider_npi=09@08=XX
2310B NM1*82     rendering_provider_npi=09@08=XX
2310D NM1*82     rendering_provider_npi=09@08=XX
2400 LX          line_number=01
2400 SV1         procedure_qualifier=01-1 procedure_code=01-2 modifiers=01-3 modifiers=01-4 modifiers=01-5
2400 SV1         modifiers=01-6 charge=02 unit=03 units=04 place_of_service=05 diagnosis_pointers=07-1
2400 SV1         diagnosis_pointers=07-2 diagnosis_pointers=07-3 diagnosis_pointers=07-4
2400 SV2         revenue_code=01 procedure_qualifier=02-1 procedure_code=02-2 modifiers=02-3 modifiers=02-4
2400 SV2         modifiers=02-5 modifiers=02-6 charge=03 unit=04 units=05
2400 SV3         procedure_qualifier=01-1 procedure_code=01-2 modifiers=01-3 modifiers=01-4 modifiers=01-5
2400 SV3         modifiers=01-6 charge=02 place_of_service=03 units=06 diagnosis_pointers=11-1
2400 SV3         diagnosis_pointers=11-2 diagnosis_pointers=11-3 diagnosis_pointers=11-4
2400 TOO*JP      teeth=02
2400 DTP*472     service=03
2400 REF*6R      line_control_number=02
2410 LIN         drug_code=03@02=N4
2420A NM1*82     rendering_provider_npi=09@08=XX
2420C NM1*82     rendering_provider_npi=09@08=XX
"""
PAID = """
ST BPR           payment_amount=02 payment_method=04 payment_date=16
ST TRN           payment_number=02
1000A N1         payer_name=02 payer_id=04
1000A REF*2U     payer_id=02
1000B N1         billing_provider_name=02 billing_provider_npi=04@03=XX billing_provider_tax_id=04@03=FI
1000B REF*TJ     billing_provider_tax_id=02
2100 CLP         patient_control_number=01 claim_status=02 total_charge=03 paid_amount=04 patient_responsibility=05
2100 CLP         filing_indicator=06 payer_claim_number=07 facility_code=08 frequency=09 drg=11
2100 NM1*QC      patient_last_name=03 patient_first_name=04 subscriber_id=09@08=MI
2100 NM1*IL      subscriber_last_name=03 subscriber_first_name=04 subscriber_id=09@08=MI
2100 NM1*82      rendering_provider_npi=09@08=XX
2100 REF*G1      prior_authorization=02
2100 DTM*232     service_from=02
2100 DTM*233     service_to=02
2100 DTM*050     received_date=02
2110 SVC         procedure_qualifier=01-1 procedure_code=01-2 modifiers=01-3 modifiers=01-4 modifiers=01-5
2110 SVC         modifiers=01-6 charge=02 paid_amount=03 revenue_code=04 units=05
2110 DTM*472     service=02
2110 DTM*150     service_from=02
2110 DTM*151     service_to=02
2110 REF*6R      line_control_number=02
2110 REF*HPI     rendering_provider_npi=02
2110 AMT*B6      allowed_amount=02
"""
_COLUMN = re.compile(r"([a-z_]+)=(\d\d)(?:-(\d))?(?:@(\d\d)=(\w+))?")


class Taken(NamedTuple):
    """A column and the element it is taken from. component: 0 for the whole; where, code: another element's code."""

    column: str
    element: int
    component: int = 0
    where: int = 0
    code: str = ""


class Place(NamedTuple):
    """What is taken from a segment of a loop. codes: of its first element, none where any will do."""

    codes: frozenset[str]
    taken: tuple[Taken, ...]


@cache
def places(text: str) -> dict[tuple[str, str], tuple[Place, ...]]:
    """The places by loop and segment."""
    found: dict[tuple[str, str], tuple[Place, ...]] = {}
    for line in text.strip().splitlines():
        loop, segment, *columns = line.split()
        id, _, codes = segment.partition("*")
        taken = tuple(_taken(column) for column in columns)
        one = Place(frozenset(codes.split("|")) if codes else frozenset(), taken)
        found[loop, id] = (*found.get((loop, id), ()), one)
    return found


def _taken(text: str) -> Taken:
    match = _COLUMN.fullmatch(text)
    if match is None:
        raise ValueError(f"no column and element: {text}")
    return Taken(match[1], int(match[2]), int(match[3] or 0), int(match[4] or 0), match[5] or "")
