"""Repair: what most likely happened where the structure does not fit, by a search of bounded cost over the same table.

Six hypotheses walk over the held segments; the cheapest says for each of them whether it is taken, late, dropped,
swapped, or opens a loop whose first row is missing. Only structure is looked at: ids and the codes that rows require.
The same fault met again (same state, same rows ahead) is answered from memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from clearlane.standards.x12.frame import Frame
from clearlane.standards.x12.hypothesis import Action, Hypothesis, Parts, Stack, Wanted, stack_of, wanted_of
from clearlane.standards.x12.machine import KeyPlace, Machine, Member
from clearlane.standards.x12.moves import MISSING, moves, value_at

HYPOTHESES, CARRYING = 6, 2
"""How many hypotheses are followed, and how many more that carry a segment."""
ALL_MOVES = 3
"""Behind so many segments a hypothesis that fits goes on fitting: no other moves are tried for it."""
MOST_SEARCHES = 2000
"""Searches in one set; beyond, the set is given up. Answers from memory do not count."""
MOST_REMEMBERED = 4096
NEAR = 3
"""Counters matter for a decision only so near to their maximum."""


class Repair:
    """The repairs of one set: remembers those it has found."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._known: dict[object, tuple[Action, ...]] = {}
        self._searches = 0

    def actions(self, frame: Frame, ahead: Sequence[Parts]) -> tuple[Action, ...] | None:
        """What to do with the first of the segments ahead and those that the decision used; None: give up."""
        stack, wanted = stack_of(frame), wanted_of(frame)
        key = (_states(stack), wanted, tuple(self._telling(parts) for parts in ahead))
        known = self._known.get(key)
        if known is None:
            if self._searches >= MOST_SEARCHES:
                return None
            self._searches += 1
            known = _search(stack, ahead, wanted)
            if len(self._known) < MOST_REMEMBERED:
                self._known[key] = known
        return known

    def _telling(self, parts: Parts) -> tuple[bytes, ...]:
        """The id, and the values that are codes of some row with this id: what decides between rows."""
        places = _telling_places(self._machine).get(parts[0].strip().upper(), ())
        values = ((value_at(parts, place), codes) for place, codes in places)
        return (parts[0][:4], *(value if value in codes else b"" for value, codes in values))


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


def _states(stack: Stack) -> tuple[object, ...]:
    """The state with its counters as far as they matter."""
    return tuple((one.loop, one.at, tuple(map(_rough, one.counts, one.loop.members))) for one in stack)


def _rough(count: int, member: Member) -> int:
    return min(count, 1) if count < member.most - NEAR else count


def _search(stack: Stack, ahead: Sequence[Parts], wanted: Wanted) -> tuple[Action, ...]:
    best = [Hypothesis(0.0, 0, (), stack, wanted)]
    for number, parts in enumerate(ahead, 1):
        tries_all = number <= ALL_MOVES
        grown = [after for before in best for after in moves(before, parts, tries_all=tries_all)]
        if number == len(ahead):
            grown = [one for one in grown if one.carried is None]
        grown.sort(key=lambda one: (round(one.cost, 3), one.faults))
        best = _distinct(grown)
        if number >= ALL_MOVES and _is_settled(best):
            break
    winner = best[0]
    last = max((n for n, action in enumerate(winner.actions) if not action.is_plain), default=0)
    return winner.actions[: last + 1]


def _is_settled(best: list[Hypothesis]) -> bool:
    """Whether the cheapest would need a further fault to fall behind."""
    return best[0].carried is None and (len(best) == 1 or best[1].cost - best[0].cost > MISSING)


def _distinct(grown: list[Hypothesis]) -> list[Hypothesis]:
    """The cheapest of each state, as many as are followed."""
    seen: set[object] = set()
    kept: list[Hypothesis] = []
    left = {True: CARRYING, False: HYPOTHESES}
    for one in grown:
        carries = one.carried is not None
        if left[carries] and (one.stack, carries) not in seen:
            seen.add((one.stack, carries))
            kept.append(one)
            left[carries] -= 1
    return kept
