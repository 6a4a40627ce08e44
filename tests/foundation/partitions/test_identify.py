from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Thread
from uuid import UUID

import pytest

from clearlane.foundation.clock.move import move
from clearlane.foundation.clock.read import now
from clearlane.foundation.partitions.identify import first_id, new_id


@pytest.fixture
def test_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))


def instant(made: UUID) -> datetime:
    return datetime.fromtimestamp((made.int >> 80) / 1000, UTC)


def test_new_id_is_a_uuid_of_version_7() -> None:
    made = new_id()
    assert (made.version, made.variant) == (7, "specified in RFC 4122")


def test_new_id_carries_the_instant() -> None:
    assert abs(instant(new_id()) - now()) < timedelta(seconds=1)


def test_new_ids_of_one_process_ascend() -> None:
    made = [new_id() for _ in range(20_000)]
    assert made == sorted(set(made))


def test_new_ids_of_many_threads_differ() -> None:
    made: list[UUID] = []
    threads = [Thread(target=lambda: made.extend(new_id() for _ in range(2_000))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 8_000


def test_new_id_follows_the_test_clock(test_clock: None) -> None:
    move(to=datetime(2031, 5, 1, tzinfo=UTC))
    assert instant(new_id()).year == 2031
    move(to=datetime(2029, 5, 1, tzinfo=UTC))
    assert instant(new_id()).year == 2029


def test_new_id_does_not_follow_a_clock_that_was_set_back_a_little(test_clock: None) -> None:
    move(to=datetime(2031, 5, 1, 0, 0, 5, tzinfo=UTC))
    before = new_id()
    move(to=datetime(2031, 5, 1, 0, 0, 0, tzinfo=UTC))
    assert new_id() > before


def test_first_id_bounds_its_month(test_clock: None) -> None:
    move(to=datetime(2030, 1, 31, 23, 59, 59, 999_000, tzinfo=UTC))
    assert new_id() < first_id(date(2030, 2, 1))
    move(to=datetime(2030, 2, 1, tzinfo=UTC))
    assert new_id() >= first_id(date(2030, 2, 17))
