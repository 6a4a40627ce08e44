"""A demo's house seen from outside: what was sent, what the payers got and paid, and what lies in the mailboxes."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import asyncssh

from clearlane.doors.console.showing.parcels import synthetic
from clearlane_sandbox.ledger.tell import tell
from tests.cluster import ROOT
from tests.proof.closed_list import text, ways
from tests.sandbox.eyes import read_payments
from tests.up.houses import House, clean_environment, clearlane

STAY_HOME = {"morning": {2, 5, 8, 11, 14}, "noon": {3, 7, 10}, "clients": {4}, "trial": set[int]()}
"""The claims of the demo that are planted to be refused or held, by file and place."""
PATIENCE = 150.0
Claims = Counter[str]


def of_run(run: int, only: str = "") -> Claims:
    """CLM01 of the claims of one run of the demo that must reach a payer (those of one file)."""
    found: Claims = Counter()
    for parcel in synthetic(run=run):
        kind = parcel.name.removesuffix(".837").split("-", 2)[2].removesuffix("-837P.txt")
        if kind in STAY_HOME and only in ("", kind):
            stays = STAY_HOME[kind]
            found.update(text(way.claim[0], 1) for at, way in enumerate(ways(parcel.content)) if at not in stays)
    return found


@dataclass
class Outside:
    """A house with sandbox payers, and the runs of the demo that went through it."""

    house: House
    runs: list[int] = field(default_factory=list)
    senders: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def ledger(self) -> dict[str, Any]:
        """The payers' own word."""
        return tell(data=self.house.data / "sandbox")

    def begin(self, *, by_itself: bool = False) -> None:
        """Send the next run's files (the house does it ``by_itself`` when it starts), and wait for it to be midway."""
        self.runs.append(len(self.runs) + 1)
        if not by_itself:
            command = [sys.executable, "-m", "clearlane", "demo", "--once", "--data", str(self.house.data)]
            quiet = subprocess.DEVNULL
            self.senders.append(
                subprocess.Popen(command, env=clean_environment(), cwd=ROOT, stdout=quiet, stderr=quiet)
            )
        last = of_run(self.runs[-1], only="clients")
        self._until(lambda: bool(set(last) & set(self.got())), "the last file's first claim is at its payer")

    def got(self) -> Claims:
        """CLM01 of every claim that payers got, as often as they got it."""
        path = self.house.data / "sandbox" / "ledger.sqlite3"
        return Counter(claim["number"] for claim in self.ledger["claims"]) if path.exists() else Counter()

    def paid(self) -> Counter[tuple[str, str]]:
        """Payee and trace of each payment that payers sent; a payer that sends twice has paid once."""
        sent = {(one["user"], one["trace"], one["npi"]) for one in self.ledger["payments"]}
        return Counter((npi, trace) for _, trace, npi in sent)

    def delivered(self) -> Counter[tuple[str, str]]:
        """Payee and trace of each payment in the mailboxes, as often as it lies there."""
        found: Counter[tuple[str, str]] = Counter()
        for account in ("maple", "northstar"):
            for content in asyncio.run(_mailbox(self.house, account)):
                found.update((one.payee, one.trace) for one in read_payments(content))
        return found

    def settle(self) -> None:
        """Wait until all that must come is there; then nothing may be lost, and, a while later, nothing doubled."""
        due: Claims = sum((of_run(run) for run in self.runs), Counter())
        self._until(lambda: not due - self.got() or self._doubted(), "every claim is at its payer")
        self._until(lambda: not self.ledger["totals"]["answers_waiting"], "payers have answered")
        self._until(lambda: not self.paid() - self.delivered(), "every payment is in a mailbox")
        time.sleep(2)
        assert self.got() == due
        assert self.delivered() == self.paid()
        for sender in self.senders:
            sender.kill()
            sender.wait()
        self.senders.clear()

    def start_again(self) -> None:
        """Start the house after it was killed; it sends the next run's files by itself."""
        dead = self.house.process
        assert dead
        dead.wait()
        for stream in (dead.stdout, dead.stderr, self.house.said):
            if stream:
                stream.close()
        self.house.start()
        self.begin(by_itself=True)

    def _stands(self) -> str:
        """Where things stand, for a failing test."""
        place = ("--by", "ann", "--data", str(self.house.data))
        return clearlane("status", *place).stdout + clearlane("worklist", *place).stdout + self.house.logs()

    def _doubted(self) -> bool:
        """What an operator does with a batch in doubt, as a kill amid its sending leaves it, once nothing moves on by
        itself: he has it sent again."""
        got, looks = self.got(), 15
        while looks and self.got() == got:
            time.sleep(0.2)
            looks -= 1
        if not looks:
            self._retry()
        return False

    def _retry(self) -> None:
        place = ("--by", "ann", "--data", str(self.house.data))
        items = json.loads(clearlane("worklist", "--json", *place).stdout or "[]")
        doubtful = [item["subject_id"] for item in items if item["reason"] == "in_doubt"]
        if doubtful:
            clearlane("retry", *doubtful, *place)

    def _until(self, holds: Any, what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not _holds(holds):
            assert time.monotonic() < end, f"{what} {self._stands()}"
            time.sleep(0.2)


def _holds(question: Any) -> bool:
    """Whether it holds; a door that is down at this moment says nothing."""
    try:
        return bool(question())
    except (OSError, asyncssh.Error):
        return False


async def _mailbox(house: House, account: str) -> list[bytes]:
    """The 835s that an account sees in /outbound."""
    way: dict[str, Any] = {"known_hosts": None, "agent_path": None, "config": None}
    key = str(Path(house.data) / "demo" / f"{account}_key")
    async with (
        asyncssh.connect("127.0.0.1", house.ports[1], username=account, client_keys=[key], **way) as connection,
        connection.start_sftp_client() as sftp,
    ):
        names = [str(name) for name in await sftp.listdir("/outbound") if str(name).endswith(".835")]
        found: list[bytes] = []
        for name in names:
            async with sftp.open(f"/outbound/{name}", "rb") as remote:
                found.append(cast(bytes, await remote.read()))
        return found
