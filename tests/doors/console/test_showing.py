"""What is shown on a terminal: money, tables, and the demo's files."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from clearlane.doors.console.showing.dollars import dollars
from clearlane.doors.console.showing.table import MOST_ROWS, table, tied_out
from clearlane.exchange.reading.claim_outcomes import ClaimOutcome
from clearlane.exchange.reading.progress import Progress
from clearlane.exchange.reading.tie_out import Sum, TieOut
from tests.conftest import AsRole, MakeTenant


@pytest.mark.parametrize(
    ("cents", "shown"),
    [
        (None, ""), (0, "0.00"), (1, "0.01"), (99, "0.99"), (100, "1.00"), (123_456_789, "1,234,567.89"),
        (-5, "-0.05"), (-100_000, "-1,000.00"), (10**15 + 1, "10,000,000,000,000.01"),
    ],
)  # fmt: skip
def test_dollars_show_every_cent(cents: int | None, shown: str) -> None:
    assert dollars(cents) == shown


def outcome(number: int = 1, **more: Any) -> ClaimOutcome:
    """One claim that was paid."""
    said: dict[str, Any] = {
        "tenant": 2, "id": UUID(int=number), "trace_number": f"T{number}", "patient_control_number": f"PCN{number}",
        "payer": "MEADOW", "state": "accepted_by_payer", "word": "Paid", "by_whom": "payer", "charge": 10_000,
        "paid": 8_000, "patient": 2_000, "reason": "",
    }  # fmt: skip
    return ClaimOutcome(**(said | more))


def tied(*, received: Sum, delivered: Sum | None = None, **places: Sum) -> TieOut:
    """A tie-out whose payments are all delivered unless said otherwise."""
    payments = Sum(2, 9_000)
    named = {name.replace("_", " "): one for name, one in places.items()}
    return TieOut(received, named, payments, delivered or payments, Sum(0, 0))


def lines(outcomes: list[ClaimOutcome], sums: TieOut) -> list[str]:
    return [" ".join(line.split()) for line in table(outcomes=outcomes, tied=sums)]


CLOSED = tied(received=Sum(2, 20_000), accepted_by_payer=Sum(2, 20_000))


def test_a_row_shows_a_claim_with_its_money_and_its_reason() -> None:
    refused = outcome(2, word="Rejected", by_whom="us", paid=None, patient=None, reason="why it was")
    shown = lines([outcome(), refused], CLOSED)
    assert "PCN1 MEADOW 100.00 Paid payer 80.00 20.00" in shown
    assert "PCN2 MEADOW 100.00 Rejected us why it was" in shown


def test_rows_have_the_columns_of_the_head() -> None:
    head, row = list(table(outcomes=[outcome()], tied=CLOSED))[1:3]
    assert row.index("MEADOW") == head.index("payer")
    assert row.index("Paid") == head.index("outcome")
    assert row.index("100.00") + len("100.00") == head.index("charge") + len("charge")


@pytest.mark.parametrize(("part", "most"), [("patient_control_number", 22), ("payer", 10)])
def test_a_long_value_moves_no_column(part: str, most: int) -> None:
    short, long = (list(table(outcomes=[outcome(1, **{part: "X" * n})], tied=CLOSED))[2] for n in (most, most + 30))
    assert short == long


@pytest.mark.parametrize(("count", "more"), [(MOST_ROWS, ""), (MOST_ROWS + 1, "1"), (MOST_ROWS + 2_800, "2,800")])
def test_the_first_claims_are_listed_the_others_are_counted_and_all_are_summed(count: int, more: str) -> None:
    shown = lines([outcome(number) for number in range(count)], CLOSED)
    assert [line.split()[0] for line in shown if line.startswith("PCN")] == [f"PCN{n}" for n in range(MOST_ROWS)]
    assert [line.split()[2] for line in shown if line.startswith("... and ")] == [more] * bool(more)
    assert f"Paid {count} claims charged {count * 100:,}.00 paid {count * 80:,}.00" in shown


def test_outcomes_are_summed_by_their_word() -> None:
    claims = [outcome(1), outcome(2, word="Denied", paid=0), outcome(3, word="Denied", paid=None)]
    shown = lines(claims, CLOSED)
    assert "Denied 2 claims charged 200.00 paid 0.00" in shown
    assert "Paid 1 claims charged 100.00 paid 80.00" in shown


def test_a_tie_out_that_closes_says_so_last() -> None:
    assert list(tied_out(CLOSED))[-1] == "the tie-out closes"


OPEN = {
    "a claim is nowhere": tied(received=Sum(2, 20_000), held=Sum(1, 20_000)),
    "a cent is nowhere": tied(received=Sum(2, 20_000), held=Sum(2, 19_999)),
    "one claim too many": tied(received=Sum(2, 20_000), held=Sum(3, 20_000)),
    "a payment is nowhere": tied(received=Sum(2, 20_000), held=Sum(2, 20_000), delivered=Sum(1, 9_000)),
}


@pytest.mark.parametrize("sums", OPEN.values(), ids=OPEN.keys())
def test_a_tie_out_that_does_not_close_says_so_last(sums: TieOut) -> None:
    assert not sums.closes
    assert list(tied_out(sums))[-1] == "THE TIE-OUT DOES NOT CLOSE"
    done, busy = Progress(1, 0, 0, 2, 1_200, 0), Progress(1, 0, 0, 2, 1_200, 5)
    assert list(tied_out(sums, done))[-1] == "THE TIE-OUT DOES NOT CLOSE"
    still = "still working: 1,200 claims and 1 payment on their way; look again"
    assert list(tied_out(sums, busy))[-1] == (still if sums.is_placed else "THE TIE-OUT DOES NOT CLOSE")


def test_what_stands_still_uncounted_is_an_alarm_also_while_work_goes_on() -> None:
    busy = Progress(1, 0, 1, 2, 0, 5)
    for still, told in ((1, "1 file or set stands still"), (2, "2 files or sets stand still")):
        said = list(tied_out(replace(CLOSED, uncounted=still), busy))[-1]
        assert said.startswith(f"THE TIE-OUT DOES NOT CLOSE: {told}")
        assert said.endswith("clearlane worklist")


def test_places_where_no_claim_stands_are_left_out() -> None:
    sums = tied(received=Sum(2, 20_000), held=Sum(2, 20_000), stuck=Sum(0, 0))
    shown = "\n".join(tied_out(sums))
    assert "held" in shown
    assert "stuck" not in shown


# -- the demo's files


def test_a_run_of_the_demo_has_the_files_that_it_tells_of() -> None:
    from clearlane.doors.console.showing.parcels import synthetic

    parcels = synthetic(run=1)
    assert [parcel.username for parcel in parcels] == ["maple", "maple", "northstar", "maple", "maple"]
    assert sum(parcel.content.count(b"CLM*") for parcel in parcels[:4]) == 62
    assert parcels[4].content == parcels[1].content
    assert parcels[4].name != parcels[1].name


def test_two_runs_of_the_demo_share_no_file_and_no_control_number() -> None:
    from clearlane.doors.console.showing.parcels import synthetic

    first, second = synthetic(run=1), synthetic(run=2)
    assert not {one.name for one in first} & {one.name for one in second}
    controls = Counter(one.content[90:99] for run in (first, second) for one in run[:4])
    assert set(controls.values()) == {1}


def test_a_folder_of_ones_own_is_sent_whole_but_for_empty_files(
    house: int, tenant: MakeTenant, as_role: AsRole, tmp_path: Path
) -> None:
    from clearlane.doors.console.showing.furnish import Furnished
    from clearlane.doors.console.showing.parcels import of_folder
    from tests.flows.world import found

    practice = tenant(kind="practice", name="Maple Family Practice")
    world = found(house, practice, as_role)
    (tmp_path / "june").mkdir()
    (tmp_path / "june" / "a.837").write_bytes(world.order(claims=2).content)
    (tmp_path / "empty.837").touch()
    (tmp_path / "notes.txt").write_text("not X12")
    known = Furnished(practice=practice, billing=practice, clients=(), runs=1)
    with as_role("operator"):
        parcels, notes = of_folder(folder=tmp_path, known=known)
    assert [parcel.name for parcel in parcels] == ["june__a.837", "notes.txt"]
    assert notes[0] == "empty.837 is empty and is not sent"
    assert [note.partition(" 837P ")[0] for note in notes[1:2]] == ["notes.txt has no claims of"]
    assert f"`clearlane x12 check {tmp_path / 'notes.txt'}`" in notes[1]
    assert any("is registered for Maple Family Practice" in note for note in notes)
    assert any(note.startswith("payer ") and note.endswith(" is known") for note in notes)


def test_a_file_without_claims_is_told_and_no_line_is_told_twice(
    house: int, tenant: MakeTenant, as_role: AsRole, tmp_path: Path
) -> None:
    from clearlane.doors.console.showing.furnish import Furnished
    from clearlane.doors.console.showing.parcels import of_folder
    from tests.flows.world import found

    practice = tenant(kind="practice", name="Maple Family Practice")
    content = found(house, practice, as_role).order(claims=2).content
    strangers = {"binary": bytes(range(256)), "4010": content.replace(b"005010X222A1", b"004010X098A1")}
    for name, bytes_of in {"a": content, "b": content.replace(b"*XX*", b"*24*"), **strangers}.items():
        (tmp_path / name).write_bytes(bytes_of)
    with as_role("operator"):
        _, notes = of_folder(folder=tmp_path, known=Furnished(practice, practice, (), 1))
    assert len(notes) == len(set(notes))
    assert {note.split()[0] for note in notes if "no claims of" in note} == set(strangers)
    assert not any("(no NPI)" in note or "  " in note for note in notes)
