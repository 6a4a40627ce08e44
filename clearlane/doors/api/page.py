"""Pages of a list by a cursor: the id of the last thing that was shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict


class Page(Schema):
    """What part of a list is asked for: ``limit`` things after the one with the id ``after``."""

    model_config = ConfigDict(extra="forbid")

    after: UUID | None = None
    limit: int = Field(100, ge=1, le=499)


class HasId(Protocol):
    """Whatever a list shows."""

    @property
    def id(self) -> UUID: ...


T = TypeVar("T", bound=HasId)


def page(found: Sequence[T], *, limit: int) -> dict[str, Any]:
    """The first ``limit`` of what was found, and the cursor where one more was found."""
    shown = found[:limit]
    return {"items": list(shown), "next": shown[-1].id if len(found) > limit else None}
