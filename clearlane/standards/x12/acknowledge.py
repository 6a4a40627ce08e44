"""Acknowledge: the 999 for each group of a received interchange (005010X231A1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from clearlane.standards.x12.report import GroupReport, InterchangeReport, SetReport
from clearlane.standards.x12.ta1 import NO_ERROR, ta1_note, usage, way_back
from clearlane.standards.x12.write import Identity, Value, Writer, clean
from clearlane.vocabulary.finding import Disposition, Finding

VERSION = "005010X231A1"
MOST_IK3 = 1000
"""What one set's answer lists at most; the verdict and the counts are those of all findings."""
MOST_CODES = 5
UNKNOWN = "UNKNOWN"
ANSWERS = ("FA", "TA")
"""Groups that are acknowledgments themselves, and are never acknowledged."""
SEGMENT_HAS_ERRORS = "8"
_ELEMENT_CONDITION = re.compile(r"[A-Z][A-Z0-9]{1,2}(\d\d) is ")


def acknowledge(
    interchange: InterchangeReport, *, control: int, at: datetime, identity: Identity | None = None
) -> bytes | None:
    """One interchange back to the sender with a 999 for each of its groups; None where none is due.

    An interchange that its TA1 refuses gets none, nor do groups that are acknowledgments themselves.
    control: ISA13 of the answer. at: written as it is.
    """
    groups = [group for group in interchange.groups if group.functional_id not in ANSWERS]
    if not groups or ta1_note(interchange) != NO_ERROR:
        return None
    writer = Writer(identity=identity or way_back(interchange), control=control, usage=usage(interchange), at=at)
    writer.group("FA", VERSION)
    for group in groups:
        writer.set("999", version=VERSION)
        for segment in _group(group):
            writer.segment(*segment)
    return writer.bytes()


def _group(group: GroupReport) -> Iterator[Sequence[Value]]:
    functional_id = _id(group.functional_id, least=2, most=2)
    yield ("AK1", functional_id, _digits(group.control), _plain(group.version)[:12] or UNKNOWN)
    refused = [one for one in group.findings if one.unit == "group"]
    is_unsupported = any(code == ("AK905", "2") for one in refused for code in one.answer)
    if not is_unsupported:
        for one in group.sets:
            yield from _set(one)
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


def _set(one: SetReport) -> Iterator[Sequence[Value]]:
    version = _plain(one.version)[:35] if one.set_id != "835" else ""
    yield ("AK2", _id(one.set_id, least=3, most=3), _plain(one.control)[:9].ljust(4, "0"), version)
    rejecting = [finding for finding in one.findings if finding.disposition is Disposition.REJECT]
    listed = sorted(filter(_names_segment, rejecting), key=lambda finding: finding.place.segment or 0)
    for number, (_, same) in enumerate(groupby(listed, _segment_key)):
        if number == MOST_IK3:
            break
        yield from _segment(list(same), one)
    yield ("IK5", _verdict(one), *_set_codes(one, bool(listed)))


def _names_segment(finding: Finding) -> bool:
    return any(name in ("IK304", "IK403") for name, _ in finding.answer)


def _segment_key(finding: Finding) -> tuple[int, str, str]:
    place, code = finding.place, dict(finding.answer).get("IK304", SEGMENT_HAS_ERRORS)
    return (place.segment or 0, place.segment_id, code)


def _segment(findings: list[Finding], one: SetReport) -> Iterator[Sequence[Value]]:
    place, answer = findings[0].place, dict(findings[0].answer)
    number = str(place.segment or 1)
    code = answer.get("IK304", SEGMENT_HAS_ERRORS)
    yield ("IK3", _id(place.segment_id, least=2, most=3), number, _plain(place.loop)[:4], code)
    patient = _patient(one, place.segment or 0)
    if patient:
        yield ("CTX", ("CLM01", patient))
    for finding in findings:
        if "IK403" in dict(finding.answer):
            yield _element(finding)
            yield from _trigger(finding)


def _element(finding: Finding) -> Sequence[Value]:
    place, answer = finding.place, dict(finding.answer)
    position = (
        str(place.element),
        str(place.component) if place.component else "",
        str(place.repeat) if place.repeat else "",
    )
    return ("IK4", position, answer.get("IK402", ""), answer["IK403"], _plain(finding.found)[:99])


def _trigger(finding: Finding) -> Iterator[Sequence[Value]]:
    """Which element of the segment made the missing one required, where the guide says it by an element."""
    place, condition = finding.place, _ELEMENT_CONDITION.match(finding.expected)
    if finding.rule == "element.missing_by_rule" and condition and not place.component:
        where = (_id(place.segment_id, least=2, most=3), str(place.segment or 1), _plain(place.loop)[:4])
        yield ("CTX", ("SITUATIONAL TRIGGER",), *where, (str(int(condition[1])),))


def _patient(one: SetReport, segment: int) -> str:
    for span in one.claims:
        if span.first_segment <= segment <= span.last_segment:
            return _plain(span.patient_control_number)[:35]
    return ""


def _set_codes(one: SetReport, has_errors: bool) -> list[str]:
    codes = _codes(list(one.findings), "IK502")
    if has_errors:
        answers = [answer for finding in one.findings for answer in finding.answer if answer[0] in ("IK304", "IK403")]
        is_own = all(code.startswith("I") for _, code in answers if code != SEGMENT_HAS_ERRORS)
        codes.append("I5" if is_own else "5")
    return codes[:MOST_CODES]


def _codes(findings: Sequence[Finding], name: str) -> list[str]:
    codes = (code for finding in findings for key, code in finding.answer if key == name)
    return list(dict.fromkeys(codes))[:MOST_CODES]


def _plain(text: str) -> str:
    """The text as any receiver can read it: nothing that the writer refuses, no character beyond ASCII."""
    return clean(text).encode("ascii", "replace").decode("ascii")


def _id(text: str, *, least: int, most: int) -> str:
    """A sender's id as an id: capitals and digits; Z stands for what is missing."""
    kept = "".join(char for char in _plain(text).upper() if char.isalnum())
    return kept[:most].ljust(least, "Z")


def _digits(text: str) -> str:
    """A sender's control number as a number."""
    return "".join(char for char in _plain(text) if char.isdigit())[:9] or "0"
