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
    "pos": ListWords("place of service", "CMS keeps the list of two-digit codes", "Send a code of that list"),
    "frequency": ListWords(
        "frequency code", "1 is a first claim, 7 replaces one, 8 takes one back", "Send the code for what this claim is"
    ),
    "state": ListWords(
        "state", "Two capital letters name a state or territory, as the Postal Service does", "Send those two letters"
    ),
    "country": ListWords("country", "Two capital letters name it, as ISO 3166 does", "Send those two letters"),
    "currency": ListWords("currency", "Three capital letters name it, as ISO 4217 does", "Send those three letters"),
    "carc": ListWords(
        "adjustment reason code", "X12 keeps the list of claim adjustment reasons", "Send a code of that list"
    ),
    "rarc": ListWords("remark code", "It begins with M, MA or N, and CMS keeps the list", "Send a code of that list"),
    "remark": ListWords("remark code", "It begins with M, MA or N, and CMS keeps the list", "Send a code of that list"),
    "status_category": ListWords(
        "claim status category", "X12 keeps the list: A1, A7, F2 and the like", "Send a code of that list"
    ),
    "status_code": ListWords("claim status code", "X12 keeps the list, of numbers", "Send a code of that list"),
    "service_type": ListWords("service type", "X12 keeps the list: 30, 98 and the like", "Send a code of that list"),
    "procedure": ListWords(
        "procedure code that we know",
        "It stands on no edition of the list that was brought in here",
        "Send the code of the service; if it is new, bring in the list of this year",
    ),
    "modifier": ListWords("modifier", "It has two capital letters or digits", "Send its two characters"),
    "condition": ListWords("condition code", "It has two characters", "Send the two characters of the condition"),
    "occurrence": ListWords("occurrence code", "It has two characters", "Send the two characters of the occurrence"),
    "occurrence_span": ListWords("occurrence span code", "It has two characters", "Send its two characters"),
    "value": ListWords("value code", "It has two characters", "Send the two characters of the value"),
    "revenue": ListWords("revenue code", "It has four digits, the first often 0", "Send all four digits"),
    "icd10pcs": ListWords(
        "inpatient procedure code", "An ICD-10-PCS code has seven characters, no I and no O", "Send a code of that list"
    ),
    "yes_no": ListWords("answer here", "Y is yes and N is no", "Send Y or N"),
    "yes": ListWords("answer here", "Y is yes, the only answer that is sent", "Send Y, or leave it out"),
}
_OTHER = ListWords("value of the list {expected}", "Its values come from that list", "Send a value of that list")


def find_words(*, name: str) -> ListWords:
    """The words for a list of the notation."""
    return LISTS.get(name, _OTHER)
