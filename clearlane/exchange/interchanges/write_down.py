"""Write down what was read: one row an interchange, one a set, with the verdict on each."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from clearlane.exchange.interchanges.repeats import (
    came_before,
    content_hash,
    has_same_content,
    is_control_repeated,
)
from clearlane.exchange.interchanges.report_text import to_text
from clearlane.foundation.clock.read import now
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.insert import insert
from clearlane.foundation.vault.file_bytes import FileBytes
from clearlane.standards import x12
from clearlane.vocabulary.finding import Disposition, Finding, Place, Severity
from clearlane.vocabulary.outcome import Ref

_INTERCHANGE_COLUMNS = {
    "id": "uuid", "tenant_id": "int", "file_id": "uuid", "seq": "int", "control": "text", "sender": "text",
    "receiver": "text", "usage": "text", "offset": "bigint", "length": "bigint", "report": "text",
}  # fmt: skip
_SET_COLUMNS = {
    "id": "uuid", "tenant_id": "int", "file_id": "uuid", "interchange_id": "uuid", "seq": "int", "set_id": "text",
    "control": "text", "version": "text", "functional_id": "text", "group_control": "text", "delimiters": "text",
    "usage": "text", "verdict": "text", "offset": "bigint", "length": "bigint", "segments": "int",
    "header_length": "int", "dead": "text", "content_hash": "bytea", "bht03": "text",
    "claims": "int", "cents": "bigint", "state": "text",
}  # fmt: skip
_CONTENT_COLUMNS = {"tenant_id": "int", "content_hash": "bytea", "set_id": "uuid", "at": "timestamptz"}


@dataclass(frozen=True, slots=True)
class FileRow:
    """What reading needs of a file's row."""

    tenant: int
    id: UUID
    number: int
    name: str
    direction: str
    connection: UUID | None
    usage: str
    address: bytes
    size: int
    reason: str
    state: str

    @property
    def ref(self) -> Ref:
        """The file's reference."""
        return Ref(self.tenant, self.id)


@dataclass(frozen=True, slots=True)
class WrittenSet:
    """A set that has its row.

    ``state``: refused with its envelope; held, because a submitter's content repeats an earlier one's and a person
    decides; repeat, because a payer sent the same answer again and once is enough; read, when it goes on.
    """

    ref: Ref
    set_id: str
    verdict: str
    state: str

    @property
    def is_held(self) -> bool:
        """Whether a person must decide before anything is taken out of it."""
        return self.state == "held"

    @property
    def goes_on(self) -> bool:
        """Whether its claims or answers are to be taken out of it now."""
        return self.verdict != "unsupported" and self.state == "read"


@dataclass(frozen=True, slots=True)
class _Found:
    """One set with what stands around it."""

    interchange: UUID
    delimiters: x12.Delimiters
    functional_id: str
    group_control: str
    report: x12.SetReport
    is_refused: bool


def write_down(*, file: FileRow, usage: str, report: x12.Report) -> tuple[list[Ref], list[WrittenSet]]:
    """Insert the rows of a file's interchanges and sets, inside the caller's scope; returns both, in file order."""
    ids = [new_id() for _ in report.interchanges]
    rows = [
        _interchange(file, id, seq, one) for seq, (id, one) in enumerate(zip(ids, report.interchanges, strict=True), 1)
    ]
    insert(table="exchange_interchanges_interchange", columns=_INTERCHANGE_COLUMNS, rows=rows)
    found = [one for id, interchange in zip(ids, report.interchanges, strict=True) for one in _found(id, interchange)]
    return [Ref(file.tenant, id) for id in ids], _write_sets(file, usage, found)


def _interchange(file: FileRow, id: UUID, seq: int, report: x12.InterchangeReport) -> tuple[Any, ...]:
    report = replace(report, findings=(*report.findings, *_repeated_control(file, report)))
    return (
        id, file.tenant, file.id, seq, report.control, report.sender, report.receiver,
        report.usage, report.offset, report.length, to_text(report),
    )  # fmt: skip


def _repeated_control(file: FileRow, report: x12.InterchangeReport) -> tuple[Finding, ...]:
    """A warning where a submitter used this ISA13 before: many systems send the same one every day."""
    if file.direction != "in" or not is_control_repeated(
        tenant=file.tenant, control=report.control, sender=report.sender, file=file.id
    ):
        return ()
    return (
        Finding(
            rule="same_control_number",
            level=1,
            severity=Severity.WARNING,
            disposition=Disposition.WARN,
            place=Place(offset=report.offset, segment_id="ISA", element=13, pointer="/ISA/13"),
            what=f"The interchange control number {report.control} was used before, in another file.",
            why="Two files under one number cannot be told apart in a TA1.",
            remedy="Nothing is wrong with the claims; let your system count its interchanges up.",
            citation="X12 interchange control structure, ISA13",
            found=report.control,
        ),
    )


def _found(interchange: UUID, report: x12.InterchangeReport) -> list[_Found]:
    refused = _is_refused(report.findings)
    acknowledgments = [
        _Found(interchange, report.delimiters, "TA", report.control, _as_set(seen), refused)
        for seen in report.acknowledgments
    ]
    return acknowledgments + [
        _Found(
            interchange,
            report.delimiters,
            group.functional_id,
            group.control,
            one,
            refused or _is_refused(group.findings),
        )
        for group in report.groups
        for one in group.sets
    ]


def _is_refused(findings: tuple[Any, ...]) -> bool:
    """Whether the envelope itself was refused, so that nothing in it is processed; a wrong TA1 in it kills nothing."""
    return any(finding.disposition is Disposition.REJECT and finding.unit for finding in findings)


def _as_set(seen: x12.AcknowledgmentSeen) -> x12.SetReport:
    """A TA1 stands between the envelopes; it goes the way of a set."""
    control = seen.elements[1] if len(seen.elements) > 1 else ""
    return x12.SetReport(
        set_id="TA1",
        control=control,
        version="",
        offset=seen.offset,
        length=seen.length,
        segments=1,
        verdict="accepted",
        findings=(),
        claims=(),
    )


def _write_sets(file: FileRow, usage: str, found: list[_Found]) -> list[WrittenSet]:
    written, rows, contents = [], [], {}
    digests = _digests(file, usage, found)
    known = came_before(tenant=file.tenant, hashes=digests) if file.direction == "payer" else frozenset()
    for seq, (one, digest) in enumerate(zip(found, digests, strict=True), start=1):
        state = _state(file, usage, one, digest, has_come_before=digest in contents or digest in known)
        ref = Ref(file.tenant, new_id())
        written.append(WrittenSet(ref, one.report.set_id, one.report.verdict, state))
        rows.append(_set(file, usage, ref.id, seq, one, digest, state))
        if digest and state == "read" and (usage == "P" or file.direction == "payer"):
            contents[digest] = (file.tenant, digest, ref.id, now())
    insert(table="exchange_interchanges_transactionset", columns=_SET_COLUMNS, rows=rows)
    insert(table="exchange_interchanges_samecontent", columns=_CONTENT_COLUMNS, rows=list(contents.values()))
    return written


def _state(file: FileRow, usage: str, found: _Found, digest: bytes, *, has_come_before: bool) -> str:
    """refused: its envelope was; held: claims that came before; repeat: an answer that came before; else read."""
    if found.is_refused:
        return "refused"
    if file.direction == "payer":
        return "repeat" if digest and has_come_before else "read"
    is_compared = bool(digest) and usage == "P" and not file.reason
    is_same = is_compared and (has_come_before or has_same_content(tenant=file.tenant, content_hash=digest))
    return "held" if is_same else "read"


def _digests(file: FileRow, usage: str, found: list[_Found]) -> list[bytes]:
    content = FileBytes(tenant=file.tenant, address=bytes(file.address), size=file.size)
    of = f"{file.direction} {file.connection or ''}" + (" T" if usage == "T" else "")
    return [_digest(file, one, content, of) for one in found]


def _digest(file: FileRow, found: _Found, content: FileBytes, of: str) -> bytes:
    """The hash of a submitter's claims or of a payer's answer; nothing for sets that no repeat can double.

    A payer that tries an answer as a test first sends it again as the real one: that is no repeat.
    """
    report = found.report
    is_answer = file.direction == "payer" and report.set_id != "TA1"
    if not is_answer and (report.set_id != "837" or report.verdict in ("rejected", "unsupported") or found.is_refused):
        return b""
    text = content.read(report.offset, report.length)
    return content_hash(text=text, delimiters=found.delimiters, of=of)


def _set(file: FileRow, usage: str, id: UUID, seq: int, found: _Found, digest: bytes, state: str) -> tuple[Any, ...]:
    report = found.report
    living = [(claim.offset, claim.length) for claim in report.claims if not claim.dead]
    return (
        id, file.tenant, file.id, found.interchange, seq, report.set_id,
        report.control, report.version, found.functional_id, found.group_control, found.delimiters.as_text(),
        usage, report.verdict, report.offset, report.length, report.segments, 0,
        json.dumps(living if report.verdict == "partly" else []), digest, "", len(report.claims), 0, state,
    )  # fmt: skip
