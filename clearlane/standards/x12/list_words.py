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
    "tin": ListWords(
        "tax ID", "A tax ID has nine digits, and not all of them are the same", "Send its nine digits, without the dash"
    ),
    "phone": ListWords(
        "telephone number", "Ten digits make one, the area first", "Send its ten digits, without dashes or brackets"
    ),
    "street": ListWords(
        "street",
        "Who bills says where he works, and nobody works in a box of the post office",
        "Send the street; a box belongs in the pay-to address (2010AB)",
    ),
    "zip": ListWords(
        "ZIP code",
        "A ZIP code has five or nine digits, and a code of Canada (N404 CA) letters and digits in turns, as K1A 0B1",
        "Send its digits, without the dash; or name the country (N404)",
    ),
    "zip9": ListWords(
        "ZIP code of nine digits",
        "Where a provider bills from and where it works is told to the last four digits, and some payers refuse less",
        "Send all nine digits, without the dash",
    ),
    "aba": ListWords(
        "routing number of a bank",
        "It has nine digits, the first two name a district, and the last is computed from the others",
        "Compare it with a cheque or with the bank, and correct it",
    ),
    "period": ListWords(
        "day or range of days in its order", "A range has its first day before its last", "Send the earlier day first"
    ),
    "taxonomy": ListWords(
        "taxonomy code", "It has ten characters, the last one an X", "Look the code up in the NPI registry"
    ),
    "icd10": ListWords(
        "diagnosis code",
        "An ICD-10-CM code is a letter, a digit and one to five characters more",
        "Send the code without its point",
    ),
    "diagnosis": ListWords(
        "diagnosis code of ICD-10-CM",
        "A letter begins it, four to six characters more may follow its digit, and no point",
        "Look the code up in ICD-10-CM, and send it in capitals and without its point",
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
    "review_service_type": ListWords(
        "service type of a review", "One or two characters name the kind of service", "Send the code of that kind"
    ),
    "review_reject": ListWords(
        "reason to refuse a review",
        "Two characters say why it was refused",
        "Ask the sender of the answer what it means",
    ),
    "review_relationship": ListWords(
        "relationship", "01 is a spouse, 19 a child, G8 another relationship", "Send one of these"
    ),
    "review_condition": ListWords(
        "condition of a patient", "Two or three characters name it", "Send the code of the condition"
    ),
    "review_service_id": ListWords(
        "kind of procedure code", "HC stands before a HCPCS or CPT code, N4 before a drug", "Send what the code is"
    ),
    "inquiry_purpose": ListWords("purpose of an inquiry", "28 is a query", "Send 28"),
    "notification_purpose": ListWords(
        "purpose of a notification", "14 comes in advance, CN when it is done, 22 is a copy", "Send one of these"
    ),
    "service_type": ListWords(
        "service type",
        "One or two characters name a kind of service, 30 the plan as a whole",
        "Send a code of that list",
    ),
    "entity": ListWords("party", "Two or three characters name whom the status is about", "Send a code of that list"),
    "attachment_date": ListWords(
        "date of an attachment",
        "472 is the day of service, 368 that of submission, 097 that of the answer",
        "Send one of these three",
    ),
    "attachment_form": ListWords(
        "form of a document", "HL is an HL7 document, IA an image, MB a MIME body, TX a text", "Send one of these"
    ),
    "attachment_reference": ListWords(
        "kind of number here",
        "Two or three characters name it, such as EJ the patient's account, 1K the payer's number, FJ the line",
        "Send the code of the number that stands beside it",
    ),
    "request_date": ListWords(
        "date of a request",
        "472 is the day of service, 106 the day by which to answer, 050 and 009 receipt and processing",
        "Send one of these",
    ),
    "carc": ListWords(
        "adjustment reason code", "X12 keeps the list of claim adjustment reasons", "Send a code of that list"
    ),
    "rarc": ListWords("remark code", "It begins with M, MA or N, and CMS keeps the list", "Send a code of that list"),
    "remark": ListWords("remark code", "It begins with M, MA or N, and CMS keeps the list", "Send a code of that list"),
    "status_category": ListWords(
        "claim status category", "X12 keeps the list: A1, A7, F2 and the like", "Send a code of that list"
    ),
    "status_code": ListWords("claim status code", "X12 keeps the list, of numbers", "Send a code of that list"),
    "procedure": ListWords(
        "procedure code", "It has five characters", "Send the code of the service, all five of them"
    ),
    "modifier": ListWords("modifier", "It has two capital letters or digits", "Send its two characters"),
    "drg": ListWords("group of diagnoses", "Three digits name it", "Send all three digits"),
    "icd10pcs": ListWords(
        "inpatient procedure code", "An ICD-10-PCS code has seven characters, no I and no O", "Send a code of that list"
    ),
    "yes_no": ListWords("answer here", "Y is yes and N is no", "Send Y or N"),
    "yes": ListWords("answer here", "Y is yes, the only answer that is sent", "Send Y, or leave it out"),
}
_OTHER = ListWords("value of the list {expected}", "Its values come from that list", "Send a value of that list")
_OFF_IMPORTED = ListWords(
    "{noun} of the list that was brought in here",
    "The list was brought in by `clearlane codes import`, and this value stands on no edition of it",
    "Send a code of that list; where the value is right, bring in a newer list, or take this one out "
    "with `clearlane codes forget`",
)
_SPOKEN = ("A", "E", "I", "O", "NPI")
"""How words begin before which one says "an"."""


def find_words(*, name: str, is_imported: bool = False) -> ListWords:
    """The words for a list of the notation. is_imported: it was brought in, so that its shape says nothing more."""
    words = LISTS.get(name, _OTHER)
    return _OFF_IMPORTED._replace(noun=_OFF_IMPORTED.noun.format(noun=words.noun)) if is_imported else words


def name_of(name: str) -> str:
    """What a value of a list is called, with its article: "an NPI", "a place of service"."""
    noun = find_words(name=name).noun.format(expected=name)
    if noun == "answer here":
        return "Y or N" if name == "yes_no" else "Y"
    noun = noun.removesuffix(" here")
    return f"{'an' if noun.upper().startswith(_SPOKEN) else 'a'} {noun}"
