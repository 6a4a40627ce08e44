"""What a person is told where a value is not on its list: what the value should be, and how to find the right one."""

from __future__ import annotations

from typing import NamedTuple


class ListWords(NamedTuple):
    """``noun`` completes "is no …"; ``why`` says what such a value looks like, ``remedy`` what to do."""

    noun: str
    why: str
    remedy: str


LISTS: dict[str, ListWords] = {
    "npi": ListWords(
        "NPI",
        "An NPI has ten digits, begins with 1 or 2, and its last digit is computed from the others",
        "Look the number up in the NPI registry and correct it",
    ),
    "tin": ListWords("tax ID", "A tax ID has nine digits", "Send its nine digits, without the dash"),
    "zip": ListWords("ZIP code", "A ZIP code has five or nine digits", "Send its digits, without the dash"),
    "taxonomy": ListWords(
        "taxonomy code", "It has ten characters, the last one an X", "Look the code up in the NPI registry"
    ),
    "icd10": ListWords(
        "diagnosis code",
        "An ICD-10-CM code is a letter, a digit and one to five characters more",
        "Send the code without its point",
    ),
    "hcpcs": ListWords("procedure code", "It has five characters", "Send the code of the service, all five of them"),
    "advice_purpose": ListWords("purpose of an advice", "An advice is a response", "Send 11"),
    "advice_action": ListWords("action of an advice", "WQ takes what came, U refuses it", "Send WQ or U"),
    "advice_verdict": ListWords(
        "verdict of an advice",
        "Two letters say it: what it is about (T is a set, G a group), and how it ended (A is taken, R refused)",
        "Send those two letters, such as TA or TR",
    ),
    "bill_type": ListWords(
        "type of bill",
        "Two digits stand here: the kind of facility and the kind of care; the third, the frequency, stands apart",
        "Send the first two digits, without a zero before them",
    ),
    "revenue": ListWords("revenue code", "A revenue code has four digits", "Send all four, with the zero before them"),
    "admission_type": ListWords("type of admission", "One digit says it", "Send that digit"),
    "point_of_origin": ListWords("point of origin", "One digit or letter says it", "Send that digit or letter"),
    "patient_status": ListWords("patient status", "Two digits say it", "Send both, with the zero before the other"),
    "condition": ListWords("condition code", "It has two characters", "Send both of them"),
    "occurrence": ListWords("occurrence code", "It has two characters", "Send both of them"),
    "occurrence_span": ListWords("occurrence span code", "It has two characters", "Send both of them"),
    "value_code": ListWords("code of an amount", "It has two characters", "Send both of them"),
    "tooth": ListWords(
        "tooth",
        "1 to 32 and A to T name a tooth; 50 more, or an S behind the letter, a tooth too many beside it",
        "Send the number or letter of the tooth, without a zero before it",
    ),
    "oral_cavity": ListWords(
        "area of the mouth",
        "Two digits name an arch, a quadrant or a sextant",
        "Send those two digits, or name the tooth instead",
    ),
    "pos": ListWords("place of service", "CMS keeps the list of two-digit codes", "Send a code of that list"),
    "frequency": ListWords(
        "frequency code", "1 is a first claim, 7 replaces one, 8 takes one back", "Send the code for what this claim is"
    ),
    "state": ListWords(
        "state", "Two capital letters name a state or territory, as the Postal Service does", "Send those two letters"
    ),
    "country": ListWords("country", "Two capital letters name it, as ISO 3166 does", "Send those two letters"),
    "currency": ListWords("currency", "Three capital letters name it, as ISO 4217 does", "Send those three letters"),
    "service_type": ListWords(
        "service type",
        "One or two characters name a kind of service, 30 the plan as a whole",
        "Send a code of that list",
    ),
    "entity": ListWords("party", "Two or three characters name whom the status is about", "Send a code of that list"),
    "yes_no": ListWords("answer here", "Y is yes and N is no", "Send Y or N"),
    "yes": ListWords("answer here", "Y is yes, the only answer that is sent", "Send Y, or leave it out"),
}
_OTHER = ListWords("value of the list {expected}", "Its values come from that list", "Send a value of that list")


def find_words(*, name: str) -> ListWords:
    """The words for a list of the notation."""
    return LISTS.get(name, _OTHER)
