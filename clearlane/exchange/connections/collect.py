"""Collect what payers have laid ready: each file is stored before it is removed there, and none is taken twice."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from clearlane.exchange.connections.models import Connection
from clearlane.exchange.connections.profile import Profile, read_profile
from clearlane.exchange.connections.sftp import MOST_SIZE, CannotReach, Remote, Visit, fetch_new
from clearlane.exchange.intake.receive import Upload, receive
from clearlane.foundation.clock.read import now
from clearlane.foundation.telemetry.log import logger
from clearlane.foundation.tenancy.connection import alias, cursor
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.vocabulary.outcome import Already, Given, Kind, Outcome, Ref, Waiting

log = logger(__name__)

SOON_SECONDS = 1.0
_STILL_THERE = """
    SELECT name, sha256, size, changed_at, stays FROM exchange_connections_collected
    WHERE tenant_id = %s AND connection_id = %s AND lies_there
"""
_THERE_AGAIN = """
    UPDATE exchange_connections_collected SET lies_there = true, stays = false, size = %s, changed_at = %s
    WHERE tenant_id = %s AND connection_id = %s AND name = %s AND sha256 = %s RETURNING file_id
"""
_STORED = """
    INSERT INTO exchange_connections_collected
        (size, changed_at, tenant_id, connection_id, name, sha256, file_id, at, lies_there, stays)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, true, false)
"""
_GONE = """
    UPDATE exchange_connections_collected SET lies_there = false
    WHERE tenant_id = %s AND connection_id = %s AND lies_there
      AND (NOT name = ANY(%s::text[]) OR name = ANY(%s::text[]))
"""
_STAYING = """
    UPDATE exchange_connections_collected AS kept
    SET stays = look.changed_at > 0 AND kept.size = look.size AND kept.changed_at = look.changed_at,
        size = look.size, changed_at = look.changed_at
    FROM unnest(%s::text[], %s::bigint[], %s::bigint[]) AS look (name, size, changed_at)
    WHERE kept.tenant_id = %s AND kept.connection_id = %s AND kept.lies_there AND kept.name = look.name
"""
"""A file stays when it may not be removed and looked the same in two rounds: one that changes later looks otherwise."""


@dataclass(frozen=True, slots=True)
class _Errand:
    """One connection to ask; of the files that were stored those that still lay there when it was last asked, by name
    and hash; and those of them that stay there, by name, size and time of change."""

    id: UUID
    profile: Profile
    stored: frozenset[tuple[str, bytes]]
    staying: frozenset[tuple[str, int, int]]


def collect(*, chunk: Sequence[Ref], by: str) -> Generator[None, None, list[Outcome]]:
    """Ask each connection for its new files. Its work never ends, unless it was closed: it waits for the next time.

    Files become files of the house. They are removed there only after a later round sees that they are stored.
    """
    errands = {ref: _errand(ref.id) for ref in chunk}
    open_now = {ref: errand for ref, errand in errands.items() if errand}
    yield
    fetched = {ref: _fetch(errand) for ref, errand in open_now.items()}
    yield
    return [_outcome_of(ref, open_now[ref], fetched[ref], by) if ref in open_now else Already(ref) for ref in chunk]


def _outcome_of(ref: Ref, errand: _Errand, found: Visit | CannotReach, by: str) -> Outcome:
    return _unreached(ref, errand, found) if isinstance(found, CannotReach) else _stored(ref, errand, found, by)


def _errand(id: UUID) -> _Errand | None:
    """None where the connection was closed meanwhile."""
    row = Connection.objects.using(alias()).get(id=id)
    if not row.is_live:
        return None
    with cursor() as sql:
        sql.execute(_STILL_THERE, [HOUSE, id])
        there = sql.fetchall()
    stored = frozenset((name, bytes(sha256)) for name, sha256, *_ in there)
    staying = frozenset((name, size, changed_at) for name, _, size, changed_at, stays in there if stays)
    return _Errand(id, read_profile(text=row.profile), stored, staying)


def _fetch(errand: _Errand) -> Visit | CannotReach:
    """What is new there. What is stored already, under the same name and with the same bytes, is removed there."""
    names = {name for name, _ in errand.stored}
    try:
        return fetch_new(
            way=errand.profile.way,
            is_stored=lambda remote, content: (remote.name, _hash(content)) in errand.stored,
            is_known=names.__contains__,
            stays=lambda remote: (remote.name, remote.size, remote.changed_at) in errand.staying,
        )
    except CannotReach as error:
        log.warning("connection not reached", connection=str(errand.id), why=str(error))
        return error


def _unreached(ref: Ref, errand: _Errand, error: CannotReach) -> Outcome:
    """Asked again at the profile's pace; where that will not help, a person hears of it."""
    until = now() + timedelta(seconds=errand.profile.answers.poll_seconds)
    return Waiting(ref, until, reason="unreached", note=str(error)) if error.permanent else Waiting(ref, until)


def _stored(ref: Ref, errand: _Errand, visit: Visit, by: str) -> Outcome:
    given = [_store(errand, remote, content, by) for remote, content in visit.fetched]
    _note(errand, visit)
    return _outcome(ref, errand, visit, [one for one in given if one])


def _hash(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def _store(errand: _Errand, remote: Remote, content: bytes, by: str) -> Given | None:
    """None where it was stored before: by another round meanwhile, or it was removed there and lies there again."""
    look, key = [remote.size, remote.changed_at], [HOUSE, errand.id, remote.name, _hash(content)]
    with cursor() as sql:
        sql.execute(_THERE_AGAIN, [*look, *key])
        if sql.fetchone():
            return None
    upload = Upload(
        tenant=HOUSE, name=remote.name, content=content, way="sftp", direction="payer", connection=errand.id
    )
    received = receive(upload=upload, by=by)
    with cursor() as sql:
        sql.execute(_STORED, [*look, *key, received.id, now()])
    return Given(Kind.FILE, Ref(HOUSE, received.id))


def _note(errand: _Errand, visit: Visit) -> None:
    """What lies there no more need not be known in the next round, and what stays there need not be read."""
    with cursor() as sql:
        sql.execute(_GONE, [HOUSE, errand.id, list(visit.names), visit.removed])
        if visit.staying:
            looks = zip(*((one.name, one.size, one.changed_at) for one in visit.staying), strict=True)
            sql.execute(_STAYING, [*map(list, looks), HOUSE, errand.id])


def _outcome(ref: Ref, errand: _Errand, visit: Visit, given: Sequence[Given]) -> Outcome:
    """Asked again at the profile's pace; soon where something came, to remove it there."""
    pace = errand.profile.answers.poll_seconds
    until = now() + timedelta(seconds=min(pace, SOON_SECONDS) if visit.fetched else pace)
    if not visit.too_large:
        return Waiting(ref, until, gives=tuple(given))
    largest = max(remote.size for remote in visit.too_large)
    note = f"{len(visit.too_large)} files have more than {MOST_SIZE} bytes, the largest {largest}: they are not fetched"
    return Waiting(ref, until, gives=tuple(given), reason="too_large", note=note)
