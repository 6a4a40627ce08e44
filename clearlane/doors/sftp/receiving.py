"""What happens to files in the inbound folder. Everything here blocks and runs in a thread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import uuid4

from clearlane.doors.incoming import Incoming
from clearlane.doors.sftp.account import Account
from clearlane.doors.sftp.paths import is_temporary
from clearlane.exchange.intake.receive import Received, Upload
from clearlane.exchange.intake.supersede import supersede
from clearlane.exchange.reading.list_partials import EMPTY, LOST, UNNAMED, PartialView, list_partials
from clearlane.flows.take_in import take_in
from clearlane.foundation.telemetry.log import bind, logger
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.fetch import stream
from clearlane.foundation.vault.spool import Spool

log = logger(__name__)


@dataclass(slots=True)
class Arriving:
    """A file that a client has open for writing; ``wrong`` says why it cannot be whole any more.

    Where a part came before, a client that would have made the file ``may_overwrite`` that from its start. It then
    ``overwrites`` so many bytes: until it has, or has cut the file to its own size, their end would stand behind its.
    """

    name: str
    incoming: Incoming
    appends: bool = False
    unwritten: bytearray = field(default_factory=bytearray)
    wrong: str = ""
    may_overwrite: bool = False
    overwrites: int = 0

    @property
    def size(self) -> int:
        """Bytes so far."""
        return self.incoming.size + len(self.unwritten)


class PartialIsGone(LookupError):
    """Another session has renamed or removed the file since it was looked up: nothing was taken."""


def begin(account: Account, name: str) -> Arriving:
    """Open a file. (It does not block.)"""
    return Arriving(name, Incoming(account.tenant, account.by))


def resume(account: Account, arriving: Arriving, before: PartialView) -> None:
    """Let an open file begin with the bytes that came before its connection broke."""
    with scope([account.tenant], by=account.by):
        pieces = stream(tenant=account.tenant, address=before.address)
    for piece in pieces:
        arriving.incoming.write(piece)


def begin_anew(arriving: Arriving) -> None:
    """What came before is written over from its start."""
    before = arriving.incoming
    arriving.incoming, arriving.overwrites = Incoming(before.tenant, before.by), before.size
    before.discard()


def write(arriving: Arriving) -> None:
    """Put away what has come."""
    arriving.incoming.write(bytes(arriving.unwritten))
    arriving.unwritten.clear()


def finish(account: Account, arriving: Arriving) -> Received:
    """The client has closed the file: it is ours once this returns. Under a temporary name it waits for its rename."""
    return _keep(account, arriving, reason=UNNAMED if is_temporary(arriving.name) else "")


def lose(account: Account, arriving: Arriving) -> None:
    """The connection broke, or a write failed: what came is kept, shown and never read."""
    if arriving.size:
        _keep(account, arriving, reason=LOST)
    else:
        arriving.incoming.discard()


def keep_empty(account: Account, arriving: Arriving) -> None:
    """The client has closed a file without a byte: it stays in sight, since few clients show why it was refused."""
    _keep(account, arriving, reason=EMPTY)


def rename(account: Account, partial: PartialView, name: str) -> Received:
    """A file gets its name, and is taken. Raises PartialIsGone where another session was quicker."""
    with scope([account.tenant], by=account.by):
        received = _take(account, name, stream(tenant=account.tenant, address=partial.address))
        if not supersede(tenant=account.tenant, partial=partial.id, by=account.by, became=received.id):
            raise PartialIsGone
    return received


def partials(account: Account, name: str | None = None) -> tuple[PartialView, ...]:
    """What the inbound folder shows; with a name, that file alone."""
    with scope([account.tenant], by=account.by):
        return list_partials(tenant=account.tenant, username=account.username, name=name)


def remove(account: Account, partial: PartialView) -> None:
    """Show a partial file no more."""
    with scope([account.tenant], by=account.by):
        supersede(tenant=account.tenant, partial=partial.id, by=account.by)


def _keep(account: Account, arriving: Arriving, *, reason: str) -> Received:
    """Receive what has arrived, as a partial file where a reason is given, in the place of a partial of its name."""
    try:
        write(arriving)
        with scope([account.tenant], by=account.by):
            before = list_partials(tenant=account.tenant, username=account.username, name=arriving.name)
            received = _take(account, arriving.name, arriving.incoming.content, reason=reason)
            for partial in before:
                supersede(tenant=account.tenant, partial=partial.id, by=account.by, became=received.id)
    finally:
        arriving.incoming.discard()
    return received


def _take(account: Account, name: str, content: bytes | Spool | Iterable[bytes], *, reason: str = "") -> Received:
    correlation = uuid4()
    sent = Upload(
        tenant=account.tenant,
        name=name,
        content=content,
        way="sftp",
        username=account.username,
        user=account.id,
        scheme=account.scheme,
        complete=not reason,
        reason=reason,
        correlation=correlation,
    )
    with bind(correlation=correlation):
        received = take_in(upload=sent, by=account.by)
        log.info("file received", file=str(received.id), number=received.number, state=received.state)
    return received
