"""Put payers' words onto claims: state, answer for the submitter, the payer's number, an extract of what was said."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from clearlane.exchange.claims.learn import learn
from clearlane.exchange.claims.move import move
from clearlane.exchange.claims.owe import Owed, owe
from clearlane.exchange.claims.states import CLAIM_STATES, ITEM, NOTE
from clearlane.exchange.responses.judge import said_on
from clearlane.exchange.responses.load_responses import ResponseRow
from clearlane.exchange.responses.read_277ca import StatusText
from clearlane.foundation.tenancy.connection import cursor
from clearlane.vocabulary.outcome import Given, Ref

_LOCK = """
    SELECT tenant_id, id, submitter_id, file_id, file_tenant_id, state FROM exchange_claims_claim
    WHERE tenant_id = ANY(%s::int[]) AND id = ANY(%s::uuid[]) ORDER BY id FOR UPDATE
"""
_SAID = """
    SELECT tenant_id, claim_id, statuses FROM exchange_claims_answer
    WHERE tenant_id = ANY(%s::int[]) AND claim_id = ANY(%s::uuid[]) AND source = 'payer'
"""


@dataclass(frozen=True, slots=True)
class Word:
    """One response about one claim, and the event that it means; ``is_by_name``: not of all that it does not name."""

    response: ResponseRow
    claim: Ref
    event: str
    is_by_name: bool = True


@dataclass(frozen=True, slots=True)
class ClaimHere:
    """What settling needs of a claim's row."""

    ref: Ref
    submitter: int
    file: UUID
    file_tenant: int
    state: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a word: the answer that its submitter is owed (None: he has it), or that it was out of place."""

    word: Word
    answer: Given | None = None
    is_odd: bool = False


def lock_claims(refs: Iterable[Ref]) -> dict[Ref, ClaimHere]:
    """The claims' rows, held until the transaction ends, so that one worker at a time adds to a claim's history."""
    wanted = set(refs)
    with cursor() as sql:
        sql.execute(_LOCK, [sorted({ref.tenant for ref in wanted}), [ref.id for ref in wanted]])
        rows = [ClaimHere(Ref(row[0], row[1]), *row[2:]) for row in sql.fetchall()]
    return {here.ref: here for here in rows if here.ref in wanted}


def settle(*, words: Sequence[Word], claims: Mapping[Ref, ClaimHere], by: str) -> list[Settled]:
    """Tell each claim what was said of it, in the order in which it was said; the last word stands.

    A word that is older than one already heard (by STC02) is kept and told, but moves nothing; one that says what
    was said before is not told again. What is said of all that are not named is told to those only that it would move
    in its turn: a receipt of the batch is no news to a claim that was accepted.
    """
    words = sorted(words, key=_day_of)
    heard = _heard({word.claim for word in words})
    states = {ref: here.state for ref, here in claims.items()}
    odd: set[tuple[Ref, UUID]] = set()
    idle: set[tuple[Ref, UUID]] = set()
    for turn in _turns(words):
        idle |= {(word.claim, word.response.id) for word in turn if not _is_for(word, states[word.claim])}
        odd |= _move([word for word in turn if _is_for(word, states[word.claim])], heard, states, by)
    words = [word for word in words if (word.claim, word.response.id) not in idle]
    fresh = [word for word in words if (word.claim, word.response.id) not in odd]
    told = {id(word) for word in fresh if _is_news(word, heard)}
    answers = _answer([word for word in fresh if id(word) in told], claims)
    learn(heard=((word.claim, word.response.body.get("payer_number", "")) for word in fresh), kind="1K")
    keys = [(word.claim, word.response.id) for word in words]
    return [Settled(word, answers.get(key), key in odd) for word, key in zip(words, keys, strict=True)]


def _heard(claims: set[Ref]) -> dict[Ref, list[str]]:
    """What payers said of these claims before, each as the JSON text of its statuses."""
    heard: dict[Ref, list[str]] = defaultdict(list)
    with cursor() as sql:
        sql.execute(_SAID, [sorted({ref.tenant for ref in claims}), [ref.id for ref in claims]])
        for tenant, claim, statuses in sql.fetchall():
            heard[Ref(tenant, claim)].append(statuses)
    return heard


def _turns(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The first word on each claim, then the second on each: a claim is moved once a turn."""
    turns: list[list[Word]] = []
    seen: dict[Ref, int] = defaultdict(int)
    for word in words:
        turn = seen[word.claim]
        seen[word.claim] += 1
        if turn == len(turns):
            turns.append([])
        turns[turn].append(word)
    return iter(turns)


def _is_for(word: Word, state: str) -> bool:
    return word.is_by_name or CLAIM_STATES[word.event][state] not in (NOTE, ITEM)


def _move(
    turn: Sequence[Word], heard: Mapping[Ref, list[str]], states: dict[Ref, str], by: str
) -> set[tuple[Ref, UUID]]:
    """Move the claims of one turn, and note where they are then; returns the words that none should ever have met."""
    odd = set()
    for event in sorted({word.event for word in turn}):
        said = {word.claim: word for word in turn if word.event == event and not _is_stale(word, heard)}
        details = {ref: _in_short(word) for ref, word in said.items()}
        moves = move(claims=list(said), event=event, by=by, details=details)
        states |= {ref: CLAIM_STATES[event][states[ref]] for ref in moves.moved}
        odd |= {(ref, said[ref].response.id) for ref in moves.odd}
    return odd


def _in_short(word: Word) -> str:
    """The first status, such as "A7:562:85"."""
    return next((":".join(part for part in status[0] if part) for status in word.response.statuses if status), "")


def _is_stale(word: Word, heard: Mapping[Ref, list[str]]) -> bool:
    said = _day_of(word)
    return any(said < said_on(_statuses(before)) for before in heard.get(word.claim, ()))


def _day_of(word: Word) -> str:
    """The day of a word: that of its statuses, else the one on which its sender processed what he answers."""
    processed = str(word.response.body.get("source", {}).get("processed", ""))
    return said_on(word.response.statuses, otherwise=processed)


def _statuses(text: str) -> list[StatusText]:
    return [tuple(status["stc"]) for status in json.loads(text)]


def _is_news(word: Word, heard: dict[Ref, list[str]]) -> bool:
    text = json.dumps(_as_told(word.response))
    if text in heard[word.claim]:
        return False
    heard[word.claim].append(text)
    return True


def _as_told(response: ResponseRow) -> list[dict[str, StatusText]]:
    """The statuses as an answer keeps them, unchanged: each the list of its elements."""
    return [{"stc": status} for status in response.statuses]


def _answer(words: Sequence[Word], claims: Mapping[Ref, ClaimHere]) -> dict[tuple[Ref, UUID], Given]:
    owed = [
        Owed(
            word.claim,
            claims[word.claim].submitter,
            claims[word.claim].file,
            _as_told(word.response),
            "payer",
            word.response.id,
        )  # fmt: skip
        for word in words
    ]
    return {(word.claim, word.response.id): given for word, given in zip(words, owe(owed=owed), strict=True)}
