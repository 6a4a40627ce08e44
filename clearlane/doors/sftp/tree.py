"""The tree as a client sees it. No folder of this machine is behind it."""

from __future__ import annotations

import stat
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from typing import Any, TypeVar

import asyncssh
from asyncssh import SFTPAttrs, SFTPName
from django.conf import settings

from clearlane.directory.organizations.is_sender import WHY_NOT, is_sender
from clearlane.doors.file_name import NameRefused, file_name
from clearlane.doors.sftp import fetching, receiving
from clearlane.doors.sftp.account import Account
from clearlane.doors.sftp.fetching import Leaving
from clearlane.doors.sftp.paths import FOLDERS, INBOUND, OUTBOUND, Place, is_temporary, normal, place
from clearlane.doors.sftp.receiving import Arriving
from clearlane.exchange.reading.list_mail import MailView
from clearlane.exchange.reading.list_partials import EMPTY, PartialView
from clearlane.foundation.clock.read import now
from clearlane.foundation.telemetry.log import logger
from clearlane.foundation.tenancy.off_loop import OffLoop

FLUSH = 1 << 18
MOST_OPEN = 32
_READ, _WRITE, _APPEND, _CREATE, _TRUNCATE, _EXCLUSIVE = 1, 2, 4, 8, 16, 32
_FOLDER, _READABLE, _WRITABLE = stat.S_IFDIR | 0o755, stat.S_IFREG | 0o400, stat.S_IFREG | 0o600

T = TypeVar("T")
log = logger(__name__)


class Tree(asyncssh.SFTPServer):
    """One session of one account. ``is_lost`` is set when the connection broke: what is closed then is partial.

    ``status`` is what its client hears when it has ended: 1 where it did not keep to the protocol.
    """

    def __init__(self, chan: asyncssh.SSHServerChannel[bytes], account: Account, off_loop: OffLoop) -> None:
        super().__init__(chan)
        self.account = account
        self.is_lost = False
        self.status = 0
        self._off_loop = off_loop
        self._open: set[int] = set()
        self._taken: dict[str, SFTPAttrs] = {}

    # -- files

    async def open(self, path: bytes, pflags: int, attrs: SFTPAttrs) -> object:
        """Open a file: for reading in the outbound folder, for writing in the inbound one."""
        where = self._place(path)
        if len(self._open) >= MOST_OPEN:
            raise asyncssh.SFTPFailure(f"at most {MOST_OPEN} files may be open at once")
        if where.is_folder:
            raise asyncssh.SFTPFailure("this is a folder")
        opened = await (self._open_mail(where, pflags) if where.folder == OUTBOUND else self._begin(where, pflags))
        self._open.add(id(opened))
        return opened

    async def _open_mail(self, where: Place, pflags: int) -> Leaving:
        if pflags & ~_READ:
            raise asyncssh.SFTPPermissionDenied("files in outbound can be read and removed, not written")
        return Leaving(await self._mail(where.name))

    async def _begin(self, where: Place, pflags: int) -> Arriving:
        if not pflags & _WRITE:
            raise asyncssh.SFTPPermissionDenied("files in inbound can be written, not read")
        self._admit()
        name = _name(where.name)
        arriving = receiving.begin(self.account, name)
        arriving.appends = bool(pflags & _APPEND)
        if pflags & _CREATE and pflags & _TRUNCATE and not pflags & _EXCLUSIVE:
            return arriving
        before = await self._partial(name)
        if before is None and not pflags & _CREATE:
            raise asyncssh.SFTPNoSuchFile("there is no such file in inbound")
        if before is not None and before.size and pflags & _EXCLUSIVE:
            raise asyncssh.SFTPFailure("a part of this file is here already; resume it, or send it anew")
        if before is not None and not pflags & _TRUNCATE:
            await self._run(receiving.resume, arriving, before)
            arriving.may_overwrite = bool(pflags & _CREATE)
        return arriving

    def _admit(self) -> None:
        if not is_sender(kind=self.account.kind):
            raise asyncssh.SFTPPermissionDenied(WHY_NOT)

    async def write(self, file_obj: object, offset: int, data: bytes) -> int:
        """Take bytes of an open file; they must follow upon each other."""
        arriving = _arriving(file_obj)
        if arriving.wrong:
            raise asyncssh.SFTPFailure(arriving.wrong)
        if offset == 0 and arriving.may_overwrite:
            await self._off_loop.run(receiving.begin_anew, arriving)
        if offset != arriving.size and not arriving.appends:
            arriving.wrong = f"bytes must come in order: the next is {arriving.size}"
        elif arriving.size + len(data) > settings.UPLOAD_LIMIT:
            arriving.wrong = f"a file may have {settings.UPLOAD_LIMIT} bytes"
        if arriving.wrong:
            raise asyncssh.SFTPFailure(arriving.wrong)
        arriving.may_overwrite = False
        arriving.unwritten += data
        if len(arriving.unwritten) >= FLUSH:
            await self._off_loop.run(receiving.write, arriving)
        return len(data)

    async def read(self, file_obj: object, offset: int, size: int) -> bytes:
        """Bytes of an open file."""
        if not isinstance(file_obj, Leaving):
            raise asyncssh.SFTPPermissionDenied("files in inbound can be written, not read")
        if offset >= file_obj.mail.size:
            return b""
        return await self._run(fetching.read, file_obj, offset, size)

    async def close(self, file_obj: object) -> None:
        """End a file. The client hears that all is well only when the file is durable and its journey has begun."""
        self._open.discard(id(file_obj))
        if not isinstance(file_obj, Arriving):
            return
        if file_obj.size < file_obj.overwrites:
            file_obj.wrong = file_obj.wrong or "what came before was longer; send it anew, or to its end"
        if self.is_lost or file_obj.wrong:
            await self._run(receiving.lose, file_obj)
        elif not file_obj.size:
            await self._run(receiving.keep_empty, file_obj)
            file_obj.wrong = EMPTY
        else:
            await self._run(receiving.finish, file_obj)
            self._taken[file_obj.name] = _attrs(file_obj.size, now(), _WRITABLE)
        if file_obj.wrong and not self.is_lost:
            raise asyncssh.SFTPFailure(file_obj.wrong)

    # -- names

    async def rename(self, oldpath: bytes, newpath: bytes) -> None:
        """Give a file in the inbound folder its name: out of a temporary one, and then it is taken."""
        old, new = self._place(oldpath), self._place(newpath)
        if old.folder != INBOUND or new.folder != INBOUND or old.is_folder or new.is_folder:
            raise asyncssh.SFTPPermissionDenied("only files in inbound can be renamed, within it")
        self._admit()
        partial = await self._partial(old.name)
        if partial is None:
            raise asyncssh.SFTPNoSuchFile("there is no such file in inbound; what was taken cannot be renamed")
        if not partial.is_whole:
            raise asyncssh.SFTPFailure("this file was not sent to its end; resume it, or send it anew")
        if is_temporary(new.name):
            raise asyncssh.SFTPFailure("a file is renamed once, to the name that it is to have")
        name = _name(new.name)
        try:
            await self._run(receiving.rename, partial, name)
        except receiving.PartialIsGone as error:
            raise asyncssh.SFTPNoSuchFile("another session has just renamed or removed this file") from error
        self._taken[name] = _attrs(partial.size, now(), _WRITABLE)

    async def posix_rename(self, oldpath: bytes, newpath: bytes) -> None:
        """The same: nothing is overwritten, since what was taken is in the folder no more."""
        await self.rename(oldpath, newpath)

    async def remove(self, path: bytes) -> None:
        """Remove a partial file; in the outbound folder it says that the client has the file."""
        where = self._place(path)
        if where.folder == OUTBOUND and where.name:
            await self._run(fetching.confirm, await self._mail(where.name))
            return
        partial = await self._partial(where.name) if where.name else None
        if partial is None:
            raise asyncssh.SFTPNoSuchFile("there is no such file here; what was taken cannot be removed")
        await self._run(receiving.remove, partial)

    async def scandir(self, path: bytes) -> AsyncIterator[SFTPName]:
        """What a folder shows: partial files in inbound, the mailbox in outbound."""
        where = self._place(path)
        if not where.is_folder:
            raise asyncssh.SFTPFailure("this is not a folder")
        for name in (b".", b".."):
            yield SFTPName(name, attrs=_attrs(0, now(), _FOLDER))
        if where == Place():
            for folder in FOLDERS:
                yield SFTPName(folder.encode(), attrs=_attrs(0, now(), _FOLDER))
        elif where.folder == INBOUND:
            for partial in await self._run(receiving.partials):
                yield _entry(partial.name, _attrs(partial.size, partial.received_at, _WRITABLE))
        else:
            async for entry in self._mailbox():
                yield entry

    async def _mailbox(self) -> AsyncIterator[SFTPName]:
        after = None
        while page := await self._run(fetching.listing, after):
            for mail in page:
                yield _entry(mail.name, _attrs(mail.size, mail.made_at, _READABLE))
            after = page[-1].id

    async def stat(self, path: bytes) -> SFTPAttrs:
        """What a place is: a folder, a partial file, one that this session has just sent, or one of the mailbox."""
        where = self._place(path)
        if where.is_folder:
            return _attrs(0, now(), _FOLDER)
        if where.folder == OUTBOUND:
            mail = await self._mail(where.name)
            return _attrs(mail.size, mail.made_at, _READABLE)
        partial = await self._partial(where.name)
        found = _attrs(partial.size, partial.received_at, _WRITABLE) if partial else self._taken.get(where.name)
        if found is None:
            raise asyncssh.SFTPNoSuchFile("there is no such file")
        return found

    async def lstat(self, path: bytes) -> SFTPAttrs:
        """The same: there are no links."""
        return await self.stat(path)

    def fstat(self, file_obj: object) -> SFTPAttrs:
        """What an open file is."""
        if isinstance(file_obj, Leaving):
            return _attrs(file_obj.mail.size, file_obj.mail.made_at, _READABLE)
        return _attrs(_arriving(file_obj).size, now(), _WRITABLE)

    def realpath(self, path: bytes) -> bytes:
        """The absolute form of a path; nothing is above the root."""
        return normal(path).encode("utf-8", "surrogateescape")

    # -- what clients ask for out of habit, and what is refused

    async def setstat(self, path: bytes, attrs: SFTPAttrs) -> None:
        """Times, modes and the size that it has: accepted, and without effect. Another size is refused."""
        self._place(path)
        if attrs.size is not None and attrs.size != (await self.stat(path)).size:
            raise _unsupported()

    async def lsetstat(self, path: bytes, attrs: SFTPAttrs) -> None:
        """The same."""
        await self.setstat(path, attrs)

    def fsetstat(self, file_obj: object, attrs: SFTPAttrs) -> None:
        """The same, for an open file; one that is refused its size is not taken, since its client heard of a failure.

        OpenSSH's ``scp`` ends each upload by cutting the file to the size that it has sent.
        """
        if attrs.size is None:
            return
        if attrs.size != self.fstat(file_obj).size:
            if isinstance(file_obj, Arriving):
                file_obj.wrong = file_obj.wrong or "a file can be made neither shorter nor longer; send it anew"
            raise _unsupported()
        if isinstance(file_obj, Arriving):
            file_obj.overwrites = 0

    def fsync(self, file_obj: object) -> None:
        """A file is made durable when it is closed."""

    def mkdir(self, path: bytes, attrs: SFTPAttrs) -> None:
        """Refused."""
        raise asyncssh.SFTPPermissionDenied("there are two folders, inbound and outbound, and no others")

    def rmdir(self, path: bytes) -> None:
        """Refused."""
        raise asyncssh.SFTPPermissionDenied("there are two folders, inbound and outbound, and they stay")

    def readlink(self, path: bytes) -> bytes:
        """Refused."""
        raise _no_links()

    def symlink(self, oldpath: bytes, newpath: bytes) -> None:
        """Refused."""
        raise _no_links()

    def link(self, oldpath: bytes, newpath: bytes) -> None:
        """Refused."""
        raise _no_links()

    def open56(self, path: bytes, desired_access: int, flags: int, attrs: SFTPAttrs) -> object:
        """Refused: this server speaks version 3."""
        raise _unsupported()

    def lock(self, file_obj: object, offset: int, length: int, flags: int) -> None:
        """Refused."""
        raise _unsupported()

    def unlock(self, file_obj: object, offset: int, length: int) -> None:
        """Refused."""
        raise _unsupported()

    def statvfs(self, path: bytes) -> Any:
        """Refused: there is no file system."""
        raise _unsupported()

    def fstatvfs(self, file_obj: object) -> Any:
        """Refused: there is no file system."""
        raise _unsupported()

    def map_path(self, path: bytes) -> bytes:
        """Refused: no path of this machine is behind the tree."""
        raise _unsupported()

    def reverse_map_path(self, path: bytes) -> bytes:
        """Refused, the same."""
        raise _unsupported()

    def exit(self) -> None:
        """The session is over, and says how it ended: OpenSSH's ``scp`` fails where it hears nothing."""
        self.channel.exit(self.status)

    def format_user(self, uid: int | None) -> str:
        """The owner in a listing."""
        return self.account.username

    def format_group(self, gid: int | None) -> str:
        """The group in a listing."""
        return "clearlane"

    # -- inside

    def _place(self, path: bytes) -> Place:
        where = place(path)
        if where is None:
            raise asyncssh.SFTPNoSuchFile("there are two folders, inbound and outbound, and files in them")
        return where

    async def _mail(self, name: str) -> MailView:
        found = await self._run(fetching.find, name) if name.isprintable() else None
        if found is None:
            raise asyncssh.SFTPNoSuchFile("there is no such file in outbound")
        return found

    async def _partial(self, name: str) -> PartialView | None:
        found = await self._run(receiving.partials, name) if name.isprintable() else ()
        return found[0] if found else None

    def _run(self, function: Callable[..., T], *args: Any) -> Awaitable[T]:
        return _told(self._off_loop.run(function, self.account, *args))


async def _told(work: Awaitable[T]) -> T:
    """The result; our own fault becomes a sentence for the client and a log line for us."""
    try:
        return await work
    except asyncssh.SFTPError:
        raise
    except Exception as error:
        log.exception("sftp request failed", error=type(error).__name__)
        raise asyncssh.SFTPFailure("the fault is ours and nothing was taken; try again later") from error


def _name(text: str) -> str:
    try:
        return file_name(text)
    except NameRefused as error:
        raise asyncssh.SFTPFailure(str(error)) from error


def _arriving(file_obj: object) -> Arriving:
    if not isinstance(file_obj, Arriving):
        raise asyncssh.SFTPPermissionDenied("files in outbound can be read and removed, not written")
    return file_obj


def _attrs(size: int, at: datetime, permissions: int) -> SFTPAttrs:
    when = int(at.timestamp())
    return SFTPAttrs(size=size, uid=0, gid=0, permissions=permissions, atime=when, mtime=when)


def _entry(name: str, attrs: SFTPAttrs) -> SFTPName:
    return SFTPName(name.encode("utf-8", "surrogateescape"), attrs=attrs)


def _no_links() -> asyncssh.SFTPError:
    return asyncssh.SFTPOpUnsupported("there are no links here")


def _unsupported() -> asyncssh.SFTPError:
    return asyncssh.SFTPOpUnsupported("this server does not do that")
