"""A payer gets damaged files, too: it says that it cannot read them, or refuses them, and goes on working."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards.x12.generate.file_837p import File837P
from clearlane_sandbox.judge import judge
from clearlane_sandbox.ledger.tell import tell
from clearlane_sandbox.outgoing import Judged
from clearlane_sandbox.read_837 import NoInterchange, cents, normalize, read_837
from tests.sandbox.conftest import NOON, Desk
from tests.sandbox.counters import Counters
from tests.sandbox.people import make_profile
from tests.standards.x12.small_files import one_claim
from tests.standards.x12.x12_texts import join, lines

CLEAN = one_claim().replace(b"CLM*A1*150*", b"CLM*A1*100*")
POLITE = make_profile("pay contract 80%")
PUT = (b"", b"\xb2", b"~", b"*", b":", b"9" * 25, b"\x00", b"ISA*", b"E9999", b"\xff", b"\n", b"SE*", b"~~")
OUTCOMES = {"taken", "refused", "unreadable", "acknowledgment"}
MakeDesk = Callable[..., Desk]


def judged(data: bytes) -> Judged:
    """What the polite payer makes of a file."""
    return judge(data=data, profile=POLITE, numbers=Counters(), batch=1, at=NOON, seed=0)


def test_the_clean_file_is_taken_and_paid() -> None:
    made = judged(CLEAN)
    assert made.outcome == "taken"
    assert [answer.kind for answer in made.answers] == ["999", "277ca", "277ca", "835"]
    assert [claim.number for claim in made.claims] == ["A1"]


@pytest.mark.parametrize("put", PUT, ids=repr)
def test_no_byte_replaced_makes_the_payer_fall_over(put: bytes) -> None:
    for at in range(len(CLEAN)):
        made = judged(CLEAN[:at] + put + CLEAN[at + 1 :])
        assert made.outcome in OUTCOMES
        assert all(answer.content.startswith(b"ISA*") for answer in made.answers)


def test_no_file_cut_off_makes_the_payer_fall_over() -> None:
    for end in range(len(CLEAN)):
        assert judged(CLEAN[:end]).outcome in OUTCOMES


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        assert read_837(data)
    except NoInterchange:
        assert judged(data).outcome == "unreadable"


@given(st.binary(max_size=200), st.integers(106, len(CLEAN)))
@settings(deadline=None)
def test_any_bytes_behind_a_header_are_read(data: bytes, at: int) -> None:
    assert judged(CLEAN[:at] + data).outcome in OUTCOMES


@pytest.mark.parametrize("seed", range(48))
def test_a_segment_lost_is_refused_by_its_count(seed: int) -> None:
    segments = lines()[2:-2]
    del segments[seed]
    made = judged(join([*lines()[:2], *segments, *lines()[-2:]]))
    assert made.outcome == "refused"
    assert {answer.kind for answer in made.answers} <= {"ta1", "999"}


AMOUNTS = {
    "0": 0,
    "1": 100,
    "150": 15000,
    "12.5": 1250,
    "12.50": 1250,
    "12.": 1200,
    ".07": 7,
    "007": 700,
    "-5": -500,
    "-.5": -50,
    "1.999": 199,
    "999999999999999.99": 99999999999999999,
}
NO_AMOUNTS = [
    "",
    ".",
    "-",
    "--1",
    "+1",
    "1-",
    "1,000",
    " 1",
    "1 ",
    "1O0",
    "\xb2",
    "1.\xb2",
    "\u0661",
    "1e5",
    "1E9999",
    "NaN",
    "Infinity",
    "1.2.3",
    "9" * 16,
    "9" * 5000,
]


@pytest.mark.parametrize(("text", "amount"), AMOUNTS.items())
def test_cents_reads_an_amount(text: str, amount: int) -> None:
    assert cents(text) == amount


@pytest.mark.parametrize("text", NO_AMOUNTS, ids=lambda text: repr(text[:12]))
def test_cents_counts_what_is_no_amount_as_nothing(text: str) -> None:
    assert cents(text) == 0


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 99))
@settings(deadline=None)
def test_cents_agrees_with_decimal_arithmetic(whole: int, rest: int) -> None:
    text = f"{whole}.{rest:02d}"
    assert cents(text) == int(Decimal(text) * 100)


@given(st.text(max_size=12))
@settings(deadline=None)
def test_cents_takes_any_text(text: str) -> None:
    assert isinstance(cents(text), int)


@pytest.mark.parametrize("amount", ["1O0", "\xb2", "9" * 16, "1E99", ""])
def test_a_claim_without_a_readable_charge_is_rejected_by_its_sum(amount: str) -> None:
    made = judged(CLEAN.replace(b"CLM*A1*100*", f"CLM*A1*{amount}*".encode("latin-1")))
    assert [claim.outcome for claim in made.claims] == ["rejected"]
    assert "835" not in {answer.kind for answer in made.answers}


HEADERS = {
    "no ISA": b"GS*HC*",
    "an ISA too short": CLEAN[:100],
    "two delimiters alike": CLEAN.replace(b"*P*:~", b"*P**~", 1),
    "an element too many": CLEAN.replace(b"ISA*00*          *00*", b"ISA*00*     *    *00*", 1),
    "a second ISA that was cut": CLEAN + b"ISA*00*~" + CLEAN,
}


@pytest.mark.parametrize("what", HEADERS)
def test_a_header_that_cannot_be_read_is_unreadable_as_a_whole(what: str) -> None:
    with pytest.raises(NoInterchange):
        read_837(HEADERS[what])
    made = judged(HEADERS[what])
    assert (made.outcome, made.answers, made.claims) == ("unreadable", [], [])


def test_the_usual_delimiters_are_put_in_for_the_senders() -> None:
    other = CLEAN.translate(bytes.maketrans(b"*:^~", b"|>!\n"))
    assert normalize(other) == CLEAN.decode()
    assert read_837(other) == read_837(CLEAN)


def test_the_office_keeps_a_damaged_file_and_works_on(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk()
    desk.send(CLEAN.replace(b"CLM*A1*100", b"CLM*A1*" + b"9" * 40), "too-much.837")
    desk.send(CLEAN + b"ISA*00*~" + CLEAN, "cut.837")
    desk.send(batch.content, "good.837")
    desk.run(timedelta(days=1))
    told = {file["name"]: file["outcome"] for file in tell(data=desk.data)["received"]}
    assert told == {"too-much.837": "taken", "cut.837": "unreadable", "good.837": "taken"}
    assert len(desk.answers("835")) == 1
