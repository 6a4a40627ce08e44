"""The list of files as its address says it. Names of files may be those of patients: no address holds one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

from clearlane.doors.portal.pages.asked import read_day, read_id, read_ids, read_key
from clearlane.exchange.reading.list_landed import MOST

_KNOWN = ("state", "since", "until", "seek")


@dataclass(frozen=True, slots=True)
class FilesQuery:
    """``state`` is failed or nothing; ``since`` and ``until`` are days of the practice; ``seek`` is the key by which
    the session knows the text of a search; ``landed`` are files that were sent a moment ago, of which the page tells
    what came of them."""

    state: str = ""
    since: date | None = None
    until: date | None = None
    seek: str = ""
    after: UUID | None = field(default=None, compare=False)
    before: UUID | None = field(default=None, compare=False)
    landed: tuple[UUID, ...] = field(default=(), compare=False)

    def to(self, path: str = "/files", **changes: Any) -> str:
        """The address of the list with these changes; the place in it is left out unless it is given."""
        named = {name: getattr(self, name) for name in _KNOWN} | changes
        pairs = [
            (name, str(one))
            for name, value in named.items()
            for one in (value if isinstance(value, tuple) else (value,))
            if one
        ]
        return f"{path}?{urlencode(pairs)}" if pairs else path


def read_files_query(asked: QueryDict) -> FilesQuery:
    """What an address asks for."""
    return FilesQuery(
        state="failed" if asked.get("state") == "failed" else "",
        since=read_day(asked, "since"),
        until=read_day(asked, "until"),
        seek=read_key(asked, "seek"),
        after=read_id(asked, "after"),
        before=read_id(asked, "before"),
        landed=read_ids(asked, "landed", most=MOST),
    )
