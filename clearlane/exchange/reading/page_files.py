"""One page of the files that an organization sent, the newest first: what came in, and where its claims stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from clearlane.exchange.reading.claim_filter import id_at, soon
from clearlane.exchange.reading.words import WORDS, word_of
from clearlane.foundation.audit.record import record
from clearlane.foundation.tenancy.connection import current_tenants, cursor

COLUMNS = """
    file.id, file.number, file.name, file.way, file.username, file.usage, file.size, file.state, file.reason,
    file.failed, file.first_id, file.received_at, (SELECT one.number FROM exchange_intake_file AS one
                                      WHERE one.tenant_id = file.tenant_id AND one.id = file.first_id)
"""
_LOOKED_AT = """
    SELECT * FROM exchange_intake_file
    WHERE tenant_id = %(tenant)s AND direction = 'in' AND (NOT %(failed)s OR failed)
      AND (%(usage)s = '' OR usage IN ('', %(usage)s))
      AND (%(after)s::uuid IS NULL OR id < %(after)s) AND (%(before)s::uuid IS NULL OR id > %(before)s)
      AND (%(since)s::timestamptz IS NULL OR received_at >= %(since)s AND id >= %(first)s)
      AND (%(until)s::timestamptz IS NULL OR received_at < %(until)s AND id < %(last)s)
    ORDER BY id {order} LIMIT %(most)s
"""
_FILES = f"""
    WITH looked_at AS MATERIALIZED ({_LOOKED_AT})
    SELECT {COLUMNS} FROM looked_at AS file
    WHERE (%(name)s = '' OR file.name ILIKE %(name)s)
    ORDER BY file.id {{order}} LIMIT %(limit)s
"""
_EDGE = f"SELECT id FROM ({_LOOKED_AT}) AS looked_at OFFSET %(most)s - 1"
_SETS = """
    SELECT file_id, count(*), sum(claims), sum(cents),
           count(*) FILTER (WHERE state IN ('refused', 'dropped', 'held') OR verdict IN ('rejected', 'unsupported')
                            OR set_id <> '837'),
           count(*) FILTER (WHERE state = 'dropped'), count(*) FILTER (WHERE state = 'held'),
           count(*) FILTER (WHERE state = 'read' AND set_id = '837' AND verdict <> 'unsupported'),
           coalesce(sum(claims) FILTER (WHERE state = 'extracted' AND set_id = '837'), 0)
    FROM exchange_interchanges_transactionset
    WHERE tenant_id = %s AND file_id = ANY(%s::uuid[]) GROUP BY file_id
"""
_CLAIMS = """
    SELECT file_id, state, decision, count(*), sum(total_cents) FROM exchange_claims_claim
    WHERE tenant_id = ANY(%s::int[]) AND file_id = ANY(%s::uuid[]) AND id < %s GROUP BY file_id, state, decision
"""
_REFUSED = ("Rejected",)
_UNSEEN = "Claims in it are of a client whom you do not look at now, or who does not let you any more"
_EVERY = "Every claim was rejected"
_AROUND = timedelta(days=1)
"""A file has its id from when it began to come, and came some time after."""

LOOKED_AT = 2_000
"""Among so many files at a time are those found that are sought by a part of a name."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a file's claims stand under a word now, and their charges."""

    word: str
    claims: int
    cents: int


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file as a list shows it. ``claims`` and ``cents`` came in, ``shares`` say where they stand; ``told`` says in
    words why it is not simply passed."""

    id: UUID
    number: int
    name: str
    way: str
    username: str
    usage: str
    size: int
    word: str
    received_at: datetime
    first: UUID | None
    claims: int
    cents: int
    shares: tuple[Share, ...]
    told: str

    @property
    def refused(self) -> int:
        """How many of its claims were rejected."""
        return sum(each.claims for each in self.shares if each.word in _REFUSED)

    @property
    def closes(self) -> bool:
        """Whether what came in is what stands somewhere, in claims and in cents."""
        return (self.claims, self.cents) == (
            sum(each.claims for each in self.shares),
            sum(each.cents for each in self.shares),
        )


@dataclass(frozen=True, slots=True)
class FilePage:
    """The rows, and the ids from which one goes on."""

    rows: tuple[FileRow, ...]
    newer: UUID | None
    older: UUID | None


def page_files(
    *,
    tenant: int,
    by: str,
    after: UUID | None = None,
    before: UUID | None = None,
    failed: bool = False,
    name: str = "",
    usage: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 25,
) -> FilePage:
    """Up to ``limit`` files of a tenant behind ``after`` or ahead of ``before``; inside a scope of the tenant and of
    those whose claims it may see. Audited: their names are read.

    Those that hold ``name`` in theirs are sought among LOOKED_AT files: then a page may hold few rows, or none, and
    still lead on.
    """
    asked = {
        "tenant": tenant, "after": after, "before": before, "usage": usage, "since": since,
        "until": until, "failed": failed, "name": f"%{_plain(name)}%" if name else "", "limit": limit + 1,
        "most": LOOKED_AT if name else limit + 1,
        "first": id_at(since - _AROUND) if since else None, "last": id_at(until + _AROUND) if until else None,
    }  # fmt: skip
    order = "ASC" if before else "DESC"
    with cursor() as sql:
        sql.execute(_FILES.format(order=order), asked)
        found = sql.fetchall()
        edge = _edge(sql, order, asked) if name and len(found) <= limit else None
    more, shown = len(found) > limit, found[:limit]
    rows = tell_files(tenant=tenant, files=shown[::-1] if before else shown)
    record(tenant=tenant, event="file:list:read", by=by, subjects=[row.id for row in rows])
    ahead = rows[0 if before else -1].id if more else edge
    if before:
        return FilePage(rows, newer=ahead, older=rows[-1].id if rows else None)
    return FilePage(rows, newer=rows[0].id if rows and after else None, older=ahead)


def _edge(sql: Any, order: str, asked: Mapping[str, Any]) -> UUID | None:
    """The last file that was looked at, where there may be more behind it."""
    sql.execute(_EDGE.format(order=order), asked)
    row = sql.fetchone()
    return row[0] if row else None


def _plain(text: str) -> str:
    """A text as LIKE takes it literally."""
    return "".join(f"\\{letter}" if letter in "\\%_" else letter for letter in text)


def tell_files(*, tenant: int, files: Sequence[Sequence[Any]]) -> tuple[FileRow, ...]:
    """The rows of these files, with two statements for all."""
    ids = [row[0] for row in files]
    with cursor() as sql:
        sql.execute(_SETS, [tenant, ids])
        sets = {row[0]: row[1:] for row in sql.fetchall()}
        sql.execute(_CLAIMS, [list(current_tenants()), ids, soon()])
        shares: dict[UUID, dict[str, tuple[int, int]]] = {}
        for file, state, decision, claims, cents in sql.fetchall():
            of = shares.setdefault(file, {})
            word = word_of(state=state, decision=decision)
            of[word] = of.get(word, (0, 0))[0] + claims, of.get(word, (0, 0))[1] + int(cents)
    return tuple(_row(row, sets.get(row[0]), shares.get(row[0], {})) for row in files)


def _row(row: Sequence[Any], sets: Sequence[Any] | None, shares: Mapping[str, tuple[int, int]]) -> FileRow:
    id, number, name, way, username, usage, size, state, reason, failed, first, received_at, first_number = row
    count, claims, cents, bad, dropped, held, unread, born = map(int, sets or (0,) * 8)
    reason = str(first_number or "") if state == "repeat" else reason
    word, told = _word(state, reason, failed, count, bad, dropped, held, unread, shares)
    seen = sum(number for number, _ in shares.values())
    if state == "read" and born > seen and not (failed or dropped or held or "Received" in shares):
        word, told = ("Mixed" if seen else "Received"), _UNSEEN
    return FileRow(
        id, number, name, way, username, usage, size, word, received_at, first if state == "repeat" else None, claims,
        cents, tuple(Share(word, *shares[word]) for word in sorted(shares, key=WORDS.index)), told,
    )  # fmt: skip


def _word(
    state: str, reason: str, failed: bool | None, count: int, bad: int, dropped: int, held: int, unread: int,
    shares: Mapping[str, tuple[int, int]],
) -> tuple[str, str]:  # fmt: skip
    """Received, Checking, Passed, Held, Mixed or Failed, and why where it needs words."""
    if state == "partial":
        return "Received", "The connection broke before its end: send it again"
    if state == "received":
        return "Checking", ""
    if state == "repeat":
        return "Received", f"A repeat of file {reason}: nothing of it was sent twice"
    refused = sum(claims for word, (claims, _) in shares.items() if word in _REFUSED)
    every = sum(claims for claims, _ in shares.values())
    if failed:
        return "Failed", _why_failed(reason, every, count)
    if "Received" in shares:
        return "Checking", ""
    if dropped or held:
        told = "Repeats the content of an earlier file" + (": held for a person" if held else ": not processed")
        return ("Mixed" if every else "Received"), told
    if refused == every:
        return ("Checking", "") if unread or failed is None else ("Mixed", _EVERY)
    if set(shares) == {"Held"} and not bad:
        return "Held", ""
    return ("Mixed", "") if refused or bad or "Held" in shares else ("Passed", "")


def _why_failed(reason: str, every: int, count: int) -> str:
    if every:
        return _EVERY
    return reason or ("No set of it was taken" if count else "Nothing in it could be read")
