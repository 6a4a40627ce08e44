"""A world in which claims travel: a practice, a billing company with clients, payers, and ways to reach them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from clearlane.directory.payers.add_payer import add_payer
from clearlane.directory.providers.add_era_right import add_era_right
from clearlane.directory.providers.add_pair import add_pair
from clearlane.exchange.connections.add import add as add_connection
from clearlane.exchange.intake.receive import Received, Upload
from clearlane.exchange.reading.tie_out import TieOut, tie_out
from clearlane.exchange.routing.add_route import add_route
from clearlane.flows.steps import STEPS
from clearlane.flows.take_in import take_in
from clearlane.flows.work import drain
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.scope import scope
from clearlane.standards.x12.generate.file_837p import File837P, file_837p
from clearlane.standards.x12.generate.make_pairs import make_pairs
from clearlane.standards.x12.generate.order import SANDBOX_PAYERS, Order, Pair

BY = "test"
PROFILE = """
[way]
host = "127.0.0.1"
port = {port}
username = "sunrise"
host_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIXG6t+ck2ADGMd8ZA+wcvv+Y9vLBf7fFO8vU+wVZ1kG"
[identity]
sender = "CLEARLANE"
receiver = "SUNRISE"
[names]
submitter = "CLEARLANE"
submitter_id = "CLEARLANE"
contact = "SUPPORT"
telephone = "5555550100"
receiver = "SUNRISE HEALTH PLAN"
receiver_id = "SUNRISE"
[claims]
gather_seconds = 0
"""


def profile_of(tier: str, *, port: int = 1) -> str:
    """The profile, for a connection of that tier: a practice connection leads to a sandbox payer."""
    text = PROFILE.format(port=port)
    return text.replace("[way]", "[way]\nsandbox = true") if tier == "practice" else text


@dataclass
class World:
    """Who is there. ``send`` hands a file in as a door would; ``run`` lets the named steps do all that is due."""

    practice: int
    pairs: tuple[Pair, ...]
    connection: UUID
    as_role: Any
    sent: list[Received] = field(default_factory=list)

    def order(self, **more: Any) -> File837P:
        """A generated file for this practice."""
        asked: dict[str, Any] = {"seed": 1, "claims": 5, "today": dt.date(2026, 9, 20), "pairs": self.pairs}
        return file_837p(Order(**(asked | more)))

    def send(self, content: bytes, *, name: str = "claims.837", tenant: int = 0) -> Received:
        """Take a file in as the web role does."""
        owner = tenant or self.practice
        upload = Upload(tenant=owner, name=name, content=content, way="https")
        with self.as_role("web"), scope([owner], by=BY):
            received = take_in(upload=upload, by=BY)
        self.sent.append(received)
        return received

    def run(self, *names: str) -> int:
        """Let the workers do what is due in these steps (all but sending and collecting where none is named)."""
        chosen = [step for name, step in STEPS.items() if (name in names if names else not _speaks(name))]
        with self.as_role("flow"):
            return drain(steps=chosen, worker="test")

    def rows(self, query: str, *values: Any, tenants: Sequence[int] = ()) -> list[tuple[Any, ...]]:
        """What a query finds, as the flow role with the tenants of the world."""
        with self.as_role("flow"), scope([1, self.practice, *tenants], by=BY), cursor() as sql:
            sql.execute(query, values)
            return list(sql.fetchall())

    def ties_out(self, *, files: Sequence[UUID] | None = None) -> TieOut:
        """The tie-out of the house and the practice, or of some files."""
        with self.as_role("operator"), scope([1, self.practice], by=BY):
            return tie_out(files=files)

    def states(self) -> dict[str, int]:
        """How many claims are in each state."""
        return dict(self.rows("SELECT state, count(*) FROM exchange_claims_claim GROUP BY state"))


def _speaks(name: str) -> bool:
    return name in ("claims/batches.send", "answers/connections.collect")


def found(house: int, practice: int, as_role: Any) -> World:
    """Furnish the house: the practice's pairs and rights, the sandbox's payers, one production connection to all."""
    pairs = make_pairs(seed=7, count=3)
    with as_role("operator"), scope([house, practice], by=BY):
        for pair in pairs:
            add_pair(npi=pair.npi, tin=pair.tin, tenant=practice, by=BY)
            add_era_right(npi=pair.npi, tin=pair.tin, tenant=practice, by=BY)
        connection = add_connection(name="sunrise", tier="production", profile=PROFILE.format(port=1), by=BY)
        for payer in SANDBOX_PAYERS:
            add_payer(payer_id=payer.id, name=payer.name, by=BY)
            add_route(payer_id=payer.id, connection=connection, payer_id_there=payer.id, by=BY)
    return World(practice, pairs, connection, as_role)
