"""The rows of many claims and of all that belongs to them, as COPY reads them: the same for the same figures."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from uuid import uuid4

from clearlane.doors.console.benching.pages.shape import (
    BODY,
    FINDING,
    FIRSTS,
    LASTS,
    PAYER,
    PLACES,
    US,
    moves_to,
)  # fmt: skip
from clearlane.exchange.claims.fold_counts import kept_as
from clearlane.exchange.claims.trace_number import trace_number

CLAIMS_IN_A_FILE = 50
SEED = 20261101
Lines = dict[str, list[str]]
"""Table -> rows, tab between values."""

_SENDERS = ("practice", *("billing", "other") * 9, "billing")
"""Who sends twenty files one after the other: the one practice a twentieth of all, the billing company a half."""

_EMPTY = "0\t0\t0"
_HASH = "\\\\x" + "00" * 32


@dataclass(frozen=True, slots=True)
class Crowd:
    """The tenants: the practice with many claims, the billing company, its clients, all others; and payers' ids."""

    practice: int
    billing: int
    clients: Sequence[int]
    others: Sequence[int]
    payers: Sequence[str]


@dataclass(slots=True)
class Rows:
    """Makes the rows, file by file, for claims that came evenly between two instants; counts them on the way."""

    crowd: Crowd
    begin: datetime
    end: datetime
    claims: int
    first_number: int
    made: int = 0
    total: int = 0
    counts: Counter[tuple[int, date, str, str]] = field(default_factory=Counter)
    cents: Counter[tuple[int, date, str, str]] = field(default_factory=Counter)
    _rng: random.Random = field(default_factory=lambda: random.Random(SEED))

    def batches(self, *, files: int = 400) -> Iterator[Lines]:
        """The rows of so many files at a time, and at the end those of the register of counts."""
        lines: Lines = defaultdict(list)
        senders = cycle(_SENDERS)
        for number in range(-(-self.claims // CLAIMS_IN_A_FILE)):
            self._file(lines, self.first_number + number, next(senders))
            if (number + 1) % files == 0:
                yield lines
                lines = defaultdict(list)
        yield lines
        yield {"exchange_claims_claimcount": list(self._counts())}

    def _file(self, lines: Lines, number: int, kind: str) -> None:
        size = min(CLAIMS_IN_A_FILE, self.claims - self.made)
        sender, owners = self._sender(kind)
        at = self._instant()
        file, group, inner, payment = (self._id(at) for _ in range(4))
        before = self.total
        for ordinal in range(1, size + 1):
            owner = owners if isinstance(owners, int) else self._rng.choice(owners)
            self._claim(lines, number, ordinal, owner, sender, file, inner, payment)
            self.made += 1
        cents = self.total - before
        self._envelope(lines, number, sender, at, (file, group, inner, payment), size, cents)

    def _sender(self, kind: str) -> tuple[int, int | Sequence[int]]:
        """Who sends a file, and whose claims are in it."""
        if kind == "practice":
            return self.crowd.practice, self.crowd.practice
        if kind == "billing":
            return self.crowd.billing, self.crowd.clients
        other = self._rng.choice(self.crowd.others)
        return other, other

    def _instant(self) -> datetime:
        return self.begin + (self.end - self.begin) * self.made / self.claims

    def _id(self, at: datetime) -> str:
        """An id of this instant (UUID version 7), in hex."""
        milliseconds, rng = int(at.timestamp() * 1000), self._rng
        return f"{milliseconds:012x}7{rng.getrandbits(12):03x}8{rng.getrandbits(60):015x}"

    def _claim(
        self, lines: Lines, number: int, ordinal: int, owner: int, sender: int, file: str, inner: str, payment: str
    ) -> None:
        rng, at = self._rng, self._instant()
        id, stamp, day = self._id(at), at.isoformat(), kept_as(at.date(), at=self.end.date())
        state, decision = rng.choices(_PLACES, _WEIGHTS)[0]
        cents = rng.randrange(4_000, 60_000, 5)
        service = f"{at - timedelta(days=rng.randrange(2, 20)):%Y-%m-%d}"
        trace = trace_number(file_number=number, set_seq=1, ordinal=ordinal)
        by = "payer" if state.endswith("_by_payer") else "us"
        lines["exchange_claims_claim"].append(
            f"{id}\t{owner}\t{file}\t{sender}\t{inner}\t{sender}\tP\t005010X222A1\t{state}\t{by}\t{decision}\t5\t"
            f"A{self.made:08d}\t{cents}\t{1_000_000_000 + owner}\t{100_000_000 + owner}\t"
            f"{rng.choice(self.crowd.payers)}\t"
            f"M{self.made:09d}\t{rng.choice(LASTS)}\t{rng.choice(FIRSTS)}\t1980-02-03\t"
            f"{service}\t{service}\t1\tP\t\t\t\t\t"
            f"{trace}\t{ordinal}\t{ordinal * 20}\t{ordinal * 20 + 12}\t{ordinal * 600}\t600\t{_EMPTY}\t{_EMPTY}\t"
            f"{_EMPTY}"
            f"\t*:~^\t\t{stamp}"
        )
        lines["exchange_claims_transition"] += [f"{id}\t{owner}\t{row}\t{stamp}" for row in _MOVES[state, decision]]
        half = cents // 2
        lines["exchange_claims_line"] += [
            f"{id}\t{owner}\t1\t99213\t\t{half}\t1\t{service}\t{service}\t1",
            f"{id}\t{owner}\t2\t85025\t\t{cents - half}\t1\t{service}\t{service}\t2",
        ]
        self._said(lines, id, owner, sender, file, state, at)
        if decision:
            self._decided(lines, id, owner, decision, cents, payment, ordinal, stamp)
        key = (owner, day, state, decision)
        self.counts[key] += 1
        self.cents[key] += cents
        self.total += cents

    def _said(self, lines: Lines, id: str, owner: int, sender: int, file: str, state: str, at: datetime) -> None:
        stamp, answers = at.isoformat(), [("us", US)]
        if state in ("rejected", "held"):
            kind = "reject" if state == "rejected" else "hold"
            finding = FINDING % ("diagnosis-known", kind)
            lines["exchange_claims_claimfinding"].append(f"{id}\t{owner}\t1\tdiagnosis-known\t{kind}\t{finding}")
        if state.endswith("_by_payer"):
            answers.append(("payer", PAYER % ("A7:562:85" if state.startswith("rejected") else "A2:20:PR")))
            lines["exchange_claims_payernumber"].append(f"{owner}\tP{self.made:09d}\t{id}\t1K\t{stamp}")
        lines["exchange_claims_answer"] += [
            f"{self._id(at)}\t{owner}\t{id}\t{sender}\t{file}\t{source}\t{text}\t{stamp}\t{stamp}"
            for source, text in answers
        ]

    def _decided(
        self, lines: Lines, id: str, owner: int, decision: str, cents: int, payment: str, seq: int, stamp: str
    ) -> None:
        paid = cents * 7 // 10 if decision in ("paid", "partial") else 0
        patient = cents if decision == "patient" else 0
        status = "4" if decision == "denied" else "1"
        body = BODY % (cents, paid, cents - paid - patient)
        lines["exchange_remits_adjudication"].append(
            f"{id}\t{owner}\t1\t{payment}\t{seq}\tBENCH1\t{status}\t{cents}\t{paid}\t{patient}\tP{self.made:09d}\t{body}\t"
            f"{stamp}\tflow:remittance"
        )

    def _envelope(
        self,
        lines: Lines,
        number: int,
        sender: int,
        at: datetime,
        ids: tuple[str, str, str, str],
        size: int,
        cents: int,
    ) -> None:
        (file, group, inner, payment), stamp = ids, at.isoformat()
        lines["exchange_intake_file"].append(
            f"{file}\t{sender}\t{number}\tclaims-{number}.837\tin\tsftp\tbench\t\tP\t{_HASH}\t{size * 600}\t{_HASH}\t"
            "read\t\t"
            f"{uuid4()}\t{stamp}"
        )
        lines["exchange_interchanges_interchange"].append(
            f"{group}\t{sender}\t{file}\t1\t{number:09d}\tBENCH\tCLEARLANE\tP\t0\t{size * 600}"
            '\t{"findings": [], "groups": []}'
        )
        lines["exchange_interchanges_transactionset"].append(
            f"{inner}\t{sender}\t{file}\t{group}\t1\t837\t0001\t005010X222A1\tHC\t1\t*:~^\tP\taccepted\t0\t"
            f"{size * 600}\t"
            f"{size * 20}\t0\t[]\t{_HASH}\t\t{size}\t{cents}\taccepted"
        )
        lines["exchange_remits_payment"].append(
            f"{payment}\t{sender}\t{file}\t{inner}\tP\t005010X221A1\t*:~^\tT{number}\tBENCH1\tBENCH PAYER 1\t1\t1\t"
            "ACH\tI\t"
            f"{at:%Y-%m-%d}\t{cents // 2}\t{size}\t0\tposted\t[]\t0\t1000\t{_HASH}\t{sender}\t{stamp}\t{stamp}\t{stamp}"
        )

    def _counts(self) -> Iterator[str]:
        for (owner, day, state, decision), n in self.counts.items():
            cents = self.cents[owner, day, state, decision]
            yield f"{uuid4()}\t{owner}\t{day}\tP\t{state}\t{decision}\t{n}\t{cents}"


_PLACES, _WEIGHTS = list(PLACES), list(PLACES.values())
_MOVES = {place: moves_to(*place) for place in PLACES}


def span(now: datetime) -> tuple[datetime, datetime]:
    """From the first of last month, the oldest for which there is room, until now."""
    first = now.replace(day=1) - timedelta(days=1)
    return datetime(first.year, first.month, 1, tzinfo=UTC), now
