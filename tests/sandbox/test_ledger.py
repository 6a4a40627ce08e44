from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from clearlane.standards.x12.generate.file_837p import File837P, file_837p
from clearlane.standards.x12.generate.order import Order
from clearlane_sandbox.ledger.book import Book
from clearlane_sandbox.ledger.tell import tell
from tests.sandbox.conftest import TODAY, Desk
from tests.sandbox.eyes import pyx12_findings, read_payments, segments

MakeDesk = Callable[..., Desk]


def test_tell_knows_each_claim_that_was_received(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk(f"reject A7:500 number={batch.claims[0].number}")
    desk.send(batch.content, "named.837")
    desk.run()
    told = tell(data=desk.data)
    (file,) = told["received"]
    assert (file["user"], file["name"], file["isa13"], file["usage"]) == ("tester", "named.837", "000000077", "P")
    assert [(c["number"], c["cents"], c["trace"], c["npi"], c["tin"]) for c in told["claims"]] == [
        (c.number, int(c.amount * 100), c.sender_trace, c.npi, c.tin) for c in batch.claims
    ]
    assert [c["outcome"] for c in told["claims"]] == ["rejected"] + ["judged"] * 39


def test_tell_knows_each_cent_that_was_paid(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk("pay contract 80%", "adjust WO 1.00 every 1")
    desk.send(batch.content)
    desk.run()
    told = tell(data=desk.data)
    payments = {p.trace: p for p in read_payments(desk.answers("835")[0])}
    assert {p["trace"]: p["cents"] for p in told["payments"]} == {t: int(p.amount * 100) for t, p in payments.items()}
    assert {p["plb_cents"] for p in told["payments"]} == {100}
    paid = {clp[7]: (clp[1], int(float(clp[3]) * 100 + 0.5)) for p in payments.values() for clp in p.claims}
    assert {p["clp07"]: (p["clp01"], p["charge"]) for p in told["paid"]} == paid
    assert told["totals"]["payment_cents"] == sum(p["paid"] for p in told["paid"]) - 100 * len(payments)


def test_tell_keeps_the_sent_trace_beside_each_paid_claim(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk("switch strange_claim")
    desk.send(batch.content)
    desk.run()
    traces = {p["clp01"]: p["claim_trace"] for p in tell(data=desk.data)["paid"]}
    assert all(traces[claim.number] == claim.sender_trace for claim in batch.claims)
    assert all(trace == "" for number, trace in traces.items() if number.startswith("PAPER"))


@pytest.mark.parametrize(
    ("line", "outcome"), [("switch swallow", "swallowed"), ("switch reject_999", "refused"), ("", "taken")]
)
def test_tell_says_what_became_of_a_file(make_desk: MakeDesk, batch: File837P, line: str, outcome: str) -> None:
    desk = make_desk(line)
    desk.send(batch.content)
    desk.run()
    told = tell(data=desk.data)
    assert told["received"][0]["outcome"] == outcome
    assert len(told["claims"]) == len(batch.claims)


def test_tell_says_what_cannot_be_read(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.send(b"not an interchange")
    desk.run()
    assert tell(data=desk.data)["received"][0]["outcome"] == "unreadable"


def test_tell_has_totals_alone_when_asked(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk()
    desk.send(batch.content)
    desk.run()
    told = tell(data=desk.data, totals_only=True)
    assert set(told) == {"totals", "payer_cpu_s"}
    assert told["totals"]["claims"] == told["totals"]["paid_claims"] == 40
    assert told["totals"]["answers_waiting"] == 0
    assert told["payer_cpu_s"] > 0


def test_tell_refuses_a_folder_without_a_ledger(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no ledger"):
        tell(data=tmp_path)


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    book = Book(tmp_path / "ledger.sqlite3")
    with pytest.raises(sqlite3.OperationalError), book.transaction():
        book.connection.execute(f"INSERT INTO nowhere VALUES ({book.take_number('x')})")
    with book.transaction():
        assert book.take_number("x") == 1
    book.close()


def test_a_commit_is_on_disk_when_it_returns(tmp_path: Path) -> None:
    book = Book(tmp_path / "ledger.sqlite3")
    (mode,) = book.connection.execute("PRAGMA synchronous").fetchone()
    assert mode == 2
    book.close()


def test_the_benchs_payer_answers_and_pays_all(make_desk: MakeDesk) -> None:
    file = file_837p(Order(seed=5, claims=300, today=TODAY, claims_per_set=120))
    desk = make_desk("bench yes")
    desk.send(file.content)
    outbound = desk.run()
    assert [name.rsplit(".", 1)[1] for name in outbound] == ["999", "277ca", "835"]
    assert {name: pyx12_findings(content) for name, content in outbound.items()} == {key: [] for key in outbound}
    payments = read_payments(desk.answers("835")[0])
    assert [off for payment in payments for off in payment.off] == []
    assert sum(payment.amount for payment in payments) == sum(claim.amount for claim in file.claims)
    told = tell(data=desk.data)
    assert told["totals"]["claims"] == told["totals"]["paid_claims"] == 300
    assert sorted(p["clp01"] for p in told["paid"]) == sorted(claim.number for claim in file.claims)


def test_the_benchs_payer_gives_back_traces_and_line_controls(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk("bench yes")
    desk.send(batch.content)
    desk.run()
    sent, ack, remit = (segments(c) for c in (batch.content, desk.answers("277ca")[0], desk.answers("835")[0]))
    assert sorted(s[2] for s in ack if s[:2] == ["REF", "D9"]) == sorted(s[2] for s in sent if s[:2] == ["REF", "D9"])
    assert sorted(s[2] for s in remit if s[:2] == ["REF", "6R"]) == sorted(s[2] for s in sent if s[:2] == ["REF", "6R"])
    assert sum(s[1:2] == ["A2:20:PR"] for s in ack) == len(batch.claims)


def test_the_benchs_payer_leaves_alone_what_is_no_interchange(make_desk: MakeDesk) -> None:
    desk = make_desk("bench yes")
    desk.send(b"nothing")
    assert desk.run() == {}
