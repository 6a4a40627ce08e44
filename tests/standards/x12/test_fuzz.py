"""The fuzzer over many claims: nothing raises, every tier says the same, and one defect is told about once."""

from __future__ import annotations

import gc
import json
from contextlib import nullcontext

import pytest

from clearlane.doors.console import fuzz as command
from clearlane.doors.console import main
from clearlane.standards.x12.check import check
from clearlane.standards.x12.events import Event
from clearlane.standards.x12.proof import fuzz as module
from clearlane.standards.x12.proof.fuzz import Fuzzed, Pool, clean_pool, files, fuzz
from clearlane.standards.x12.tier import Tier

HALF = 25_000


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_fifty_thousand_changed_claims_are_told_the_same_by_every_tier(seed: int) -> None:
    found = fuzz(count=HALF, seed=seed)
    assert found.inputs == HALF
    assert (found.unhandled, found.differing, found.fast_accepts_walk_rejects) == (0, [], 0), found
    assert 1 <= (found.findings_per_single_defect or 0) < 1.05


def test_the_same_seed_gives_the_same_files() -> None:
    one, other, third = (list(files(count=200, seed=seed)) for seed in (5, 5, 6))
    assert one == other != third
    assert sum(claims for _, _, claims in one) == 200


def test_the_pool_is_made_once_and_nothing_stays_frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    def counted(seed: int) -> Pool:
        made.append(seed)
        return clean_pool(seed)

    monkeypatch.setattr(module, "clean_pool", counted)
    gc.unfreeze()
    fuzz(count=50, seed=3)
    assert (made, gc.get_freeze_count()) == ([3], 0)


def test_progress_is_told_file_by_file() -> None:
    told: list[int] = []
    fuzz(count=120, seed=3, progress=told.append)
    assert told == [50, 100, 120]


def test_what_raises_is_counted_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(source: object, *, tier: Tier = Tier.BLOCK) -> object:
        raise ZeroDivisionError("on purpose")

    monkeypatch.setattr(module, "_warm", lambda pool: nullcontext())
    monkeypatch.setattr(module, "check", broken)
    found = fuzz(count=100, seed=1)
    assert found.unhandled == 2
    assert found.raised[0] == "file 0: ZeroDivisionError: on purpose"


def test_a_tier_that_says_less_is_found(monkeypatch: pytest.MonkeyPatch) -> None:

    def silent(source: list[bytes], *, tier: Tier = Tier.BLOCK) -> list[Event]:
        events = list(check(source, tier=tier))
        return events if tier is Tier.EXPLAIN else [one for one in events if not hasattr(one, "rule")]

    monkeypatch.setattr(module, "check", silent)
    found = fuzz(count=100, seed=1)
    assert found.differing
    assert found.fast_accepts_walk_rejects > 0


def test_no_defect_is_no_ratio() -> None:
    assert Fuzzed(seed=1).findings_per_single_defect is None


def test_the_command_prints_its_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["fuzz", "x12", "--count", "100", "--seed", "4", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    wanted = {"inputs", "unhandled", "fast_accepts_walk_rejects", "findings_per_single_defect", "slowest_s_per_mb"}
    assert wanted <= set(told)
    assert told["inputs"] == 100


def test_the_command_wants_at_least_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["fuzz", "x12", "--count", "0"]) == 2
    assert "--count and --guided are 1 or more" in capsys.readouterr().err


def test_guided_fuzzing_says_what_it_needs_where_atheris_is_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "find_spec", lambda name: None)
    assert main.main(["fuzz", "x12", "--guided", "5"]) == 2
    assert "pip install 'clearlane[fuzz]'" in capsys.readouterr().err
