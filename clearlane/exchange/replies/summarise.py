"""Write the readable summary of a submitter's file, once all its claims are judged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from clearlane.exchange.intake.reply import reply
from clearlane.exchange.replies.clean_summary import clean_summary
from clearlane.exchange.replies.compatible_summary import compatible_summary
from clearlane.exchange.replies.load_summary import load_summary, open_since
from clearlane.foundation.audit.record import record
from clearlane.foundation.clock.read import now
from clearlane.foundation.telemetry.log import logger
from clearlane.vocabulary.outcome import Given, Kind, Moved, Outcome, Ref, Waiting

SOON, LATE = timedelta(seconds=1), timedelta(minutes=1)
WRITERS = {"clean": clean_summary, "compatible": compatible_summary}
"""Which text a submitter gets, by his scheme."""

log = logger(__name__)


def summarise(*, chunk: Sequence[Ref], by: str) -> list[Outcome]:
    """Lay the summaries of these files into their submitters' mailboxes; one with an unjudged claim waits."""
    return [_summarise(file, by) for file in chunk]


def _pause(age: timedelta) -> timedelta:
    """A young file is looked at each second, one that waits for a person each minute."""
    return min(max(age / 10, SOON), LATE)


def _summarise(file: Ref, by: str) -> Outcome:
    since = open_since(file)
    if since:
        return Waiting(file, now() + _pause(now() - since))
    summary = load_summary(file)
    if not summary.ties_out:
        log.error("a file does not tie out", file=str(file.id), claims=len(summary.claims))
    text = WRITERS[summary.scheme](summary, at=now())
    mail = reply(
        tenant=file.tenant, kind="summary", content=text.encode(), source=file,
        claims=len(summary.claims), cents=sum(claim.cents for claim in summary.claims),
    )  # fmt: skip
    record(
        tenant=file.tenant, event="replies:file:summarised", by=by, subjects=(file.id, mail.id),
        detail={"claims": len(summary.claims), "ties_out": summary.ties_out},
    )  # fmt: skip
    return Moved(file, (Given(Kind.REPLY, mail),))
