"""An interchange's report as text and back, so that the acknowledgment can be written by a later step."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from clearlane.exchange.interchanges.choose_findings import choose_findings
from clearlane.standards import x12
from clearlane.vocabulary.finding import Finding


def to_text(report: x12.InterchangeReport) -> str:
    """The report as JSON, without the claims that live; where findings are too many, ``more`` says how many are left
    out beside those that are kept."""
    kept = iter(choose_findings([part.findings for part in _parts(report)]))
    return json.dumps(
        {
            "isa": x12.decode(report.isa),
            "delimiters": report.delimiters.as_text(),
            "elements": report.elements,
            "offset": report.offset,
            "length": report.length,
            **_kept(report.findings, next(kept)),
            "groups": [_group(group, kept) for group in report.groups],
        }
    )


def _parts(report: x12.InterchangeReport) -> Iterator[x12.InterchangeReport | x12.GroupReport | x12.SetReport]:
    """What has findings of its own, in the order in which it is written."""
    yield report
    for group in report.groups:
        yield group
        yield from group.sets


def _kept(found: Sequence[Finding], kept: Sequence[Finding]) -> dict[str, Any]:
    return {"findings": [finding.as_json() for finding in kept], "more": len(found) - len(kept)}


def from_text(text: str) -> x12.InterchangeReport:
    """What ``to_text`` wrote, as the acknowledgment needs it."""
    plain = json.loads(text)
    elements = tuple(plain["elements"])
    texts = [element.strip() for element in elements]
    return x12.InterchangeReport(
        isa=x12.encode(plain["isa"]),
        delimiters=x12.Delimiters.from_text(plain["delimiters"]),
        elements=elements,
        sender=texts[5],
        receiver=texts[7],
        control=texts[12],
        usage=texts[14],
        ack_requested=texts[13] == "1",
        offset=plain["offset"],
        length=plain["length"],
        findings=_findings(plain),
        groups=tuple(_group_report(group) for group in plain["groups"]),
        acknowledgments=(),
    )


def _group(group: x12.GroupReport, kept: Iterator[tuple[Finding, ...]]) -> dict[str, Any]:
    return {
        "elements": group.elements,
        "offset": group.offset,
        "length": group.length,
        "sets_included": group.sets_included,
        **_kept(group.findings, next(kept)),
        "sets": [_set(one, next(kept)) for one in group.sets],
    }


def _set(one: x12.SetReport, kept: tuple[Finding, ...]) -> dict[str, Any]:
    return {
        "head": [one.set_id, one.control, one.version],
        "offset": one.offset,
        "length": one.length,
        "segments": one.segments,
        "verdict": one.verdict,
        **_kept(one.findings, kept),
        "dead": [
            [claim.offset, claim.length, claim.first_segment, claim.last_segment, claim.patient_control_number]
            for claim in one.claims
            if claim.dead
        ],
    }


def _group_report(plain: dict[str, Any]) -> x12.GroupReport:
    elements = tuple(plain["elements"])
    functional_id, sender, receiver, date, time, control, _, version = (*elements[1:9], *[""] * 8)[:8]
    return x12.GroupReport(
        functional_id=functional_id,
        sender=sender,
        receiver=receiver,
        date=date,
        time=time,
        control=control,
        version=version,
        elements=elements,
        offset=plain["offset"],
        length=plain["length"],
        sets_included=plain["sets_included"],
        findings=_findings(plain),
        sets=tuple(_set_report(one) for one in plain["sets"]),
    )


def _set_report(plain: dict[str, Any]) -> x12.SetReport:
    set_id, control, version = plain["head"]
    dead = (
        x12.ClaimSpan(
            offset=offset,
            length=length,
            first_segment=first,
            last_segment=last,
            provider=None,
            subscriber=None,
            patient=None,
            dead=True,
            patient_control_number=number,
        )
        for offset, length, first, last, number in plain["dead"]
    )
    return x12.SetReport(
        set_id=set_id,
        control=control,
        version=version,
        offset=plain["offset"],
        length=plain["length"],
        segments=plain["segments"],
        verdict=plain["verdict"],
        findings=_findings(plain),
        claims=tuple(dead),
    )


def _findings(plain: dict[str, Any]) -> tuple[Finding, ...]:
    return tuple(Finding.from_json(finding) for finding in plain["findings"])
