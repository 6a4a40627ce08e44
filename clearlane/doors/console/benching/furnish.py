"""Furnish the bench's house: its tenants, each with an account and a billing provider, and six payers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import asyncssh

from clearlane.directory.organizations.add import add as add_organization
from clearlane.directory.organizations.reserve import reserve
from clearlane.directory.payers.add_payer import add_payer
from clearlane.directory.providers.add_era_right import add_era_right
from clearlane.directory.providers.add_pair import add_pair
from clearlane.directory.users.add_sftp_user import add_sftp_user
from clearlane.doors.console.benching.workload import PAYERS, pairs
from clearlane.doors.console.showing.ways import connect, keep, read_host_key
from clearlane.exchange.connections.open_route import open_route
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.scope import scope
from clearlane.standards.x12.generate.order import Pair

BY = "operator:bench"


@dataclass(frozen=True, slots=True)
class Furnished:
    """The tenants' ids in order, and the private key with which each of their accounts signs in."""

    tenants: tuple[int, ...]
    key: Path


def username(tenant: int) -> str:
    """The account of the tenant at this place, from 0."""
    return f"bench{tenant:03d}"


def furnish(*, data: Path, sandbox_port: int, tenants: int) -> Furnished:
    """Make everybody, as role operator and outside of a scope."""
    ids = tuple(reserve() for _ in range(tenants))
    key = asyncssh.generate_private_key("ssh-ed25519")
    place = data / "bench" / "key"
    keep(place, key.export_private_key())
    with scope([HOUSE, *ids], by=BY):
        _people(ids, pairs(tenants=tenants), key.export_public_key().decode().strip())
        host_key = read_host_key(data)
        for payer in PAYERS:
            way = connect(sandbox_port, host_key, payer, "production", by=BY)
            add_payer(payer_id=payer.id, name=payer.name, by=BY)
            open_route(payer_id=payer.id, connection=way, payer_id_there=payer.id, by=BY)
    return Furnished(ids, place)


def _people(ids: Sequence[int], payees: Sequence[Pair], public_key: str) -> None:
    for at, (tenant, pair) in enumerate(zip(ids, payees, strict=True)):
        add_organization(tenant=tenant, name=pair.name.title(), kind="practice", by=BY, is_live=True)
        add_pair(npi=pair.npi, tin=pair.tin, tenant=tenant, by=BY)
        add_era_right(npi=pair.npi, tin=pair.tin, tenant=tenant, by=BY)
        add_sftp_user(tenant=tenant, username=username(at), by=BY, public_keys=[public_key])
