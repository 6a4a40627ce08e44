"""Repair: what most likely happened where the structure does not fit, by a search of bounded cost over the same table.

Six hypotheses walk over the held segments, and more where all six are dear; the cheapest says for each of them whether
it is taken, late, dropped, swapped, or opens a loop whose first row is missing. Only structure is looked at: ids and
the codes that rows require. The same fault met again (same state, same rows ahead) is answered from memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter

from clearlane.standards.x12.ahead import Ahead
from clearlane.standards.x12.fits import Parts, has, value_at
from clearlane.standards.x12.frame import Frame
from clearlane.standards.x12.hypothesis import Action, Draft, Hypothesis, Stack, Wanted, stack_of, wanted_of
from clearlane.standards.x12.machine import KeyPlace, Loop, Machine, Member
from clearlane.standards.x12.meant_id import meant_ids
from clearlane.standards.x12.memory import MOST_REMEMBERED, Found, Memory, Telling
from clearlane.standards.x12.moves import MISSING, moves
from clearlane.standards.x12.stretch import Stretch

HYPOTHESES, CARRYING, DROPPING = 6, 2, 1
"""How many hypotheses are followed, and how many more that carry a segment, or have just left one out.

Where a name with a wrong code may begin six loops and more, that it is of no loop at all is followed, too.
"""
DEAR, WIDER = 400, 4
"""What costs more than three faults is looked for again, among so many times as many hypotheses."""
ALL_MOVES = 3
"""Behind so many segments a hypothesis that fits goes on fitting: no other moves are tried for it."""
NEAR = 3
"""Counters matter for a decision only so near to their maximum."""
BEYOND = 2
"""Beyond a maximum it only matters whether the next is the first too many, or a further one."""


class Repair:
    """The repairs of one set. A search looks no further than it must, so what it has found holds whatever stands behind
    that: it is remembered for all sets of the guide. In each stretch it counts as a search all the same, once.
    made: how many there were.
    """

    def __init__(self, machine: Machine, stretch: Stretch | None = None) -> None:
        self._machine = machine
        self._stretch = stretch or Stretch()
        self._places = _telling_places(machine)
        self._needed = _needed_of_some(machine)
        self.made = 0

    def begin(self, offset: int) -> None:
        """The set begins here, which is a stretch of its own where it belongs to none."""
        self._stretch.begin_set(offset, is_first=False)

    def actions(
        self, frame: Frame, ahead: Sequence[Parts], offset: int = 0, *, has_gap: bool = False
    ) -> tuple[Action, ...]:
        """What to do with the first of the segments ahead and those that the decision used. has_gap: see `moves`.

        offset: where the first stands. Nothing where it was searched too often for so much of the file.
        """
        self.made += 1
        stack, wanted = stack_of(frame), wanted_of(frame)
        state = (_states(stack), wanted, has_gap)
        rows = tuple(map(self._telling, ahead))
        stretch = self._stretch
        known = stretch.known.recall(state, rows)
        if known is not None:
            return known.actions
        if not stretch.may_search(offset):
            return ()
        found = _found(self._machine).recall(state, rows)
        if found is None:
            found = _search(stack, list(map(self._ahead, rows, ahead)), wanted, has_gap=has_gap)
            _found(self._machine).remember(state, rows, found)
        stretch.took(found.work)
        stretch.known.remember(state, rows, found)
        return found.actions

    def _ahead(self, telling: Telling, parts: Parts) -> Ahead:
        """The segment, or one like it that was met before in any set."""
        known = _met(self._machine)
        if telling not in known:
            if len(known) >= MOST_REMEMBERED:
                known.clear()
            id, meant = parts[0], meant_ids(parts, self._machine)
            places = [place for place, _ in self._places.get(id, ())]
            known[telling] = Ahead(parts, places, self._needed.get(id, ()), meant)
        return known[telling]

    def is_elsewhere(self, parts: Parts, place: KeyPlace) -> bool:
        """Whether the value at a place is a code there of any row with this id."""
        places = dict(self._places.get(parts[0], ()))
        return value_at(parts, place) in places.get(place, ())

    def _telling(self, parts: Parts) -> Telling:
        """The id, the values that are codes of some row with this id, and whether it has what only some of these
        require: what decides between rows. Of an id that is none, the same for each that may be meant."""
        id = parts[0][:8]
        if parts[0] in self._machine.ids:
            return (id, *self._codes(parts, parts[0]), *self._has_needed(parts))
        return (id, *(one for meant in meant_ids(parts, self._machine) for one in (meant, *self._codes(parts, meant))))

    def _codes(self, parts: Parts, id: bytes) -> list[bytes]:
        return [_known_code(parts, place, codes) for place, codes in self._places.get(id, ())]

    def _has_needed(self, parts: Parts) -> list[bool]:
        return [has(parts, one) for one in self._needed.get(parts[0], ())]


def _known_code(parts: Parts, place: KeyPlace, codes: frozenset[bytes]) -> bytes:
    value = value_at(parts, place)
    return value if value in codes else b""


def forget() -> None:
    """Forget what searches have found: so that the next is measured as the first."""
    _found.cache_clear()


@lru_cache(maxsize=64)
def _found(machine: Machine) -> Memory:
    return Memory()


@lru_cache(maxsize=64)
def _met(machine: Machine) -> dict[Telling, Ahead]:
    return {}


@lru_cache(maxsize=64)
def _telling_places(machine: Machine) -> dict[bytes, tuple[tuple[KeyPlace, frozenset[bytes]], ...]]:
    """For each segment id the places that tell rows apart anywhere in the guide, with all codes of these rows."""
    found: dict[bytes, dict[KeyPlace, frozenset[bytes]]] = {}
    for loop in machine.loops():
        for id, choice in ((id, choice) for state in loop.states for id, choice in state.items()):
            known = found.setdefault(id, {})
            rows = [target.member.row for target, _ in choice.candidates]
            for place in {*choice.places, *(row.first_code[0] for row in rows)}:
                known[place] = known.get(place, frozenset()).union(*(row.codes(place) for row in rows))
    return {id: tuple(sorted(places.items())) for id, places in found.items()}


@lru_cache(maxsize=64)
def _needed_of_some(machine: Machine) -> dict[bytes, tuple[int, ...]]:
    """For each segment id the elements that some of the rows with it require, and others do not."""
    needed: dict[bytes, list[frozenset[int]]] = {}
    for member in (one for loop in machine.loops() for one in loop.members):
        needed.setdefault(member.row.id, []).append(member.row.needed)
    found = ((id, frozenset.union(*each) - frozenset.intersection(*each)) for id, each in needed.items())
    return {id: tuple(sorted(some)) for id, some in found if some}


def _states(stack: Stack) -> tuple[object, ...]:
    """The state with its counters as far as they matter."""
    return tuple((one.loop, one.at, _roughly(one.counts, one.loop)) for one in stack)


def _roughly(counts: tuple[int, ...], loop: Loop) -> tuple[int, ...]:
    if max(counts) < 2:
        return counts
    if loop.group_most:  # what is too many of one counts for the others
        return tuple(map(_rough, counts, loop.members))
    return tuple(map(_rough_beyond, counts, loop.members))


def _rough(count: int, member: Member) -> int:
    return min(count, 1) if count < member.most - NEAR else count


def _rough_beyond(count: int, member: Member) -> int:
    """The same, where it does not matter by how much a maximum is exceeded."""
    return min(count, 1) if count < member.most - NEAR else min(count, member.most + BEYOND)


def _search(stack: Stack, ahead: Sequence[Ahead], wanted: Wanted, *, has_gap: bool = False) -> Found:
    """What most likely happened. Where that is a good deal, it is looked for once more among many more hypotheses: what
    is right at the end may be dear in between."""
    start = Hypothesis(0, 0, (), stack, wanted)
    (winner, number), work = _follow(start, ahead, 1, has_gap=has_gap), 1
    if winner.cost > DEAR:
        (winner, number), work = _follow(start, ahead, WIDER, has_gap=has_gap), 1 + WIDER
    last = max((n for n, action in enumerate(winner.actions) if not action.is_plain), default=0)
    return Found(winner.actions[: last + 1], number, work)


def _follow(start: Hypothesis, ahead: Sequence[Ahead], wide: int, *, has_gap: bool) -> tuple[Hypothesis, int]:
    """The cheapest hypothesis, and how many segments were looked at. wide: how many times as many are followed."""
    best, number = [start], 0
    for number, segment in enumerate(ahead, 1):
        tries_all = number <= ALL_MOVES
        grown = [draft for before in best for draft in moves(before, segment, tries_all=tries_all, has_gap=has_gap)]
        grown.sort(key=itemgetter(0, 1))
        best = _distinct(grown, wide, may_carry=number < len(ahead))
        if number >= ALL_MOVES and _is_settled(best):
            break
    return best[0], number


def _is_settled(best: list[Hypothesis]) -> bool:
    """Whether the cheapest would need a further fault to fall behind, and nothing it passes by may come late."""
    first = best[0]
    if first.carried is not None or any(set(one.skipped) - one.cancelled for one in first.actions):
        return False
    return len(best) == 1 or best[1].cost - first.cost > MISSING


def _distinct(grown: list[Draft], wide: int, *, may_carry: bool) -> list[Hypothesis]:
    """The cheapest of each state, as many as are followed. wide: as of `_follow`."""
    seen: set[object] = set()
    kept: list[Hypothesis] = []
    left = {
        (True, False): CARRYING * wide * may_carry,
        (False, True): DROPPING * wide,
        (False, False): HYPOTHESES * wide,
    }
    for draft in grown:
        kind = draft.carries, draft.drops
        if not left[kind]:
            continue
        one = draft.make(draft)
        seen.add((one.stack, draft.carries))
        if len(seen) > len(kept):
            kept.append(one)
            left[kind] -= 1
    return kept
