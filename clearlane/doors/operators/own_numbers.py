"""What waits at the console shows of what is, or may be, a person's own number the last four digits alone."""

from __future__ import annotations

from dataclasses import replace

from clearlane.directory.operators.propose import OpenProposal, list_proposals
from clearlane.directory.organizations.find_tin_kinds import find_tin_kinds
from clearlane.directory.providers.verify_pair import WaitingPair, list_waiting
from clearlane.doors.portal.wording.numbers import EIN, taxid


def show_pairs() -> tuple[WaitingPair, ...]:
    """The pairs that wait, each tax id as it is shown; inside a scope of the house."""
    pairs = list_waiting()
    kinds = find_tin_kinds(tenants=[each.tenant for each in pairs])
    return tuple(replace(each, tin=taxid(each.tin, kinds.get((each.tenant, each.tin), ""))) for each in pairs)


def show_proposals() -> tuple[OpenProposal, ...]:
    """The proposals of the shell, whose words name a tax id as it was typed; inside a scope of the house."""
    found = list_proposals()
    kinds = find_tin_kinds(tenants=[each.given["tenant"] for each in found])
    return tuple(_masked(each, kinds.get((each.given["tenant"], each.given["tin"]), "")) for each in found)


def _masked(proposal: OpenProposal, kind: str) -> OpenProposal:
    if kind.lower() == EIN:
        return proposal
    tin = proposal.given["tin"]
    return replace(proposal, act=proposal.act.replace(f"+{tin}", f"+{taxid(tin, kind)}"))
