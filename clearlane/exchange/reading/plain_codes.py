"""Payers' codes in our own words, for people: what a status of a 277CA or an adjustment of an 835 means.

The code lists' own texts are licensed and stand nowhere here. A code without words of ours is shown as it came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

CATEGORIES = {
    "A0": "passed on to another party",
    "A1": "received",
    "A2": "taken in for a decision",
    "A3": "sent back unprocessed",
    "A5": "split into several claims",
    "A6": "refused: something is missing",
    "A7": "refused: a value is wrong",
    "A8": "refused: values do not fit each other",
}
"""Category of a status (code list 507) -> what happened to the claim."""

_STATUSES = {
    "16": "the claim was passed on", "19": "the claim has arrived", "20": "the claim waits for a decision",
    "21": "something is missing or wrong", "23": "the claim was sent back",
    "24": "the sender is not approved to send claims", "26": "the payer does not know this party",
    "33": "the payer does not know this member", "54": "the claim was decided before; this is a duplicate",
    "78": "the same claim is in process already",
    "88": "no coverage on the day of service", "97": "the payer does not know this patient",
    "116": "this payer is not the right one", "122": "information is missing", "125": "the name", "126": "the address",
    "128": "the tax id", "145": "the specialty (taxonomy)", "153": "the id number", "157": "the sex",
    "158": "the birth date", "164": "the member ID", "171": "another coverage", "178": "the charge",
    "187": "the day of service", "188": "the first and last day", "189": "the day of admission",
    "249": "the place of service", "254": "the main diagnosis", "255": "a diagnosis",
    "400": "the amounts do not add up", "453": "a procedure modifier", "454": "a procedure code",
    "455": "a revenue code", "464": "the payer's own claim number", "476": "the units of a service",
    "477": "a pointer to a diagnosis", "478": "the patient control number", "481": "the format",
    "488": "the diagnosis of a service", "496": "the sender may not send for this provider", "500": "the ZIP code",
    "510": "a day that is still to come",
    "521": "a reason of adjustment", "535": "the frequency code", "562": "the NPI", "583": "the charge of a service",
    "684": "its format is broken, as the 999 says",
    "700": "a diagnosis code of the wrong set",
    "772": "a diagnosis that needs more characters", "787": "it is to be sent as a new claim",
    "799": "it is to be sent as a replacement",
}  # fmt: skip
"""Status (code list 508) -> what it is about."""

_WHOLE = frozenset(code for code, about in _STATUSES.items() if " is " in about or " has " in about or "know" in about)
"""Statuses that are sentences, to which whose value it is adds nothing."""

_ENTITIES = {
    "IL": "of the member", "QC": "of the patient", "85": "of the billing provider", "82": "of the rendering provider",
    "PR": "of the payer", "41": "of the submitter", "40": "of the receiver", "77": "of the service facility",
    "DN": "of the referring provider", "87": "of the pay-to provider", "71": "of the attending provider",
}  # fmt: skip

_ADJUSTMENTS = {
    "1": "Deductible", "2": "Coinsurance", "3": "Copay", "4": "Modifier does not fit the procedure",
    "11": "Diagnosis does not fit the procedure", "16": "Information is missing or wrong", "18": "Exact duplicate",
    "22": "Another payer may be responsible", "23": "What another payer decided", "24": "Covered by a capitation plan",
    "26": "Service before coverage began", "27": "Service after coverage ended", "29": "Filing limit has passed",
    "31": "Patient is not known as a member", "45": "Above the agreed fee", "50": "Not seen as medically needed",
    "59": "Reduced as one of several procedures", "94": "Processed above the charge", "96": "Not covered",
    "97": "Paid as part of another service", "109": "Not this payer's claim", "119": "Benefit maximum is reached",
    "125": "Billing error", "131": "Negotiated discount", "144": "Incentive", "151": "Too many or too often",
    "167": "Diagnosis is not covered", "170": "Not paid to this kind of provider", "197": "No prior authorization",
    "198": "Authorization is exceeded", "204": "Not covered by this plan", "226": "Information was not sent in time",
    "242": "Provider is not in the network", "252": "A document is needed", "253": "Sequestration",
    "B7": "Provider was not certified for it that day", "B13": "Paid before", "B15": "Needs another service with it",
}  # fmt: skip
"""Reason of an adjustment (CARC) -> why the payer pays less."""

GROUPS = {
    "CO": "contract: not to be billed to the patient",
    "PR": "owed by the patient",
    "OA": "other",
    "PI": "set by the payer",
    "CR": "correction",
}


def tell_status(status: str) -> str:
    """``A7:562:85`` as a sentence without its full stop."""
    category, code, entity = (*status.split(":"), "", "")[:3]
    about, whose = _STATUSES.get(code, f"status {code}" if code else ""), _ENTITIES.get(entity, "")
    whose = whose if whose.split()[-1:] and whose.split()[-1] not in about and code not in _WHOLE else ""
    happened = CATEGORIES.get(category, f"status category {category}")
    if not about:
        return f"{happened[:1].upper()}{happened[1:]}"
    return f"{_lead(happened)}: {' '.join(part for part in (about, whose) if part)}"


def cite_status(status: str) -> str:
    """The same with its codes behind it, as a sentence: ``A value is wrong: the NPI (A7 · 562).``"""
    return f"{tell_status(status)} ({' · '.join(status.split(':'))})."


def is_known(status: str) -> bool:
    """Whether both halves of a status have words of ours."""
    category, code, *_ = (*status.split(":"), "")
    return category in CATEGORIES and code in _STATUSES


def _lead(happened: str) -> str:
    words = happened.partition(":")[2].strip() or happened
    return f"{words[:1].upper()}{words[1:]}"


def tell_reason(code: str) -> str:
    """The reason of an adjustment in words; as it came where we have none."""
    return _ADJUSTMENTS.get(code, f"Reason {code}")


def tell_adjustments(body: Mapping[str, Any]) -> str:
    """The first reason why an adjudicated claim or a line of it was cut, the patient's share left aside."""
    for group, code, *_ in _adjustments(body):
        if group != "PR" and code not in ("45", "253"):
            return f"{tell_reason(code)} ({group}-{code})"
    return ""


def _adjustments(body: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for part in (body, *body.get("lines", ())):
        for one in part.get("adjustments", ()):
            yield one[0], one[1]
