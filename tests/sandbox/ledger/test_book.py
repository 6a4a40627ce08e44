"""The ledger keeps all or nothing, and what it keeps it keeps."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from clearlane_sandbox.ledger.book import Book, Upload
from clearlane_sandbox.ledger.tell import QUERIES, TOTALS, tell
from clearlane_sandbox.outgoing import ClaimRow, Judged, Outgoing, PaidRow, PaymentRow
from tests.sandbox.conftest import NOON

PAYMENT = PaymentRow("EFT1", 800, 100, "1234567893", "123456789", 1)
PAID = PaidRow("EFT1", 1, "C1", "1", "N1", 1000, 900, 100, "D9")
CLAIM = ClaimRow("0001", "BATCH1", "D9", "C1", 1000, "1234567893", "123456789", "HARBOR", "judged")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    one = Book(tmp_path / "ledger.sqlite3")
    yield one
    one.close()


def upload(instance: str = "1", *, user: str = "tester", batch: int = 1) -> Upload:
    return Upload(user, batch, instance, f"{instance}.837", 3, "00", NOON)


def remittance(name: str = "A.835", *, after: int = 0) -> Outgoing:
    return Outgoing("835", NOON + timedelta(seconds=after), name, 7, b"ISA", [PAYMENT], [PAID])


def add(book: Book, one: Upload, *answers: Outgoing, claims: tuple[ClaimRow, ...] = (CLAIM,)) -> None:
    with book.transaction():
        book.add(one, Judged("taken", "000000101", "P", list(claims), list(answers)))


def test_a_batch_is_kept_with_its_claims_answers_and_money(book: Book, tmp_path: Path) -> None:
    add(book, upload(), remittance())
    told = tell(data=tmp_path)
    assert told["totals"] == {
        "files": 1,
        "claims": 1,
        "claim_cents": 1000,
        "answers": 1,
        "answers_waiting": 1,
        "payments": 1,
        "payment_cents": 800,
        "paid_claims": 1,
    }
    (paid,), (payment,), (claim,) = told["paid"], told["payments"], told["claims"]
    assert (paid["clp01"], paid["clp07"], paid["charge"], paid["paid"], paid["patient"]) == ("C1", "N1", 1000, 900, 100)
    assert (payment["trace"], payment["cents"], payment["plb_cents"]) == ("EFT1", 800, 100)
    assert (claim["number"], claim["isa13"], claim["usage"]) == ("C1", "000000101", "P")


def add_and_fail(book: Book) -> None:
    """A transaction that writes to every table and then breaks off."""
    with book.transaction():
        book.add(upload(), Judged("taken", answers=[remittance()]))
        book.owe("tester", "NPI", 500, "REF")
        assert book.take_number("batch") == 1
        raise ZeroDivisionError


def test_nothing_of_a_transaction_that_fails_is_kept(book: Book, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        add_and_fail(book)
    assert not book.knows("tester", "1")
    assert book.owed("tester", "NPI") == (0, "")
    assert tell(data=tmp_path)["totals"]["answers"] == 0
    with book.transaction():
        assert book.take_number("batch") == 1


def test_an_upload_is_kept_once(book: Book) -> None:
    add(book, upload())
    with pytest.raises(sqlite3.IntegrityError):
        add(book, upload())
    add(book, upload(user="other"))
    add(book, upload("2"))


def test_an_answers_name_is_used_once_by_a_payer(book: Book, tmp_path: Path) -> None:
    add(book, upload("1"), remittance("A.835"))
    with pytest.raises(sqlite3.IntegrityError):
        add(book, upload("2"), remittance("A.835"))
    assert not book.knows("tester", "2")
    assert tell(data=tmp_path)["totals"]["files"] == 1


def test_answers_go_from_planned_to_released(book: Book, tmp_path: Path) -> None:
    add(book, upload(), remittance("A.835"), remittance("B.835", after=60))
    states = []
    for state in ("staged", "released"):
        book.mark(book.due(NOON), state)
        states.append({one["name"]: one["state"] for one in tell(data=tmp_path)["answers"]})
    assert states == [{"A.835": "staged", "B.835": "planned"}, {"A.835": "released", "B.835": "planned"}]
    assert tell(data=tmp_path)["totals"]["answers_waiting"] == 1


@pytest.mark.parametrize("after", [0, 1, 59, 3600])
def test_an_answer_is_due_at_its_instant_and_not_before(book: Book, after: int) -> None:
    add(book, upload(), remittance(after=after))
    at = NOON + timedelta(seconds=after)
    assert book.due(at - timedelta(microseconds=1)) == []
    assert [one.name for one in book.due(at)] == ["A.835"]
    assert book.next_due() == at.isoformat(timespec="microseconds")


def test_due_answers_are_given_in_pieces_and_none_is_left(book: Book) -> None:
    add(book, upload(), *(remittance(f"{number:04d}.835") for number in range(620)))
    names: list[str] = []
    while due := book.due(NOON):
        names += [one.name for one in due]
        book.mark(due, "released")
    assert names == [f"{number:04d}.835" for number in range(620)]


def test_tell_gives_each_table_or_the_totals_alone(book: Book, tmp_path: Path) -> None:
    add(book, upload(), remittance())
    assert set(tell(data=tmp_path)) == {"totals", "payer_cpu_s", *QUERIES}
    short = tell(data=tmp_path, totals_only=True)
    assert set(short) == {"totals", "payer_cpu_s"}
    assert set(short["totals"]) == set(TOTALS)


def test_tell_counts_an_empty_ledger_as_nothing(book: Book, tmp_path: Path) -> None:
    told = tell(data=tmp_path)
    assert set(told["totals"].values()) == {0}
    assert [told[name] for name in QUERIES] == [[]] * len(QUERIES)


def test_tell_says_where_there_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no ledger"):
        tell(data=tmp_path)


def test_a_debt_is_of_one_payer_and_one_payee(book: Book) -> None:
    with book.transaction():
        book.owe("tester", "A", 500, "R1")
        book.owe("tester", "B", 300, "R2")
        book.owe("other", "A", 100, "R3")
        book.owe("tester", "A", 200, "R4")
    assert book.owed("tester", "A") == (200, "R4")
    assert book.owed("tester", "B") == (300, "R2")
    assert book.owed("other", "A") == (100, "R3")
