"""The figures of the bench: rates, costs and circumstances, worked out by hand from readings that stand here."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.doors.console.benching import measure as module
from clearlane.doors.console.benching.furnish import Furnished, username
from clearlane.doors.console.benching.judge import Verdict
from clearlane.doors.console.benching.meters import Meter
from clearlane.doors.console.benching.workload import Parcel
from clearlane.exchange.reading.measure_journey import Journey
from clearlane.standards.x12.generate.plan import Planned

BEGAN = datetime(2026, 9, 30, 10, 0, tzinfo=UTC)
CLEAN = Verdict((), (), ())


def after(seconds: float) -> datetime:
    return BEGAN + timedelta(seconds=seconds)


def journey(**more: Any) -> Journey:
    """All sent after ten seconds, all posted after twenty, all mail out after twenty-five."""
    said: dict[str, Any] = {
        "last_sent_at": after(10), "last_posted_at": after(20), "last_mail_at": after(25), "audit_rows": 7,
        "vault_bytes": 900, "batches": 6, "mails": 12, "settings": {"fsync": "on", "synchronous_commit": "on"},
        "roles": {"clearlane_flow": False},
    }  # fmt: skip
    return Journey(**(said | more))


def parcel(good: int, bad: int = 0, content: bytes = b"ISA~GS~IEA~") -> Parcel:
    claims = tuple(
        Planned(n, f"C{n}", Decimal(1), "BENCH1", "1234567893", "861234501", 1, "0001", expected=expected)
        for n, expected in enumerate(["accepted"] * good + ["rejected"] * bad)
    )
    return Parcel(0, "bench-00001.837", content, claims)


def rates(parcels: list[Parcel], verdict: Verdict = CLEAN, found: Journey | None = None) -> dict[str, Any]:
    return module._rates(parcels, verdict, found or journey(), BEGAN, after(2.346))


# The address of a door, and its port.
ADDRESSES = [
    ("http://127.0.0.1:8837", 8837),
    ("sftp://127.0.0.1:1", 1),
    ("postgresql://127.0.0.1:65535", 65535),
    ("sftp://[::1]:22", 22),
]


@pytest.mark.parametrize(("address", "port"), ADDRESSES)
def test_a_port_is_what_stands_last_in_an_address(address: str, port: int) -> None:
    assert module._port(address) == port


def test_rates_count_the_claims_that_made_the_whole_way() -> None:
    found = rates([parcel(150, 10), parcel(50, 5)])
    assert (found["claims"], found["claims_out"]) == (215, 200)
    assert (found["out_claims_per_s"], found["claims_per_s"]) == (20.0, 8.0)
    assert (found["seconds_to_receive"], found["seconds_out"], found["seconds"]) == (2.35, 10.0, 25.0)


# When all was posted, when all mail was out, and in how many seconds the last of both came home.
HOME = [
    (20.0, 25.0, 25.0),
    (25.0, 20.0, 25.0),
    (None, 20.0, 20.0),
    (20.0, None, 20.0),
    (8.0, 8.0, 8.0),
]


@pytest.mark.parametrize(("posted", "mailed", "seconds"), HOME)
def test_home_is_where_the_last_word_is(posted: float | None, mailed: float | None, seconds: float) -> None:
    at = {
        "last_posted_at": None if posted is None else after(posted),
        "last_mail_at": None if mailed is None else after(mailed),
    }
    found = rates([parcel(100)], found=journey(**at))
    assert (found["seconds"], found["claims_per_s"]) == (seconds, 100 / seconds)


def test_a_journey_that_never_ended_has_no_rate() -> None:
    nothing = journey(last_sent_at=None, last_posted_at=None, last_mail_at=None)
    found = rates([parcel(100)], found=nothing)
    assert (found["out_claims_per_s"], found["claims_per_s"]) == (0.0, 0.0)
    assert (found["seconds_out"], found["seconds"]) == (None, None)


def test_what_is_wrong_is_counted_whole_and_named_in_part() -> None:
    lost = tuple(f"L{n} payer" for n in range(15))
    doubled = tuple(f"D{n} 835" for n in range(9))
    found = rates([parcel(1)], Verdict(lost, doubled, ("A0 payer",)))
    assert (found["lost"], found["doubled"], found["astray"]) == (15, 9, 1)
    assert found["wrong"] == [*lost, *doubled[:5]]
    assert len(found["wrong"]) == module.NAMED_AT_MOST


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_rate_is_claims_by_seconds(claims: int, milliseconds: int) -> None:
    found = module._rate(claims, BEGAN, BEGAN + timedelta(milliseconds=milliseconds))
    assert found == pytest.approx(claims * 1000 / milliseconds, abs=0.051)


def costs(data: Path, before: dict[int, Meter], later: dict[int, Meter], claims: int = 100) -> dict[str, Any]:
    (data / "log").mkdir(exist_ok=True)
    return module._costs(data, [parcel(claims)], before, later)


def test_the_payers_and_the_benchs_own_time_is_not_ours(tmp_path: Path) -> None:
    later = {
        1: Meter("worker", 3.0, 90.0), 2: Meter("payer", 50.0, 40.0), 3: Meter("bench", 70.0, 200.0),
        4: Meter("database", 1.5, 60.0), 5: Meter("worker", 1.0, 110.5),
    }  # fmt: skip
    found = costs(tmp_path, {1: Meter("worker", 1.0, 10.0)}, later)
    assert found["cpu_s"] == {"bench": 70.0, "database": 1.5, "payer": 50.0, "worker": 3.0}
    assert found["cpu_ms_per_claim"] == 45.0


def test_memory_is_that_of_the_workers(tmp_path: Path) -> None:
    later = {1: Meter("worker", 1.0, 90.04), 2: Meter("worker", 1.0, 110.02), 3: Meter("bench", 1.0, 900.0)}
    assert costs(tmp_path, {}, later)["peak_rss_mb"] == {"sum": 200.1, "largest": 110.0}
    assert costs(tmp_path, {}, {})["peak_rss_mb"] == {"sum": 0, "largest": 0.0}


def test_stages_are_read_from_the_workers_logs(tmp_path: Path) -> None:
    (tmp_path / "log").mkdir()
    line = {"event": "step done", "step": "s", "things": 4, "wall_ms": 10, "cpu_ms": 5, "at": "2026"}
    (tmp_path / "log" / "worker-1.log").write_text(json.dumps(line) + "\n")
    assert costs(tmp_path, {}, {}, claims=5)["stages"]["s"]["ms_per_claim"] == 1.0


def test_the_floor_is_measured_on_the_files_themselves() -> None:
    assert module._split([parcel(1, content=b"ISA~" * 10_000)]) > 10_000


def test_circumstances_say_what_was_measured_and_on_what() -> None:
    parcels = [parcel(30, content=b"x" * 100), parcel(20, 2, content=b"y" * 50)]
    found = module._circumstances(parcels, journey(), Furnished((5, 6, 7), Path("key")))
    assert (found["fsync"], found["synchronous_commit"]) == ("on", "on")
    assert (found["roles"], found["audit_rows"], found["vault_bytes"]) == ({"clearlane_flow": False}, 7, 900)
    workload = found["workload"]
    assert {name: workload[name] for name in ("tenants", "payers", "files", "largest_file", "bytes")} == {
        "tenants": 3, "payers": 6, "files": 2, "largest_file": 30, "bytes": 150,
    }  # fmt: skip
    assert found["cores"] >= 1
    assert len(found["load"]) == 3
    json.dumps(found)


@pytest.mark.parametrize(("place", "name"), [(0, "bench000"), (7, "bench007"), (49, "bench049"), (1234, "bench1234")])
def test_each_tenant_has_an_account_of_its_own(place: int, name: str) -> None:
    assert username(place) == name
