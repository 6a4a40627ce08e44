"""Collect what payers have laid ready: each file is stored before it is removed there, and none is taken twice."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from clearlane.exchange.connections.models import Connection
from clearlane.exchange.connections.profile import Profile, read_profile
from clearlane.exchange.connections.sftp import CannotReach, Remote, fetch_new
from clearlane.exchange.intake.receive import Upload, receive
from clearlane.foundation.clock.read import now
from clearlane.foundation.telemetry.log import logger
from clearlane.foundation.tenancy.connection import alias, cursor
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.vocabulary.outcome import Already, Given, Kind, Outcome, Ref, Waiting

log = logger(__name__)

SOON_SECONDS = 1.0
_IS_STORED = """
    SELECT 1 FROM exchange_connections_collected
    WHERE tenant_id = %s AND connection_id = %s AND name = %s AND sha256 = %s
"""


@dataclass(frozen=True, slots=True)
class _Errand:
    """One connection to ask, and the files that were ever stored: some may still lie there."""

    id: UUID
    profile: Profile
    stored: frozenset[tuple[str, bytes]]


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


def _outcome_of(ref: Ref, errand: _Errand, found: list[tuple[Remote, bytes]] | CannotReach, by: str) -> Outcome:
    return _unreached(ref, errand, found) if isinstance(found, CannotReach) else _stored(ref, errand, found, by)


def _errand(id: UUID) -> _Errand | None:
    """None where the connection was closed meanwhile."""
    row = Connection.objects.using(alias()).get(id=id)
    if not row.is_live:
        return None
    with cursor() as sql:
        sql.execute(
            "SELECT name, sha256 FROM exchange_connections_collected WHERE connection_id = %s AND tenant_id = %s",
            [id, HOUSE],
        )
        stored = frozenset((name, bytes(sha256)) for name, sha256 in sql.fetchall())
    return _Errand(id, read_profile(text=row.profile), stored)


def _fetch(errand: _Errand) -> list[tuple[Remote, bytes]] | CannotReach:
    """What is new there. What is stored already, under the same name and with the same bytes, is removed there."""
    names = {name for name, _ in errand.stored}
    try:
        return fetch_new(
            way=errand.profile.way,
            is_stored=lambda remote, content: (remote.name, _hash(content)) in errand.stored,
            is_known=names.__contains__,
        )
    except CannotReach as error:
        log.warning("connection not reached", connection=str(errand.id), why=str(error))
        return error


def _unreached(ref: Ref, errand: _Errand, error: CannotReach) -> Outcome:
    """Asked again at the profile's pace; where that will not help, a person hears of it."""
    until = now() + timedelta(seconds=errand.profile.answers.poll_seconds)
    return Waiting(ref, until, reason="unreached", note=str(error)) if error.permanent else Waiting(ref, until)


def _stored(ref: Ref, errand: _Errand, found: Sequence[tuple[Remote, bytes]], by: str) -> Outcome:
    given = [_store(errand, remote, content, by) for remote, content in found]
    return _outcome(ref, errand, [one for one in given if one])


def _hash(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def _store(errand: _Errand, remote: Remote, content: bytes, by: str) -> Given | None:
    """None where another round has stored it meanwhile."""
    key = [HOUSE, errand.id, remote.name, _hash(content)]
    with cursor() as sql:
        sql.execute(_IS_STORED, key)
        if sql.fetchone():
            return None
    upload = Upload(
        tenant=HOUSE, name=remote.name, content=content, way="sftp", direction="payer", connection=errand.id
    )
    received = receive(upload=upload, by=by)
    with cursor() as sql:
        sql.execute(
            "INSERT INTO exchange_connections_collected (tenant_id, connection_id, name, sha256, file_id, at) "
            "VALUES (%s, %s, %s, %s, %s, %s)",
            [*key, received.id, now()],
        )
    return Given(Kind.FILE, Ref(HOUSE, received.id))


def _outcome(ref: Ref, errand: _Errand, given: list[Given]) -> Outcome:
    """Asked again at the profile's pace; soon where something came, to remove it there."""
    pace = errand.profile.answers.poll_seconds
    wait = min(pace, SOON_SECONDS) if given else pace
    return Waiting(ref, now() + timedelta(seconds=wait), gives=tuple(given))
