"""What an organization still needs before its claims may go to payers."""

from __future__ import annotations

from dataclasses import dataclass

from clearlane.doors.portal.welcome.checklists import US, YOU


@dataclass(frozen=True, slots=True)
class Need:
    """One condition: who meets it, whether it is met, and where one looks at it."""

    what: str
    who: str
    is_met: bool
    href: str = ""


def find_needs(*, kind: str, facts: frozenset[str], has_pair: bool, keys_are_safe: bool) -> tuple[Need, ...]:
    """The conditions of a kind of organization, its own first."""
    return (
        Need("A passkey or an authenticator app on your account", YOU, "factor" in facts, "/account"),
        Need("A test claim that was accepted", YOU, "accepted" in facts, "/welcome#sample"),
        _who_bills(kind, facts, has_pair=has_pair),
        Need("An agreement in force", US, "agreed" in facts, "/account/agreement"),
        Need("The keys of this installation in a backup", US, keys_are_safe),
    )


def _who_bills(kind: str, facts: frozenset[str], *, has_pair: bool) -> Need:
    if kind == "payer":
        return Need("Your organization linked to its payer entry", US, False)
    if kind == "billing" and not has_pair:
        return Need("A client who has consented", YOU, "clients" in facts)
    return Need("Your NPI and tax ID verified", US, "verified" in facts, "#pairs")


def may_ask(needs: tuple[Need, ...]) -> bool:
    """Whether all that is the organization's own to do is done; what is the house's it does once it is asked."""
    return all(need.is_met for need in needs if need.who == YOU)
