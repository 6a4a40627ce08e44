"""The process dies before, and after, every single thing that it puts on disk; each time it must go on as if not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.order import Order
from clearlane_sandbox import office as office_module
from clearlane_sandbox.ledger.book import Book, Due
from clearlane_sandbox.ledger.tell import tell
from tests.sandbox.conftest import TODAY, Desk

MakeDesk = Callable[..., Desk]
FILES = [file_837p(Order(seed=seed, claims=3, today=TODAY, control=seed)).content for seed in (1, 2)]
STEPS = ("write_durably", "move_durably", "sync_folder")


class Died(BaseException):
    """The process ends here."""


class Fate:
    """Counts the steps, and ends the process before or after one of them."""

    def __init__(self, dies_at: int, after: bool) -> None:
        self.dies_at, self.after, self.steps = dies_at, after, 0

    @contextmanager
    def step(self) -> Iterator[None]:
        """One thing that is put on disk."""
        self.steps += 1
        fatal = self.steps == self.dies_at
        if fatal and not self.after:
            raise Died
        yield
        if fatal and self.after:
            raise Died


def attach(fate: Fate, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let fate count each file, rename, fsync and commit of the office."""
    for name in STEPS:
        monkeypatch.setattr(office_module, name, counted(fate, getattr(office_module, name)))
    real_mark, real_transaction = Book.mark, Book.transaction

    def mark(self: Book, answers: list[Due], state: str) -> None:
        with fate.step():
            real_mark(self, answers, state)

    @contextmanager
    def transaction(self: Book) -> Iterator[None]:
        with fate.step(), real_transaction(self):
            yield

    monkeypatch.setattr(Book, "mark", mark)
    monkeypatch.setattr(Book, "transaction", transaction)


def counted(fate: Fate, real: Callable[..., None]) -> Callable[..., None]:
    """The same, counted."""

    def call(*arguments: object) -> None:
        with fate.step():
            real(*arguments)

    return call


def journey(desk: Desk) -> tuple[dict[str, bytes], list[str]]:
    """Two files in, a month of time, everything fetched at once: what came, and what came more than once."""
    fetched: dict[str, bytes] = {}
    again: list[str] = []
    for content in FILES:
        desk.send(content)
    for _ in range(6):
        try:
            desk.run(wait=timedelta(days=7))
        except Died:
            desk.reopen()
        for name, content in desk.outbound().items():
            again += [name] if name in fetched else []
            fetched[name] = content
            (desk.office.outbound("tester") / name).unlink()
    return fetched, again


def count_steps(make_desk: MakeDesk, data: Path) -> tuple[int, dict[str, bytes]]:
    """How many steps the journey has when nothing happens, and what it brings."""
    with pytest.MonkeyPatch.context() as patch:
        fate = Fate(0, after=False)
        attach(fate, patch)
        fetched, again = journey(make_desk("collect keep 1d", data=data))
    assert again == []
    return fate.steps, fetched


@pytest.mark.parametrize("after", [False, True])
def test_no_crash_point_loses_or_doubles_an_answer(make_desk: MakeDesk, tmp_path: Path, after: bool) -> None:
    steps, wanted = count_steps(make_desk, tmp_path / "whole")
    assert len(wanted) == 8
    assert steps > 20
    for dies_at in range(1, steps + 1):
        with pytest.MonkeyPatch.context() as patch:
            attach(Fate(dies_at, after), patch)
            desk = make_desk("collect keep 1d", data=tmp_path / f"{dies_at}-{after}")
            fetched, again = journey(desk)
        assert (sorted(fetched), again) == (sorted(wanted), []), f"died at step {dies_at}"
        totals = tell(data=desk.data)["totals"]
        assert (totals["files"], totals["claims"], totals["paid_claims"], totals["answers"]) == (2, 6, 6, 8)
