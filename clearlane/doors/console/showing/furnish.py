"""Furnish a house for the demo: a practice, a billing company with two clients, payers, and the ways to them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import asyncssh

from clearlane.directory.organizations.add import add as add_organization
from clearlane.directory.organizations.reserve import reserve
from clearlane.directory.payers.add_payer import add_payer
from clearlane.directory.providers.add_era_right import add_era_right
from clearlane.directory.providers.add_pair import add_pair
from clearlane.directory.users.add_key import add_key
from clearlane.directory.users.add_sftp_user import add_sftp_user
from clearlane.doors.console.showing.ways import connect, keep, read_host_key
from clearlane.exchange.connections.open_route import open_route
from clearlane.foundation.durable.files import write_file
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.scope import scope
from clearlane.standards.x12.generate.make_pairs import make_pairs
from clearlane.standards.x12.generate.order import SANDBOX_PAYERS, Pair, Payer

BY = "operator:demo"
PRACTICE_PAIRS, CLIENT_PAIRS = 3, 1
PRACTICE_USER, BILLING_USER = "maple", "northstar"


@dataclass(frozen=True, slots=True)
class Furnished:
    """Who is in the demo: tenant ids, and how often it ran in this data folder."""

    practice: int
    billing: int
    clients: tuple[int, ...]
    runs: int

    @property
    def tenants(self) -> tuple[int, ...]:
        """All of them."""
        return (self.practice, self.billing, *self.clients)


def practice_pairs() -> tuple[Pair, ...]:
    """The practice's billing providers."""
    return make_pairs(seed=101, count=PRACTICE_PAIRS)


def client_pairs() -> tuple[Pair, ...]:
    """The billing company's clients' providers, one each."""
    return make_pairs(seed=202, count=2 * CLIENT_PAIRS)


def furnish(*, data: Path, sandbox_port: int) -> Furnished:
    """Make everybody once in a data folder, and count the runs; role operator, outside of a scope."""
    note = data / "demo" / "demo.json"
    note.parent.mkdir(mode=0o700, exist_ok=True)
    if note.is_file():
        plain = json.loads(note.read_text(encoding="utf-8"))
        known = Furnished(plain["practice"], plain["billing"], tuple(plain["clients"]), plain["runs"] + 1)
    else:
        known = _people(data)
    _ways(data, sandbox_port)
    write_file(note, [json.dumps(asdict(known)).encode()])
    return known


def _people(data: Path) -> Furnished:
    practice, billing, first, second = (reserve() for _ in range(4))
    with scope([HOUSE, practice, billing, first, second], by=BY):
        add_organization(tenant=practice, name="Maple Family Practice", kind="practice", by=BY, is_live=True)
        add_organization(
            tenant=billing, name="Northstar Billing", kind="billing", by=BY, scheme="compatible", is_live=True
        )
        for client, pair in zip((first, second), client_pairs(), strict=True):
            add_organization(
                tenant=client, name=pair.name.title(), kind="practice", by=BY, parent=billing, is_live=True
            )
            add_pair(npi=pair.npi, tin=pair.tin, tenant=client, submitter=billing, by=BY)
            add_era_right(npi=pair.npi, tin=pair.tin, tenant=billing, by=BY)
        for pair in practice_pairs():
            add_pair(npi=pair.npi, tin=pair.tin, tenant=practice, by=BY)
            add_era_right(npi=pair.npi, tin=pair.tin, tenant=practice, by=BY)
        _accounts(data, practice, billing)
    return Furnished(practice, billing, (first, second), 1)


def _accounts(data: Path, practice: int, billing: int) -> None:
    """An SFTP account for each sender, its private key in the data folder, and an API key for the practice."""
    for username, tenant in ((PRACTICE_USER, practice), (BILLING_USER, billing)):
        key = asyncssh.generate_private_key("ssh-ed25519")
        keep(data / "demo" / f"{username}_key", key.export_private_key())
        add_sftp_user(tenant=tenant, username=username, by=BY, public_keys=[key.export_public_key().decode().strip()])
    keep(data / "demo" / "key", add_key(tenant=practice, name="demo", by=BY).secret.encode())


def _ways(data: Path, port: int) -> None:
    """One production connection to each sandbox payer, and one practice connection that answers for all of them."""
    host_key = read_host_key(data)
    with scope([HOUSE], by=BY):
        test_way = connect(port, host_key, Payer("PRACTICE", "PRACTICE PAYER"), "practice", by=BY)
        for payer in SANDBOX_PAYERS:
            way = connect(port, host_key, payer, "production", by=BY)
            add_payer(payer_id=payer.id, name=payer.name, by=BY)
            for connection in (way, test_way):
                open_route(payer_id=payer.id, connection=connection, payer_id_there=payer.id, by=BY)
