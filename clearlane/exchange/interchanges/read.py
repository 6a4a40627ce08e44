"""A file is read: interchanges and sets are checked against their guides, and written down with their verdicts."""

from __future__ import annotations

from collections.abc import Sequence

from clearlane.directory.providers.find_clients import find_clients
from clearlane.exchange.intake.reply import reply
from clearlane.exchange.intake.tell_kind import ENOUGH, KINDLY, tell_kind
from clearlane.exchange.interchanges.notice import unreadable_notice
from clearlane.exchange.interchanges.repeats import first_with_same_bytes
from clearlane.exchange.interchanges.taken import TAKES, due
from clearlane.exchange.interchanges.write_down import FileRow, WrittenSet, write_down
from clearlane.foundation.audit.record import record
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.widen import widen
from clearlane.foundation.vault.fetch import stream
from clearlane.standards import x12
from clearlane.vocabulary.outcome import Already, Aside, Given, Kind, Moved, Outcome, Ref

_FILES = """
    SELECT tenant_id, id, number, name, direction, connection_id, usage, address, size, reason, state
    FROM exchange_intake_file WHERE id = ANY(%s::uuid[]) AND tenant_id = ANY(%s::int[]) ORDER BY id FOR UPDATE
"""
_ORDERED = "SELECT pg_advisory_xact_lock(%s, tenant) FROM (SELECT unnest(%s::int[]) AS tenant ORDER BY 1) AS tenants"
_LOCK_OF_CONTENTS = 41
_NOT_AGAIN = (
    "nothing of it is billed a second time. Where that is meant, send it once more with a reason: "
    "clearlane send --again REASON, or the header Send-Again"
)


def read(*, chunk: Sequence[Ref], by: str) -> list[Outcome]:
    """Read these files. What a file holds goes on by kind; a file that cannot be read is answered and set aside."""
    files = _files(chunk)
    reports = {file.id: _report(file) for file in files if file.state == "received"}
    _wait_for_tenants(files)
    return [_read(file, reports.get(file.id), by) for file in files]


def _files(chunk: Sequence[Ref]) -> list[FileRow]:
    with cursor() as sql:
        sql.execute(_FILES, [[ref.id for ref in chunk], sorted({ref.tenant for ref in chunk})])
        return [FileRow(*row) for row in sql.fetchall()]


def _report(file: FileRow) -> x12.Report:
    """What answers the file itself. Whether its claims and payments add up is for edits and remittances to say."""
    source = stream(tenant=file.tenant, address=bytes(file.address))
    return x12.report(source, takes=TAKES, beyond_guide=False)


def _wait_for_tenants(files: Sequence[FileRow]) -> None:
    """A repeat in another worker's open transaction could not be seen: so the second waits for the first's end."""
    with cursor() as sql:
        sql.execute(_ORDERED, [_LOCK_OF_CONTENTS, sorted({file.tenant for file in files})])


def _read(file: FileRow, report: x12.Report | None, by: str) -> Outcome:
    if report is None:
        return Already(file.ref)
    if not report.interchanges:
        return _unreadable(file, report, by)
    usage = file.usage or _usage(report)
    if file.direction == "in" and (first := _repeated(file, usage)):
        return _repeat(file, first, usage, by)
    _set_state(file, "read", usage=usage)
    interchanges, sets = write_down(file=file, usage=usage, report=report)
    record(
        tenant=file.tenant,
        event="file:file:read",
        by=by,
        subjects=(file.id,),
        detail={"interchanges": len(interchanges), "sets": len(sets), "findings": len(report.findings)},
    )
    return _hand_on(file, interchanges, sets)


def _usage(report: x12.Report) -> str:
    """T where any interchange is marked so, or where the mark cannot be read as P; a file is never half a test."""
    return "P" if all(interchange.usage == "P" for interchange in report.interchanges) else "T"


def _unreadable(file: FileRow, report: x12.Report, by: str) -> Outcome:
    _set_state(file, "unreadable", reason=_why_unreadable(file, report))
    record(tenant=file.tenant, event="file:file:set_aside", by=by, subjects=(file.id,), detail={"reason": "unreadable"})
    if file.direction == "in":
        notice = unreadable_notice(name=file.name, number=file.number, findings=report.findings)
        reply(tenant=file.tenant, kind="summary", content=notice, source=file.ref)
    return Aside(file.ref, "unreadable", "no interchange could be read")


def _why_unreadable(file: FileRow, report: x12.Report) -> str:
    """What it is instead of X12, in words for who sends claims; of what begins as X12, and of payers' files, where it
    breaks."""
    first = report.findings[0].what if report.findings else "no ISA"
    if file.direction != "in":
        return first
    start = next(iter(stream(tenant=file.tenant, address=bytes(file.address))), b"")[:ENOUGH]
    return KINDLY.get(tell_kind(start=start), first)


def _repeated(file: FileRow, usage: str) -> tuple[object, int] | None:
    if file.reason:
        return None
    widen({file.tenant, *find_clients(submitter=file.tenant)})
    return first_with_same_bytes(tenant=file.tenant, address=bytes(file.address), file=file.id, usage=usage)


def _repeat(file: FileRow, first: tuple[object, int], usage: str, by: str) -> Outcome:
    """Not processed again: the answer names the first. A summary follows like any other."""
    _set_state(file, "repeat", reason=f"same bytes as file {first[1]}: {_NOT_AGAIN}", first=first[0], usage=usage)
    record(tenant=file.tenant, event="file:file:repeated", by=by, subjects=(file.id,), detail={"first": first[1]})
    return Moved(file.ref, gives=(Given(Kind.FILE, file.ref),))


def _set_state(file: FileRow, state: str, *, reason: str = "", first: object = None, usage: str = "") -> None:
    with cursor() as sql:
        sql.execute(
            "UPDATE exchange_intake_file SET state = %s, usage = %s, first_id = %s, failed = %s OR failed, "
            "reason = CASE WHEN %s = '' THEN reason ELSE %s END WHERE tenant_id = %s AND id = %s",
            [state, usage or file.usage, first, state == "unreadable" or None, reason, reason, file.tenant, file.id],
        )


def _hand_on(file: FileRow, interchanges: Sequence[Ref], sets: Sequence[WrittenSet]) -> Outcome:
    """Interchanges are answered, sets go where sets of their kind go, and the submitter's file awaits its summary."""
    gives = [Given(Kind.SET, one.ref, of=one.set_id) for one in sets if one.goes_on]
    if file.direction == "in":
        gives += [Given(Kind.INTERCHANGE, ref) for ref in interchanges]
        gives.append(Given(Kind.FILE, file.ref))
    if asides := _asides(file, sets):
        return Aside(file.ref, asides[0][0], "; ".join(note for _, note in asides), tuple(gives))
    return Moved(file.ref, tuple(gives))


def _asides(file: FileRow, sets: Sequence[WrittenSet]) -> list[tuple[str, str]]:
    """What a person must look at, by reason and note: first what waits for his word."""
    expected = due(direction=file.direction)
    odd = sorted({one.set_id for one in sets if one.set_id not in expected and one.verdict != "unsupported"})
    held = sum(one.is_held for one in sets)
    unsupported = sum(one.verdict == "unsupported" for one in sets)
    lost = file.direction == "payer" and sum(one.state == "refused" for one in sets)
    empty = file.direction == "payer" and not sets
    found = (
        (held, "same_content", f"{held} sets repeat content that came before"),
        (lost, "unexpected", f"{lost} sets stand in an envelope that is wrong: nothing was taken out of them"),
        (empty, "unexpected", "holds no set that could be read"),
        (odd, "unexpected", f"holds {', '.join(odd)} where {', '.join(sorted(expected))} is due"),
        (unsupported, "unexpected", f"{unsupported} sets of a version that is not known"),
    )
    return [(reason, note) for is_there, reason, note in found if is_there]
