"""Pay: the 835 that pays the claims of a made 837, each once, by its number and charge, with sums that are right."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from itertools import count

from clearlane.standards.x12.generate.balance import cents
from clearlane.standards.x12.generate.cast import Party
from clearlane.standards.x12.generate.claimed import Claimed, Service
from clearlane.standards.x12.generate.draw import between, digits, draw_tin, pick
from clearlane.standards.x12.generate.render import dollars
from clearlane.standards.x12.write import Identity, Writer

VERSION = "005010X221A1"
FILINGS = frozenset("12 13 14 15 16 17 AM CH DS HM LM MA MB MC OF TV VA WC ZZ".split())
PAID, DENIED = "1", "4"
SHARE_DENIED, SHARE_TAKEN_BACK = 0.1, 0.3
Cuts = list[tuple[str, str, int]]
"""Group, reason and cents of what is not paid."""


def pay_claims(
    claims: Sequence[Claimed], *, rng: random.Random, today: dt.date, identity: Identity, control: int, usage: str
) -> bytes:
    """One interchange with a payment for each payer and provider. identity: who writes it, to whom."""
    at = dt.datetime.combine(today, dt.time(9, 30))
    writer = Writer(identity=identity, control=control, usage=usage, at=at)
    writer.group("HP", VERSION)
    numbers = count(1)
    for together in _shared_out(claims):
        writer.set("835")
        _Payment(writer, rng, today, together, next(numbers)).write()
    return writer.bytes()


def _shared_out(claims: Sequence[Claimed]) -> list[list[Claimed]]:
    found: dict[tuple[str, ...], list[Claimed]] = {}
    for claim in claims:
        found.setdefault((claim.payer[3], claim.provider[3], claim.provider[9], claim.tin), []).append(claim)
    return list(found.values())


class _Payment:
    """One set: what is paid is settled first, since BPR02 stands before it."""

    def __init__(
        self, writer: Writer, rng: random.Random, today: dt.date, claims: Sequence[Claimed], number: int
    ) -> None:
        self.writer, self.rng, self.today, self.claims, self.number = writer, rng, today, claims, number
        self.cuts = [[self._cut(service, is_denied) for service in claim.services]
                     for claim in claims for is_denied in [rng.random() < SHARE_DENIED]]  # fmt: skip
        self.paid = sum(cents(claim.charge) for claim in claims) - sum(
            cut for claim in self.cuts for line in claim for _, _, cut in line
        )
        self.taken_back = self.paid // 10 if rng.random() < SHARE_TAKEN_BACK else 0

    def _cut(self, service: Service, is_denied: bool) -> Cuts:
        charge = cents(service.charge)
        if is_denied:
            return [("CO", pick(self.rng, ("50", "96", "16")), charge)] if charge else []
        contract = between(self.rng, 0, charge // 3)
        owed = between(self.rng, 0, charge // 5)
        cuts = [("CO", "45", contract), ("PR", pick(self.rng, ("1", "2", "3")), owed)]
        return [one for one in cuts if one[2]]

    def write(self) -> None:
        """All of it but ST and SE."""
        self._header()
        self.writer.segment("LX", "1")
        for number, (claim, cuts) in enumerate(zip(self.claims, self.cuts, strict=True), 1):
            self._claim(claim, cuts, number)
        if self.taken_back:
            provider = self.claims[0].provider[9] or self.claims[0].tin
            reason = ("WO", f"R{digits(self.rng, 7)}")
            self.writer.segment("PLB", provider, f"{self.today:%Y}1231", reason, dollars(self.taken_back))

    def _header(self) -> None:
        first, payer = self.claims[0], Party(self.rng, self.today)
        due = self.today + dt.timedelta(days=14)
        trace, company = f"E{self.number:03d}{digits(self.rng, 6)}", "1" + draw_tin(self.rng)
        bank = ("01", "021000021", "DA")
        way: tuple[str, ...] = ("ACH", "CCP", *bank, digits(self.rng, 9), company, "", *bank, digits(self.rng, 9))
        if self.paid == self.taken_back:
            way = ("NON", *[""] * 11)
        write = self.writer.segment
        write("BPR", "I" if way[0] == "ACH" else "H", dollars(self.paid - self.taken_back), "C", *way, f"{due:%Y%m%d}")
        write("TRN", "1", trace, company)
        write("DTM", "405", f"{self.today:%Y%m%d}")
        write("N1", "PR", first.payer[3])
        write("N3", payer.street)
        write("N4", payer.town.city, payer.town.state, payer.town.zip)
        write("PER", "BL", "PROVIDER HELP", "TE", payer.phone)
        npi = first.provider[9]
        write("N1", "PE", first.provider[3], "XX" if npi else "FI", npi or first.tin)
        if npi:
            write("REF", "TJ", first.tin)

    def _claim(self, claim: Claimed, cuts: list[Cuts], number: int) -> None:
        charge = cents(claim.charge)
        cut = sum(amount for line in cuts for _, _, amount in line)
        owed = sum(amount for line in cuts for group, _, amount in line if group == "PR")
        status = DENIED if charge and cut == charge else PAID
        filing = claim.filing if claim.filing in FILINGS else "12"
        theirs = f"P{self.number:03d}{number:05d}"
        numbers = (claim.charge, dollars(charge - cut), dollars(owed) if owed else "", filing, theirs)
        write = self.writer.segment
        write("CLP", claim.number, status, *numbers, claim.place, claim.frequency)
        write("NM1", "QC", "1", *_names(claim.patient), *claim.subscriber[8:10])
        if claim.patient is not claim.subscriber and claim.subscriber[9]:
            write("NM1", "IL", claim.subscriber[2], *_names(claim.subscriber), *claim.subscriber[8:10])
        write("REF", "1L", f"GR{digits(self.rng, 5)}")
        if claim.days:
            write("DTM", "232", claim.days)
        write("DTM", "050", f"{self.today - dt.timedelta(days=12):%Y%m%d}")
        if status == PAID:
            write("AMT", "AU", dollars(charge - cut + owed))
        for service, line in zip(claim.services, cuts, strict=True):
            self._service(service, line, claim.days)

    def _service(self, service: Service, cuts: Cuts, days: str) -> None:
        paid = cents(service.charge) - sum(amount for _, _, amount in cuts)
        write = self.writer.segment
        procedure = tuple(service.procedure.split(":"))
        write("SVC", procedure, service.charge, dollars(paid), service.revenue, service.units)
        write("DTM", "472", service.day or days or f"{self.today:%Y%m%d}")
        for group, reason, amount in cuts:
            write("CAS", group, reason, dollars(amount))
        if service.control:
            write("REF", "6R", service.control)
        if paid:
            write("AMT", "B6", dollars(paid + sum(amount for group, _, amount in cuts if group == "PR")))


def _names(name: list[str]) -> tuple[str, ...]:
    """NM103 to NM107: last, first and middle name, nothing before it, and what stands behind it."""
    return (name[3], name[4], name[5], "", name[7])
