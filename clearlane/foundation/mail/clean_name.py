"""Words that somebody else chose, before they enter a mail: a name must not look like a link, or like our own words."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 60
LONGEST_VALUE = 300
NO_NAME = "An organization"
_DOT_WITHIN = re.compile(r"(?<=\w)\.(?=\w)")
_ALLOWED_MARKS = frozenset(" &'\N{RIGHT SINGLE QUOTATION MARK}.,()+-")


def clean_name(name: str) -> str:
    """An organization's name as it may stand in a mail: one line of letters, digits and few marks, no link.

    Mail programs make links of whatever holds ``://`` or looks like a domain: neither is left.
    """
    plain = unicodedata.normalize("NFKC", name)
    kept = "".join(letter if letter in _ALLOWED_MARKS or _is_of_a_word(letter) else " " for letter in plain)
    words = " ".join(_DOT_WITHIN.sub(" ", kept).split())
    return words[:LONGEST_NAME].strip() or NO_NAME


def clean_value(value: str) -> str:
    """Any other text that enters a mail: one line, of bounded length, without control characters and schemes."""
    plain = "".join(letter if not _is_control(letter) else " " for letter in value)
    while "://" in plain:
        plain = plain.replace("://", " ")
    return " ".join(plain.split())[:LONGEST_VALUE]


def _is_of_a_word(letter: str) -> bool:
    """Letters, their marks, and digits of any script; nothing that turns the direction of writing."""
    return unicodedata.category(letter)[0] in "LMN"


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "CZ"
