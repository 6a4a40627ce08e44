"""Verdicts to payments: one for each payee, with what the profile adds, holds back or gets wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from clearlane_sandbox.adjudicate import (
    FORWARDED,
    PAID_AS_PRIMARY,
    REVERSED,
    Adjustment,
    LineVerdict,
    Verdict,
    deny,
    summed,
)
from clearlane_sandbox.answers.write_835 import Payment, ProviderAdjustment
from clearlane_sandbox.profile import Profile
from clearlane_sandbox.submission import Claim, Line, Member, Provider

NOT_COVERED = "CO:96"
STRANGER_NPI, STRANGER_TIN = "1987654328", "471112223"


class Numbers(Protocol):
    """Where running numbers and balances come from: the ledger."""

    def take_number(self, name: str) -> int:
        """The next number of a counter."""
        ...

    def owed(self, user: str, payee: str) -> tuple[int, str]:
        """What a payee owes, and the reference."""
        ...

    def owe(self, user: str, payee: str, cents: int, reference: str) -> None:
        """Set what a payee owes."""
        ...


@dataclass(frozen=True, slots=True)
class Cashier:
    """Pays one batch of one payer."""

    profile: Profile
    numbers: Numbers
    batch: int
    seed: int

    def does(self, switch: str) -> bool:
        """The profile's misbehaviour on this batch."""
        return self.profile.does(switch, self.batch)

    def payments(self, verdicts: Sequence[Verdict]) -> list[Payment]:
        """One payment for each payee, and payer that was addressed."""
        by_payee: dict[tuple[str, str, str], list[Verdict]] = {}
        for verdict in verdicts:
            by_payee.setdefault(self.payee(verdict.claim), []).append(verdict)
        payments = [self.payment(group) for group in by_payee.values()]
        if payments and self.does("strange_payee"):
            payments.append(self.stranger())
        if payments and self.does("unbalanced"):
            payments[0] = replace(payments[0], error=1)
        return payments

    def payee(self, claim: Claim) -> tuple[str, str, str]:
        """Whose claims go into one payment."""
        return claim.payer_id if self.profile.as_addressed else "", claim.provider.id, claim.provider.tin

    def payment(self, verdicts: list[Verdict]) -> Payment:
        """One payment, with what is to be taken back or added."""
        if self.does("zero_pay"):
            verdicts = [deny_all(verdict) for verdict in verdicts]
        if self.does("crossover"):
            verdicts = [forward(verdict) for verdict in verdicts]
        if self.does("strange_claim"):
            verdicts = [*verdicts, self.strange_verdict(verdicts[0].claim)]
        payment = self.open(verdicts)
        payment = self.settle(payment)
        return self.adjust(payment)

    def open(self, verdicts: Sequence[Verdict]) -> Payment:
        """A payment with its number, before any adjustment of the provider."""
        number = self.numbers.take_number(f"payment {self.profile.user}")
        claim = verdicts[0].claim
        payer_id, payer_name = self.profile.payer, self.profile.name
        if self.profile.as_addressed and claim.payer_id:
            payer_id, payer_name = claim.payer_id, claim.payer_name
        return Payment(
            trace=f"{self.profile.user[:6].upper()}{number:09d}",
            payer_id=payer_id,
            payer_name=payer_name,
            payee=claim.provider,
            verdicts=tuple(verdicts),
            short=self.does("short_trace"),
            forwarded_to="NEXT01" if self.does("crossover") else "",
        )

    def settle(self, payment: Payment) -> Payment:
        """Take what the payee still owes from an earlier takeback, as far as the payment reaches."""
        payee = payment.payee.id or payment.payee.tin
        owed, reference = self.numbers.owed(self.profile.user, payee)
        back = min(owed, payment.cents)
        if back <= 0:
            return payment
        self.numbers.owe(self.profile.user, payee, owed - back, reference)
        return replace(payment, adjustments=(*payment.adjustments, ProviderAdjustment("FB", reference, back)))

    def adjust(self, payment: Payment) -> Payment:
        """The adjustment of each n-th payment, where the payment is not less than it."""
        terms = self.profile.terms
        number = int(payment.trace[-9:])
        if not terms.plb_every or number % terms.plb_every or payment.cents < terms.plb_cents or payment.cents == 0:
            return payment
        one = ProviderAdjustment(terms.plb_code, f"ADJ{number}", terms.plb_cents)
        return replace(payment, adjustments=(*payment.adjustments, one))

    def second_round(self, payments: Sequence[Payment]) -> list[Payment]:
        """What is said later about these payments: reversals, with a correction or with a debt."""
        again: list[Payment] = []
        for payment in payments:
            first = next((one for one in payment.verdicts if one.paid > 0 and one.status == PAID_AS_PRIMARY), None)
            if first is not None and self.does("takeback"):
                again.append(self.take_back(first))
            elif first is not None and self.does("reverse"):
                again.append(self.open([reverse(first), correct(first)]))
        return again

    def take_back(self, verdict: Verdict) -> Payment:
        """A reversal that leaves the payee in debt: a payment of nothing, the debt carried forward."""
        payment = self.open([reverse(verdict)])
        payee = payment.payee.id or payment.payee.tin
        owed, _ = self.numbers.owed(self.profile.user, payee)
        self.numbers.owe(self.profile.user, payee, owed + verdict.paid, payment.trace)
        return replace(payment, adjustments=(ProviderAdjustment("FB", payment.trace, -verdict.paid),))

    def strange_verdict(self, like: Claim) -> Verdict:
        """A claim that nobody sent over this way: on paper, say."""
        number = self.numbers.take_number(f"paper {self.profile.user}")
        line = Line("HC:99213", 9000, "1", like.start)
        claim = Claim(
            f"PAPER{number:06d}", 9000, "11", "1", 0, like.provider, Member("PAPER", "PENELOPE", "P00000001"),
            Member("PAPER", "PENELOPE", "P00000001"), like.payer_id, like.payer_name, lines=[line],
        )  # fmt: skip
        paid = LineVerdict(line, 9000, 6000, 6000, (Adjustment("CO", "45", 3000),))
        return Verdict(claim, f"{self.profile.user.upper()}PAPER{number:06d}", PAID_AS_PRIMARY, (paid,))

    def stranger(self) -> Payment:
        """A payment to a payee that is not ours."""
        payee = Provider("XX", STRANGER_NPI, STRANGER_TIN, False, "STRANGERS CLINIC")
        claim = Claim("", 0, "11", "1", 0, payee, Member(), Member(), self.profile.payer, self.profile.name)
        claim.lines = [Line("HC:99213", 9000, "1", "20260105")]
        return self.open([self.strange_verdict(claim)])


def deny_all(verdict: Verdict) -> Verdict:
    """Nothing paid on any line."""
    lines = tuple(deny(line.line, NOT_COVERED) for line in verdict.lines)
    denied = replace(verdict, status="4", lines=lines)
    return replace(denied, adjustments=summed(denied.line_adjustments()) if verdict.adjustments else ())


def forward(verdict: Verdict) -> Verdict:
    """Paid as primary and forwarded to the next payer."""
    return replace(verdict, status=FORWARDED) if verdict.status == PAID_AS_PRIMARY else verdict


def reverse(verdict: Verdict) -> Verdict:
    """Each amount with the opposite sign."""
    lines = tuple(
        replace(
            line, charge=-line.charge, paid=-line.paid, allowed=-line.allowed, adjustments=negated(line.adjustments)
        )
        for line in verdict.lines
    )
    return replace(verdict, status=REVERSED, lines=lines, adjustments=negated(verdict.adjustments))


def negated(adjustments: Sequence[Adjustment]) -> tuple[Adjustment, ...]:
    """Adjustments with the opposite sign."""
    return tuple(replace(one, cents=-one.cents) for one in adjustments)


def correct(verdict: Verdict) -> Verdict:
    """The same claim judged again, under another number: half of the contractual adjustment is paid after all."""
    corrected = replace(verdict, number=f"{verdict.number}C1", lines=tuple(more(line) for line in verdict.lines))
    return replace(corrected, adjustments=summed(corrected.line_adjustments()) if verdict.adjustments else ())


def more(line: LineVerdict) -> LineVerdict:
    """A line of which half the contractual adjustment is paid."""
    contract = sum(one.cents for one in line.adjustments if (one.group, one.reason) == ("CO", "45"))
    extra = contract // 2
    others = tuple(one for one in line.adjustments if (one.group, one.reason) != ("CO", "45"))
    rest = (Adjustment("CO", "45", contract - extra),) if contract - extra else ()
    return replace(line, paid=line.paid + extra, allowed=line.allowed + extra, adjustments=(*rest, *others))
