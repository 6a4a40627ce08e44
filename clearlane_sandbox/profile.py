"""A payer as its profile describes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Status:
    """A claim status: category, code and entity, as STC01 carries them."""

    category: str
    code: str
    entity: str = ""

    def __str__(self) -> str:
        return ":".join(part for part in (self.category, self.code, self.entity) if part)


@dataclass(frozen=True, slots=True)
class Answer:
    """One kind of file that the payer sends back, how long after the batch came in; ``status`` for a 277CA."""

    kind: str
    after: timedelta
    status: Status | None = None
    asked_only: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """``field op values``: the field is one of (``=``), begins with (``~``), is over (``>``) or under (``<``)."""

    field: str
    op: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What the payer says (``CO:50`` in an 835, ``A7:562:85`` in a 277CA) when all conditions hold."""

    says: str
    when: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Switch:
    """A misbehaviour: on each ``every``-th batch, or on the batches ``on`` (counted from 1)."""

    name: str
    every: int = 1
    on: frozenset[int] = frozenset()

    def applies(self, batch: int) -> bool:
        """Tell whether this batch is hit."""
        return batch in self.on if self.on else batch % self.every == 0


@dataclass(frozen=True, slots=True)
class Terms:
    """How the payer pays: shares in per cent, amounts in cents.

    ``contract`` is the allowed share of a charge; ``deductible`` is taken of ``deductible_share`` of the claims;
    ``plb_code``, ``plb_cents`` adjust each ``plb_every``-th payment (a positive amount reduces it).
    """

    contract: int = 100
    coinsurance: int = 0
    copay: int = 0
    deductible: int = 0
    deductible_share: int = 0
    plb_code: str = ""
    plb_cents: int = 0
    plb_every: int = 0
    without_lines: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """One payer: who it is, how it is reached, what it answers and when, and how it judges."""

    payer: str
    name: str
    tax_id: str
    user: str
    password: str = ""
    keys: tuple[str, ...] = ()
    tier: str = "production"
    street: str = "1 PAYER PLAZA"
    city: str = "PHOENIX"
    state: str = "AZ"
    zip: str = "85004"
    keep: timedelta = HOUR
    as_addressed: bool = False
    numbers_are_traces: bool = False
    bench: bool = False
    answers: tuple[Answer, ...] = ()
    terms: Terms = field(default_factory=Terms)
    denials: tuple[Rule, ...] = ()
    rejections: tuple[Rule, ...] = ()
    switches: tuple[Switch, ...] = ()

    def does(self, name: str, batch: int) -> bool:
        """Tell whether the payer misbehaves in this way on this batch."""
        return any(switch.name == name and switch.applies(batch) for switch in self.switches)


SWITCHES: dict[str, str] = {
    "reject_ta1": "the interchange is refused: a TA1 with R, and nothing else",
    "reject_999": "every set is refused: IK5 R, AK9 R, and nothing else",
    "reject_set": "the first set of each group is refused: AK9 P where others stand beside it",
    "partial_999": "the first claim of each set is named in the 999 (IK5 E) and lives on in no other answer but A3:684",
    "reject_receiver": "the whole batch is rejected by a status at 2200B, no claim is named",
    "reject_provider": "each provider's claims are rejected by a status at 2200C, no claim is named",
    "accept_then_reject": "each claim gets A1 and, with the last 277CA, A3:23 in place of what it should say",
    "no_claim_number": "the 277CA has no REF*1K",
    "other_number": "CLP07 of the 835 is another than REF*1K of the 277CA",
    "no_trace": "the 277CA has no REF*D9",
    "short_trace": "TRN02 and CLP01 are cut to 20 characters and put in upper case",
    "split_277ca": "each 277CA comes as one file per provider",
    "swallow": "the batch is taken and never answered",
    "twice": "each answer comes a second time as the same bytes under another name",
    "reversed_order": "the answers come in the opposite order",
    "strange_claim": "each payment holds a claim that was never sent",
    "strange_payee": "the 835 holds a payment to a payee that nobody knows, and our payees beside it",
    "unbalanced": "the first payment's BPR02 is a cent more than its claims",
    "zero_pay": "nothing is paid: BPR01 H, BPR04 NON, each line denied",
    "reverse": "a second 835 reverses the first paid claim of each payment and pays it anew under a new CLP07",
    "takeback": "a second 835 reverses the first paid claim of each payment; PLB FB carries the debt to the next",
    "crossover": "each claim is paid as primary and forwarded (CLP02 19, NM1*TT)",
    "wrong_receiver": "ISA08 of the answers is somebody else",
    "remit_first": "the 835 comes at once, before the acknowledgments",
}
