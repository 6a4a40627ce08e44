"""Verdict: what becomes of a file as a whole, folded from its events in one place for all who ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from clearlane.standards.x12.events import ClaimSeen, Event, InterchangeOpened, SetClosed
from clearlane.vocabulary.finding import Disposition, Finding

UNSUPPORTED = "unsupported"
BALANCING = 3
"""The SNIP level of sums."""


def refuses(finding: Finding) -> bool:
    """Whether what it is about is not accepted: it is rejected, or held since it does not add up and cannot be posted.

    What is held because nobody here reads its version is not judged.
    """
    is_read = finding.level >= BALANCING
    return finding.disposition is Disposition.REJECT or (finding.disposition is Disposition.HOLD and is_read)


@dataclass(slots=True)
class Verdict:
    """The fold so far: interchanges that were read, findings by severity, whether one refuses, a set left unjudged."""

    interchanges: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    refuses: bool = False
    is_unjudged: bool = False

    def note(self, event: Event) -> None:
        """One more event of the file."""
        if isinstance(event, Finding):
            self.counts[event.severity] += 1
            self.refuses |= refuses(event)
        elif isinstance(event, InterchangeOpened):
            self.interchanges += 1
        elif isinstance(event, SetClosed):
            self.is_unjudged |= event.verdict == UNSUPPORTED

    def watch(self, events: Iterable[Event]) -> Iterator[Event]:
        """The events as they come, each noted."""
        for event in events:
            if event.__class__ is not ClaimSeen:  # as most are, of which nothing is noted
                self.note(event)
            yield event

    @property
    def findings(self) -> int:
        """How many there are, warnings included."""
        return self.counts.total()

    @property
    def accepted(self) -> bool | None:
        """False when a finding rejects, or holds what cannot be used; None when nothing could be judged; else True."""
        if not self.interchanges:
            return None
        return False if self.refuses else None if self.is_unjudged else True
