"""Find the codes of a list of the notation that are known here, for who must not take a shape for proof."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from clearlane.standards.codes.code_set import CodeSet
from clearlane.standards.codes.kinds import ALIASES
from clearlane.standards.codes.library import find_set
from clearlane.standards.x12.read_dictionary import FIRST_STANDARD, FOLDER, read_dictionary, read_list
from clearlane.standards.x12.values import SHAPES

Known = Callable[[str], bool]

SHORT = "[0-9A-Z]{1,2}|(?=[0-9A-Z]{0,2}[0-9])[0-9A-Z]{3}"
"""A code of a list that nobody here has: two characters, or three with a digit among them, name nobody."""
OWN_SHAPES: dict[str, str] = {
    "short": SHORT,
    "treatment": SHORT,
    "procedure": "(?=[0-9A-Z]{0,4}[0-9])[0-9A-Z]{5}",
    "ndc": "[0-9]{11}",
    "loinc": "[0-9]{1,5}-[0-9]",
    "version": "0[0-9]{5}(?:X[0-9]{3}(?:A[0-9]{1,2})?)?",
    "loop": "[12][0-9]{3}[A-Z]{0,2}",
    "context": "SITUATIONAL TRIGGER|(?:PATIENT|SUBSCRIBER) NAME NM109|SUBSCRIBER NUMBER REF02",
    "count": "0*[0-9]{1,6}",
}
"""Lists of which none is here, and which no identifier can be taken for: none of them has nine digits or ten."""


@cache
def find_known(name: str) -> Known:
    """What says whether a value is a code of a list: one that is here, else one whose shape leaves no room for an id.

    What may merely be newer than the list that is here is not known. Raises LookupError where nothing is known of it.
    """
    if name == "segment":
        return segment_ids().__contains__
    codes = read_list(name)
    if codes is not None:
        return lambda value: value.encode("latin-1", "replace") in codes
    kept = find_set(ALIASES.get(name, name))
    if kept is not None:
        return _in_set(kept)
    shape = OWN_SHAPES.get(name) or SHAPES.get(name)
    if shape is None:
        raise LookupError(f"nothing is known of the list {name}")
    pattern = re.compile(shape, re.ASCII)
    return lambda value: pattern.fullmatch(value) is not None


def _in_set(kept: CodeSet) -> Known:
    """Whether a value stood in any edition, or begins codes of the newest one."""
    newest = kept.periods[-1].start
    return lambda value: value in kept.ever or kept.is_heading(value, newest)


@cache
def segment_ids() -> frozenset[str]:
    """The ids of all segments that some version here has."""
    later = (each.name for each in FOLDER.iterdir() if each.is_dir() and each.name.isdigit())
    standards = [FIRST_STANDARD, *sorted(later)]
    return frozenset(id for standard in standards for id in read_dictionary(standard=standard).segments)
