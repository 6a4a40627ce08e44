"""When there is nothing left to wait for, and when a process could take a file in: each figure and sentence counts."""

from __future__ import annotations

from itertools import product

import pytest

from clearlane.exchange.reading.progress import Progress
from clearlane.exchange.reading.readiness import Readiness

FIGURES = list(product((0, 1), repeat=4))


@pytest.mark.parametrize(("unread", "untold", "waiting", "due"), FIGURES)
def test_all_is_settled_only_where_nothing_waits(unread: int, untold: int, waiting: int, due: int) -> None:
    told = Progress(files=9, files_open=unread, files_untold=untold, claims=9, open=waiting, due=due)
    assert told.is_settled is ((unread, untold, waiting, due) == (0, 0, 0, 0))


@pytest.mark.parametrize("files", [0, 1, 500])
def test_how_much_came_says_nothing_of_what_waits(files: int) -> None:
    assert Progress(files, 0, 0, files * 100, 0, 0).is_settled
    assert not Progress(files, 0, 0, files * 100, 1, 0).is_settled


READY: list[tuple[tuple[str, ...], tuple[str, ...], bool]] = [
    ((), (), True),
    ((), ("partitions end in 9 days",), True),
    (("the database does not answer",), (), False),
    (("the database does not answer",), ("partitions end in 9 days",), False),
    (("one", "two"), (), False),
]


@pytest.mark.parametrize(("wrong", "warnings", "is_ready"), READY)
def test_a_warning_stands_in_nobodys_way(wrong: tuple[str, ...], warnings: tuple[str, ...], is_ready: bool) -> None:
    assert Readiness(wrong, warnings).is_ready is is_ready
