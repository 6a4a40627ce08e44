"""What an organization still needs before its claims may go to payers."""

from __future__ import annotations

from dataclasses import dataclass

from clearlane.doors.portal.welcome.checklists import US, YOU

YES = "The yes of an operator, once you have asked"
_CORRECTED = "Your NPI and tax ID corrected"


@dataclass(frozen=True, slots=True)
class Need:
    """One condition: who meets it, whether it is met, and where one looks at it."""

    what: str
    who: str
    is_met: bool
    href: str = ""
    is_before: bool = False  # nobody asks before it is met, whose ever it is


def find_needs(
    *,
    kind: str,
    facts: frozenset[str],
    missing: frozenset[str],
    has_pair: bool,
    is_refused: bool = False,
    is_live: bool = False,
    is_own_use: bool = False,
) -> tuple[Need, ...]:
    """The conditions of a kind of organization, its own first; ``missing`` is what the operators' yes waits for.

    ``is_refused``: its pair was, so that the next step is its own. ``is_own_use``: the house works for itself
    alone, and has no agreements.
    """
    test_claim = Need("A test claim that was accepted", YOU, "accepted" in facts, "/welcome#sample")
    return (
        Need("A passkey or an authenticator app on your account", YOU, "factor" in facts, "/account"),
        *(() if kind == "payer" else (test_claim,)),
        Need(_CORRECTED, YOU, False, "#pairs") if is_refused else _who_bills(kind, missing, has_pair=has_pair),
        *(() if is_own_use else (_agreement(missing),)),
        Need("Who runs this installation, and signs for it", US, not missing & {"mode", "identity"}),
        Need("The keys of this installation in a backup", US, "keys" not in missing),
        Need(YES, US, is_live),
    )


def _agreement(missing: frozenset[str]) -> Need:
    """In evaluation none comes into force, whatever is signed; and nobody signs with a house that has not said who it
    is."""
    who, href = (YOU, "/live/agreement")
    if missing & {"mode", "identity"}:
        who, href = US, "/account/agreement" if "mode" in missing else ""
    return Need("An agreement in force", who, "agreement" not in missing, href, is_before="mode" not in missing)


def _who_bills(kind: str, missing: frozenset[str], *, has_pair: bool) -> Need:
    if kind == "payer":
        return Need("Your organization linked to its payer entry", US, "link" not in missing)
    if kind == "billing" and not has_pair:
        return Need("A client who lets you send claims in its name", YOU, "clients" not in missing)
    return Need("Your NPI and tax ID verified", US, "pair" not in missing, "#pairs")


def may_ask(needs: tuple[Need, ...]) -> bool:
    """Whether all that is the organization's own to do is done; what is the house's it does once it is asked."""
    return all(need.is_met for need in needs if need.who == YOU or need.is_before)


def waits_for_us(needs: tuple[Need, ...]) -> bool:
    """Whether nobody can ask although all that is the organization's own to do is done."""
    return not may_ask(needs) and all(need.is_met for need in needs if need.who == YOU)
