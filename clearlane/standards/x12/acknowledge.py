"""Acknowledge: the 999 for each group of a received interchange (005010X231A1)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.report import GroupReport, InterchangeReport, SetReport
from clearlane.standards.x12.ta1 import NO_ERROR, ta1_note, usage, way_back
from clearlane.standards.x12.write import Identity, Value, Writer
from clearlane.vocabulary.finding import Disposition, Finding, Place

VERSION = "005010X231A1"
MOST_IK3 = 1000
"""What one set's answer lists at most; the verdict and the counts are those of all findings. A 999 has no place to say
that there are more: `count_listed` does."""
MOST_CODES = 5
UNKNOWN = "UNKNOWN"
ANSWERS = ("FA", "TA")
"""Groups that are acknowledgments themselves, and are never acknowledged."""
NO_NUMBER, NO_CONTROL = "0", "0000"
"""What AK102 and AK202 say of a control number that they cannot hold: they must say something.

AK202 has four places at least: a shorter number is filled with blanks, which X12.6 counts as no part of a value, so
that who sent it still finds it. Zeros would make another number of it.
"""
BAD_CONTROL = "7"
"""IK502 of a set whose number (ST02) is missing or none."""
SEGMENT_HAS_ERRORS = ("IK304", "8")
LONGEST_COPY = 99
"""So much of a bad value IK404 holds; of a longer one it has the beginning."""
SIZES = "element.binary_"
"""Rules whose findings quote how long a payload is, and not the payload."""
TRIGGER = "SITUATIONAL TRIGGER"
HEADER = "ST"
"""The loop of what stands in no loop: no IK303 names it."""
_WRITABLE = re.compile(r"[ -~]*[!-~]")
_MARKS = frozenset(Delimiters().as_text())
_FIRST = attrgetter("first_segment")
_SEGMENT_ID = re.compile(r"[A-Za-z0-9]{2,3}")


class Listed(NamedTuple):
    """A set of which a 999 lists not all: its GS06 and ST02, how many segments at fault are listed, and of how many."""

    group: str
    set: str
    listed: int
    found: int


def acknowledge(
    interchange: InterchangeReport, *, control: int, at: datetime, identity: Identity | None = None
) -> bytes | None:
    """One interchange back to the sender with a 999 for each of its groups; None where none is due.

    An interchange that its TA1 refuses gets none, nor do groups that are acknowledgments themselves.
    control: ISA13 of the answer. at: written as it is.
    """
    groups = _answered(interchange)
    if not groups:
        return None
    writer = Writer(identity=identity or way_back(interchange), control=control, usage=usage(interchange), at=at)
    writer.group("FA", VERSION)
    for group in groups:
        writer.set("999", version=VERSION)
        for segment in _group(group):
            writer.segment(*segment)
    return writer.bytes()


def count_listed(interchange: InterchangeReport) -> tuple[Listed, ...]:
    """The sets of which the 999 lists not all that is wrong, since that is too much: mostly none."""
    counted = (
        Listed(group.control, one.control, MOST_IK3, len(_segments_at_fault(one)))
        for group in _answered(interchange)
        for one in _named_sets(group)
    )
    return tuple(one for one in counted if one.found > one.listed)


def _answered(interchange: InterchangeReport) -> list[GroupReport]:
    """The groups that get a 999."""
    if ta1_note(interchange) != NO_ERROR:
        return []
    return [group for group in interchange.groups if group.functional_id not in ANSWERS]


def _refusing(group: GroupReport) -> list[Finding]:
    return [one for one in group.findings if one.unit == "group"]


def _named_sets(group: GroupReport) -> list[SetReport]:
    """The sets that a 999 names: all; of a refused group only those with a fault of their own, as refused, too.

    None is accepted there: who read so would take claims for received that no 277CA tells of.
    """
    refused = _refusing(group)
    if any(code == ("AK905", "2") for one in refused for code in one.answer):
        return []
    return [one for one in group.sets if not refused or _verdict(one) != "A"]


def _group(group: GroupReport) -> Iterator[Sequence[Value]]:
    functional_id = _id(group.functional_id, 2)
    yield ("AK1", functional_id, _number(group.control), _copy(group.version, 12) or UNKNOWN)
    refused = _refusing(group)
    for one in _named_sets(group):
        yield from _set(one, "R" if refused else _verdict(one))
    codes = _codes(refused, "AK905")
    accepted = 0 if refused else sum(_verdict(one) in "AE" for one in group.sets)
    received = len(group.sets)
    included = group.sets_included if group.sets_included >= 0 else received
    verdict = "R" if refused else _group_verdict(group, accepted)
    yield ("AK9", verdict, str(included), str(received), str(accepted), *codes)


def _group_verdict(group: GroupReport, accepted: int) -> str:
    if accepted < len(group.sets):
        return "P" if accepted else "R"
    return "E" if any(_verdict(one) == "E" for one in group.sets) else "A"


def _verdict(one: SetReport) -> str:
    return {"accepted": "A", "partly": "E"}.get(one.verdict, "R")


def _set(one: SetReport, verdict: str) -> Iterator[Sequence[Value]]:
    version = _copy(one.version, 35) if one.set_id != "835" else ""
    control = _copy(one.control, 9) or NO_CONTROL
    yield ("AK2", _id(one.set_id, 3), control.ljust(len(NO_CONTROL)), version)
    for findings in _segments_at_fault(one)[:MOST_IK3]:
        yield from _segment(findings, one)
    yield ("IK5", verdict, *_set_codes(one))


def _segments_at_fault(one: SetReport) -> list[list[Finding]]:
    """What each IK3 tells of. An id that IK301 cannot hold is told by IK5 alone (X12 interpretation 1257)."""
    listed = sorted(_in_segments(one), key=lambda finding: finding.place.segment or 0)
    return [list(same) for key, same in groupby(listed, _segment_key) if _SEGMENT_ID.fullmatch(key[1])]


def _in_segments(one: SetReport) -> list[Finding]:
    rejecting = (finding for finding in one.findings if finding.disposition is Disposition.REJECT)
    return [finding for finding in rejecting if _names_segment(finding)]


def _names_segment(finding: Finding) -> bool:
    return any(name in ("IK304", "IK403") for name, _ in finding.answer)


def _segment_key(finding: Finding) -> tuple[int, str, str]:
    place = finding.place
    return (place.segment or 0, place.segment_id, _segment_code(finding))


def _segment_code(finding: Finding) -> str:
    return dict((SEGMENT_HAS_ERRORS, *finding.answer))["IK304"]


def _segment(findings: list[Finding], one: SetReport) -> Iterator[Sequence[Value]]:
    """IK3 and what stands beneath it."""
    place = findings[0].place
    yield ("IK3", *_where(place), _segment_code(findings[0]))
    patient = _patient(one, place.segment or 0)
    if patient:
        yield ("CTX", ("CLM01", patient))
    yield from _triggers(findings)
    for finding in findings:
        if "IK403" in dict(finding.answer):
            yield _element(finding)
            yield from _trigger(finding)


def _triggers(findings: Sequence[Finding]) -> Iterator[Sequence[Value]]:
    """Which element made a missing segment required, as far as the walk knows it."""
    for answer in dict.fromkeys(one.answer for one in findings):
        said = dict(answer)
        if "CTX02" in said:
            loop = "" if said["CTX04"] == HEADER else said["CTX04"][:4]
            yield ("CTX", (TRIGGER,), said["CTX02"], said["CTX03"], loop, tuple(said["CTX05"].split(":")))


def _where(place: Place) -> tuple[str, str, str]:
    """Segment id, its number, and its loop as far as element 447 holds it."""
    return place.segment_id, str(place.segment or 1), "" if place.loop == HEADER else place.loop[:4]


def _element(finding: Finding) -> Sequence[Value]:
    place, answer = finding.place, dict(finding.answer)
    position = (
        str(place.element),
        str(place.component) if place.component else "",
        str(place.repeat) if place.repeat else "",
    )
    bad = "" if finding.rule.startswith(SIZES) else _copy(finding.found[:LONGEST_COPY], LONGEST_COPY)
    return ("IK4", position, answer.get("IK402", ""), answer["IK403"], bad)


def _trigger(finding: Finding) -> Iterator[Sequence[Value]]:
    """Which element or component of the segment made the missing one required, where it stands there."""
    said = dict(finding.answer)
    if "CTX05" in said:
        yield ("CTX", (TRIGGER,), *_where(finding.place), tuple(said["CTX05"].split(":")))


def _patient(one: SetReport, segment: int) -> str:
    """The number of the claim in which a segment stands; claims stand in the order of their segments."""
    at = bisect_right(one.claims, segment, key=_FIRST) - 1
    is_within = at >= 0 and segment <= one.claims[at].last_segment
    return _copy(one.claims[at].patient_control_number[:35], 35) if is_within else ""


def _set_codes(one: SetReport) -> list[str]:
    """IK502 on. 5 where a segment breaks the standard, I5 where all of them break but the guide."""
    codes, wrong = _codes(one.findings, "IK502"), _in_segments(one)
    if any((finding.place.segment_id, finding.place.element) == ("ST", 2) for finding in wrong):
        codes.append(BAD_CONTROL)
    if wrong:
        answers = [answer for finding in one.findings for answer in finding.answer if answer[0] in ("IK304", "IK403")]
        is_own = all(answer == SEGMENT_HAS_ERRORS or answer[1].startswith("I") for answer in answers)
        codes.append("I5" if is_own else "5")
    return codes[:MOST_CODES]


def _codes(findings: Iterable[Finding], name: str) -> list[str]:
    codes = (code for finding in findings for key, code in finding.answer if key == name)
    return list(dict.fromkeys(codes))[:MOST_CODES]


def _copy(text: str, most: int) -> str:
    """The text, where the answer can hold it as it is; else nothing, for a copy that differs misleads.

    It cannot hold our delimiters, what is not printable ASCII, nor blanks at the end.
    """
    is_writable = len(text) <= most and _WRITABLE.fullmatch(text) and _MARKS.isdisjoint(text)
    return text if is_writable else ""


def _id(text: str, length: int) -> str:
    """A sender's id at the length that it has to have, filled with blanks; Z stands for what is none."""
    return text.ljust(length) if text.isascii() and text.isalnum() and len(text) <= length else "Z" * length


def _number(text: str) -> str:
    """A sender's control number as a number."""
    return text if text.isascii() and text.isdigit() and len(text) <= 9 else NO_NUMBER
