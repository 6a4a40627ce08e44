"""Repair: what most likely happened where the structure does not fit, by a search of bounded cost over the same table.

Six hypotheses walk over the held segments; the cheapest says for each of them whether it is taken, late, dropped,
swapped, or opens a loop whose first row is missing. Only structure is looked at: ids and the codes that rows require.
The same fault met again (same state, same rows ahead) is answered from memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from clearlane.standards.x12.compile import due_members
from clearlane.standards.x12.frame import Frame, lacks
from clearlane.standards.x12.machine import Loop, Machine, Member, Row, Target

DROP, QUALIFIER, SWAP, ENTER, MISSING, LATE, TOO_MANY, AGAIN = 1.25, 1.2, 1.15, 1.3, 1.3, 1.1, 1.0, 0.2
HYPOTHESES = 6
MOST_SEARCHES = 2000
"""Searches in one set; beyond, the set is given up. Answers from memory do not count."""
MOST_REMEMBERED = 4096
Parts = Sequence[bytes]


class Open(NamedTuple):
    """An open loop of a hypothesis: the same as a frame, as a value."""

    loop: Loop
    at: int
    counts: tuple[int, ...]


Stack = tuple[Open, ...]
Wanted = frozenset[Member]
"""Members of open loops that a rule demands now."""


@dataclass(frozen=True, slots=True)
class Action:
    """What is done with one segment: take, late, enter, drop; or carry it behind the next one, which is then a swap.

    target: where it goes; then: where the carried one goes; inner: the row it is (enter, late); level: frames outward.

    cancelled: members passed by that are not told as missing, since they come late.
    """

    kind: str
    target: Target | None = None
    then: Target | None = None
    inner: Member | None = None
    level: int = 0
    too_many: bool = False
    is_misspelt: bool = False
    is_late: bool = False
    cancelled: frozenset[Member] = frozenset()
    skipped: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class _Hypothesis:
    cost: float
    faults: int
    actions: tuple[Action, ...]
    stack: Stack
    wanted: Wanted
    carried: Parts | None = None

    def with_action(self, cost: float, action: Action, stack: Stack, *, faults: int = 1) -> _Hypothesis:
        return _Hypothesis(self.cost + cost, self.faults + faults, (*self.actions, action), stack, self.wanted)


class Repair:
    """The repairs of one set: remembers those it has found."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._known: dict[object, tuple[Action, ...]] = {}
        self._searches = 0

    def actions(self, frame: Frame, ahead: Sequence[Parts]) -> tuple[Action, ...] | None:
        """What to do with the first of the segments ahead and those that the decision used; None: give up."""
        stack, wanted = _stack(frame), _wanted(frame)
        key = _key(stack, ahead, wanted)
        known = self._known.get(key)
        if known is None:
            if self._searches >= MOST_SEARCHES:
                return None
            self._searches += 1
            known = _search(stack, ahead, wanted)
            if len(self._known) < MOST_REMEMBERED:
                self._known[key] = known
        return known


def _stack(frame: Frame) -> Stack:
    opened: list[Open] = []
    current: Frame | None = frame
    while current is not None:
        opened.append(Open(current.loop, current.at, tuple(current.counts)))
        current = current.outer
    return tuple(reversed(opened))


def _wanted(frame: Frame) -> Wanted:
    found: list[Member] = []
    current: Frame | None = frame
    while current is not None:
        found += (one for one in current.loop.members if one.rule and not one.required and lacks(current, one))
        current = current.outer
    return frozenset(found)


def _key(stack: Stack, ahead: Sequence[Parts], wanted: Wanted) -> object:
    """The state with its counters as far as they matter, and what tells rows apart in the segments ahead."""
    states = tuple(
        (
            id(one.loop),
            one.at,
            tuple(
                min(count, member.most, 1000 if member.most < 1000 else 1)
                for count, member in zip(one.counts, one.loop.members, strict=True)
            ),
        )
        for one in stack
    )
    return states, wanted, tuple(_telling(parts) for parts in ahead)


def _telling(parts: Parts) -> tuple[bytes, ...]:
    """The id and the short values among the first four elements, where codes stand; HL numbers tell nothing."""
    if parts[0] == b"HL":
        return (parts[0], *parts[3:5])
    return (parts[0], *(value.split(b":")[0] if len(value) < 12 else b"" for value in parts[1:3]))


def _search(stack: Stack, ahead: Sequence[Parts], wanted: Wanted) -> tuple[Action, ...]:
    best = [_Hypothesis(0.0, 0, (), stack, wanted)]
    for left, parts in zip(range(len(ahead), 0, -1), ahead, strict=True):
        grown = [after for before in best for after in _moves(before, parts) if left > 1 or after.carried is None]
        grown.sort(key=lambda one: (round(one.cost, 3), one.faults))
        best = _distinct(grown)
    winner = best[0]
    last = max((n for n, action in enumerate(winner.actions) if not _is_plain(action)), default=0)
    return winner.actions[: last + 1]


def _is_plain(action: Action) -> bool:
    return action.kind == "take" and not (action.skipped or action.too_many or action.is_late or action.is_misspelt)


def _distinct(grown: list[_Hypothesis]) -> list[_Hypothesis]:
    seen: set[object] = set()
    kept = []
    for one in grown:
        state = tuple((id(opened.loop), opened.at, opened.counts) for opened in one.stack)
        if (state, one.carried is None) not in seen:
            seen.add((state, one.carried is None))
            kept.append(one)
        if len(kept) == HYPOTHESES:
            break
    return kept


def _moves(before: _Hypothesis, parts: Parts) -> Iterator[_Hypothesis]:
    if before.carried is not None:
        yield from _swaps(before, before.carried, parts)
        return
    yield from _takes(before, parts)
    yield from _lates(before, parts)
    yield from _enters(before, parts)
    if parts[0] == b"SE":
        return  # the trailer is sure: the envelope has found it
    yield before.with_action(DROP, Action("drop"), before.stack)
    carry = before.with_action(SWAP, Action("carry"), before.stack)
    yield replace(carry, carried=parts)


def _swaps(before: _Hypothesis, carried: Parts, parts: Parts) -> Iterator[_Hypothesis]:
    """Two segments stand the wrong way round: both fit without a fault when the second goes first."""
    for first in _takes(replace(before, carried=None), parts):
        if first.cost > before.cost or not _is_fit(first, parts):
            continue
        for second in _takes(first, carried):
            if second.cost == first.cost and _is_fit(second, carried):
                action = Action("swap", first.actions[-1].target, second.actions[-1].target)
                yield replace(second, actions=(*before.actions, action))


def _is_fit(after: _Hypothesis, parts: Parts) -> bool:
    """Whether the segment that was taken last is that row by its code, too."""
    target = after.actions[-1].target
    return target is not None and fits(target.member.row, parts)


def _takes(before: _Hypothesis, parts: Parts) -> Iterator[_Hypothesis]:
    """Take the segment as a row that may come from here on; its qualifier may be wrong, rows before it missing."""
    opened = before.stack[-1]
    states = opened.loop.states[opened.at]
    choice = states.get(parts[0]) or states.get(parts[0].strip().upper())
    for target, tests in choice.candidates if choice else ():
        is_misspelt = target.member.row.id != parts[0]
        is_other = any(_value(parts, place) not in codes for place, codes in tests)
        cost = QUALIFIER * (is_misspelt + is_other)
        stack, missing, over = _after(before.stack, target, before.wanted)
        too_many = over == 1
        cost += MISSING * len(missing) + (TOO_MANY if too_many else AGAIN if over else 0.0)
        faults = len(missing) + too_many + (cost >= QUALIFIER and not missing)
        action = Action("take", target, too_many=too_many, is_misspelt=is_misspelt, skipped=tuple(missing))
        yield before.with_action(cost, action, stack, faults=faults)


def _after(stack: Stack, target: Target, wanted: Wanted) -> tuple[Stack, list[Member], int]:
    """The stack behind a target, what was missing on the way, and by how much a maximum is exceeded."""
    opened, missing = list(stack), []
    for closed, due in enumerate(target.due):
        level = len(opened) - 1 - closed
        one, absent = _told(opened[level], due, wanted)
        opened[level] = one
        missing += absent
    del opened[len(opened) - target.closes :]
    member = target.member
    home = opened[-1]
    counts = list(home.counts)
    counts[member.index] = max(counts[member.index], 0) + 1
    opened[-1] = Open(home.loop, member.group, tuple(counts))
    over = _over(opened[-1], member)
    if member.loop is not None:
        opened.append(_fresh(member.loop))
    return tuple(opened), missing, over


def _told(opened: Open, due: Sequence[Member], wanted: Wanted) -> tuple[Open, list[Member]]:
    absent = [one for one in due if not opened.counts[one.index] and (one.required or one in wanted)]
    if not absent:
        return opened, []
    counts = list(opened.counts)
    for member in absent:
        counts[member.index] = -1
    return Open(opened.loop, opened.at, tuple(counts)), absent


def _over(home: Open, member: Member) -> int:
    over = max(0, home.counts[member.index] - member.most)
    if member.oneof:
        same = [one for one in home.loop.members if one.oneof == member.oneof]
        over = max(over, sum(max(home.counts[one.index], 0) for one in same) - 1)
    most = home.loop.group_most.get(member.group)
    if most is not None:
        together = sum(max(home.counts[one.index], 0) for one in home.loop.groups[member.group])
        over = max(over, together - most)
    return over


def _lates(before: _Hypothesis, parts: Parts) -> Iterator[_Hypothesis]:
    """Take the segment as a row whose place is already behind; what was told as missing is then only late."""
    for level, opened in enumerate(reversed(before.stack)):
        for member in opened.loop.members:
            if member.group >= opened.at or not fits(member.row, parts):
                continue
            if member.loop is None:
                yield _late(before, level, opened, member)
            else:
                yield _late_loop(before, level, member)


def _late(before: _Hypothesis, level: int, opened: Open, member: Member) -> _Hypothesis:
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
    return _Hypothesis(before.cost + cost, faults, (*actions, action), tuple(stack), before.wanted)


def _late_loop(before: _Hypothesis, level: int, member: Member) -> _Hypothesis:
    """Go back to a loop whose place is behind, and on from there."""
    opened = reversed(before.stack[len(before.stack) - level :])
    due = tuple(due_members(one.loop, one.at, len(one.loop.groups)) for one in opened)
    target = Target(member, level, (*due, ()))
    was = before.stack[-1 - level].counts[member.index]
    stack, missing, over = _after(before.stack, target, before.wanted)
    actions, found = _cancelled(before.actions, member) if was < 0 else (before.actions, False)
    cost = LATE + MISSING * (len(missing) - found) + (0.1 if over else 0.0) + 0.01 * level
    action = Action("take", target, is_late=True, skipped=tuple(missing))
    faults = before.faults + len(missing) + (not found)
    return _Hypothesis(before.cost + cost, faults, (*actions, action), stack, before.wanted)


def _cancelled(actions: tuple[Action, ...], member: Member) -> tuple[tuple[Action, ...], bool]:
    for n, action in enumerate(actions):
        if member in action.skipped and member not in action.cancelled:
            cancelled = action.cancelled | {member}
            changed = replace(action, cancelled=cancelled)
            return (*actions[:n], changed, *actions[n + 1 :]), True
    return actions, False


def _enters(before: _Hypothesis, parts: Parts) -> Iterator[_Hypothesis]:
    """Enter a loop whose first row is missing, at the row that came instead."""
    opened = before.stack[-1]
    seen: set[int] = set()
    for choice in opened.loop.states[opened.at].values():
        for target, _ in choice.candidates:
            loop = target.member.loop
            if loop is None or id(target) in seen:
                continue
            seen.add(id(target))
            for inner in loop.members[1:]:
                if fits(inner.row, parts):
                    yield _entered(before, target, inner)
                    break


def _entered(before: _Hypothesis, target: Target, inner: Member) -> _Hypothesis:
    stack, missing, over = _after(before.stack, target, before.wanted)
    loop = inner.home
    passed = [member for member in loop.members if member.group < inner.group and member.required]
    counts = [-1 if member in passed else 0 for member in loop.members]
    counts[inner.index] = 1
    skipped = (*missing, *passed)
    cost = ENTER + MISSING * (len(skipped) - 1) + (TOO_MANY if over else 0.0)
    action = Action("enter", target, inner=inner, skipped=skipped)
    opened = [Open(loop, inner.group, tuple(counts))]
    if inner.loop is not None:
        opened.append(_fresh(inner.loop))
    return before.with_action(cost, action, (*stack[:-1], *opened), faults=len(skipped))


def _fresh(loop: Loop) -> Open:
    """A loop that was opened by its first row."""
    return Open(loop, 0, (1, *([0] * (len(loop.members) - 1))))


def fits(row: Row, parts: Parts) -> bool:
    """Whether a segment can be this row: its id, and the first element that the row codes."""
    if row.id != parts[0]:
        return False
    for n in range(1, len(row.fields) + 1):
        codes = row.codes((n, 0)) or row.codes((n, 1))
        if codes:
            place = (n, 0) if row.codes((n, 0)) else (n, 1)
            return _value(parts, place) in codes
    return True


def _value(parts: Parts, place: tuple[int, int]) -> bytes:
    element, component = place
    value = parts[element] if element < len(parts) else b""
    if component:
        inner = value.split(b":", component)
        return inner[component - 1] if component <= len(inner) else b""
    return value
