"""Chance, files on disk, the ledger's counters, and the desk's plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards.x12.generate.file_837p import File837P
from clearlane_sandbox.chance import chance
from clearlane_sandbox.lay_out import move_durably, write_durably
from clearlane_sandbox.ledger.book import Book, Upload
from clearlane_sandbox.ledger.tell import tell
from clearlane_sandbox.outgoing import Judged, Outgoing
from clearlane_sandbox.profile import Status, Switch
from tests.sandbox.conftest import NOON, Desk

MakeDesk = Callable[..., Desk]


@given(st.text(), st.integers(), st.integers(min_value=1, max_value=1000))
def test_chance_is_always_the_same_and_in_range(text: str, number: int, sides: int) -> None:
    assert chance(text, number, sides=sides) == chance(text, number, sides=sides)
    assert 0 <= chance(text, number, sides=sides) < sides


def test_chance_is_evenly_spread() -> None:
    seen = Counter(chance("seed", number, sides=10) for number in range(5000))
    assert set(seen) == set(range(10))
    assert all(400 < count < 600 for count in seen.values())


def test_chance_knows_these_values_for_ever() -> None:
    assert [chance(0, "sunrise", number, sides=100) for number in range(5)] == [44, 32, 16, 73, 44]


def test_write_durably_replaces_what_was_there(tmp_path: Path) -> None:
    write_durably(tmp_path / "a", b"one")
    write_durably(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"two"


def test_move_durably_leaves_one_file(tmp_path: Path) -> None:
    (tmp_path / "to").mkdir()
    write_durably(tmp_path / "a", b"one")
    move_durably(tmp_path / "a", tmp_path / "to" / "b")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["b"]


@pytest.mark.parametrize(
    ("switch", "hit"),
    [(Switch("x"), [1, 2, 3, 4]), (Switch("x", every=2), [2, 4]), (Switch("x", on=frozenset({1, 3})), [1, 3])],
)
def test_a_switch_applies_to_its_batches(switch: Switch, hit: list[int]) -> None:
    assert [batch for batch in range(1, 5) if switch.applies(batch)] == hit


@pytest.mark.parametrize(
    ("status", "text"), [(Status("A7", "562", "85"), "A7:562:85"), (Status("A8", "400"), "A8:400")]
)
def test_a_status_reads_as_stc01_writes_it(status: Status, text: str) -> None:
    assert str(status) == text


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    book = Book(tmp_path / "ledger.sqlite3")
    yield book
    book.close()


def upload(name: str = "a", instance: str = "1") -> Upload:
    return Upload("tester", 1, instance, name, 3, "00", NOON)


def answer(name: str, after: int) -> Outgoing:
    return Outgoing("999", NOON + timedelta(seconds=after), name, 1, b"x")


def test_the_book_gives_what_is_due_in_order(book: Book) -> None:
    with book.transaction():
        book.add(upload(), Judged("taken", answers=[answer("late", 9), answer("b", 2), answer("a", 1), answer("c", 2)]))
    assert [due.name for due in book.due(NOON)] == []
    assert [due.name for due in book.due(NOON + timedelta(seconds=2))] == ["a", "b", "c"]
    assert book.next_due() == (NOON + timedelta(seconds=1)).isoformat(timespec="microseconds")


def test_the_book_gives_first_what_was_left_half_laid_out(book: Book) -> None:
    with book.transaction():
        book.add(upload(), Judged("taken", answers=[answer("a", 0), answer("b", 5)]))
    book.mark([due for due in book.due(NOON + timedelta(seconds=5)) if due.name == "b"], "staged")
    assert [due.name for due in book.due(NOON)] == ["b", "a"]


def test_the_book_forgets_what_is_released(book: Book) -> None:
    with book.transaction():
        book.add(upload(), Judged("taken", answers=[answer("a", 0)]))
    book.mark(book.due(NOON), "released")
    assert book.due(NOON) == []
    assert book.next_due() is None


def test_the_book_knows_an_upload_by_its_instance(book: Book) -> None:
    with book.transaction():
        book.add(upload(), Judged("taken"))
    assert book.knows("tester", "1")
    assert not book.knows("tester", "2")
    assert not book.knows("other", "1")


def test_the_book_counts_each_name_by_itself(book: Book) -> None:
    with book.transaction():
        assert [book.take_number(name) for name in ("a", "b", "a", "a")] == [1, 1, 2, 3]


def test_the_book_keeps_debts_and_meters(book: Book, tmp_path: Path) -> None:
    with book.transaction():
        book.owe("tester", "NPI", 500, "REF1")
        book.owe("tester", "NPI", 300, "REF2")
    book.meter("payer_cpu_s", 1.5)
    book.meter("payer_cpu_s", 0.25)
    assert book.owed("tester", "NPI") == (300, "REF2")
    assert book.owed("tester", "OTHER") == (0, "")
    assert tell(data=tmp_path)["payer_cpu_s"] == 1.75


def test_the_book_can_be_read_while_it_is_written(book: Book, tmp_path: Path) -> None:
    with book.transaction():
        book.add(upload(), Judged("taken"))
        assert tell(data=tmp_path)["totals"]["files"] == 0
    assert tell(data=tmp_path)["totals"]["files"] == 1


def test_the_book_opens_again_with_all_that_was_in_it(book: Book, tmp_path: Path) -> None:
    with book.transaction():
        book.add(upload(), Judged("taken", answers=[answer("a", 0)]))
    book.close()
    again = Book(tmp_path / "ledger.sqlite3")
    assert [due.name for due in again.due(NOON)] == ["a"]
    again.close()


def test_two_users_do_not_share_numbers_or_folders(make_desk: MakeDesk, batch: File837P, tmp_path: Path) -> None:
    one, two = make_desk(data=tmp_path / "both"), make_desk("login second x", data=tmp_path / "both")
    for desk in (one, two):
        desk.send(batch.content)
        desk.run()
    assert sorted(one.outbound()) == [name.replace("SECOND", "TESTER") for name in sorted(two.outbound())]
    assert tell(data=tmp_path / "both")["totals"]["files"] == 2
