"""Claims and payments whose amounts a test chooses, and what is said of their sums. All values are invented."""

from __future__ import annotations

from collections.abc import Sequence

from clearlane.standards import x12
from clearlane.standards.x12.balance.amount import show_amount
from clearlane.vocabulary.finding import Finding
from tests.standards.x12.x12_texts import PAYMENT, counted, join, lines

CENT = 10_000
HEAD = lines()[: lines().index("CLM*A1*150***11:B:1*Y*A*Y*Y")]
TAIL = ["SE*1*0001", "GE*1*101", "IEA*1*000000101"]
PAID = lines(PAYMENT)
START = next(n for n, one in enumerate(PAID) if one.startswith("CLP*"))
OTHER = "SBR*S*18*******CI\n{paid}OI***Y***Y\nNM1*IL*1*DOE*JANE****MI*X1\nNM1*PR*2*LAKE HEALTH*****PI*LAKE"


def money(cents: int) -> str:
    """Cents as X12 writes them: no needless zero."""
    text = show_amount(cents * CENT)
    return text.rstrip("0").rstrip(".") or "0"


def claim(total: int, charges: Sequence[int], *, other: str = "", decisions: Sequence[str] = ()) -> list[str]:
    """The segments of a claim with lines of these charges. decisions: what stands behind each line."""
    found = [f"CLM*A1*{money(total)}***11:B:1*Y*A*Y*Y", "HI*ABK:E119", *(other.split("\n") if other else ())]
    for number, charge in enumerate(charges, 1):
        found += [f"LX*{number}", f"SV1*HC:99213*{money(charge)}*UN*1***1", "DTP*472*D8*20261110"]
        if decisions and decisions[number - 1]:
            found += decisions[number - 1].split("\n")
    return found


def claim_file(*claims: list[str], end: str = "~") -> bytes:
    """An 837P with these claims of one patient."""
    return join(counted([*HEAD, *(segment for one in claims for segment in one), *TAIL]), end=end)


def payment_file(amount: int, *claims: list[str], adjusted: Sequence[str] = (), sign: str = "C") -> bytes:
    """An 835 with these claims and PLB segments."""
    head = [one.replace("BPR*I*120*C", f"BPR*I*{money(amount)}*{sign}") for one in PAID[:START]]
    body = (segment for one in claims for segment in one)
    return join(counted([*head, *body, *adjusted, "SE*1*0001", *PAID[-2:]]))


def paid_claim(charge: int, paid: int, *lines: str, taken: str = "", status: str = "1") -> list[str]:
    """The segments of a paid claim. taken: its own CAS; lines: its SVC and what stands behind them."""
    first = f"CLP*A1*{status}*{money(charge)}*{money(paid)}**12*P1*11*1"
    return [first, *(taken.split("\n") if taken else ()), "NM1*QC*1*DOE*JANE****MI*W1", "DTM*232*20261110", *lines]


def told(data: bytes) -> list[str]:
    """What is said of a file: loop, place, rule, and the two amounts where it is a sum."""
    found = [one for one in x12.report([data]).findings if "charge" not in one.rule or one.rule.startswith("balance.")]
    return [f"{one.place} {one.rule.partition('.')[2]}{_amounts(one)}" for one in found]


def _amounts(finding: Finding) -> str:
    return f" {finding.found}/{finding.expected}" if finding.rule.startswith("balance.") else ""
