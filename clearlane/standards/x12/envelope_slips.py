"""Envelope slips: a segment of the envelope with a separator lost or doubled, or a mistyped name, as it was meant."""

from __future__ import annotations

import re
from functools import cache

from clearlane.standards.x12.envelope_rules import finding
from clearlane.standards.x12.envelope_values import GS_CONTROL, GS_VALUES
from clearlane.standards.x12.find_joint import ELEMENTS
from clearlane.standards.x12.library import entries
from clearlane.standards.x12.meant_id import is_a_slip
from clearlane.vocabulary.finding import Finding, Place

_MARK = re.compile("[^0-9A-Za-z]")
"""What may have been typed for a separator."""
_VALUES = {n: pattern for n, pattern, _ in GS_VALUES}
_VERSION = "[0-9]{6}(?:X[0-9A-Z]{3,5})?"
Elements = tuple[str, ...]


@cache
def _looks() -> Elements:
    """How the id of a GS and each of its elements looks."""
    kinds = "|".join(sorted({entry.functional_id for entry in entries()}))
    return ("GS", kinds, *(_VALUES[n] for n in (2, 3, 4, 5)), GS_CONTROL, _VALUES[7], _VERSION)


def as_meant(sent: Elements, due: Elements = ()) -> Elements:
    """The elements of a segment, its id the first, as they were meant; those that were sent where nothing slipped.

    due: what has to stand there, if it is a trailer.
    """
    if due and _is_one_slip(sent, due):
        return due
    if due and sent == (due[0], *due[2:]):
        return (due[0], "", *due[2:])
    return _parted(sent) or _with_one(sent) or _without_doubled(sent)


def _is_one_slip(sent: Elements, due: Elements) -> bool:
    """Whether a trailer says what is due but for a separator, a value that stands twice, or a letter of its name."""
    if len(sent) == len(due) - 1:
        text, right = "".join(sent), "".join(due)
        return right in (text, _MARK.sub("", text, count=1))
    if len(sent) == len(due) + 1:
        return any((*sent[:n], *sent[n + 1 :]) == due for n in range(1, len(sent) - 1))
    return sent[1:] == due[1:] and sent[0].isalnum() and is_a_slip(sent[0], due[0])


def _without_doubled(sent: Elements) -> Elements:
    """Without the one that is empty, or the same as the one before, and too many, where all are due."""
    most = ELEMENTS.get(sent[0], 0)
    doubled = [n for n in range(1, len(sent) - 1) if sent[n] in ("", sent[n - 1])]
    if len(sent) != most + 2 or not doubled:
        return sent
    at = min(doubled, key=lambda n: bool(sent[n]))
    return (*sent[:at], *sent[at + 1 :])


def _parted(sent: Elements) -> Elements | None:
    """Of a GS, with the two parted that stand in one, if each then looks as it should."""
    looks = _looks()
    if len(sent) != len(looks) - 1 or not sent[0].startswith("GS"):
        return None
    for at, text in enumerate(sent):
        for end in range(1, len(text)):
            behind = text[end:] if not _MARK.match(text, end) else text[end + 1 :]
            meant = (*sent[:at], text[:end], behind, *sent[at + 1 :])
            if all(map(re.fullmatch, looks, meant)):
                return meant
    return None


def _with_one(sent: Elements) -> Elements | None:
    """Of a GS, with an empty element where one lacks with its separator, if each other then looks as it should."""
    looks = _looks()
    if len(sent) != len(looks) - 1 or sent[0] != "GS":
        return None
    for at in range(len(looks) - 2, 0, -1):  # a day may be a time as well, and no time a day
        if all(map(re.fullmatch, (*looks[:at], *looks[at + 1 :]), sent)):
            return (*sent[:at], "", *sent[at:])
    return None


def is_told_besides(sent: Elements, meant: Elements) -> bool:
    """Whether a value lacks with its separator: then that is told as of any that is empty."""
    return "" in meant and len(meant) > len(sent)


def slip(sent: Elements, meant: Elements, offset: int) -> Finding:
    """What is told of a segment at the offset that was meant otherwise."""
    id, is_lost = meant[0], len(sent) < len(meant)
    if sent[1:] == meant[1:]:
        return finding("trailer_mistyped", Place(offset, None, sent[0]), found=sent[0], expected=id)
    pairs = enumerate(zip(sent, meant, strict=False))
    at = next((n for n, (one, other) in pairs if one != other), min(len(sent), len(meant)) - 1)
    rule, element = "separator_lost" if is_lost else "separator_doubled", max(at, 1)
    place = Place(offset, None, id, element=element)
    return finding(rule, place, element=f"{id}{element:02d}", found=sent[at][:40])
