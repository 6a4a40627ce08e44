"""Which claims are asked for, as one value; and the statements that walk to them lane by lane.

A lane is one tenant with one pair of state and decision. Each is a run of an index in the order of the list, so a
page takes the first rows of each lane, however many claims there are, and however many tenants are looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from clearlane.exchange.reading.words import WORDS, places_of
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.connection import current_tenants

BY_PAYER = frozenset({"received_by_payer", "accepted_by_payer", "rejected_by_payer"})
STOPPED = ("Rejected", "Held")
SORTS = {"newest": "id", "charge": "total_cents", "service": "service_from"}
"""Name of an order -> the column that leads it; the id decides among equals."""


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """What is asked for; empty values ask for everything.

    ``words`` are those of reading/words, ``by`` is us or payer; ``since`` and ``until`` bound the instant of arrival;
    ``without`` is payer for those that name none; ``state`` is the one behind a word that has several; ``reason`` is
    what moved a claim to where it is (rule ids, or a payer's first status); ``ids`` are those that a search found;
    ``usage`` is P or T.
    """

    words: tuple[str, ...] = ()
    by: str = ""
    payer: str = ""
    without: str = ""
    state: str = ""
    since: datetime | None = None
    until: datetime | None = None
    file: UUID | None = None
    client: int | None = None
    reason: str = ""
    usage: str = ""
    ids: tuple[UUID, ...] | None = None
    sort: str = "newest"
    ascending: bool = False

    @property
    def tenants(self) -> list[int]:
        """The tenants of the scope that are asked for."""
        return [each for each in current_tenants() if self.client in (None, each)]

    @property
    def asks_places(self) -> bool:
        """Whether claims in some places only are asked for; reasons are looked for among what stopped."""
        return bool(self.words or self.by or self.state or self.reason)

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """The pairs of state and decision that are asked for; none where all are."""
        if not self.asks_places:
            return ()
        return tuple(
            (state, decision)
            for state, decision in places_of(words=self.words or (STOPPED if self.reason else WORDS))
            if self.state in ("", state) and (not self.by or (state in BY_PAYER) == (self.by == "payer"))
        )

    @property
    def counts_alone(self) -> bool:
        """Whether the register of counts knows how many there are."""
        narrow = (self.payer, self.without, self.since, self.until, self.file, self.reason, self.ids)
        return narrow == ("", "", None, None, None, "", None)


_SOON = "claim.id < %(soon)s"
_CONDITIONS: Mapping[str, str] = {
    "payer": "claim.payer_code = %(payer)s",
    "without": "claim.payer_code = ''",
    "since": "claim.id >= %(since)s",
    "until": "claim.id < %(until)s",
    "file": "claim.file_id = %(file)s",
    "ids": "claim.id = ANY(%(ids)s::uuid[])",
    "reason": """(SELECT move.detail FROM exchange_claims_transition AS move
        WHERE move.tenant_id = claim.tenant_id AND move.claim_id = claim.id AND move.to_state = claim.state
        ORDER BY move.seq DESC LIMIT 1) = %(reason)s""",
}


_OF_USAGE = {"": [], "P": ["claim.usage = 'P'"], "T": ["claim.usage = 'T'"]}
"""Written out, so that the index of tests alone is seen to serve them."""


def _asked(wanted: ClaimFilter) -> list[str]:
    named = [text for name, text in _CONDITIONS.items() if getattr(wanted, name) not in ("", None)]
    return [*named, *_OF_USAGE[wanted.usage]]


def id_at(instant: datetime) -> UUID:
    """The least id that a claim of this instant can have; before 1970 there are none."""
    return UUID(int=(max(0, int(instant.timestamp() * 1000)) << 80) | (7 << 76) | (0b10 << 62))


def soon() -> UUID:
    """An id that no claim has reached: with it the partitions of the months to come are left out of a statement."""
    return id_at(now() + timedelta(days=1))


def values(wanted: ClaimFilter) -> dict[str, Any]:
    """The parameters of the statements below."""
    places = wanted.places
    return {
        "soon": soon(),
        "tenants": wanted.tenants,
        "states": [state for state, _ in places],
        "decisions": [decision for _, decision in places],
        "payer": wanted.payer,
        "since": id_at(wanted.since) if wanted.since else None,
        "until": id_at(wanted.until) if wanted.until else None,
        "file": wanted.file,
        "usage": wanted.usage,
        "ids": list(wanted.ids) if wanted.ids is not None else None,
        "reason": wanted.reason,
    }


def lanes(wanted: ClaimFilter, *, give: str, ending: str, extra: str = "") -> str:
    """``SELECT give`` from the claims of each lane, with ``ending`` (an order, a limit) applied to each.

    ``give``, ``ending`` and ``extra``, a further condition, come from the program, never from outside.
    """
    asked = _asked(wanted)
    conditions = [_SOON, "claim.tenant_id = lane.tenant_id", *asked, *([extra] if extra else [])]
    lane = "unnest(%(tenants)s::int[]) AS lane (tenant_id)"
    if wanted.asks_places:
        lane = """(SELECT tenant_id, state, decision FROM unnest(%(tenants)s::int[]) AS tenant_id
            CROSS JOIN unnest(%(states)s::text[], %(decisions)s::text[]) AS place (state, decision)) AS lane"""
        conditions += ["claim.state = lane.state", "claim.decision = lane.decision"]
    where = " AND ".join(conditions)
    inner = f"SELECT {give} FROM exchange_claims_claim AS claim WHERE {where} {ending}"
    return f"SELECT claim.* FROM {lane} CROSS JOIN LATERAL ({inner}) AS claim"


def every_place(wanted: ClaimFilter) -> dict[str, list[str]]:
    """The parameters of ``across``: the places that are asked for, all there are where all claims are."""
    places = wanted.places or places_of(words=WORDS)
    return {"states": [state for state, _ in places], "decisions": [decision for _, decision in places]}


def across(wanted: ClaimFilter, *, give: str, ending: str, extra: str = "") -> str:
    """As ``lanes``, but a lane is a place alone, whosever the claims are; ``every_place`` adds its parameters."""
    asked = _asked(wanted)
    conditions = [
        _SOON, "claim.state = lane.state", "claim.decision = lane.decision",
        "claim.tenant_id = ANY(%(tenants)s::int[])",
        *asked, *([extra] if extra else []),
    ]  # fmt: skip
    inner = f"SELECT {give} FROM exchange_claims_claim AS claim WHERE {' AND '.join(conditions)} {ending}"
    lane = "unnest(%(states)s::text[], %(decisions)s::text[]) AS lane (state, decision)"
    return f"SELECT claim.* FROM {lane} CROSS JOIN LATERAL ({inner}) AS claim"


def together(wanted: ClaimFilter, *, give: str, ending: str, extra: str = "") -> str:
    """As ``lanes`` in one piece: for the few claims that a search found, or those of one file."""
    asked = _asked(wanted)
    places = "(claim.state, claim.decision) IN (SELECT * FROM unnest(%(states)s::text[], %(decisions)s::text[]))"
    conditions = [
        _SOON, "claim.tenant_id = ANY(%(tenants)s::int[])", *asked, *([places] if wanted.asks_places else []),
        *([extra] if extra else []),
    ]  # fmt: skip
    return f"SELECT {give} FROM exchange_claims_claim AS claim WHERE {' AND '.join(conditions)} {ending}"
