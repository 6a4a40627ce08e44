"""What a practice does about a payer's word, in our own sentences: about a claim not taken in, and about a denial."""

from __future__ import annotations

HEADLINES = {
    "24": "{payer} has not approved us to send",
    "26": "{payer} does not know the provider",
    "33": "{payer} does not know this member",
    "54": "{payer} has this claim already",
    "88": "{payer} sees no coverage on that day",
    "97": "{payer} does not know this patient",
    "116": "{payer} is not the right payer",
    "145": "{payer} does not accept the specialty",
    "158": "{payer} has another birth date",
    "164": "{payer} does not know this member ID",
    "496": "{payer} wants an enrollment first",
    "562": "{payer} does not accept the NPI",
}
"""Status of a 277CA (code list 508) -> what is wrong."""

REMEDIES = {
    "33": "Compare name, birth date and member ID with the patient's card, correct them and send the claim again.",
    "54": "Find the first claim in your list. To change it, send a replacement (frequency 7) with the payer's number.",
    "88": "Check the patient's coverage on the day of service; send to the payer who covered that day.",
    "164": "Compare the member ID with the patient's card, with all its letters; correct it and send the claim again.",
    "496": "Enroll the billing provider for claims with this payer, then send the claim again.",
    "562": "Check the NPI and whether the payer has it on file for this tax id; correct it or enroll, then send again.",
}
"""Status of a 277CA -> what to do."""

OTHERWISE = "Correct this in your software and send the claim again as a new one: the payer did not take it in."

_OTHER_COVER = (
    "Ask the patient who covered that day and send the claim to that payer; without other coverage the amount is the "
    "patient's, as your agreement with the payer allows."
)
_RIGHT_PAYER = "Send the claim to the payer who is responsible first, with this decision where that payer asks for it."
_PROVE = "Appeal with the payer and add what shows that it was needed: the notes of the visit, or its referral."
_NOT_COVERED = (
    "Look whether another plan of the patient covers it; the patient owes it only where your agreement with the payer "
    "and what the patient signed say so. If the plan does cover it, appeal."
)
_AUTHORIZATION = (
    "Look for an authorization that was given and send a replacement (frequency 7) with it and with the payer's "
    "number{number}; without one ask the payer whether it is given afterwards, or appeal."
)
_IN_TIME = "Appeal with the payer and add our 277CA: it proves on which day the claim was taken in."
_SAME = (
    "Find the first claim in your list and go by what came of it; a corrected claim is sent as a replacement "
    "(frequency 7) with the payer's number{number}."
)
_OF_DENIAL = {
    "18": _SAME, "B13": _SAME,
    "22": _RIGHT_PAYER, "24": _RIGHT_PAYER, "109": _RIGHT_PAYER,
    "26": _OTHER_COVER, "27": _OTHER_COVER, "31": _OTHER_COVER,
    "29": _IN_TIME,
    "50": _PROVE, "151": _PROVE, "252": _PROVE,
    "96": _NOT_COVERED, "119": _NOT_COVERED, "167": _NOT_COVERED, "204": _NOT_COVERED,
    "197": _AUTHORIZATION, "198": _AUTHORIZATION,
}  # fmt: skip
_CORRECT_OR_APPEAL = (
    "To correct the claim send a replacement (frequency 7) with the payer's number{number}; to contest the decision, "
    "appeal with the payer."
)


def remedy_of_denial(reason: str, *, payer_number: str) -> str:
    """What to do where this is the first reason (CARC) of a denial; ``payer_number`` is the payer's for the claim."""
    number = f" {payer_number}" if payer_number else ""
    return _OF_DENIAL.get(reason, _CORRECT_OR_APPEAL).format(number=number)
