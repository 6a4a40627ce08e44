"""What a step takes and what it answers: references to things, and one outcome for each.

A verb of a stage gets a chunk of references and returns an outcome for every one of them. It knows nothing of
transactions, of retries or of what comes next: the runner in ``flows`` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class Kind(StrEnum):
    """The kinds of thing that travel through a flow."""

    UPLOAD = "upload"
    FILE = "file"
    INTERCHANGE = "interchange"
    SET = "set"
    CLAIM = "claim"
    ANSWER = "answer"
    CONNECTION = "connection"
    BATCH = "batch"
    RESPONSE = "response"
    PAYMENT = "payment"
    REPLY = "reply"


class Ref(NamedTuple):
    """One row by its owner and its id."""

    tenant: int
    id: UUID


@dataclass(frozen=True, slots=True)
class Given:
    """A thing that a step hands on.

    ``of`` tells sets apart ("837", "999", "835"); ``lane`` is what a gathering step gathers by; ``due_at`` (UTC)
    is when the next step may take it, at once where it is None.
    """

    kind: Kind
    ref: Ref
    of: str = ""
    lane: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """Done; ``gives`` goes on to whatever step takes such things next."""

    ref: Ref
    gives: tuple[Given, ...] = ()


@dataclass(frozen=True, slots=True)
class Already:
    """Another worker had moved it: no error, and nothing to do."""

    ref: Ref


@dataclass(frozen=True, slots=True)
class Aside:
    """A person must look at it, for a reason that the flow's table names."""

    ref: Ref
    reason: str
    note: str = ""
    gives: tuple[Given, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """Not yet, or never at its end: to be taken again at ``until`` (UTC).

    With a ``reason`` a person must look at it meanwhile, until it is taken without that reason.
    """

    ref: Ref
    until: datetime
    gives: tuple[Given, ...] = ()
    reason: str = ""
    note: str = ""


Outcome = Moved | Already | Aside | Waiting
