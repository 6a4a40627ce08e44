"""Payer findings: what a payer's overlay refuses and the guide does not, as findings of SNIP level 7.

They are for the 277CA: none has a code for the 999, and what is wrong in a claim has a claim status (code lists 507
and 508: the nearest to the element that is meant; else 481, the format).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from clearlane.standards.x12.events import Event, OverlayApplied, SetOpened
from clearlane.standards.x12.overlay import Overlay
from clearlane.vocabulary.finding import Disposition, Finding, Place, Severity, Status

LEVEL = 7
MISSING, WRONG = "A6", "A7"
_FORMAT = ("481", "")
_NEAREST: dict[tuple[str, str], tuple[str, str]] = {
    ("2010AA", "NM109"): ("562", "85"),
    ("2010AA", "N403"): ("500", "85"),
    ("2010BA", "NM108"): ("164", "IL"),
    ("2010BA", "NM109"): ("164", "IL"),
    ("2010BB", "NM108"): ("153", "PR"),
    ("2010BB", "NM109"): ("153", "PR"),
    ("2310A", "NM109"): ("562", "DN"),
    ("2310B", "NM109"): ("562", "82"),
    ("2310C", "NM109"): ("562", "77"),
    ("2420A", "NM109"): ("562", "82"),
}
"""By loop and element: code, and whose value it is."""
_ANYWHERE: dict[str, str] = {
    "CLM01": "478",
    "CLM02": "178",
    "CLM05-1": "249",
    "CLM05-3": "535",
    "HI": "255",
    "PRV": "145",
    "PWK": "489",
    "SBR02": "156",
    "SBR05": "578",
    "SBR09": "480",
    "SV102": "583",
    "SV104": "476",
    "SV107": "477",
    "SV203": "583",
}
"""By element, composite or segment, wherever it stands."""


def payer_finding(finding: Finding, overlay: Overlay, *, place: Place, is_claim: bool) -> Finding:
    """What the guide with an overlay says, as the payer's word. is_claim: whether a 277CA can answer it."""
    is_warning = finding.severity is Severity.WARNING
    what, why = (_in_the_name_of(overlay.payer, text) for text in (finding.what, finding.why))
    if (what, why) == (finding.what, finding.why):
        why = f"{overlay.payer} asks for more than the guide: {why[:1].lower()}{why[1:]}"
    return replace(
        finding,
        rule=f"payer.{finding.rule.partition('.')[2]}",
        level=LEVEL,
        place=place,
        what=what,
        why=why,
        citation=f"{overlay.source} (overlay {overlay.name})",
        answer=(),
        status=_status(finding) if is_claim and not is_warning else None,
        also=(),
    )


def as_not_taken(finding: Finding, unit: str) -> Finding:
    """What the guide tells of a part under a rule that never holds: it is sent, and its unit is refused for it."""
    return replace(
        finding,
        rule="segment.not_taken",
        severity=Severity.ERROR,
        disposition=Disposition.REJECT,
        what=finding.what.partition(" although ")[0],
        why="The guide does not take it here",
        remedy="Leave it out",
        expected="",
        unit=unit,
    )


def _in_the_name_of(payer: str, text: str) -> str:
    return text.replace("The guide", payer).replace("the guide", payer)


def _status(finding: Finding) -> Status:
    """The nearest status of a claim."""
    place = finding.place
    element = f"{place.segment_id}{place.element:02d}" if place.element else place.segment_id
    part = f"{element}-{place.component}" if place.component else element
    code, entity = _NEAREST.get((place.loop, element)) or _anywhere(part, element, place.segment_id)
    return Status(MISSING if "missing" in finding.rule else WRONG, code, entity)


def _anywhere(*names: str) -> tuple[str, str]:
    code = next((_ANYWHERE[name] for name in names if name in _ANYWHERE), "")
    return (code, "") if code else _FORMAT


def tell_unused(events: Iterable[Event], overlays: tuple[Overlay, ...]) -> Iterator[Event]:
    """The events of a file, and at its end each overlay by which nothing of it was judged, with the reason."""
    versions: dict[str, None] = {}
    opened: set[str] = set()
    used: set[str] = set()
    for event in events:
        if isinstance(event, OverlayApplied):
            (used if event.judged else opened).add(event.overlay)
            continue
        if isinstance(event, SetOpened):
            versions[event.version] = None
        yield event
    for one in overlays:
        if one.file not in used and versions:
            yield _unused(one, tuple(versions), is_opened=one.file in opened)


def _unused(overlay: Overlay, versions: tuple[str, ...], *, is_opened: bool) -> Finding:
    wanted = f"{' or '.join(overlay.versions)} ({overlay.guide})"
    what, expected = f"Nothing of this file was judged by the overlay of {overlay.payer}", wanted
    why, found = f"It is for {wanted}, and the file holds {', '.join(versions)}"[:400], ", ".join(versions)
    remedy = "Name an overlay for this transaction and version"
    if is_opened:
        ids = ", ".join(sorted(overlay.ids))
        why, found, expected = f"It is for claims to {ids}, and the file has none", "claims to other payers", ids
        remedy = "Name the overlay of the payer to whom the claims go, or add his id to its line `ids`"
    return Finding(
        rule="payer.overlay_not_used",
        level=LEVEL,
        severity=Severity.WARNING,
        disposition=Disposition.WARN,
        place=Place(offset=0),
        what=what,
        why=why,
        remedy=remedy,
        citation=f"{overlay.source} (overlay {overlay.name})",
        found=found[:99],
        expected=expected,
    )
