"""One interchange on the payer's desk: who is refused, who is rejected, which answers are written and when."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from clearlane_sandbox.adjudicate import Verdict, adjudicate, rejection
from clearlane_sandbox.answers.envelope import Identity, reply_identity
from clearlane_sandbox.answers.write_277ca import ClaimStatus, Style, write_277ca
from clearlane_sandbox.answers.write_835 import Payment, write_835
from clearlane_sandbox.answers.write_999 import write_999
from clearlane_sandbox.answers.write_ta1 import write_ta1
from clearlane_sandbox.chance import chance
from clearlane_sandbox.outgoing import ClaimRow, Judged, Outgoing, PaidRow, PaymentRow
from clearlane_sandbox.profile import Answer, Profile, Status
from clearlane_sandbox.read_profile import read_status
from clearlane_sandbox.remit import Cashier
from clearlane_sandbox.submission import Claim, Interchange, Set

LATER = timedelta(seconds=1)
REFUSED_IN_999 = Status("A3", "684", "PR")
RETURNED = Status("A3", "23", "PR")
REJECTS_ALL = ("accept_then_reject", "reject_receiver", "reject_provider")


@dataclass(slots=True)
class Desk:
    """The work on one interchange."""

    cashier: Cashier
    interchange: Interchange
    at: datetime
    pace: float
    judged: Judged
    identity: Identity = field(init=False)
    named: dict[int, Claim] = field(default_factory=dict)
    rejected: dict[int, Status] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Whom the answers are for."""
        self.identity = reply_identity(to=self.interchange, wrong_receiver=self.does("wrong_receiver"))

    @property
    def profile(self) -> Profile:
        """The payer."""
        return self.cashier.profile

    def does(self, switch: str) -> bool:
        """The profile's misbehaviour on this batch."""
        return self.cashier.does(switch)

    def answer(self) -> None:
        """Plan the answers and note the claims."""
        if self.interchange.acknowledges:
            self.judged.outcome = "acknowledgment"
        elif self.does("swallow"):
            self.judged.outcome = "swallowed"
        else:
            self.refuse()
            self.examine()
            for answer in self.planned():
                self.write(answer)
        self.note_claims()

    def refuse(self) -> None:
        """Refuse interchange or sets where the profile says so."""
        if self.does("reject_ta1"):
            self.interchange.problem = self.interchange.problem or "006"
        for group in self.interchange.groups:
            refused = group.sets if self.does("reject_999") else group.sets[: int(self.does("reject_set"))]
            for part in refused:
                part.problem = part.problem or "5"
        if self.interchange.problem or not self.interchange.claims():
            self.judged.outcome = "refused"

    def examine(self) -> None:
        """Find the claims that end before they are judged."""
        for part in self.sets():
            for claim in part.claims:
                says = rejection(profile=self.profile, claim=claim, seed=self.cashier.seed)
                if says:
                    self.rejected[id(claim)] = read_status(says)
                if any(self.does(switch) for switch in REJECTS_ALL):
                    self.rejected[id(claim)] = RETURNED
            if self.does("partial_999") and part.claims:
                self.named[id(part)] = part.claims[0]
                self.rejected[id(part.claims[0])] = REFUSED_IN_999

    def sets(self) -> list[Set]:
        """The sets that can be taken."""
        groups = () if self.interchange.problem else (one for one in self.interchange.groups if not one.problem)
        return [part for group in groups for part in group.sets if not part.problem]

    def planned(self) -> list[Answer]:
        """The profile's answers, as far as they are due after what was refused."""
        answers = [one for one in self.profile.answers if not one.asked_only or self.interchange.asks]
        if self.interchange.problem:
            return [next((one for one in answers if one.kind == "ta1"), Answer("ta1", timedelta()))]
        if not self.sets():
            answers = [one for one in answers if one.kind in ("ta1", "999")]
        if self.does("reversed_order"):
            delays = [one.after for one in reversed(answers)]
            answers = [replace(one, after=delay) for one, delay in zip(answers, delays, strict=True)]
        if self.does("remit_first"):
            answers = [one if one.kind == "835" else replace(one, after=one.after + 2 * LATER) for one in answers]
        return answers

    def write(self, answer: Answer) -> None:
        """Write one answer of the profile, which may be several files."""
        due = self.at + answer.after * self.pace
        if answer.kind == "ta1":
            self.write_ta1(due)
        elif answer.kind == "999":
            self.write_999(due)
        elif answer.kind == "277ca":
            self.write_277ca(answer, due)
        else:
            self.write_835(due)

    def file(self, kind: str, due: datetime, control: int, content: bytes) -> Outgoing:
        """Lay a file up for its time; a second time under another name where the profile says so."""
        stem = f"{self.profile.user.upper()}_{control:06d}"
        outgoing = Outgoing(kind, due, f"{stem}.{kind}", control, content)
        self.judged.answers.append(outgoing)
        if self.does("twice"):
            again = Outgoing(kind, due + LATER * self.pace, f"{stem}_COPY.{kind}", control, content)
            self.judged.answers.append(again)
        return outgoing

    def control(self) -> int:
        """The next ISA13 of this payer."""
        return self.cashier.numbers.take_number(f"interchange {self.profile.user}")

    def write_ta1(self, due: datetime) -> None:
        """The word about the envelope."""
        control, note = self.control(), self.interchange.problem
        about, code = self.interchange, "R" if note else "A"
        content = write_ta1(
            identity=self.identity, control=control, at=due, about=about, code=code, note=note or "000"
        )  # fmt: skip
        self.file("ta1", due, control, content)

    def write_999(self, due: datetime) -> None:
        """The word about syntax."""
        control = self.control()
        groups = self.interchange.groups
        content = write_999(identity=self.identity, control=control, at=due, groups=groups, named=self.named)
        self.file("999", due, control, content)

    def write_277ca(self, answer: Answer, due: datetime) -> None:
        """One generation of the word about each claim, in one file or one for each provider."""
        decides = answer is self.deciding() or answer.status == self.deciding().status
        parts = [(part, [self.status(claim, answer, decides) for claim in part.claims]) for part in self.sets()]
        level = "2200D"
        if decides and self.does("reject_receiver"):
            level = "2200B"
        elif decides and self.does("reject_provider"):
            level = "2200C"
        style = Style(not self.does("no_trace"), self.does("short_trace"), level)
        for some in split_by_provider(parts) if self.does("split_277ca") else [parts]:
            control = self.control()
            content = write_277ca(
                identity=self.identity, control=control, at=due, profile=self.profile, parts=some, style=style
            )  # fmt: skip
            self.file("277ca", due, control, content)

    def deciding(self) -> Answer:
        """The 277CA that says whether a claim is taken: the one with A2, else the last."""
        answers = [one for one in self.profile.answers if one.kind == "277ca"]
        return next((one for one in answers if one.status and one.status.category == "A2"), answers[-1])

    def status(self, claim: Claim, answer: Answer, decides: bool) -> ClaimStatus:
        """One claim's word in one generation."""
        refused = self.rejected.get(id(claim)) if decides else None
        if refused is not None or answer.status is None:
            return ClaimStatus(claim, refused or RETURNED)
        known = answer.status.category == "A2" and not self.does("no_claim_number")
        return ClaimStatus(claim, answer.status, self.number(claim) if known else "")

    def number(self, claim: Claim) -> str:
        """The payer's own number of a claim: REF*1K, and CLP07; the sender's REF*D9 where the profile says so."""
        if self.profile.numbers_are_traces and claim.trace:
            return claim.trace
        place = chance(self.cashier.seed, claim.number, claim.position, claim.provider.id, sides=10**6)
        return f"{self.profile.user[:3].upper()}{self.cashier.batch:05d}{place:06d}{claim.position:06d}"

    def write_835(self, due: datetime) -> None:
        """The payment of what was not rejected, and later what is taken back of it."""
        verdicts = [
            self.verdict(claim) for part in self.sets() for claim in part.claims if id(claim) not in self.rejected
        ]
        payments = self.cashier.payments(verdicts)
        self.pay(payments, due)
        self.pay(self.cashier.second_round(payments), due + 2 * LATER * self.pace)

    def verdict(self, claim: Claim) -> Verdict:
        """The payer's judgement of one claim."""
        number = f"{'N' if self.does('other_number') else ''}{self.number(claim)}"
        return adjudicate(profile=self.profile, claim=claim, number=number, seed=self.cashier.seed)

    def pay(self, payments: list[Payment], due: datetime) -> None:
        """One 835 with these payments."""
        if not payments:
            return
        control = self.control()
        content = write_835(
            identity=self.identity, control=control, at=due, profile=self.profile, payments=payments
        )  # fmt: skip
        outgoing = self.file("835", due, control, content)
        outgoing.payments = [payment_row(payment) for payment in payments]
        outgoing.paid = [row for payment in payments for row in paid_rows(payment)]

    def note_claims(self) -> None:
        """Tell the ledger of each claim of each set that could be read."""
        taken = {id(part) for part in self.sets()}
        for group in self.interchange.groups:
            for part in group.sets:
                outcome = self.judged.outcome if self.judged.outcome != "taken" or id(part) in taken else "refused"
                for claim in part.claims:
                    self.judged.claims.append(self.row(part, claim, outcome))

    def row(self, part: Set, claim: Claim, outcome: str) -> ClaimRow:
        """The ledger's line for a claim."""
        if outcome == "taken":
            outcome = "rejected" if id(claim) in self.rejected else "judged"
        provider = claim.provider
        return ClaimRow(
            part.control, part.reference, claim.trace, claim.number, claim.cents, provider.id, provider.tin,
            claim.payer_id, outcome,
        )  # fmt: skip


def split_by_provider(parts: list[tuple[Set, list[ClaimStatus]]]) -> list[list[tuple[Set, list[ClaimStatus]]]]:
    """The same statuses, one provider a file."""
    providers = dict.fromkeys(one.claim.provider.id for _, statuses in parts for one in statuses)
    split = [
        [(part, [one for one in statuses if one.claim.provider.id == provider]) for part, statuses in parts]
        for provider in providers
    ]
    return [[(part, statuses) for part, statuses in some if statuses] for some in split]


def payment_row(payment: Payment) -> PaymentRow:
    """The ledger's line for a payment."""
    adjusted = sum(one.cents for one in payment.adjustments)
    return PaymentRow(
        payment.trace, payment.cents, adjusted, payment.payee.id, payment.payee.tin, len(payment.verdicts)
    )  # fmt: skip


def paid_rows(payment: Payment) -> list[PaidRow]:
    """The ledger's lines for the claims of a payment."""
    return [
        PaidRow(
            payment.trace, seq, one.claim.number, one.status, one.number, one.charge, one.paid, one.patient_owes,
            one.claim.trace,
        )
        for seq, one in enumerate(payment.verdicts, start=1)
    ]  # fmt: skip
