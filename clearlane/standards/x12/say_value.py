"""Say what is wrong with a value that is no date, no time or no number, in a sentence without its end mark.

A sentence names the part that is wrong and never the value: it may be a birth date, and stands where values do not.
"""

from __future__ import annotations

import re
from calendar import isleap, month_name

from clearlane.standards.x12.say_condition import either

FORMS = {
    "D8": "a day, CCYYMMDD",
    "RD8": "two days, CCYYMMDD-CCYYMMDD",
    "D6": "a day, YYMMDD",
    "TM": "a time, HHMM",
    "TS": "a time, HHMMSS",
    "DT": "a day and a time, CCYYMMDDHHMM",
    "RTM": "two times, HHMM-HHMM",
}
"""Formats of element 1250 in words; those whose values are judged."""
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FIRST_YEAR, _LAST_YEAR = 1800, 2999
_MONEY = frozenset("$\u20ac\u00a3%")


def say_date(value: str) -> str:
    """What is wrong with a date of the type DT, CCYYMMDD or YYMMDD."""
    return _day(value, 8 if len(value) != 6 else 6)


def say_time(value: str) -> str:
    """What is wrong with a time of the type TM: HHMM, HHMMSS, HHMMSSD or HHMMSSDD."""
    return _time(value, (4, 6, 7, 8))


def say_format(value: str, form: str) -> str:
    """What is wrong with a value that does not have the format which its qualifier names; "" where nobody can say."""
    if form in ("D8", "D6"):
        return _day(value, int(form[1:]))
    if form in ("TM", "TS"):
        return _time(value, (4,) if form == "TM" else (6,))
    if form in ("RD8", "RTM"):
        return _range(value, form)
    if form == "DT":
        return _length(value, (12,)) or _day(value[:8], 8) or _time(value[8:], (4,))
    return ""


def _range(value: str, form: str) -> str:
    first, dash, last = value.partition("-")
    if not dash:
        return "It has no dash: a first and a last one stand on both sides of it"
    if form == "RD8":
        return _day(first, 8) or _day(last, 8)
    return _time(first, (4,)) or _time(last, (4,))


def _length(value: str, lengths: tuple[int, ...]) -> str:
    odd = next((one for one in value if not "0" <= one <= "9"), "")
    if odd:
        return f"It holds {_named(odd)}, and only digits may stand there"
    if len(value) in lengths:
        return ""
    due = either([str(one) for one in lengths])
    return f"It has {len(value)} digit{'s' * (len(value) != 1)} where {due} are due"


def _day(value: str, length: int) -> str:
    wrong = _length(value, (length,))
    if wrong:
        return wrong
    year, month, day = int(value[:-4]), int(value[-4:-2]), int(value[-2:])
    if length == 8 and not _FIRST_YEAR <= year <= _LAST_YEAR:
        return f"Its year does not lie in {_FIRST_YEAR} to {_LAST_YEAR}"
    if not 1 <= month <= 12:
        return f"There is no month {value[-4:-2]}"
    leap = isleap(year) if length == 8 else year % 4 == 0
    if not 1 <= day <= _DAYS[month - 1] + (month == 2 and leap):
        in_year = " in that year" if value[-4:] == "0229" else ""
        return f"{month_name[month]} has no day {value[-2:]}{in_year}"
    return ""


def _time(value: str, lengths: tuple[int, ...]) -> str:
    wrong = _length(value, lengths)
    if wrong:
        return wrong
    if value[:2] > "23":
        return f"There is no hour {value[:2]}"
    if value[2:4] > "59":
        return f"There is no minute {value[2:4]}"
    return f"There is no second {value[4:6]}" if value[4:6] > "59" else ""


def say_number(value: str, *, is_whole: bool = False) -> str:
    """What is wrong with a number of the type R, or a whole one of the type N."""
    if value != value.strip():
        return "A blank stands before or behind it"
    if value.startswith("+"):
        return "A plus sign is not written"
    if "-" in value[1:]:
        return "A minus sign may only stand before it"
    odd = next((one for one in value if not (one.isascii() and one.isdigit()) and one not in "-."), "")
    if odd:
        return _odd(odd)
    if is_whole and "." in value:
        return "It has a decimal point, and only whole numbers are taken"
    return "It has more than one point" if value.count(".") > 1 else "It has no digit"


def _odd(odd: str) -> str:
    if odd == ",":
        return "It holds a comma: thousands are not parted, and decimals stand behind a point"
    if odd in _MONEY:
        return f"It holds {_named(odd)}: amounts are written without a sign of money"
    return f"It holds {_named(odd)}, which is no digit"


def _named(odd: str) -> str:
    """One character as a person calls it."""
    if odd == " ":
        return "a blank"
    if re.fullmatch("[A-Za-z]", odd):
        return f"the letter {odd}"
    return f"the character {odd}" if odd.isprintable() else "a character that cannot be shown"
