"""Foresight: what is taken ahead is what would be taken then, and what the walk does not ask for is not used."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from clearlane.standards.x12 import block as block_module
from clearlane.standards.x12 import foresight as module
from clearlane.standards.x12.block import Block, Lesson, Taken
from clearlane.standards.x12.foresight import Foresight
from clearlane.standards.x12.machine import Target
from tests.standards.x12.test_block_learning import AFTER, CLAIM, ENDS, LINES, NPI, REPLACING, Small, is_taken
from tests.standards.x12.x12_texts import check_guide, counted, join, lines

MANY = (CLAIM + LINES + NPI) * 30 + AFTER


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Small:
    monkeypatch.setattr(block_module, "WALKED_FIRST", 1)
    found = Small()
    for content in (CLAIM, NPI):
        found.learn(content)
    found.learn(b"LX*1~", "B")
    return found


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Where blocks were tried."""
    found: list[int] = []
    plain = Block.take

    def take(self: Block, view: bytes, at: int, *args: object) -> Taken | Lesson | None:
        found.append(at)
        return plain(self, view, at, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Block, "take", take)
    return found


def ask(one: Foresight, small: Small, view: bytes, at: int, id: str = "A") -> Taken | Lesson | None:
    """What the walk would be given for the loop that begins here."""
    member = next(member for member in small.machine.root.members if member.loop)
    return one.take(small.block(id), view, at, small.root, Target(member, 0, ()))


def taken(one: Foresight, small: Small, view: bytes) -> Iterator[Taken]:
    """Each instance, as the walk asks for one after the other."""
    at = 0
    while isinstance(found := ask(one, small, view, at), tuple):
        yield found
        at = found[0]


def test_each_instance_is_taken_as_it_would_be_by_itself(small: Small) -> None:
    at, alone = 0, []
    while isinstance(found := small.block().take(MANY, at, small.root, ENDS), tuple):
        alone.append(found)
        at = found[0]
    assert list(taken(Foresight(ENDS), small, MANY)) == alone
    assert len(alone) == 60


def test_they_are_tried_once_each_and_ahead(small: Small, tried: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BLOCKS_AHEAD", 10)
    one, seen = Foresight(ENDS), 0
    for seen, found in enumerate(taken(one, small, MANY), 1):
        if seen == module.STEADY + 1:
            assert len([at for at in tried if at > found[0]]) >= 9
    own = [at for at in tried if MANY.startswith(b"CLM", at)]
    assert len(own) == len(set(own)) == seen


def test_nothing_is_tried_ahead_where_each_has_a_fault(small: Small, tried: list[int]) -> None:
    one, view = Foresight(ENDS), (CLAIM + b"CLM*A*1***11:C:1~") * 20 + AFTER
    for at in range(0, len(view) - len(AFTER), len(CLAIM) + 17):
        assert is_taken(ask(one, small, view, at))
        assert ask(one, small, view, at + len(CLAIM)) is None
    assert len(tried) == 40


def test_other_bytes_are_looked_at_anew(small: Small) -> None:
    one = Foresight(ENDS)
    assert len(list(taken(one, small, MANY))) == 60
    other = CLAIM * 3 + AFTER
    assert [found[0] for found in taken(one, small, other)] == [len(CLAIM) * n for n in (1, 2, 3)]


def test_where_another_block_is_asked_for_what_was_seen_is_not_used(small: Small) -> None:
    one = Foresight(ENDS)
    several = taken(one, small, MANY)
    end = [next(several)[0] for _ in range(module.STEADY + 2)][-1]
    assert ask(one, small, MANY, end, "B") is None
    assert is_taken(ask(one, small, MANY, end))


def test_what_is_not_known_yet_is_asked_again(small: Small) -> None:
    one, view = Foresight(ENDS), CLAIM * 8 + REPLACING * 2 + AFTER
    found = list(taken(one, small, view))
    assert len(found) == 8
    lesson = ask(one, small, view, found[-1][0])
    assert isinstance(lesson, Lesson)
    lesson.learn()
    assert is_taken(ask(one, small, view, found[-1][0]))


def test_what_was_seen_ahead_and_not_asked_for_is_not_taken_again(tried: list[int]) -> None:
    """A subscriber with more claims than he may have: each is refused, its lines are taken, and more is seen ahead."""
    claim = ["CLM*A*60***11:B:1*Y*A*Y*Y", "HI*ABK:J029"]
    line = ["SV1*HC:99211*10*UN*1***1", "DTP*472*D8*20261112"]
    several = [*claim, *(one for n in range(1, 7) for one in (f"LX*{n}", *line))]
    clean = lines()
    end = clean.index("SE*48*0001")
    check_guide(join(counted([*clean[:end], *several * 400, *clean[end:]])))
    assert len(tried) < 3 * len(set(tried))
