"""Write the readable summary of a submitter's file, once all its claims are judged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from clearlane.exchange.intake.reply import Letter, reply_all
from clearlane.exchange.replies.clean_summary import clean_summary
from clearlane.exchange.replies.compatible_summary import compatible_summary
from clearlane.exchange.replies.load_summary import FileSummary, load_summary, open_since
from clearlane.foundation.audit.record import Entry, record_all
from clearlane.foundation.clock.read import now
from clearlane.foundation.telemetry.log import logger
from clearlane.foundation.tenancy.connection import cursor
from clearlane.vocabulary.outcome import Given, Kind, Moved, Outcome, Ref, Waiting

_JUDGED = """
    UPDATE exchange_intake_file AS file SET failed = judged.failed
    FROM unnest(%s::int[], %s::uuid[], %s::boolean[]) AS judged (tenant, id, failed)
    WHERE file.tenant_id = judged.tenant AND file.id = judged.id
"""
SOON, LATE = timedelta(seconds=1), timedelta(minutes=1)
WRITERS = {"clean": clean_summary, "compatible": compatible_summary}
"""Which text a submitter gets, by his scheme."""

log = logger(__name__)


def summarise(*, chunk: Sequence[Ref], by: str) -> list[Outcome]:
    """Lay the summaries of these files into their submitters' mailboxes; one with an unjudged claim waits."""
    since = {file: open_since(file) for file in chunk}
    ready = [(file, load_summary(file)) for file in chunk if not since[file]]
    _judge(ready)
    mails = reply_all([_letter(file, summary) for file, summary in ready])
    record_all([_entry(file, summary, mail) for (file, summary), mail in zip(ready, mails, strict=True)], by=by)
    waiting = [Waiting(file, now() + _pause(now() - at)) for file, at in since.items() if at]
    told = [Moved(file, (Given(Kind.REPLY, mail),)) for (file, _), mail in zip(ready, mails, strict=True)]
    return [*waiting, *told]


def _judge(ready: Sequence[tuple[Ref, FileSummary]]) -> None:
    """Each of these files knows from here on whether nothing of it was taken."""
    with cursor() as sql:
        sql.execute(
            _JUDGED,
            [
                [file.tenant for file, _ in ready],
                [file.id for file, _ in ready],
                [summary.nothing_taken for _, summary in ready],
            ],
        )


def _pause(age: timedelta) -> timedelta:
    """A young file is looked at each second, one that waits for a person each minute."""
    return min(max(age / 10, SOON), LATE)


def _letter(file: Ref, summary: FileSummary) -> Letter:
    if not summary.ties_out:
        log.error("a file does not tie out", file=str(file.id), claims=len(summary.claims))
    text = WRITERS[summary.scheme](summary, at=now())
    cents = sum(claim.cents for claim in summary.claims)
    return Letter(file.tenant, "summary", text.encode(), file, claims=len(summary.claims), cents=cents)


def _entry(file: Ref, summary: FileSummary, mail: Ref) -> Entry:
    detail = {"claims": len(summary.claims), "ties_out": summary.ties_out}
    return Entry(file.tenant, "replies:file:summarised", (file.id, mail.id), detail)
