from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.frames import FRAME
from clearlane.foundation.vault.spool import Spool, SpoolIsClosed
from tests.conftest import MakeTenant

MakeSpool = Callable[[], Spool]


@pytest.fixture
def spool(tenant: MakeTenant) -> Spool:
    mine = tenant()
    with scope([mine], by="test"):
        return Spool(mine)


@pytest.mark.parametrize("size", [0, 5, FRAME, FRAME + 1, 3 * FRAME])
def test_a_spool_gives_back_what_was_written(spool: Spool, size: int) -> None:
    content = os.urandom(size)
    for at in range(0, size, 300_000):
        spool.write(content[at : at + 300_000])
    spool.finish()
    assert spool.size == size
    assert b"".join(spool.chunks()) == content
    spool.discard()


def test_a_spool_is_never_in_clear(spool: Spool) -> None:
    spool.write(b"NM1*IL*1*DOE*JANE~" * 100_000)
    spool.finish()
    on_disk = spool.path.read_bytes()
    spool.discard()
    assert b"NM1*IL*1*DOE" not in on_disk
    assert len(on_disk) > 1_800_000


def test_a_spool_is_readable_by_its_owner_alone(spool: Spool) -> None:
    assert spool.path.stat().st_mode & 0o777 == 0o600
    spool.discard()


def test_a_finished_spool_is_durable(spool: Spool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEARLANE_CRASH_COUNT", str(tmp_path / "points"))
    spool.write(b"x")
    spool.finish()
    assert (tmp_path / "points").read_text() == "1 sync file\n2 sync folder\n"
    spool.discard()


def test_a_spool_is_not_read_before_its_end(spool: Spool) -> None:
    with pytest.raises(SpoolIsClosed):
        next(spool.chunks())
    spool.discard()


def test_a_spool_is_not_written_after_its_end(spool: Spool) -> None:
    spool.finish()
    with pytest.raises(SpoolIsClosed):
        spool.write(b"more")
    with pytest.raises(SpoolIsClosed):
        spool.finish()
    spool.discard()


def test_a_discarded_spool_is_gone(spool: Spool) -> None:
    spool.write(b"x")
    spool.discard()
    spool.discard()
    assert not spool.path.exists()
