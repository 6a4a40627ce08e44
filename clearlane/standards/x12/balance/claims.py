"""Balances of a claim (837): the total against the lines, and what other payers paid against what they adjusted.

What another payer did is judged only where the claim has the parts that prove it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from clearlane.standards.x12.balance.amount import AMOUNTS, IS_CHARGE, taken
from clearlane.standards.x12.balance.cut import ClaimCut, cut_claim
from clearlane.standards.x12.balance.record import Record, Spot, spots
from clearlane.standards.x12.balance.rules import balance_finding
from clearlane.vocabulary.finding import Finding


@dataclass(slots=True)
class _Payer:
    """Another payer (2320): what he paid for the claim, where that stands, what he adjusted for the whole claim."""

    id: bytes = b""
    paid: Spot | None = None
    taken: int = 0
    has_taken: bool = False


@dataclass(slots=True)
class _Decision:
    """What one payer decided about one line (2430): where it first stands, sums of what he paid and adjusted."""

    spot: Spot
    paid: int = 0
    taken: int = 0
    has_taken: bool = False
    is_bundled: bool = False


@dataclass(slots=True)
class _Line:
    charge: int = 0
    decisions: dict[bytes, _Decision] = field(default_factory=dict)


class ClaimBooks:
    """The balances of professional, institutional or dental claims. service: SV1, SV2, SV3; charge: its element."""

    loops = frozenset({"2300"})
    rows: frozenset[bytes] = frozenset()

    def __init__(self, service: bytes, charge: int) -> None:
        self._service, self._charge = service, charge

    def row(self, spot: Spot) -> None:
        """Nothing outside of claims is added up."""

    def cut(self, data: bytes) -> ClaimCut:
        """What one look at a claim gives."""
        return cut_claim(data, self._service)

    def proves(self, cut: ClaimCut) -> bool:
        """Whether a claim certainly adds up. Raises ValueError or IndexError where that cannot be seen so quickly."""
        if cut.has_payers:
            return False
        return sum(map(AMOUNTS.__getitem__, cut.charges)) == AMOUNTS[cut.head[2]]

    def explain(self, record: Record) -> Iterator[Finding]:
        """What does not add up in a claim. Raises ValueError where an amount cannot be read."""
        payers, lines = self._read(record)
        first = next(spots(record))
        claimed, total = AMOUNTS[first.part(2)], sum(line.charge for line in lines)
        if not IS_CHARGE[first.part(2)]:
            return  # which is told by itself: nothing adds up to what is no charge
        if total != claimed:
            yield balance_finding("claim_charge", first.place("2300", 2), found=claimed, expected=total)
        else:
            yield from _others(payers, lines, claimed)

    def finish(self, *, is_sure: bool) -> Iterator[Finding]:
        """Nothing adds up over a whole set of claims."""
        yield from ()

    def _read(self, record: Record) -> tuple[list[_Payer], list[_Line]]:
        payers: list[_Payer] = []
        lines: list[_Line] = []
        decision: _Decision | None = None
        for spot in spots(record):
            id = spot.parts[0]
            if id == b"LX":
                lines.append(_Line())
                decision = None
            elif lines and id == self._service:
                lines[-1].charge = AMOUNTS[spot.part(self._charge)]
            elif lines and id == b"SVD":
                decision = lines[-1].decisions.setdefault(spot.part(1), _Decision(spot))
                decision.paid += AMOUNTS[spot.part(2)]
                decision.is_bundled |= bool(spot.part(6))
            elif decision is not None and id == b"CAS":
                decision.taken, decision.has_taken = decision.taken + taken(spot.parts), True
            elif not lines and id == b"SBR":
                payers.append(_Payer())
            elif payers and not lines:
                _note(payers[-1], spot)
        return payers, lines


def _others(payers: list[_Payer], lines: list[_Line], claimed: int) -> Iterator[Finding]:
    """What other payers did: line by line, and of those of whom no line is wrong, the whole claim.

    Of two with one id it is not known which of them did it.
    """
    ids = [payer.id for payer in payers]
    unsure = {id for id in ids if ids.count(id) > 1}
    at_claim = {payer.id for payer in payers if payer.has_taken}
    wrong: set[bytes] = set()
    for line in lines:
        for payer, decision in line.decisions.items():
            whole = decision.paid + decision.taken
            is_sure = payer not in unsure and not decision.is_bundled
            if is_sure and (decision.has_taken or payer not in at_claim) and whole != line.charge:
                wrong.add(payer)
                place = decision.spot.place("2430", 2)
                yield balance_finding("other_payer_line", place, found=whole, expected=line.charge)
    for one in payers:
        if one.paid is not None and one.id not in wrong | unsure:
            yield from _payer(one, one.paid, lines, claimed)


def _note(payer: _Payer, spot: Spot) -> None:
    """One segment of another payer's loop."""
    head = spot.parts[:2]
    if head[0] == b"CAS":
        payer.taken, payer.has_taken = payer.taken + taken(spot.parts), True
    elif head == [b"AMT", b"D"]:
        payer.paid = spot
    elif head == [b"NM1", b"PR"]:
        payer.id = spot.part(9)


def _payer(payer: _Payer, paid: Spot, lines: list[_Line], claimed: int) -> Iterator[Finding]:
    """The whole claim of one payer: of lines of which he decided only some, nothing is known."""
    decisions = [line.decisions[payer.id] for line in lines if payer.id in line.decisions]
    if len(decisions) not in (0, len(lines)) or not (decisions or payer.has_taken):
        return
    due = claimed - payer.taken - sum(decision.taken for decision in decisions)
    if AMOUNTS[paid.part(2)] != due:
        amount = AMOUNTS[paid.part(2)]
        yield balance_finding("other_payer_claim", paid.place("2320", 2), found=amount, expected=due)
