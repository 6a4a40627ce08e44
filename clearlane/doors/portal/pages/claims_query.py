"""The list of claims as its address says it: filters, order and place. No address holds a patient's name or number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

from clearlane.doors.portal.pages.asked import end_of, read_day, read_id, read_key, start_of
from clearlane.exchange.reading.claim_filter import SORTS, ClaimFilter
from clearlane.exchange.reading.words import CLAIM_WORDS, WORDS

_SLUGS = {word.lower(): word for word in WORDS}
_KNOWN = (
    "status",
    "by",
    "payer",
    "without",
    "state",
    "since",
    "until",
    "file",
    "client",
    "reason",
    "usage",
    "days",
    "seek",
    "sort",
)
MOST_PAYER, MOST_REASON = 80, 2_000
"""A reason may name every rule that there is."""


@dataclass(frozen=True, slots=True)
class ClaimsQuery:
    """``status`` are words in small letters, ``sort`` an order with a minus where it falls; the rest as ClaimFilter.

    ``days`` is utc where since and until are days of the world's clock, by which the register counts, not of the
    practice's. ``seek`` is the key by which the session knows the text of a search.
    """

    status: tuple[str, ...] = ()
    by: str = ""
    payer: str = ""
    without: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None
    file: UUID | None = None
    client: int | None = None
    reason: str = ""
    usage: str = ""
    days: str = ""
    seek: str = ""
    sort: str = ""
    after: UUID | None = field(default=None, compare=False)
    before: UUID | None = field(default=None, compare=False)

    @property
    def words(self) -> tuple[str, ...]:
        """The status words that are asked for."""
        return tuple(_SLUGS[each] for each in self.status)

    def wanted(self, *, zone: str, ids: tuple[UUID, ...] | None = None) -> ClaimFilter:
        """The filter; days are those of the practice's time zone."""
        name, zone = self.sort.lstrip("-"), "UTC" if self.days else zone
        return ClaimFilter(
            words=self.words,
            by=self.by,
            payer=self.payer,
            without=self.without,
            state=self.state,
            since=start_of(self.since, zone),
            until=end_of(self.until, zone),
            file=self.file,
            client=self.client,
            reason=self.reason,
            usage=self.usage,
            ids=ids,
            sort=name or "newest",
            ascending=bool(name) and not self.sort.startswith("-"),
        )

    def to(self, path: str = "/claims", **changes: Any) -> str:
        """The address of the list with these changes; the place in it is left out unless it is given."""
        named = {name: getattr(self, name) for name in _KNOWN} | changes
        pairs = [
            (name, str(one))
            for name, value in named.items()
            for one in (value if isinstance(value, tuple) else (value,))
            if one not in ("", None)
        ]
        return f"{path}?{urlencode(pairs)}" if pairs else path


def read_query(asked: QueryDict) -> ClaimsQuery:
    """What an address asks for; what is not understood is left out."""
    sort = asked.get("sort", "")
    return ClaimsQuery(
        status=tuple(dict.fromkeys(one for one in asked.getlist("status") if one in _SLUGS)),
        by=asked.get("by", "") if asked.get("by") in ("us", "payer") else "",
        payer=_text(asked, "payer", MOST_PAYER),
        without="payer" if asked.get("without") == "payer" else "",
        state=asked.get("state", "") if asked.get("state") in CLAIM_WORDS else "",
        since=read_day(asked, "since"),
        until=read_day(asked, "until"),
        file=read_id(asked, "file"),
        client=_number(asked, "client"),
        reason=_text(asked, "reason", MOST_REASON),
        usage=asked.get("usage", "") if asked.get("usage") in ("P", "T") else "",
        days="utc" if asked.get("days") == "utc" else "",
        seek=read_key(asked, "seek"),
        sort=sort if sort.lstrip("-") in SORTS and sort.count("-") < 2 else "",
        after=read_id(asked, "after"),
        before=read_id(asked, "before"),
    )


def _text(asked: Mapping[str, str], name: str, most: int) -> str:
    """A text; one with a byte that no column holds is not understood."""
    text = asked.get(name, "")
    return "" if "\0" in text else text[:most]


def _number(asked: QueryDict, name: str) -> int | None:
    text = asked.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
