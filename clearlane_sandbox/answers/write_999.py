"""999: what the payer thinks of the syntax of each group."""

from __future__ import annotations

from datetime import datetime

from clearlane_sandbox.answers.envelope import Identity, envelope
from clearlane_sandbox.submission import Claim, Group, Set

VERSION = "005010X231A1"


def write_999(
    *, identity: Identity, control: int, at: datetime, groups: list[Group], named: dict[int, Claim] | None = None
) -> bytes:
    """One ST for each group. A set with a ``problem`` is refused; a set whose ``id()`` is in ``named`` is accepted with
    errors, the claim being the one that is not."""
    sets = [group_answer(number, group, named or {}) for number, group in enumerate(groups, start=1)]
    return envelope(identity=identity, control=control, at=at, functional="FA", version=VERSION, sets=sets)


def group_answer(number: int, group: Group, named: dict[int, Claim]) -> list[str]:
    """AK1, AK2..IK5 for each set, AK9."""
    segments = [f"ST*999*{number:04d}*{VERSION}", f"AK1*{group.functional}*{group.control}*{group.version}"]
    if group.problem:
        return [*segments, f"AK9*R*{len(group.sets)}*{len(group.sets)}*0*{group.problem}"]
    for part in group.sets:
        segments += set_answer(part, named.get(id(part)))
    taken = sum(not part.problem for part in group.sets)
    return [*segments, f"AK9*{verdict(group, taken, named)}*{len(group.sets)}*{len(group.sets)}*{taken}"]


def set_answer(part: Set, claim: Claim | None) -> list[str]:
    """AK2 and IK5, and between them the claim that was found wrong."""
    head = f"AK2*837*{part.control}*{part.version}"
    if part.problem:
        return [head, f"IK5*R*{part.problem}"]
    if claim is None:
        return [head, "IK5*A"]
    error = [f"IK3*CLM*{claim.position}*2300*8", f"CTX*CLM01:{claim.number}", "IK4*5:1*1331*7*" + (claim.place or "00")]
    return [head, *error, "IK5*E*5"]


def verdict(group: Group, taken: int, named: dict[int, Claim]) -> str:
    """AK901."""
    if taken == 0:
        return "R"
    if taken < len(group.sets):
        return "P"
    return "E" if any(id(part) in named for part in group.sets) else "A"
