"""One SFTP session on a channel: which requests are answered, and how its end is told from a break."""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar, cast

import asyncssh
from asyncssh.constants import FXP_BLOCK, FXP_LINK, FXP_READLINK, FXP_SYMLINK, FXP_UNBLOCK
from asyncssh.sftp import SFTPServerHandler
from asyncssh.stream import SSHServerStreamSession

from clearlane.doors.sftp.account import Account
from clearlane.doors.sftp.tree import Tree
from clearlane.foundation.tenancy.off_loop import OffLoop

VERSION = 3
_REFUSED = frozenset(
    {
        FXP_BLOCK,
        FXP_LINK,
        FXP_READLINK,
        FXP_SYMLINK,
        FXP_UNBLOCK,
        b"hardlink@openssh.com",
        b"copy-data",
        b"statvfs@openssh.com",
        b"fstatvfs@openssh.com",
        b"ranges@asyncssh.com",
    }
)
_OFFERED = frozenset({b"posix-rename@openssh.com", b"limits@openssh.com"})


class Handler(SFTPServerHandler):
    """The library's protocol, narrowed.

    The library closes open files in the same way whether the client asked for it or the connection broke; it does
    the latter in ``_cleanup`` only, so the tree is told there. (asyncssh 2.24; tests hold it.)
    """

    _extensions: ClassVar[list[tuple[bytes, bytes]]] = [  # type: ignore[misc]
        (name, value) for name, value in SFTPServerHandler._extensions if name in _OFFERED
    ]
    _packet_handlers: ClassVar[dict[Any, Any]] = {  # type: ignore[misc]
        kind: handler for kind, handler in SFTPServerHandler._packet_handlers.items() if kind not in _REFUSED
    }

    async def _cleanup(self, exc: Exception | None) -> None:
        """The session ends: whatever is still open was not closed by its client."""
        if isinstance(self._server, Tree):
            self._server.is_lost = True
            self._server.status = 0 if exc is None else 1
        await super()._cleanup(exc)


class Session(SSHServerStreamSession[bytes]):
    """One channel of one account: SFTP, and neither shell nor command nor scp.

    ``under_way`` holds the sessions that have not yet put away what was on its way.
    """

    def __init__(self, account: Account, off_loop: OffLoop, under_way: set[asyncio.Task[None]]) -> None:
        super().__init__(None)
        self._account, self._off_loop, self._under_way = account, off_loop, under_way

    def shell_requested(self) -> bool:
        """Refused."""
        return False

    def exec_requested(self, command: str) -> bool:
        """Refused; scp would be such a command."""
        return False

    def subsystem_requested(self, subsystem: str) -> bool:
        """SFTP only."""
        return subsystem == "sftp"

    def session_started(self) -> None:
        """Serve until the client ends or is lost."""
        chan = cast("asyncssh.SSHServerChannel[bytes]", self._chan)
        reader, writer = asyncssh.SSHReader[bytes](self, chan), asyncssh.SSHWriter[bytes](self, chan)
        handler = Handler(Tree(chan, self._account, self._off_loop), reader, writer, VERSION)
        work = asyncio.get_running_loop().create_task(handler.run())
        self._under_way.add(work)
        work.add_done_callback(self._under_way.discard)
