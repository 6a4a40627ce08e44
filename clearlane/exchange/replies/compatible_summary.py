"""The file summary in the columns that billing systems of today parse.

Column offsets as in a real FS_HCFA file and in three independent parsers of it: each value stands at its offset,
whatever the length of the one before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from clearlane.exchange.replies.load_summary import ClaimLine, FileSummary
from clearlane.exchange.replies.summary_lines import count, dollars, one_line, reasons, those

COLUMNS = (
    ("CLAIM#", 0, 6),
    ("OA CLAIMID", 7, 10),
    ("PATIENT ID", 19, 17),
    ("LAST,FIRST", 37, 19),
    ("DOB", 57, 10),
    ("FROM DOS", 70, 10),
    ("TO DOS", 81, 10),
    ("CPT", 92, 7),
    ("DIAG", 100, 8),
    ("TAX ID", 109, 10),
    ("ACCNT#", 121, 13),
    ("PHYS.ID", 135, 10),
    ("PAYER", 146, 6),
    ("ERRORS", 153, 400),
)
"""Heading, offset, and the most characters that stand there."""

_RULE, _WIDE = "=" * 78, 162
_PARTS = (
    ("-------ERROR CLAIM DETAIL", ("dead", "rejected")),
    ("-------PENDING CLAIM DETAIL", ("held", "stuck", "withdrawn")),
    ("-------ACCEPTED CLAIM DETAIL", ("waiting", "sent")),
)
MOST_NOTES = 20
REFUSED = ("X999", "Refused by the implementation guide, see the 999")


def compatible_summary(summary: FileSummary, *, at: datetime) -> str:
    """The text of FS_HCFA for this file. Lines end in CR LF."""
    lines = [*_preamble(summary), *_head(summary, at), *_details(summary), *_trailer(summary)]
    return "\r\n".join(map(one_line, lines)) + "\r\n"


def _preamble(summary: FileSummary) -> Iterator[str]:
    going = those(summary.claims, "waiting", "sent")
    payers = sorted({claim.payer for claim in going})
    yield f"Dear {summary.submitter}"
    yield ""
    yield "Your claims file has been processed; the claims accepted below are passed on to their payer(s)."
    yield "Results for your claim file are as follows."
    yield ""
    yield _RULE
    yield f"The file {summary.number:010d}_{summary.name} was split into {len(payers)} file(s) "
    yield "for processing. These file(s) are:"
    yield ""
    yield "File ID\t\tPayer (PayerID)                  Claims       Totals"
    yield "-" * 78
    for payer in payers:
        mine = [claim for claim in going if claim.payer == payer]
        name = f"{summary.payers.get(payer, '')[:20]} ({payer})".strip()
        yield f"{summary.number:010d}\t\t{name:<32} {len(mine):>6}  {dollars(sum(c.cents for c in mine)):>15}"
    yield f"{'Total: ' + dollars(sum(claim.cents for claim in going)):>88}"
    yield _RULE
    yield ""


def _head(summary: FileSummary, at: datetime) -> Iterator[str]:
    counts = {one.key: one for one in count(summary.claims)}
    accepted = counts["waiting"].claims + counts["sent"].claims
    pending = counts["held"].claims + counts["stuck"].claims + counts["withdrawn"].claims
    yield "Claims Upload File Summary"
    yield ""
    yield f"     File Name:{summary.number:010d}_{summary.name}"
    yield f" Date Uploaded: {summary.received_at:%m/%d/%Y}"
    yield "  Type of File: HCFA"
    yield f"Date Processed: {at:%m/%d/%Y}"
    yield f"\t{accepted} # of Claims Initially Accepted"
    yield f"\t{counts['dead'].claims + counts['rejected'].claims} # of Claims Rejected"
    yield from _errors(those(summary.claims, "dead", "rejected"))
    if pending:
        yield f"\t{pending} # of Claims Pending"
        yield from _errors(those(summary.claims, "held", "stuck", "withdrawn"))
    if summary.reason:
        yield f"\tNote: {summary.reason}"
    yield from _whole(summary)
    if not summary.ties_out:
        yield "\tTHE SUMS DO NOT TIE OUT"
    yield ""
    yield _RULE
    yield ""


def _whole(summary: FileSummary) -> Iterator[str]:
    """What was refused or is held as a whole, a line each; none of its claims is in the counts."""
    notes = [one.why_not for one in summary.sets if one.why_not]
    for told in (notes, [f"{finding.what} {finding.remedy}" for finding in summary.refusals]):
        yield from (f"\tNote: {note}" for note in told[:MOST_NOTES])
        if len(told) > MOST_NOTES:
            yield f"\tNote: and {len(told) - MOST_NOTES:,} more of them"


def _errors(claims: Sequence[ClaimLine]) -> Iterator[str]:
    found: Counter[str] = Counter()
    words: dict[str, str] = {}
    for claim in claims:
        for code, what in _codes(claim).items():
            found[code] += 1
            words.setdefault(code, what)
    for code in sorted(found):
        yield f"\t+---> {found[code]} # errors {code} - {words[code]}"


def _codes(claim: ClaimLine) -> dict[str, str]:
    """The codes of what keeps a claim from going on, a letter and digits each: A7562 is status A7:562."""
    if claim.state == "dead":
        return dict([REFUSED])
    return {
        f"{finding.status.category}{finding.status.code}" if finding.status else finding.rule: finding.what
        for finding in reversed(reasons(claim))
    }


def _details(summary: FileSummary) -> Iterator[str]:
    place = 0
    for title, keys in _PARTS:
        claims = those(summary.claims, *keys)
        if not claims:
            continue
        yield ""
        yield "=" * _WIDE
        yield title
        yield "-" * _WIDE
        yield _columns([heading for heading, _, _ in COLUMNS]) + " "
        yield "-" * _WIDE
        for claim in claims:
            place += 1
            yield _row(summary, claim, place)
        yield "=" * _WIDE
    yield ""


def _row(summary: FileSummary, claim: ClaimLine, place: int) -> str:
    values = [
        f"{place})", number_claim(summary.number, place), claim.member_id, f"{claim.last},{claim.first}".strip(","),
        _day(claim.birth_date), _day(claim.service_from), _day(claim.service_to), claim.procedure, claim.diagnosis,
        claim.tin, claim.number, claim.npi, claim.payer, ",".join(reversed(_codes(claim))),
    ]  # fmt: skip
    return _columns(values)


def number_claim(file_number: int, place: int) -> str:
    """A number of ten digits for a claim: the last five of its file's number, and its place in this summary."""
    return f"{file_number % 100_000:05d}{place % 100_000:05d}"


def _columns(values: Sequence[str]) -> str:
    """Each value at its column's offset, cut to what the column holds."""
    line = ""
    for value, (_, offset, width) in zip(values, COLUMNS, strict=True):
        line = f"{line:<{offset}}{value[:width]}"
    return line


def _day(day: date | None) -> str:
    return f"{day:%m/%d/%Y}" if day else ""


def _trailer(summary: FileSummary) -> Iterator[str]:
    yield ""
    yield _RULE
    yield f"This summary is regarding the master file with fileID:{summary.number:010d}"
    yield "please track each individual file by their unique file ID."
    yield _RULE
