"""The file summary in plain words: what came, what became of it, what to do; in 78 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from textwrap import wrap

from clearlane.exchange.replies.load_summary import ClaimLine, FileSummary
from clearlane.exchange.replies.summary_lines import Count, count, dollars, one_line, reasons, those
from clearlane.vocabulary.finding import Finding

WIDTH = 78
MOST_CLAIMS, MOST_REASONS = 5_000, 20
"""What one part tells claim by claim, and what is told of one claim; the counts above are those of all."""
_WAYS = {"sftp": "SFTP", "https": "the API", "cli": "the command line", "flow": "the flow"}
_PARTS = (
    ("REJECTED", "Correct these and send them again as new claims.", ("rejected",)),
    ("REFUSED BY THE GUIDE", "The 999 says at which segment. Correct these and send them again.", ("dead",)),
    ("HELD", "These wait for a person. Nothing is lost; you will be told when they go on.", ("held", "stuck")),
)


def clean_summary(summary: FileSummary, *, at: datetime) -> str:
    """The text of the summary as it stands at ``at``; its sums tie out in claims and dollars, or it says so."""
    lines = [*_head(summary, at), *_sums(summary), *_whole(summary), *_payers(summary), *_details(summary), *_foot()]
    return "\n".join(map(one_line, lines)) + "\n"


def _head(summary: FileSummary, at: datetime) -> Iterator[str]:
    yield "FILE SUMMARY"
    yield "=" * WIDTH
    yield from _paragraph(f"File       {summary.number:010d}  {summary.name}", indent=11)
    yield from _paragraph(f"From       {summary.submitter}", indent=11)
    yield f"Received   {summary.received_at:%Y-%m-%d %H:%M} UTC over {_WAYS.get(summary.way, summary.way)}"
    yield f"As of      {at:%Y-%m-%d %H:%M} UTC"
    if summary.usage == "T":
        yield "Test       This file is a test: practice payers answer it, no real one sees it."
    if summary.reason:
        yield from _paragraph(f"Note       {summary.reason}", indent=11)
    yield ""


def _sums(summary: FileSummary) -> Iterator[str]:
    counts = count(summary.claims)
    total = Count("", "Received", sum(one.claims for one in counts), sum(one.cents for one in counts))
    yield f"{'':44}{'CLAIMS':>12}{'CHARGES':>22}"
    yield _sum(total)
    yield "-" * WIDTH
    yield from (_sum(one) for one in counts)
    yield "-" * WIDTH
    taken = [one for one in summary.sets if one.state == "extracted"]
    in_file = Count("", "Found in the file", sum(one.claims for one in taken), sum(one.cents for one in taken))
    yield _sum(in_file)
    yield "The sums tie out." if summary.ties_out else "THE SUMS DO NOT TIE OUT. Our operators have been told."
    yield ""


def _sum(one: Count) -> str:
    return f"{one.words:<44}{one.claims:>12,}{dollars(one.cents):>22}"


def _whole(summary: FileSummary) -> Iterator[str]:
    """What was refused or is held as a whole: none of its claims is in the counts."""
    notes = [one.why_not for one in summary.sets if one.why_not]
    if not notes and not summary.refusals:
        return
    yield "NOT PROCESSED"
    yield "-" * WIDTH
    yield from _listed([_paragraph(note) for note in notes])
    yield from _listed([_refusal(finding) for finding in summary.refusals])
    yield ""


def _refusal(finding: Finding) -> list[str]:
    place = finding.place
    names = [finding.unit, str(place), f"segment {place.segment}" if place.segment else f"byte {place.offset}"]
    where = ", ".join(name for name in names if name)
    told = _paragraph(f"  * {finding.what} ({where})", indent=4)
    return told + _paragraph(f"    What to do: {finding.remedy}", indent=4)


def _listed(paragraphs: Sequence[Sequence[str]]) -> Iterator[str]:
    """The first of them, and how many more there are."""
    for paragraph in paragraphs[:MOST_REASONS]:
        yield from paragraph
    if len(paragraphs) > MOST_REASONS:
        yield f"  * and {len(paragraphs) - MOST_REASONS:,} more of them"


def _payers(summary: FileSummary) -> Iterator[str]:
    going = those(summary.claims, "waiting", "sent")
    if not going:
        return
    yield "GOING TO"
    yield "-" * WIDTH
    for payer in sorted({claim.payer for claim in going}):
        mine = [claim for claim in going if claim.payer == payer]
        name = f"{summary.payers.get(payer, 'Unknown payer')} ({payer})"
        yield f"{name[:44]:<44}{len(mine):>12,}{dollars(sum(claim.cents for claim in mine)):>22}"
    yield ""


def _details(summary: FileSummary) -> Iterator[str]:
    for title, advice, keys in _PARTS:
        claims = those(summary.claims, *keys)
        if claims:
            yield f"{title} ({len(claims):,})"
            yield "-" * WIDTH
            yield from _paragraph(advice)
            yield ""
            for claim in claims[:MOST_CLAIMS]:
                yield from _claim(claim)
            if len(claims) > MOST_CLAIMS:
                yield from _paragraph(f"... and {len(claims) - MOST_CLAIMS:,} more, which the API lists one by one.")
                yield ""


def _claim(claim: ClaimLine) -> Iterator[str]:
    name = f"{claim.last}, {claim.first}".strip(", ")
    yield f"{claim.number[:24]:<26}{name[:28]:<30}{dollars(claim.cents):>22}"
    service = _days(claim.service_from, claim.service_to)
    yield from _paragraph(f"  our number {claim.trace}, payer {claim.payer or 'none'}")
    yield from _paragraph(f"  service {service}")
    found = reasons(claim)
    for finding in found[:MOST_REASONS]:
        status = f"[{finding.status}] " if finding.status else ""
        yield from _paragraph(f"  * {status}{finding.what}", indent=4)
        yield from _paragraph(f"    What to do: {finding.remedy}", indent=4)
    if len(found) > MOST_REASONS:
        yield f"  * and {len(found) - MOST_REASONS:,} more of them"
    yield ""


def _days(first: date | None, last: date | None) -> str:
    if first is None:
        return "unknown"
    return f"{first}" if last in (None, first) else f"{first} to {last}"


def _foot() -> Sequence[str]:
    return (
        "=" * WIDTH,
        "What a payer answers follows in files of its own: 277CA for acceptance or",
        "rejection, 835 for payment. A held claim gets its 277CA when the hold ends.",
    )


def _paragraph(text: str, indent: int = 0) -> list[str]:
    return wrap(text, WIDTH, subsequent_indent=" " * indent, drop_whitespace=True, break_long_words=True) or [""]
