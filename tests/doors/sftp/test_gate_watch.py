"""The watch over revoked accounts: it ends those who were revoked, and nobody who signed in while it asked."""

from __future__ import annotations

import asyncio
import threading
from typing import cast

import asyncssh

from clearlane.doors.sftp.gate import Doorkeeper
from clearlane.foundation.tenancy.off_loop import OffLoop
from tests.conftest import AsRole
from tests.doors.sftp.conftest import Office

NOBODY = 2_000_000_000
"""The number of an account that does not exist, as a revoked one does not for the watch."""


class Recorded:
    """What the watch may do to a connection."""

    def __init__(self) -> None:
        self.was_ended = False

    def abort(self) -> None:
        self.was_ended = True


async def _asked_once(account: int, newcomer: int) -> tuple[Recorded, Recorded]:
    """One question of the watch about ``account``, while ``newcomer`` signs in before its answer is here."""
    here, late, answer = Recorded(), Recorded(), threading.Event()
    off_loop = OffLoop(1)
    keeper = Doorkeeper(off_loop)
    keeper.admit(account, _connection(here))
    held = asyncio.ensure_future(off_loop.run(answer.wait))
    question = asyncio.ensure_future(keeper.close_revoked())
    await asyncio.sleep(0)  # the question is put; its one thread is still held
    keeper.admit(newcomer, _connection(late))
    answer.set()
    await asyncio.gather(held, question)
    await asyncio.to_thread(off_loop.close)
    return here, late


def _connection(recorded: Recorded) -> asyncssh.SSHServerConnection:
    return cast(asyncssh.SSHServerConnection, recorded)


def test_who_signs_in_while_the_watch_asks_stays(office: Office, as_role: AsRole) -> None:
    with as_role("web"):
        here, late = asyncio.run(_asked_once(office.account, NOBODY))
    assert (here.was_ended, late.was_ended) == (False, False)


def test_who_is_not_live_any_more_is_ended(office: Office, as_role: AsRole) -> None:
    with as_role("web"):
        here, late = asyncio.run(_asked_once(NOBODY, office.account))
    assert (here.was_ended, late.was_ended) == (True, False)
