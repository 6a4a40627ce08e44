"""Put each word of a payer where it belongs: onto its claim, or onto the batch of ours that it speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from clearlane.exchange.claims.keep_extract import ExtractOf, keep_extracts
from clearlane.exchange.responses.acknowledge import acknowledge
from clearlane.exchange.responses.judge import judge
from clearlane.exchange.responses.load_responses import ResponseRow, load_responses
from clearlane.exchange.responses.load_sets import SentSet, load_sets
from clearlane.exchange.responses.locate import FoundBatch, Located, locate
from clearlane.exchange.responses.mark import Mark, mark
from clearlane.exchange.responses.settle import Settled, Word, lock_claims, settle
from clearlane.exchange.responses.spread import spread
from clearlane.foundation.audit.record import record
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.vocabulary.outcome import Already, Aside, Moved, Outcome, Ref

UNMATCHED, UNEXPECTED = "unmatched", "unexpected"


def match(*, chunk: Sequence[Ref], by: str) -> list[Outcome]:
    """Match the responses of a chunk; each claim's submitter is owed an answer for each new word on it.

    What speaks of no claim or batch of ours is set aside as unmatched; what may not move the claim that it speaks of
    (a test answer, another connection's, a status that is none) as unexpected; a batch that the payer refused, in
    whole or in part, as refused.
    """
    rows = load_responses(ids=[ref.id for ref in chunk])
    outcomes: dict[Ref, Outcome] = {row.ref: Already(row.ref) for row in rows if row.state == "matched"}
    open_rows = [row for row in rows if row.state != "matched"]
    outcomes |= acknowledge([row for row in open_rows if row.kind != "277CA"], by=by)
    outcomes |= _match_statuses([row for row in open_rows if row.kind == "277CA"], by)
    record(tenant=HOUSE, event="responses:response:matched", by=by, subjects=[ref.id for ref in chunk])
    return [outcomes[ref] for ref in chunk]


def _match_statuses(rows: Sequence[ResponseRow], by: str) -> dict[Ref, Outcome]:
    if not rows:
        return {}
    located = locate([row for row in rows if row.level == "claim"])
    wide = spread([row for row in rows if row.level != "claim"])
    outcomes: dict[Ref, Outcome] = {}
    words: list[Word] = []
    for row in rows:  # in the order in which they came: of two words of one day the later stands
        said = _word(row, located.get(row.id)) if row.level == "claim" else _wide(row, wide[row.ref])
        if isinstance(said, Aside):
            outcomes[row.ref] = said
        else:
            words += said
    return outcomes | _settle(rows, words, located, outcomes, by)


def _wide(row: ResponseRow, words: list[Word] | None) -> list[Word] | Aside:
    return Aside(row.ref, UNMATCHED, "no batch of ours has this BHT03 on this connection") if words is None else words


def _word(row: ResponseRow, located: Located | None) -> list[Word] | Aside:
    """What a response means for its claim, or why it may not mean anything."""
    if located is None:
        return Aside(row.ref, UNMATCHED, "neither our trace number nor batch, number and charge name one claim")
    why = refusal(row, located.batch)
    if why:
        return Aside(row.ref, UNEXPECTED, why)
    event = judge(row.statuses)
    if not event:
        return Aside(row.ref, UNEXPECTED, "no status in it belongs in a claim acknowledgment")
    return [Word(row, located.claim, event)]


def refusal(row: ResponseRow, batch: FoundBatch) -> str:
    """Why a response may not touch the claims of a batch; "" where it may."""
    if row.connection != batch.connection:
        return "it came over another connection than the one on which the batch left"
    if row.usage == "T" and batch.usage != "T":
        return "a test answer (ISA15 T) never touches a production claim"
    return ""


def _settle(
    rows: Sequence[ResponseRow], words: Sequence[Word], located: dict[UUID, Located], aside: dict[Ref, Outcome], by: str
) -> dict[Ref, Outcome]:
    claims = lock_claims(word.claim for word in words)
    settled = settle(words=[word for word in words if word.claim in claims], claims=claims, by=by)
    keep_extracts(extracts=_extracts(settled))
    by_response: dict[Ref, list[Settled]] = defaultdict(list)
    for one in settled:
        by_response[one.word.response.ref].append(one)
    outcomes = {row.ref: _outcome(row.ref, by_response[row.ref]) for row in rows if row.ref not in aside}
    mark([_marked(row, {**outcomes, **aside}[row.ref], located.get(row.id)) for row in rows])
    return outcomes


def _outcome(ref: Ref, settled: Sequence[Settled]) -> Outcome:
    gives = tuple(one.answer for one in settled if one.answer)
    odd = sum(one.is_odd for one in settled)
    if odd:
        return Aside(ref, UNEXPECTED, f"{odd} claims are in a state in which no payer can answer", gives)
    return Moved(ref, gives)


def _marked(row: ResponseRow, outcome: Outcome, located: Located | None) -> Mark:
    state = "aside" if isinstance(outcome, Aside) else "matched"
    return Mark(row.id, state, located.claim if located else None, located.batch.id if located else None)


def _extracts(settled: Sequence[Settled]) -> list[ExtractOf]:
    words = [one.word for one in settled if not one.is_odd]
    sets = {sent.ref.id: _Opened(sent) for sent in load_sets(list({Ref(HOUSE, w.response.set) for w in words}))}
    return [sets[word.response.set].extract(word) for word in words]


class _Opened:
    """A set with its bytes at hand, from which extracts are cut."""

    def __init__(self, sent: SentSet) -> None:
        self.sent = sent
        self.content = sent.content()
        st_ends = self.content.find(sent.delimiters.segment) + 1
        self.head = sent.envelope() + self.content[:st_ends]

    def extract(self, word: Word) -> ExtractOf:
        """The envelope, ST, and the loop that speaks of the claim."""
        row = word.response
        start = row.offset - self.sent.offset
        loop = self.content[start : start + row.length]
        return ExtractOf(word.claim, "277ca", self.sent.sha256, row.first_segment, row.last_segment, self.head + loop)
