"""What the payer makes of a claim, in whole cents: every line's charge is paid or explained, to the cent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from clearlane_sandbox.chance import chance
from clearlane_sandbox.profile import Condition, Profile, Rule
from clearlane_sandbox.submission import Claim, Line

PAID_AS_PRIMARY, DENIED, REVERSED, FORWARDED = "1", "4", "22", "19"


@dataclass(frozen=True, slots=True)
class Adjustment:
    """CAS: group, reason and cents."""

    group: str
    reason: str
    cents: int


@dataclass(frozen=True, slots=True)
class LineVerdict:
    """A line's payment; ``charge == paid + sum(adjustments)``."""

    line: Line
    charge: int
    paid: int
    allowed: int
    adjustments: tuple[Adjustment, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A claim's payment: CLP in the payer's mind. With claim-level ``adjustments`` the lines are not told."""

    claim: Claim
    number: str
    status: str
    lines: tuple[LineVerdict, ...]
    adjustments: tuple[Adjustment, ...] = field(default=())

    @property
    def charge(self) -> int:
        """CLP03."""
        return sum(line.charge for line in self.lines)

    @property
    def paid(self) -> int:
        """CLP04."""
        return sum(line.paid for line in self.lines)

    @property
    def patient_owes(self) -> int:
        """CLP05: all that was adjusted with group PR."""
        return sum(one.cents for one in self.adjustments or self.line_adjustments() if one.group == "PR")

    def line_adjustments(self) -> list[Adjustment]:
        """Those of all lines."""
        return [one for line in self.lines for one in line.adjustments]


def adjudicate(*, profile: Profile, claim: Claim, number: str, seed: int) -> Verdict:
    """Judge one claim by the profile's table. ``number`` becomes CLP07."""
    terms = profile.terms
    whole = denial(profile, claim, None, seed)
    deductible = terms.deductible if share(seed, profile, claim, "deductible") < terms.deductible_share else 0
    copay = terms.copay
    lines: list[LineVerdict] = []
    for line in claim.lines:
        says = whole or denial(profile, claim, line, seed)
        judged = deny(line, says) if says else pay(profile, line, deductible, copay)
        deductible -= taken(judged, "1")
        copay -= taken(judged, "3")
        lines.append(judged)
    status = DENIED if all(line.allowed == 0 for line in lines) else PAID_AS_PRIMARY
    verdict = Verdict(claim, number, status, tuple(lines))
    return replace(verdict, adjustments=summed(verdict.line_adjustments())) if terms.without_lines else verdict


def summed(adjustments: Iterable[Adjustment]) -> tuple[Adjustment, ...]:
    """One adjustment for each group and reason."""
    sums: dict[tuple[str, str], int] = {}
    for one in adjustments:
        sums[one.group, one.reason] = sums.get((one.group, one.reason), 0) + one.cents
    return tuple(Adjustment(group, reason, cents) for (group, reason), cents in sums.items() if cents)


def pay(profile: Profile, line: Line, deductible: int, copay: int) -> LineVerdict:
    """Contract first, then deductible, co-payment and co-insurance of what is left."""
    allowed = percent(line.cents, profile.terms.contract)
    from_deductible = min(deductible, allowed)
    from_copay = min(copay, allowed - from_deductible)
    coinsurance = percent(allowed - from_deductible - from_copay, profile.terms.coinsurance)
    adjustments = (
        Adjustment("CO", "45", line.cents - allowed),
        Adjustment("PR", "1", from_deductible),
        Adjustment("PR", "2", coinsurance),
        Adjustment("PR", "3", from_copay),
    )
    paid = allowed - from_deductible - from_copay - coinsurance
    return LineVerdict(line, line.cents, paid, allowed, tuple(one for one in adjustments if one.cents))


def deny(line: Line, says: str) -> LineVerdict:
    """Nothing is paid, for one reason."""
    group, _, reason = says.partition(":")
    adjustments = (Adjustment(group, reason, line.cents),) if line.cents else ()
    return LineVerdict(line, line.cents, 0, 0, adjustments)


def taken(verdict: LineVerdict, reason: str) -> int:
    """How much this line took of the patient for a reason."""
    return sum(one.cents for one in verdict.adjustments if one.group == "PR" and one.reason == reason)


def percent(cents: int, share: int) -> int:
    """A share of an amount, half a cent upwards."""
    return (cents * share + 50) // 100


def denial(profile: Profile, claim: Claim, line: Line | None, seed: int) -> str:
    """The first rule that denies the claim (no line given) or this line, else nothing."""
    for rule in profile.denials:
        about_line = any(condition.field == "procedure" for condition in rule.when)
        if about_line == (line is not None) and holds(rule, profile, claim, line, seed):
            return rule.says
    return ""


def rejection(*, profile: Profile, claim: Claim, seed: int) -> str:
    """The status that rejects the claim before it is judged, else nothing; sums that do not tie are A8:400."""
    if not claim.lines or claim.cents != sum(line.cents for line in claim.lines):
        return "A8:400"
    return next((rule.says for rule in profile.rejections if holds(rule, profile, claim, None, seed)), "")


def holds(rule: Rule, profile: Profile, claim: Claim, line: Line | None, seed: int) -> bool:
    """All conditions hold; a rule without any holds always."""
    return all(meets(condition, rule, profile, claim, line, seed) for condition in rule.when)


def meets(condition: Condition, rule: Rule, profile: Profile, claim: Claim, line: Line | None, seed: int) -> bool:
    """One condition."""
    if condition.field == "share":
        return share(seed, profile, claim, rule.says) < int(condition.values[0].rstrip("%"))
    if condition.field == "charge":
        limit = int(condition.values[0])
        return claim.cents > limit if condition.op == ">" else claim.cents < limit
    return any(matches(condition.op, text, condition.values) for text in texts(condition.field, claim, line))


def matches(op: str, text: str, values: tuple[str, ...]) -> bool:
    """Equal to one of the values, or beginning with one."""
    return text.startswith(values) if op == "~" else text in values


def texts(field: str, claim: Claim, line: Line | None) -> tuple[str, ...]:
    """What a field says."""
    if field == "procedure":
        lines = claim.lines if line is None else [line]
        return tuple((one.procedure.split(":") + [""])[1] for one in lines)
    if field == "diagnosis":
        return claim.diagnoses
    values = {
        "place": claim.place,
        "frequency": claim.frequency,
        "number": claim.number,
        "member": claim.subscriber.id,
        "npi": claim.provider.id,
    }
    return (values[field],)


def share(seed: int, profile: Profile, claim: Claim, what: str) -> int:
    """A number from 0 to 99 that is always the same for this claim."""
    return chance(seed, profile.user, claim.number, claim.cents, what, sides=100)
