"""Who is at the SFTP door? Keys and passwords, and which connections are open for whom."""

from __future__ import annotations

import asyncio
from typing import Any

import asyncssh

from clearlane.directory.users.check_password import check_password
from clearlane.directory.users.find_sftp_user import SftpAccount, find_live_sftp_users, find_sftp_user
from clearlane.doors.sftp.account import Account
from clearlane.doors.sftp.session import Session
from clearlane.exchange.intake.visit import visit
from clearlane.foundation.telemetry.log import logger
from clearlane.foundation.tenancy.connection import DatabaseIsAway
from clearlane.foundation.tenancy.off_loop import OffLoop

MOST_FAILURES = 6
MOST_CONNECTIONS = 32
MOST_CLIENTS = 500
PROOFS_AT_ONCE = 2
WATCH_SECONDS = 2.0
AWAY = "nobody can be let in just now, and nothing is wrong with your key or password: try again in a minute"

log = logger(__name__)


class Doorkeeper:
    """What the connections of one server share: the threads, who is in, and the sessions that are under way."""

    def __init__(self, off_loop: OffLoop) -> None:
        self.off_loop = off_loop
        self.inside: dict[int, set[asyncssh.SSHServerConnection]] = {}
        self.connections: set[asyncssh.SSHServerConnection] = set()
        self.proving = asyncio.Semaphore(PROOFS_AT_ONCE)
        self.sessions: set[asyncio.Task[None]] = set()
        self.seen: set[int] = set()
        self.noting: set[asyncio.Task[None]] = set()

    def admit(self, account: int, connection: asyncssh.SSHServerConnection) -> bool:
        """Note a connection of an account; False where it has too many."""
        open_now = self.inside.setdefault(account, set())
        if len(open_now) >= MOST_CONNECTIONS:
            return False
        open_now.add(connection)
        return True

    def dismiss(self, account: int, connection: asyncssh.SSHServerConnection) -> None:
        """A connection is gone."""
        open_now = self.inside.get(account, set())
        open_now.discard(connection)
        if not open_now:
            self.inside.pop(account, None)

    def note(self, account: Account) -> None:
        """Have it written down, beside the connection, that this account was here; once in a server's life."""
        if account.id in self.seen:
            return
        self.seen.add(account.id)
        task = asyncio.get_running_loop().create_task(self._note(account))
        self.noting.add(task)
        task.add_done_callback(self.noting.discard)

    async def _note(self, account: Account) -> None:
        try:
            await self.off_loop.run(visit, tenant=account.tenant, account=account.id, by=account.by)
        except Exception as error:  # it is for show: the connection goes on, and the next one is noted again
            self.seen.discard(account.id)
            log.exception("visit not noted", error=type(error).__name__)

    async def watch(self) -> None:
        """Close the connections of accounts that were revoked, for as long as the server runs."""
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            try:
                await self.close_revoked()
            except Exception as error:  # the watch must outlive a database that is away
                log.exception("watch failed", error=type(error).__name__)

    async def close_revoked(self) -> None:
        """Ask once. Only who was asked about can be found revoked: others sign in while the question is under way."""
        asked = frozenset(self.inside)
        if not asked:
            return
        live = await self.off_loop.run(find_live_sftp_users, ids=sorted(asked))
        for account in asked - live:
            connections = list(self.inside.get(account, ()))
            log.info("account revoked", account=account, connections=len(connections))
            for connection in connections:
                connection.abort()


class Gate(asyncssh.SSHServer):
    """One connection. An unknown name is asked for the same proofs, for as long, as a known one."""

    def __init__(self, doorkeeper: Doorkeeper) -> None:
        self._doorkeeper = doorkeeper
        self._connection: asyncssh.SSHServerConnection | None = None
        self._found: SftpAccount | None = None
        self._account: Account | None = None
        self._failures = 0

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        """A client is here."""
        self._connection = conn
        self._doorkeeper.connections.add(conn)
        if len(self._doorkeeper.connections) > MOST_CLIENTS:
            log.warning("too many clients", clients=len(self._doorkeeper.connections))
            conn.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """A client is gone."""
        if self._connection is not None:
            self._doorkeeper.connections.discard(self._connection)
        if self._account is not None and self._connection is not None:
            self._doorkeeper.dismiss(self._account.id, self._connection)

    async def begin_auth(self, username: str) -> bool:
        """Look the name up; a proof is always asked for. A client hears that the database is away."""
        try:
            self._found = await self._doorkeeper.off_loop.run(find_sftp_user, username=username)
        except Exception as error:
            log.exception("sign-in failed", error=type(error).__name__)
            self._found = None
            if self._connection is not None and isinstance(error, DatabaseIsAway):
                self._connection.disconnect(asyncssh.DISC_SERVICE_NOT_AVAILABLE, AWAY)
        return True

    def public_key_auth_supported(self) -> bool:
        """Keys are taken."""
        return True

    def password_auth_supported(self) -> bool:
        """Passwords are taken, from accounts that have one."""
        return True

    def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        """Whether the key is one of the account's; the library has the client prove that it holds it."""
        if self._found is None or self._found.username != username:
            return False
        offered = key.public_data
        return any(offered == each.public_data for each in _keys(self._found.public_keys))

    async def validate_password(self, username: str, password: str) -> bool:
        """Whether the password is the account's; as slow where there is no account."""
        found = self._found if self._found is not None and self._found.username == username else None
        async with self._doorkeeper.proving:
            is_right = await asyncio.to_thread(
                check_password, password=password, password_hash=found.password_hash if found else ""
            )
        if not is_right:
            self._failures += 1
            if self._failures >= MOST_FAILURES and self._connection is not None:
                self._connection.disconnect(asyncssh.DISC_NO_MORE_AUTH_METHODS_AVAILABLE, "too many wrong passwords")
        return is_right

    def auth_completed(self) -> None:
        """The client is who it says."""
        found, connection = self._found, self._connection
        if found is None or connection is None:
            raise RuntimeError("a client signed in without an account")
        if not self._doorkeeper.admit(found.id, connection):
            connection.disconnect(asyncssh.DISC_TOO_MANY_CONNECTIONS, "too many connections of this account")
            return
        self._account = Account(found.id, found.tenant, found.username, found.scheme, found.kind)
        self._doorkeeper.note(self._account)

    def session_requested(self) -> Any:
        """A session, which may be SFTP only."""
        if self._account is None:
            return False
        return Session(self._account, self._doorkeeper.off_loop, self._doorkeeper.sessions)


def _keys(text: str) -> list[asyncssh.SSHKey]:
    """As bytes: of a text, the library takes ASCII alone, and a comment may be in any letters."""
    return [asyncssh.import_public_key(line.encode()) for line in text.split("\n") if line.strip()]
