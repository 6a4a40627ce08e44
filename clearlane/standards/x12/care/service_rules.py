"""Rules of services of some kinds (SNIP 6), as a table. Most only warn: what payers differ in refuses no claim here."""

from __future__ import annotations

from clearlane.standards.x12.care.rule import REJECT, WARN, Rule, make_finding
from clearlane.vocabulary.finding import Finding, Place, Status

_TIME = "CMS, Pub. 100-04 ch. 12, 50: anesthesia is paid by its minutes; SV103 and SV104 of the guide"
_DRUG = "the guide of this claim, on drugs: LIN03 and CTP of loop 2410; the FDA's drug code as eleven digits (5-4-2)"
_CERTIFICATE = "the guide of this claim, on certificates of medical necessity; CMS, Pub. 100-08 ch. 5"
_TEETH = "public dental manuals of state Medicaid programs; TOO and SV304 of the guide"
_BRACES = "the guide of this claim, on orthodontics: DN1"
_STAY = "CMS, Pub. 100-04 ch. 25: a stay on the institutional claim"
_POA = "CMS, Deficit Reduction Act of 2005, section 5001(c): diagnoses present on admission"
_HOME = "CMS, Pub. 100-04 ch. 10, 40: claims of home health agencies"
_UNITS = (Status("A7", "476"),)

SERVICES: dict[str, Rule] = {
    "ambulance": Rule(
        6,
        WARN,
        "An ambulance transport does not say {expected}",
        "Payers price a transport by its places and judge it by the trip",
        "Send it for the claim, or for the line where lines differ",
        "the guide of this claim, on ambulance; public edits of Medicare contractors",
    ),
    "anesthesia_units": Rule(
        6,
        REJECT,
        "The anesthesia {found} is not told in minutes",
        "Payers reckon anesthesia from its minutes",
        "Send the minutes: MJ in SV103, their number in SV104",
        _TIME,
        _UNITS,
    ),
    "no_minutes": Rule(
        6,
        REJECT,
        "The anesthesia took no minutes: {found}",
        "Payers reckon anesthesia from its minutes",
        "Send how many minutes it took",
        _TIME,
        _UNITS,
    ),
    "minutes_elsewhere": Rule(
        6,
        WARN,
        "The procedure {found} is told in minutes, and is no anesthesia",
        "Minutes are for anesthesia, and other services are counted",
        "Send how often it was done: UN in SV103",
        _TIME,
    ),
    "inpatient_place": Rule(
        6,
        REJECT,
        "The place of service {found} is an inpatient stay, but the claim has no admission date",
        "Payers match a physician's hospital services with the hospital's own claim by the day of admission",
        "Send the admission date (DTP*435)",
        "CMS, Pub. 100-04 ch. 26, 10.4; DTP*435 of the guide",
        (Status("A6", "189"),),
    ),
    "drug_number": Rule(
        6,
        REJECT,
        "The drug code {found} does not have eleven digits",
        "A drug is told by labeler, product and package: 5, 4 and 2 digits without dashes",
        "Fill each part up with zeros before it, and leave the dashes out",
        _DRUG,
        (Status("A7", "218"),),
    ),
    "drug_quantity": Rule(
        6,
        WARN,
        "The drug {found} is given in a quantity of nothing",
        "Payers and drug makers settle rebates by the quantity",
        "Send how much was given, in its unit",
        _DRUG,
    ),
    "equipment_code": Rule(
        6,
        WARN,
        "The equipment is {found}, but its line bills {expected}",
        "The price of a rental or a purchase belongs to the procedure of its line",
        "Send the same code in SV501 and SV101",
        "the guide of this claim, on equipment: SV5",
    ),
    "equipment_need": Rule(
        6,
        WARN,
        "The equipment is needed for no time: {found}",
        "Payers approve equipment for a time",
        "Send for how long it is needed",
        "the guide of this claim, on equipment: SV503, CR303",
    ),
    "referral": Rule(
        6,
        WARN,
        "Whether the child was referred (CRC02) and the condition {found} contradict each other",
        "A screening (EPSDT) without a referral has the condition NU, and one with a referral says which it was",
        "Send {expected}, or correct CRC02",
        "the guide of this claim, on CRC*ZZ: NU exactly where CRC02 is N",
    ),
    "condition_repeated": Rule(
        6,
        WARN,
        "The condition {found} stands twice in one segment",
        "A second one says nothing more, and another may have been meant",
        "Send {expected}",
        "the guide of this claim, on CRC: CRC03 to CRC07 are further conditions",
    ),
    "certificate": Rule(
        6,
        WARN,
        "The certificate of medical necessity lacks {expected}",
        "A contractor reads the certificate from the line that it came with",
        "Send it with the line, or leave the certificate out",
        _CERTIFICATE,
    ),
    "tooth": Rule(
        6,
        WARN,
        "The procedure {found} does not say which tooth",
        "It is done to a tooth, and payers look up what was done to it before",
        "Send the tooth (TOO)",
        _TEETH,
    ),
    "tooth_surface": Rule(
        6,
        WARN,
        "The filling {found} names {surfaces} surfaces of the tooth, and its code stands for {expected}",
        "Fillings are coded by how many surfaces they cover",
        "Send each surface (TOO03), or the code that fits",
        _TEETH,
    ),
    "oral_cavity": Rule(
        6,
        WARN,
        "The procedure {found} does not say which area of the mouth",
        "It is done to a quadrant or an arch, and paid for each",
        "Send the area (SV304)",
        _TEETH,
    ),
    "missing_tooth": Rule(
        6,
        WARN,
        "Tooth {found} is treated, and the claim says that it is missing",
        "What is missing can be replaced, but neither filled nor pulled",
        "Correct the tooth of the line (TOO) or of the claim (DN2)",
        "the guide of this claim, on missing teeth: DN2",
    ),
    "orthodontics": Rule(
        6,
        WARN,
        "The orthodontics {found} come without their months",
        "Payers pay braces in parts, over the months of treatment",
        "Send the months (DN1)",
        _BRACES,
    ),
    "orthodontic_months": Rule(
        6,
        WARN,
        "{found} months of orthodontics are left, of {expected} in all",
        "What is left cannot be more than all of it",
        "Correct the months (DN1)",
        _BRACES,
    ),
    "admission_date": Rule(
        6,
        WARN,
        "The patient was admitted on {found}, after the statement ended on {expected}",
        "A stay begins before its bill ends",
        "Correct the admission (DTP*435) or the statement (DTP*434)",
        _STAY,
    ),
    "outside_statement": Rule(
        6,
        WARN,
        "The line is dated {found}, outside of the statement {expected}",
        "A bill is for the days of its statement",
        "Correct the day of the line, or the days of the statement (DTP*434)",
        _STAY,
    ),
    "procedure_date": Rule(
        6,
        WARN,
        "The procedure is dated {found}, after the statement ended on {expected}",
        "What is billed was done before the bill ends",
        "Correct the day of the procedure, or the statement (DTP*434)",
        _STAY,
    ),
    "line_day": Rule(
        6,
        WARN,
        "The line does not say its day, and the bill covers several",
        "An outpatient's services are priced, and matched with his other claims, by the day of each",
        "Send {expected} (DTP*472)",
        "the guide of this claim: DTP*472 of an outpatient's line; CMS, Pub. 100-04 ch. 4, 20.4",
    ),
    "outpatient_procedure": Rule(
        6,
        WARN,
        "The procedure {found} is coded in ICD-10-PCS on an outpatient's bill",
        "ICD-10-PCS is for what hospitals do to inpatients; all else is told by HCPCS and CPT on the lines",
        "Leave it out, or correct the type of bill (CLM05-1)",
        "45 CFR 162.1002(c)(3): ICD-10-PCS is for procedures of inpatients, reported by hospitals",
    ),
    "onset": Rule(
        6,
        WARN,
        "The illness began on {found}, after its treatment on {expected}",
        "What is treated has begun before",
        "Correct the onset (DTP*431) or the day of service (DTP*472)",
        "the guide of this claim: DTP*431 of 2300, against DTP*472",
    ),
    "still_patient": Rule(
        6,
        WARN,
        "The patient is still there (status 30), but the bill of frequency {found} says that the stay has ended",
        "A stay that goes on is billed as the first or a further one of several (2, 3)",
        "Correct the status (CL103) or the frequency (CLM05-3)",
        _STAY,
    ),
    "present_on_admission": Rule(
        6,
        WARN,
        "The diagnosis {found} does not say whether it was present on admission, and others of the stay do",
        "Hospitals that report it do so for each diagnosis that is not exempt",
        "Send Y, N, U or W behind it (HI-9)",
        _POA,
    ),
    "home_health": Rule(
        6,
        WARN,
        "A home health bill lacks {expected}",
        "Medicare, and payers that pay as it does, price a period of care by its group and its place",
        "Send it, or pass this over where the payer pays by the visit",
        _HOME,
    ),
    "home_health_bill_type": Rule(
        6,
        WARN,
        "The type of bill {found} ended on 2013-10-01",
        "Home health agencies bill 32 since then, or 34 without a plan of care",
        "Send the type of bill that fits",
        _HOME,
    ),
}
"""By what stands behind `service.` in the id of its findings."""


def service_finding(id: str, place: Place, **words: str) -> Finding:
    """The finding of one of these rules."""
    return make_finding(f"service.{id}", SERVICES[id], place, words)
