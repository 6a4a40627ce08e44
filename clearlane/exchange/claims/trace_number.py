"""Our own number for a claim, which travels in REF*D9 and comes back in the payer's 277CA.

Ten digits of the file's number, three of the set and four of the claim in it to the base of 36, and a check
character (Luhn, mod 36): 18 characters of the 20 that a receiver must keep.
"""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BASE = len(ALPHABET)
_FILE_DIGITS, _SET_DIGITS, _CLAIM_DIGITS = 10, 3, 4
LENGTH = 18


class TooManyClaims(ValueError):
    """A file with more than 46,655 sets, or a set with more than 1,679,615 claims: split it before sending."""


def trace_number(*, file_number: int, set_seq: int, ordinal: int) -> str:
    """The number of the ``ordinal``-th claim (from 1) of the ``set_seq``-th set of a file. Raises TooManyClaims."""
    body = f"{file_number:0{_FILE_DIGITS}d}{_digits(set_seq, _SET_DIGITS)}{_digits(ordinal, _CLAIM_DIGITS)}"
    return body + _check_character(body)


def is_trace_number(text: str) -> bool:
    """Whether a text has the shape and the check character of a trace number of ours."""
    return len(text) == LENGTH and all(c in ALPHABET for c in text) and _check_character(text[:-1]) == text[-1]


def file_number_of(trace: str) -> int | None:
    """The number of the file in which a claim of this trace number came; None where it is none of ours."""
    digits = trace[:_FILE_DIGITS]
    return int(digits) if is_trace_number(trace) and digits.isdecimal() else None


def _digits(number: int, width: int) -> str:
    if not 0 <= number < _BASE**width:
        raise TooManyClaims(f"{number} does not fit {width} characters")
    digits = ""
    for _ in range(width):
        number, digit = divmod(number, _BASE)
        digits = ALPHABET[digit] + digits
    return digits


def _check_character(body: str) -> str:
    total = 0
    for place, character in enumerate(reversed(body)):
        doubled = ALPHABET.index(character) * (2 if place % 2 == 0 else 1)
        total += doubled // _BASE + doubled % _BASE
    return ALPHABET[-total % _BASE]
