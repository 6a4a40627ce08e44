"""Rules of codes on their day (SNIP 5), as a table."""

from __future__ import annotations

from clearlane.standards.x12.care.rule import REJECT, WARN, Rule, make_finding
from clearlane.vocabulary.finding import Finding, Place, Status

_CM = "45 CFR 162.1002(c)(2): ICD-10-CM as in force on the day of service, or of discharge"
_PCS = "45 CFR 162.1002(c)(3): ICD-10-PCS as in force on the day of discharge"
_MCE = "CMS, Medicare Code Editor: a first diagnosis"
_CPT = "45 CFR 162.1002(c)(3) to (5): HCPCS, CPT and CDT as in force on the day of service"
_POS = "CMS place of service code set, Pub. 100-04 ch. 26, 10.5"
_FIX = "Correct the diagnosis and send the claim again; see that the lines still point to the right ones"
_CHANGED = "The list changes each October and April, and counts by the day of service or discharge"
_DIAGNOSIS = Status("A7", "255")
_NOT_CM, _NOT_SPECIFIC = (_DIAGNOSIS, Status("A7", "700")), (_DIAGNOSIS, Status("A7", "772"))
_INPATIENT = (Status("A7", "490"),)
_ASK_PAYER = "Post it as it is, and ask the payer where the reason matters"

CODES: dict[str, Rule] = {
    "npi": Rule(
        5,
        REJECT,
        "The NPI {found} cannot exist",
        "An NPI has ten digits, begins with 1 or 2, and its last digit is computed from the others",
        "Look the number up in the NPI registry and correct it",
        "45 CFR 162.406 and 162.410",
        (Status("A7", "562"),),
    ),
    "taxonomy": Rule(
        5,
        REJECT,
        "{found} is no taxonomy code",
        "A taxonomy code has ten characters, the last one an X",
        "Look the code up in the NPI registry",
        "the National Uniform Claim Committee's code set; PRV03 of the guide",
        (Status("A7", "145"),),
    ),
    "postal_code": Rule(
        5,
        REJECT,
        "The postal code {found} cannot be right",
        "A ZIP code has five or nine digits, and a code of Canada (N404 CA) letters and digits in turns, as K1A 0B1",
        "Send its digits, without the dash; or name the country (N404)",
        "the US Postal Service and Canada Post; N403 and N404 of the guide",
        (Status("A7", "500"),),
    ),
    "state": Rule(
        5,
        REJECT,
        "{found} is no state",
        "Two capital letters name a state, a territory or a province, as the Postal Service and Canada Post do",
        "Send those two letters; or name the country (N404)",
        "the US Postal Service and Canada Post; N402 and N404 of the guide",
        (Status("A7", "501"),),
    ),
    "tax_id": Rule(
        5,
        REJECT,
        "{found} only fills the place of a tax id",
        "A payer knows by it who bills, and whom to pay",
        "Send the nine digits of the tax id, without the dash",
        "the guide of this claim: REF*EI and REF*SY of 2010AA; the IRS and the Social Security Administration",
        (Status("A7", "128"),),
    ),
    "diagnosis_written": Rule(
        5,
        REJECT,
        "The diagnosis {found} is not written as it must be sent",
        "Codes are sent in capitals and without the dot",
        "Send {expected}",
        _CM,
        _NOT_CM,
    ),
    "diagnosis_heading": Rule(
        5,
        REJECT,
        "The diagnosis {found} is only a heading on {day}: it needs more characters",
        "Only the most specific codes of a heading may be billed",
        _FIX,
        _CM,
        _NOT_SPECIFIC,
    ),
    "diagnosis_not_yet": Rule(
        5,
        REJECT,
        "The diagnosis {found} may not be used yet on {day}: it counts {days}",
        _CHANGED,
        _FIX,
        _CM,
        _NOT_CM,
    ),
    "diagnosis_ended": Rule(
        5,
        REJECT,
        "The diagnosis {found} may not be used any more on {day}: it counts {days}",
        _CHANGED,
        _FIX,
        _CM,
        _NOT_CM,
    ),
    "diagnosis_unknown": Rule(
        5,
        REJECT,
        "The diagnosis {found} is no ICD-10-CM code",
        "Payers take only codes that stand on the list of the day of service",
        _FIX,
        _CM,
        _NOT_CM,
    ),
    "diagnosis_icd9": Rule(
        5,
        REJECT,
        "{found} is marked as of ICD-9-CM",
        "From 2015-10-01 on services, and stays by their discharge, are coded in ICD-10",
        "Code it in ICD-10, with the qualifier that goes with it",
        _CM,
        _NOT_CM,
    ),
    "diagnosis_icd10": Rule(
        5,
        REJECT,
        "{found} is marked as of ICD-10-CM, which did not count yet on {day}",
        "Before 2015-10-01 services, and stays by their discharge, were coded in ICD-9",
        "Correct the day of service where it is wrong; else code it in ICD-9, with the qualifier that goes with it",
        _CM,
        _NOT_CM,
    ),
    "diagnosis_repeated": Rule(
        5,
        REJECT,
        "The diagnosis {found} is sent twice",
        "Each diagnosis stands once, and lines point to it",
        "Send it once",
        _CM,
        (_DIAGNOSIS,),
    ),
    "stay_diagnosis_repeated": Rule(
        5,
        WARN,
        "The diagnosis {found} is sent twice",
        "A second one changes nothing, and some payers refuse it",
        "Send it once",
        _MCE,
    ),
    "external_cause_first": Rule(
        5,
        REJECT,
        "The first diagnosis {found} is an external cause",
        "An external cause says how an injury came about, not what is treated",
        "Send the injury or illness first, and the cause behind it",
        _MCE,
        (Status("A7", "254"),),
    ),
    "manifestation_first": Rule(
        5,
        REJECT,
        "The first diagnosis {found} is a manifestation of another disease",
        "A manifestation is coded behind the disease that it comes from",
        "Send the underlying disease first",
        _MCE,
        (Status("A7", "254"),),
    ),
    "diagnosis_not_checked": Rule(
        5,
        WARN,
        "{found} could not be checked for {day}",
        "The lists of ICD-10 that are here cover {expected}",
        "Nothing needs to be done: the payer checks these codes",
        _CM,
    ),
    "inpatient_procedure": Rule(
        5,
        REJECT,
        "The procedure {found} is no ICD-10-PCS code on {day}",
        "Hospitals code what was done to inpatients by the list of the day of discharge",
        "Correct the procedure and send the claim again",
        _PCS,
        _INPATIENT,
    ),
    "procedure_written": Rule(
        5,
        REJECT,
        "{found} is no procedure code as {list} has them",
        "CPT has four digits with a fifth or a letter behind them, HCPCS a letter with four digits, CDT a D with four",
        "Send the five characters of the code, in capitals; modifiers have places of their own behind it",
        _CPT,
        (Status("A7", "454"),),
    ),
    "procedure": Rule(
        5,
        REJECT,
        "The procedure {found} is not on the {list} list on {day}",
        "Payers take only codes of the day of service",
        "Correct the procedure, or the day of service, and send the claim again",
        _CPT,
        (Status("A7", "454"),),
    ),
    "modifier": Rule(
        5,
        WARN,
        "The modifier {found} is not on the list on {day}",
        "The list that was brought in does not have it; payers may have modifiers of their own",
        "Correct the modifier, or see that the payer knows it",
        _CPT,
    ),
    "modifier_repeated": Rule(
        5,
        WARN,
        "The modifier {found} stands twice with one procedure",
        "A second one says nothing more, and some payers refuse it",
        "Send it once, or the modifier that was meant",
        _CPT,
    ),
    "laboratory": Rule(
        5,
        WARN,
        "{found} is no number of a laboratory (CLIA)",
        "It has ten characters, the third a D, the others digits",
        "Copy it from the laboratory's CLIA certificate",
        "CMS, CLIA numbers; REF02 behind X4 and F4 of the guide",
    ),
    "place_of_service": Rule(
        5,
        REJECT,
        "The place of service {found} is not on the list on {day}",
        "Payers price a service by where it was given, and take only the two digits of the CMS list",
        "Send the place of service that fits",
        _POS,
        (Status("A7", "249"),),
    ),
    "adjustment_reason": Rule(
        5,
        REJECT,
        "The adjustment reason {found} of another payer is not on the list on {day}",
        "The next payer reads what the earlier one did by the reasons of that day",
        "Copy the reason from the other payer's advice, and see that its date is right",
        "X12 code list 139, by the day of the other payer's decision",
        (Status("A7", "521"),),
    ),
    "payment_reason": Rule(
        5,
        WARN,
        "The adjustment reason {found} is not on the list on {day}, the day of the payment",
        "Reasons come and go, and a payer uses those of the day on which it pays",
        _ASK_PAYER,
        "X12 code list 139, by the day of the payment (BPR16)",
    ),
    "payment_remark": Rule(
        5,
        WARN,
        "The remark {found} is not on the list on {day}, the day of the payment",
        "Remarks come and go, and a payer uses those of the day on which it pays",
        _ASK_PAYER,
        "code list 411 (CMS), by the day of the payment (BPR16)",
    ),
}
"""By what stands behind `codes.` in the id of its findings."""


def code_finding(id: str, place: Place, **words: str) -> Finding:
    """The finding of one of these rules."""
    return make_finding(f"codes.{id}", CODES[id], place, words)
