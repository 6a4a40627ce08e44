"""Moves: what may be done with one segment in a hypothesis, and what each costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from clearlane.standards.x12.compile import due_members
from clearlane.standards.x12.hypothesis import Action, Hypothesis, Open, Parts, after, fresh
from clearlane.standards.x12.machine import KeyPlace, Loop, Member, Row, Target

DROP, QUALIFIER, SWAP, ENTER, MISSING, LATE, TOO_MANY, AGAIN = 1.25, 1.2, 1.15, 1.3, 1.3, 1.1, 1.0, 0.2


def moves(before: Hypothesis, parts: Parts, *, tries_all: bool) -> Iterator[Hypothesis]:
    """Every hypothesis one segment further. tries_all: also where the segment simply fits."""
    if before.carried is not None:
        yield from _swaps(before, before.carried, parts)
        return
    taken = list(_takes(before, parts))
    yield from taken
    if not tries_all and any(one.cost == before.cost for one in taken):
        return
    yield from _lates(before, parts)
    yield from _enters(before, parts)
    if parts[0] != b"SE":  # the trailer is sure: the envelope has found it
        yield before.with_action(DROP, Action("drop"), before.stack)
        carry = before.with_action(SWAP, Action("carry"), before.stack)
        yield replace(carry, carried=parts)


def _swaps(before: Hypothesis, carried: Parts, parts: Parts) -> Iterator[Hypothesis]:
    """Two segments stand the wrong way round: both fit without a fault when the second goes first."""
    for first in _takes(replace(before, carried=None), parts):
        if first.cost > before.cost or not _is_fit(first, parts):
            continue
        for second in _takes(first, carried):
            if second.cost == first.cost and _is_fit(second, carried):
                action = Action("swap", first.actions[-1].target, second.actions[-1].target)
                yield replace(second, actions=(*before.actions, action))


def _is_fit(taken: Hypothesis, parts: Parts) -> bool:
    """Whether the segment that was taken last is that row by its code, too."""
    target = taken.actions[-1].target
    return target is not None and fits(target.member.row, parts)


def _takes(before: Hypothesis, parts: Parts) -> Iterator[Hypothesis]:
    """Take the segment as a row that may come from here on; its qualifier may be wrong, rows before it missing."""
    opened = before.stack[-1]
    states = opened.loop.states[opened.at]
    choice = states.get(parts[0]) or states.get(parts[0].strip().upper())
    for target, tests in choice.candidates if choice else ():
        is_misspelt = target.member.row.id != parts[0]
        is_other = any(value_at(parts, place) not in codes for place, codes in tests or _own_test(target.member.row))
        cost = QUALIFIER * (is_misspelt + is_other)
        stack, missing, over = after(before.stack, target, before.wanted)
        too_many = over == 1
        cost += MISSING * len(missing) + (TOO_MANY if too_many else AGAIN if over else 0.0)
        faults = len(missing) + too_many + (cost >= QUALIFIER and not missing)
        action = Action("take", target, too_many=too_many, is_misspelt=is_misspelt, skipped=tuple(missing))
        yield before.with_action(cost, action, stack, faults=faults)


def _own_test(row: Row) -> tuple[tuple[KeyPlace, frozenset[bytes]], ...]:
    """Where a row need not be told from others its own code tells whether it is meant: what else would take it."""
    return (row.first_code,) if row.first_code[1] else ()


def _lates(before: Hypothesis, parts: Parts) -> Iterator[Hypothesis]:
    """Take the segment as a row whose place is already behind; what was told as missing is then only late."""
    for level, opened in enumerate(reversed(before.stack)):
        for member in _by_id(opened.loop).get(parts[0], ()):
            if member.group >= opened.at or not fits(member.row, parts):
                continue
            if member.loop is None:
                yield _late(before, level, opened, member)
            else:
                yield _late_loop(before, level, member)


@lru_cache(maxsize=4096)
def _by_id(loop: Loop) -> dict[bytes, list[Member]]:
    found: dict[bytes, list[Member]] = {}
    for member in loop.members:
        found.setdefault(member.row.id, []).append(member)
    return found


def _late(before: Hypothesis, level: int, opened: Open, member: Member) -> Hypothesis:
    count = opened.counts[member.index]
    counts = list(opened.counts)
    counts[member.index] = max(count, 0) + 1
    stack = list(before.stack)
    stack[len(stack) - 1 - level] = Open(opened.loop, opened.at, tuple(counts))
    action = Action("late", inner=member, level=level)
    cost, actions, faults = LATE, before.actions, 1
    if count < 0:
        actions, found = _cancelled(actions, member)
        cost, faults = (LATE - MISSING, 0) if found else (LATE, 1)
    elif count >= member.most:
        cost = LATE + 0.1
    cost += 0.01 * level
    faults += before.faults
    return Hypothesis(before.cost + cost, faults, (*actions, action), tuple(stack), before.wanted)


def _late_loop(before: Hypothesis, level: int, member: Member) -> Hypothesis:
    """Go back to a loop whose place is behind, and on from there."""
    opened = reversed(before.stack[len(before.stack) - level :])
    due = tuple(due_members(one.loop, one.at, len(one.loop.groups)) for one in opened)
    target = Target(member, level, (*due, ()))
    was = before.stack[-1 - level].counts[member.index]
    stack, missing, over = after(before.stack, target, before.wanted)
    actions, found = _cancelled(before.actions, member) if was < 0 else (before.actions, False)
    cost = LATE + MISSING * (len(missing) - found) + (0.1 if over else 0.0) + 0.01 * level
    action = Action("take", target, is_late=True, skipped=tuple(missing))
    faults = before.faults + len(missing) + (not found)
    return Hypothesis(before.cost + cost, faults, (*actions, action), stack, before.wanted)


def _cancelled(actions: tuple[Action, ...], member: Member) -> tuple[tuple[Action, ...], bool]:
    for n, action in enumerate(actions):
        if member in action.skipped and member not in action.cancelled:
            cancelled = action.cancelled | {member}
            changed = replace(action, cancelled=cancelled)
            return (*actions[:n], changed, *actions[n + 1 :]), True
    return actions, False


def _enters(before: Hypothesis, parts: Parts) -> Iterator[Hypothesis]:
    """Enter a loop whose first row is missing, at the row that came instead."""
    opened = before.stack[-1]
    for target, inner in _enterable(opened.loop, opened.at).get(parts[0], ()):
        if fits(inner.row, parts):
            yield _entered(before, target, inner)


@lru_cache(maxsize=8192)
def _enterable(loop: Loop, at: int) -> dict[bytes, list[tuple[Target, Member]]]:
    """From a state: for each segment id the loops that may come, with their members of this id behind the first."""
    targets = {id(target): target for choice in loop.states[at].values() for target, _ in choice.candidates}
    found: dict[bytes, list[tuple[Target, Member]]] = {}
    for target in targets.values():
        inner = target.member.loop
        for member in inner.members[1:] if inner else ():
            found.setdefault(member.row.id, []).append((target, member))
    return found


def _entered(before: Hypothesis, target: Target, inner: Member) -> Hypothesis:
    stack, missing, over = after(before.stack, target, before.wanted)
    loop = inner.home
    passed = [member for member in loop.members if member.group < inner.group and member.required]
    counts = [-1 if member in passed else 0 for member in loop.members]
    counts[inner.index] = 1
    skipped = (*missing, *passed)
    cost = ENTER + MISSING * (len(skipped) - 1) + (TOO_MANY if over else 0.0)
    action = Action("enter", target, inner=inner, skipped=skipped)
    opened = [Open(loop, inner.group, tuple(counts))]
    if inner.loop is not None:
        opened.append(fresh(inner.loop))
    return before.with_action(cost, action, (*stack[:-1], *opened), faults=len(skipped))


def fits(row: Row, parts: Parts) -> bool:
    """Whether a segment can be this row: its id, and the first element that the row codes."""
    if row.id != parts[0]:
        return False
    place, codes = row.first_code
    return not codes or value_at(parts, place) in codes


def value_at(parts: Parts, place: KeyPlace) -> bytes:
    """What stands at an element, or at a component of it."""
    element, component = place
    value = parts[element] if element < len(parts) else b""
    if component:
        inner = value.split(b":", component)
        return inner[component - 1] if component <= len(inner) else b""
    return value
