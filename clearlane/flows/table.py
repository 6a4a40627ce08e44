"""What a flow is made of. A flow is a table, and the runner only walks it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from clearlane.vocabulary.outcome import Given, Kind, Outcome, Ref

Outcomes = Sequence[Outcome]
Acts = Generator[None, None, Outcomes]


class Verb(Protocol):
    """The public function of a stage.

    It gets a chunk and says who acts, and returns one outcome for each of the chunk. One that leaves the house is a
    generator in three acts: it prepares inside a transaction and yields, speaks with the outside and yields, and
    records the result inside a second transaction.
    """

    def __call__(self, *, chunk: Sequence[Ref], by: str) -> Outcomes | Acts: ...


@dataclass(frozen=True, slots=True)
class Gather:
    """Take what waits in one lane together, at most ``up_to`` at a time; or in ``lanes`` of them, where the verb keeps
    them apart by itself.

    ``after`` says until when lanes wait for more (those that do not are left out); a lane that has ``up_to`` things
    goes at once. Without it nothing waits.
    """

    up_to: int
    lanes: int = 1
    after: Callable[..., Mapping[str, datetime]] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One verb of one stage; ``of`` narrows the sets it takes; ``asides`` says which reasons go to a worklist.

    ``passing`` are those of them that are over, and closed, when the thing is taken and they are not told again.

    ``also`` are kinds that it gives beside its main one; the documentation's diagram is drawn from them.
    """

    verb: Callable[..., Outcomes | Acts]
    takes: Kind
    gives: Kind
    asides: tuple[str, ...] = ()
    passing: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    gather: Gather | None = None
    chunk: int = 2000
    also: tuple[Kind, ...] = ()
    flow: str = field(default="", compare=False)

    @property
    def name(self) -> str:
        """Flow, stage and verb: ``claims/edits.check``."""
        stage, _, _ = self.verb.__module__.removeprefix("clearlane.exchange.").partition(".")
        return f"{self.flow}/{stage}.{self.verb.__name__}"

    def accepts(self, given: Given) -> bool:
        """Whether this step is one for such a thing."""
        return given.kind is self.takes and (not self.of or given.of in self.of)


@dataclass(frozen=True)
class Flow:
    """Steps in order. What no later step of the flow takes goes on in the flows that follow ``after`` it."""

    name: str
    steps: tuple[Step, ...]
    after: str = ""

    def __post_init__(self) -> None:
        named = tuple(
            Step(**{f: getattr(step, f) for f in Step.__dataclass_fields__ if f != "flow"}, flow=self.name)
            for step in self.steps
        )
        object.__setattr__(self, "steps", named)
