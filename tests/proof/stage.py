"""A stage for whole journeys: real SFTP doors, the payers as a program of their own, a real database, real workers."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncssh
from structlog.testing import capture_logs

from clearlane.directory.organizations.add import add as add_organization
from clearlane.directory.organizations.reserve import reserve
from clearlane.directory.payers.add_payer import add_payer
from clearlane.directory.providers.add_era_right import add_era_right
from clearlane.directory.providers.add_pair import add_pair
from clearlane.doors.console.showing.ways import connect, read_host_key
from clearlane.exchange.reading.progress import progress
from clearlane.exchange.reading.tie_out import TieOut, tie_out
from clearlane.exchange.routing.add_route import add_route
from clearlane.flows.steps import STEPS
from clearlane.flows.work import drain
from clearlane.foundation.clock.read import today
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.fetch import fetch
from clearlane.standards.x12.generate.file_837p import File837P, file_837p
from clearlane.standards.x12.generate.order import SANDBOX_PAYERS, Order, Pair, Payer
from clearlane_sandbox.ledger.tell import tell
from tests.acting import connected_as as as_role
from tests.doors.sftp.conftest import Office, make_office
from tests.doors.sftp.server import running
from tests.sandbox.conftest import Sandbox
from tests.sweeper import Sweeper

BY = "operator:proof"
HOUSE = 1
PATIENCE = 120.0
LAST_SERVICE = dt.date(2026, 9, 25)
"""The last editions of the code sets that are here end soon after."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One file of a mailbox."""

    tenant: int
    kind: str
    name: str
    source: UUID | None
    content: bytes


@dataclass
class Stage:
    """Who is there: tenants, their accounts, the payers' program."""

    data: Path
    folder: Path
    payers: Sandbox
    tenants: list[int] = field(default_factory=list)
    accounts: dict[str, Office] = field(default_factory=dict)
    said: list[Mapping[str, Any]] = field(default_factory=list)

    def open(self, *tenants: int) -> Any:
        """A scope of the house and of these tenants, or of all."""
        return scope([HOUSE, *(tenants or self.tenants)], by=BY)

    def organization(self, username: str, *, parent: int | None = None, **more: Any) -> int:
        """A live organization with an SFTP account (none where ``username`` is empty)."""
        tenant = reserved()
        asked: dict[str, Any] = {"name": username.title() or "A client", "kind": "practice", "is_live": True} | more
        with as_role("operator"), scope([HOUSE, tenant], by=BY):
            add_organization(tenant=tenant, by=BY, parent=parent, **asked)
        if username:
            self.accounts[username] = make_office(tenant, username, as_role, self.folder)
        self.tenants.append(tenant)
        return tenant

    def allow(self, tenant: int, *pairs: Pair, submitter: int | None = None, era: int | None = None) -> None:
        """Let a tenant hold these pairs, and ``era`` (the tenant itself where unnamed) get their payments."""
        with as_role("operator"), self.open():
            for pair in pairs:
                add_pair(npi=pair.npi, tin=pair.tin, tenant=tenant, submitter=submitter, by=BY)
                add_era_right(npi=pair.npi, tin=pair.tin, tenant=era or tenant, by=BY)

    def route(self, payer: Payer, *connections: UUID, there: str = "") -> None:
        """Make a payer known and route its claims over connections."""
        with as_role("operator"), scope([HOUSE], by=BY):
            add_payer(payer_id=payer.id, name=payer.name, by=BY)
            for connection in connections:
                add_route(payer_id=payer.id, connection=connection, payer_id_there=there or payer.id, by=BY)

    def connect(self) -> dict[str, UUID]:
        """The ways to the sandbox's payers, each routed as the demo does it; by payer id."""
        keyed, port = self.folder, self.payers.port()
        host_key = read_host_key(keyed)
        ways: dict[str, UUID] = {}
        with as_role("operator"), scope([HOUSE], by=BY):
            trial = Payer("PRACTICE", "PRACTICE PAYER")
            ways["PRACTICE"] = connect(port, host_key, trial, "practice", by=BY)
            for payer in SANDBOX_PAYERS:
                ways[payer.id] = connect(port, host_key, payer, "production", by=BY)
        for payer in SANDBOX_PAYERS:
            self.route(payer, ways[payer.id], ways["PRACTICE"])
        return ways

    def order(self, **more: Any) -> File837P:
        """A generated file of services that the code sets know."""
        asked: dict[str, Any] = {"seed": 1, "claims": 5, "today": today(), "last_service": LAST_SERVICE}
        return file_837p(Order(**(asked | more)))

    def send(self, username: str, files: Mapping[str, bytes]) -> None:
        """Lay files into /inbound over SFTP."""
        with capture_logs() as said, as_role("web"), running() as server:
            asyncio.run(_lay(server.port, self.accounts[username], files))
        self.said += said

    def run(self, patience: float = PATIENCE) -> None:
        """Let the workers do all that is due, and wait for the payers, until nothing is left to wait for."""
        end = time.monotonic() + patience
        with capture_logs() as said, as_role("flow"):
            while drain(steps=list(STEPS.values()), worker="proof") or not self._is_quiet():
                assert time.monotonic() < end, f"not settled: {self._progress()} {self.rows(_STUCK)}"
                time.sleep(0.1)
        self.said += said

    def _progress(self) -> Any:
        with self.open():
            return progress()

    def _is_quiet(self) -> bool:
        waits = tell(data=self.payers.data)["totals"]["answers_waiting"]
        lying = any(path.is_file() for path in self.payers.data.glob("payers/*/outbound/*"))
        return not waits and not lying and self._progress().is_settled

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a query finds, as the flow with all tenants of the stage."""
        with as_role("flow"), self.open(), cursor() as sql:
            sql.execute(query, values)
            return list(sql.fetchall())

    def states(self) -> dict[str, int]:
        """How many claims are in each state."""
        return dict(self.rows("SELECT state, count(*) FROM exchange_claims_claim GROUP BY state"))

    def letters(self, tenant: int = 0) -> list[Letter]:
        """The mailboxes, in the order in which they were filled."""
        found = self.rows(
            "SELECT tenant_id, kind, name, source_file_id, address FROM foundation_outbox_mail ORDER BY id"
        )
        with as_role("flow"), self.open():
            return [
                Letter(owner, kind, name, source, fetch(tenant=owner, address=bytes(address)))
                for owner, kind, name, source, address in found
                if tenant in (0, owner)
            ]

    def tied(self) -> TieOut:
        """The tie-out of everybody."""
        with as_role("flow"), self.open():
            return tie_out()

    def ledger(self) -> dict[str, Any]:
        """What the payers say that they got and paid."""
        return tell(data=self.payers.data)

    def batches(self) -> list[bytes]:
        """The files that payers got, as they got them."""
        return [path.read_bytes() for path in sorted(self.payers.data.glob("payers/*/inbound/*.837"))]

    def complaints(self) -> list[Mapping[str, Any]]:
        """Log lines that speak of a failure."""
        return [line for line in self.said if line["log_level"] in ("error", "critical", "exception")]

    def stuck(self) -> list[tuple[Any, ...]]:
        """Work that was given up."""
        return self.rows(_STUCK)


_STUCK = "SELECT step, error FROM foundation_queue_work WHERE stuck_at IS NOT NULL"


def reserved() -> int:
    """The number of a tenant to be."""
    with as_role("operator"):
        return reserve()


async def _lay(port: int, account: Office, files: Mapping[str, bytes]) -> None:
    way: dict[str, Any] = {"known_hosts": None, "agent_path": None, "config": None}
    async with (
        asyncssh.connect("127.0.0.1", port, username=account.username, client_keys=[account.key], **way) as connection,
        connection.start_sftp_client() as sftp,
    ):
        for name, content in files.items():
            async with sftp.open(f"/inbound/{name}", "wb") as remote:
                await remote.write(content)


@contextmanager
def raised(sweeper: Sweeper, data: Path, folder: Path, *options: str) -> Iterator[Stage]:
    """An empty database as the flow sees it, the payers, running without delays, and the ways to them."""
    place = folder / "sandbox"
    place.mkdir()
    payers = Sandbox(place, options or ("--pace", "0"))
    sweeper.empty()
    payers.start()
    try:
        with as_role("flow"):
            made = Stage(data, folder, payers)
            made.connect()
            yield made
    finally:
        payers.kill()


def twins(parts: Sequence[File837P]) -> list[str]:
    """The CLM01 that several files have."""
    numbers = [{planned.number for planned in part.claims} for part in parts]
    return sorted(set.intersection(*numbers))
