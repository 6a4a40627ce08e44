"""One SFTP session on a channel: which requests are answered, and how its end is told from a break."""

from __future__ import annotations

from typing import Any, ClassVar

import asyncssh
from asyncssh.constants import FXP_BLOCK, FXP_LINK, FXP_READLINK, FXP_SYMLINK, FXP_UNBLOCK
from asyncssh.sftp import SFTPServerHandler

from clearlane.doors.sftp.account import Account
from clearlane.doors.sftp.tree import Tree
from clearlane.foundation.tenancy.off_loop import OffLoop

VERSION = 3
ONLY_SFTP = b"This server takes SFTP sessions only.\r\n"
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
        await super()._cleanup(exc)


async def session(
    account: Account,
    off_loop: OffLoop,
    stdin: asyncssh.SSHReader[bytes],
    stdout: asyncssh.SSHWriter[bytes],
    stderr: asyncssh.SSHWriter[bytes],
) -> None:
    """Serve one channel: SFTP, or a sentence to whoever asks for a shell, a command or scp."""
    channel: Any = stdin.channel
    if channel.get_subsystem() != "sftp":
        stderr.write(ONLY_SFTP)
        channel.exit(1)
        return
    tree = Tree(channel, account, off_loop)
    await Handler(tree, stdin, stdout, VERSION).run()
