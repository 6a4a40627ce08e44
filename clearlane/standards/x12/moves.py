"""Moves: what may be done with one segment in a hypothesis, and what each costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from clearlane.standards.x12.ahead import Ahead
from clearlane.standards.x12.compile import due_members
from clearlane.standards.x12.fits import fits
from clearlane.standards.x12.guide import UNLIMITED
from clearlane.standards.x12.hypothesis import (
    Action,
    Draft,
    Hypothesis,
    Open,
    Stack,
    Wanted,
    after,
    counted,
    fresh,
    missing_before,
    over_after,
)
from clearlane.standards.x12.machine import Loop, Member, Target

REOPEN, STRANGE, DROP, ENTER, MISSING, QUALIFIER = 150, 140, 135, 130, 130, 120
SWAP, LATE, CODE, TOO_MANY, AGAIN = 115, 110, 105, 100, 20
"""A strange name stands for a row only where that would be missing else: alone it is cheaper to drop."""
TOO_MANY_OF_LEVEL = 132
"""One too many where a level is lost: more than a loop without its first row, less than to drop."""
FULL, FULL_BEHIND, FULL_LOOP, OUTWARD = 10, 22, 30, 1
"""What late costs more where the row, or the loop, has come already, and for each loop further out.

A row that has come already and comes again behind loops of its loop sooner begins that loop anew, without its first; so
does one that may come a few times, behind other rows of its loop; and one that lacks an element which only there is
required. Where a level is lost, what follows sooner begins the next.
"""


def moves(before: Hypothesis, segment: Ahead, *, tries_all: bool, has_gap: bool = False) -> Iterator[Draft]:
    """Every hypothesis one segment further. tries_all: also where the segment simply fits.

    has_gap: a level is lost somewhere here, as the number of the next one says.
    """
    if before.carried is not None:
        yield from _swaps(before, before.carried, segment)
        return
    taken = list(_takes(before, segment, has_gap))
    yield from taken
    if not tries_all and any(one.cost == before.cost for one in taken):
        return
    yield from _lates(before, segment, has_gap)
    yield from _enters(before, segment)
    yield from _reopens(before, segment)
    if segment.parts[0] != b"SE":  # the trailer is sure: the envelope has found it
        yield Draft(before.cost + DROP, before.faults + 1, partial(_dropped, before), drops=tries_all)
        cost = SWAP + FULL_BEHIND * has_gap
        yield Draft(before.cost + cost, before.faults + 1, partial(_carried, before, segment), carries=True)


def _dropped(before: Hypothesis, draft: Draft) -> Hypothesis:
    return before.to(draft, Action("drop"), before.stack)


def _carried(before: Hypothesis, segment: Ahead, draft: Draft) -> Hypothesis:
    actions = (*before.actions, Action("carry"))
    return Hypothesis(draft.cost, draft.faults, actions, before.stack, before.wanted, segment)


def _swaps(before: Hypothesis, carried: Ahead, segment: Ahead) -> Iterator[Draft]:
    """Two segments stand the wrong way round: both fit without a fault when the second goes first."""
    for target, between in _fitting(before.stack, segment, before.wanted):
        for then, stack in _fitting(between, carried, before.wanted):
            make = partial(_swapped, before, Action("swap", target, then), stack)
            yield Draft(before.cost, before.faults, make)


def _fitting(stack: Stack, segment: Ahead, wanted: Wanted) -> Iterator[tuple[Target, Stack]]:
    """The rows that a segment can be without any fault, by its code, too; with the stack behind each."""
    for target, is_misspelt, _, is_other, _ in segment.takes(stack[-1].loop, stack[-1].at):
        row = target.member.row
        if is_misspelt or is_other or not fits(row, segment.parts) or segment.is_unlike(row):
            continue
        if not over_after(stack, target) and not missing_before(stack, target, wanted):
            yield target, after(stack, target, ())


def _swapped(before: Hypothesis, action: Action, stack: Stack, draft: Draft) -> Hypothesis:
    return Hypothesis(draft.cost, draft.faults, (*before.actions, action), stack, before.wanted)


def _takes(before: Hypothesis, segment: Ahead, has_gap: bool) -> Iterator[Draft]:
    """Take the segment as a row that may come from here on; its qualifier may be wrong, rows before it missing.

    One row stands for all those of a position that its qualifier makes none of: they would be the same guess.
    """
    stack, wanted = before.stack, before.wanted
    guessed: set[tuple[int, int]] = set()
    for target, is_misspelt, is_strange, is_other, is_sure in segment.takes(stack[-1].loop, stack[-1].at):
        over = over_after(stack, target)
        if is_other and not over and _may_be_left_out(target.member):
            position = target.closes, target.member.group
            if position in guessed:
                continue
            guessed.add(position)
        missing = missing_before(stack, target, wanted) if target.owed else ()
        cost = (STRANGE if is_strange else QUALIFIER) * is_misspelt + MISSING * len(missing)
        cost += (CODE if is_sure else QUALIFIER) * is_other
        cost += _too_many(
            stack, target, over, is_unlikely=over == 1 and (has_gap or segment.is_unlike(target.member.row))
        )
        # whose code is none may have been meant for any place: it ends none
        stays = is_other and not missing and not target.closes and target.member.loop is None
        faults = len(missing) + (over == 1) + (cost >= CODE and not missing)
        actions = before.actions
        was = stack[-1 - target.closes].counts[target.member.index]
        if was < 0:  # it was told as missing: it is behind the late one
            actions, found = _cancelled(actions, target.member)
            cost, faults = cost - MISSING * found, faults - found
        kind = Action("take", target, too_many=over == 1, is_misspelt=is_misspelt, stays=stays, skipped=tuple(missing))
        make = partial(_taken, before, (*actions, kind))
        yield Draft(before.cost + cost, before.faults + faults, make)


def _too_many(stack: Stack, target: Target, over: int, *, is_unlikely: bool) -> int:
    """What it costs to come too often. Where a level is lost, what its level has already sooner begins the next; so
    does what lacks an element that only here is required."""
    if over != 1:
        return AGAIN if over else 0
    return TOO_MANY_OF_LEVEL if is_unlikely and stack[-1 - target.closes].loop.is_level else TOO_MANY


def _may_be_left_out(member: Member) -> bool:
    return not (member.loop or member.required or member.rule or member.oneof)


def _taken(before: Hypothesis, actions: tuple[Action, ...], draft: Draft) -> Hypothesis:
    action = actions[-1]
    assert action.target is not None
    stack = after(before.stack, action.target, action.skipped)
    if action.stays:
        stack = (*stack[:-1], stack[-1]._replace(at=before.stack[-1].at))
    return Hypothesis(draft.cost, draft.faults, actions, stack, before.wanted)


def _lates(before: Hypothesis, segment: Ahead, has_gap: bool) -> Iterator[Draft]:
    """Take the segment as a row whose place is already behind; what was told as missing is then only late."""
    for level, opened in enumerate(reversed(before.stack)):
        for member in segment.members(opened.loop):
            if member.group >= opened.at or (member is opened.loop.members[0] and opened.counts[0] > 0):
                continue  # what begins a loop begins another sooner than it comes late
            if member.loop is None:
                is_unlikely = (has_gap and opened.loop.is_level) or segment.is_unlike(member.row)
                yield _late(before, level, opened, member, is_unlikely=is_unlikely)
                if not level and member.index and opened.counts[member.index] < member.most:
                    yield _late(before, level, opened, member, is_unlikely=is_unlikely, goes_back=True)
            else:
                yield _late_loop(before, level, member, has_gap=has_gap)


def _late(
    before: Hypothesis, level: int, opened: Open, member: Member, *, is_unlikely: bool, goes_back: bool = False
) -> Draft:
    count = opened.counts[member.index]
    cost, actions, faults, is_told = LATE + FULL_BEHIND * is_unlikely, before.actions, 1, False
    if count < 0:
        actions, found = _cancelled(actions, member)
        cost, faults, is_told = (cost - MISSING if found else AGAIN), 0, not found
    elif count >= member.most:
        cost = LATE + (FULL_BEHIND if level or is_unlikely else FULL)
    elif count and not level and member.most < UNLIMITED:
        cost = LATE + FULL_BEHIND
    action = Action("late", inner=member, level=level, goes_back=goes_back, is_told=is_told)
    make = partial(_made_late, before, actions, action)
    return Draft(before.cost + cost + OUTWARD * level + goes_back, before.faults + faults, make)


def _made_late(before: Hypothesis, actions: tuple[Action, ...], action: Action, draft: Draft) -> Hypothesis:
    member, stack = action.inner, list(before.stack)
    assert member is not None
    home = stack[-1 - action.level]
    stack[-1 - action.level] = counted(home, member, member.group if action.goes_back else home.at)
    return Hypothesis(draft.cost, draft.faults, (*actions, action), tuple(stack), before.wanted)


def _behind(before: Hypothesis, level: int, member: Member) -> Target:
    """A loop whose place is behind in one that is open, so many levels further out."""
    opened = reversed(before.stack[len(before.stack) - level :])
    return Target(member, level, (*(_left(one.loop, one.at) for one in opened), ()))


@lru_cache(maxsize=8192)
def _left(loop: Loop, at: int) -> tuple[Member, ...]:
    """What may still be due in a loop when it closes."""
    return due_members(loop, at, len(loop.groups))


def _late_loop(before: Hypothesis, level: int, member: Member, *, has_gap: bool) -> Draft:
    """Go back to a loop whose place is behind, and on from there. Where it came already, this is sooner of the next;
    where a level is lost, sooner of that."""
    target = _behind(before, level, member)
    was = before.stack[-1 - level].counts[member.index]
    missing = missing_before(before.stack, target, before.wanted)
    over = over_after(before.stack, target)
    actions, found = _cancelled(before.actions, member) if was < 0 else (before.actions, False)
    is_told = was < 0 and not found
    is_again = over or (was > 0 and not before.stack[-1 - level].loop.spec.attributes.bracket)
    cost = (AGAIN if is_told else LATE) + MISSING * (len(missing) - found) + (FULL_LOOP if is_again or has_gap else 0)
    faults = before.faults + len(missing) + (was >= 0)
    action = Action("take", target, is_late=True, is_told=is_told, skipped=tuple(missing))
    return Draft(before.cost + cost + OUTWARD * level, faults, partial(_made_late_loop, before, actions, action))


def _made_late_loop(before: Hypothesis, actions: tuple[Action, ...], action: Action, draft: Draft) -> Hypothesis:
    assert action.target is not None
    stack = after(before.stack, action.target, action.skipped)
    return Hypothesis(draft.cost, draft.faults, (*actions, action), stack, before.wanted)


def _cancelled(actions: tuple[Action, ...], member: Member) -> tuple[tuple[Action, ...], bool]:
    for n, action in enumerate(actions):
        if member in action.skipped and member not in action.cancelled:
            cancelled = action.cancelled | {member}
            changed = replace(action, cancelled=cancelled)
            return (*actions[:n], changed, *actions[n + 1 :]), True
    return actions, False


def _reopens(before: Hypothesis, segment: Ahead) -> Iterator[Draft]:
    """Go back into a loop that was left too early, to where the segment stands in it, and on from there.

    It may be one of the place that is reached: what begins another there would lack all that stands in the first.
    """
    for level, opened in enumerate(reversed(before.stack)):
        for member, inner in segment.reopens(opened.loop):
            if member.group <= opened.at and opened.counts[member.index] > 0:
                target = _behind(before, level, member)
                missing = missing_before(before.stack, target, before.wanted)
                cost = before.cost + REOPEN + MISSING * len(missing) + OUTWARD * level
                make = partial(_entered, before, target, inner, missing, (), is_late=True)
                yield Draft(cost, before.faults + len(missing) + 1, make)


def _enters(before: Hypothesis, segment: Ahead) -> Iterator[Draft]:
    """Enter a loop whose first row is missing, at the row that came instead."""
    stack = before.stack
    for target, inner, passed in segment.enters(stack[-1].loop, stack[-1].at):
        missing = missing_before(stack, target, before.wanted) if target.owed else ()
        skipped = (*missing, *passed)
        cost = ENTER + MISSING * (len(skipped) - 1) + (TOO_MANY if over_after(stack, target) else 0)
        make = partial(_entered, before, target, inner, missing, passed)
        yield Draft(before.cost + cost, before.faults + len(skipped), make)


def _entered(
    before: Hypothesis,
    target: Target,
    inner: Member,
    missing: Sequence[Member],
    passed: tuple[Member, ...],
    draft: Draft,
    *,
    is_late: bool = False,
) -> Hypothesis:
    loop = inner.home
    counts = [-1 if member in passed else 0 for member in loop.members]
    counts[inner.index] = 1
    opened = [Open(loop, inner.group, tuple(counts))]
    if inner.loop is not None:
        opened.append(fresh(inner.loop))
    action = Action("enter", target, inner=inner, is_late=is_late, skipped=(*missing, *passed))
    return before.to(draft, action, (*after(before.stack, target, missing)[:-1], *opened))
