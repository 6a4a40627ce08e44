"""The bench of the portal's pages: two people, every page, and as many statements for many claims as for few."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest

from clearlane.doors.console.benching.pages.load import COLUMNS
from clearlane.doors.console.benching.pages.measure_pages import TARGET_MS
from clearlane.doors.console.benching.pages.rows import CLAIMS_IN_A_FILE, Crowd, Rows, span
from clearlane.doors.console.benching.pages.shape import PLACES, moves_to
from clearlane.exchange.claims.states import CLAIM_STATES, STATES
from tests.house.tree import ROOT

PAGES = {
    "/home", "/claims", "/claims?status=rejected&status=held", "/claims?payer=BENCH2&status=paid",
    "/claims?sort=-charge", "/claims?sort=service", "/claims, second page", "/claims/search by name",
    "/claims/search by account", "/claims/search by claim number", "/claims/search by payer's number",
    "/claims/<id>", "/claims/<id> within a list", "/files", "/files/<id>", "/find",
}  # fmt: skip
FACTS = {"claims", "practices", "seconds_to_load", "times", "python", "cores", "load", "commit"}
BEGIN, END = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 28, tzinfo=UTC)


def _bench(claims: int) -> tuple[int, dict[str, Any]]:
    command = [
        sys.executable,
        "-m",
        "clearlane",
        "bench",
        "portal",
        "--claims",
        str(claims),
        "--tenants",
        "100",
        "--times",
        "3",
    ]
    ours = {name: value for name, value in os.environ.items() if not name.startswith("CLEARLANE_")}
    done = subprocess.run(
        [*command, "--json"], cwd=ROOT, env=ours, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


@pytest.fixture(scope="module")
def runs() -> list[tuple[int, dict[str, Any]]]:
    return [_bench(1_000), _bench(4_000)]


@pytest.fixture(scope="module")
def rows() -> tuple[Rows, list[dict[str, list[str]]]]:
    crowd = Crowd(practice=10, billing=11, clients=range(20, 30), others=range(30, 40), payers=["BENCH1", "BENCH2"])
    made = Rows(crowd, BEGIN, END, claims=2_000, first_number=7)
    return made, list(made.batches(files=16))


def _of(batches: list[dict[str, list[str]]], table: str) -> list[list[str]]:
    return [row.split("\t") for batch in batches for row in batch.get(table, [])]


def test_every_page_is_measured_for_both_people(runs: list[tuple[int, dict[str, Any]]]) -> None:
    for _, told in runs:
        seen = Counter((page["user"], page["url"]) for page in told["pages"])
        assert seen == Counter((user, url) for user in ("practice", "billing company") for url in PAGES)
        assert set(told) == FACTS | {"pages"}
        assert told["times"] == 3


def test_each_page_says_how_long_and_how_many_statements(runs: list[tuple[int, dict[str, Any]]]) -> None:
    for page in (page for _, told in runs for page in told["pages"]):
        assert 0 < page["p50_ms"] <= page["p95_ms"]
        assert 0 < page["queries"] <= 40


def test_as_many_statements_are_asked_for_many_claims_as_for_few(runs: list[tuple[int, dict[str, Any]]]) -> None:
    few, many = ({(page["user"], page["url"]): page["queries"] for page in told["pages"]} for _, told in runs)
    assert few == many


def test_the_exit_code_says_whether_a_page_is_slower_than_its_target(runs: list[tuple[int, dict[str, Any]]]) -> None:
    for code, told in runs:
        assert code == int(any(page["p95_ms"] > TARGET_MS for page in told["pages"]))


def test_the_rows_have_a_value_for_each_column(rows: tuple[Rows, list[dict[str, list[str]]]]) -> None:
    made, batches = rows
    for table, columns in COLUMNS.items():
        found = _of(batches, table)
        assert found, table
        assert {len(row) for row in found} == {len(columns.split(","))}, table
    assert made.made == len(_of(batches, "exchange_claims_claim")) == 2_000


def test_the_register_of_counts_says_what_the_claims_say(rows: tuple[Rows, list[dict[str, list[str]]]]) -> None:
    _, batches = rows
    claims, counts = _of(batches, "exchange_claims_claim"), _of(batches, "exchange_claims_claimcount")
    by_place: Counter[tuple[str, str, str]] = Counter()
    for row in counts:
        by_place[row[1], row[4], row[5]] += int(row[6])
    assert by_place == Counter((row[1], row[8], row[10]) for row in claims)
    assert sum(int(row[7]) for row in counts) == sum(int(row[13]) for row in claims)


def test_the_rows_are_the_same_each_time(rows: tuple[Rows, list[dict[str, list[str]]]]) -> None:
    made, batches = rows
    again = Rows(made.crowd, BEGIN, END, claims=2_000, first_number=7)
    claims = "exchange_claims_claim"
    assert _of(list(again.batches(files=16)), claims) == _of(batches, claims)


def test_the_one_practice_has_a_twentieth_and_the_clients_a_half(
    rows: tuple[Rows, list[dict[str, list[str]]]],
) -> None:
    _, batches = rows
    owners = Counter(int(row[1]) for row in _of(batches, "exchange_claims_claim"))
    assert owners[10] == 2_000 / 20
    assert sum(owners[client] for client in range(20, 30)) == 2_000 / 2


def test_ids_rise_with_the_instant_and_lie_in_the_span(rows: tuple[Rows, list[dict[str, list[str]]]]) -> None:
    _, batches = rows
    stamps = [int(row[0][:12], 16) / 1000 for row in _of(batches, "exchange_claims_claim")]
    assert stamps == sorted(stamps)
    assert BEGIN.timestamp() <= stamps[0] <= stamps[-1] <= END.timestamp()
    assert {row[0][12] for row in _of(batches, "exchange_claims_claim")} == {"7"}


def test_a_file_holds_fifty_claims_of_its_sender(rows: tuple[Rows, list[dict[str, list[str]]]]) -> None:
    _, batches = rows
    in_files = Counter(row[2] for row in _of(batches, "exchange_claims_claim"))
    assert set(in_files.values()) == {CLAIMS_IN_A_FILE}
    assert set(in_files) == {row[0] for row in _of(batches, "exchange_intake_file")}


@pytest.mark.parametrize("place", PLACES)
def test_a_claim_came_where_it_stands_by_the_table_of_states(place: tuple[str, str]) -> None:
    state, decision = place
    moves = [row.split("\t") for row in moves_to(state, decision)]
    assert [int(row[0]) for row in moves] == list(range(len(moves)))
    for before, after in pairwise(moves):
        assert (after[2], CLAIM_STATES[after[1]][after[2]]) in {(before[3], after[3]), (before[3], "note")}
    assert moves[-1][3] == state
    assert state in STATES


def test_the_shares_of_places_are_of_a_thousand() -> None:
    assert sum(PLACES.values()) == 1_000


@pytest.mark.parametrize(
    ("at", "first"), [((2026, 11, 28), (2026, 10, 1)), ((2027, 1, 3), (2026, 12, 1)), ((2026, 3, 31), (2026, 2, 1))]
)
def test_claims_are_spread_from_the_first_of_last_month(at: tuple[int, int, int], first: tuple[int, int, int]) -> None:
    now = datetime(*at, 5, 30, tzinfo=UTC)
    assert span(now) == (datetime(*first, tzinfo=UTC), now)


def test_too_few_claims_are_refused_in_a_sentence() -> None:
    command = [sys.executable, "-m", "clearlane", "bench", "portal", "--claims", "0"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, "--claims" in done.stderr) == (2, True)
