"""The bench of the engine: what it is measured with is what it says, and it prints every figure that it promises."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from clearlane.doors.console.benching.engine import inputs, measure, peers, sharing
from clearlane.doors.console.main import main
from clearlane.standards import x12
from clearlane.standards.x12.proof.defects import DEFECTS

PROMISED = {
    "ratio_to_pyx12", "ratio_error_element", "ratio_error_structural", "hit_rate_block", "rss_mb", "start_ms", "rows",
    "two_cores",
}  # fmt: skip


def rules(data: bytes) -> Counter[str]:
    return Counter(one.rule for one in x12.report([data]).findings if one.unit)


@pytest.mark.parametrize("claims", [1, 7, 60])
def test_clean_claims_are_clean_and_as_many_as_asked(claims: int) -> None:
    data = inputs.clean(claims)
    assert (x12.report([data]).accepted, data.count(b"CLM*")) == (True, claims)


@pytest.mark.parametrize("claims", [1, 99, 230])
def test_a_payment_of_any_size_adds_up_and_is_accepted(claims: int) -> None:
    data = inputs.paid(claims)
    assert (x12.report([data]).findings, data.count(b"CLP*"), data.count(b"ST*835*")) == ((), claims, 1)


@pytest.mark.parametrize("defect", [inputs.ELEMENT, inputs.STRUCTURAL])
def test_each_claim_gets_the_one_defect_that_is_named(defect: str) -> None:
    broken = inputs.with_faults(inputs.clean(20), lambda number: defect)
    told = rules(broken)
    told.pop("envelope.se_count", None)
    assert sum(told.values()) == 20
    assert len(told) == 1


def test_each_of_the_different_defects_is_one() -> None:
    claims = len(inputs.DIFFERENT) * 3
    broken = inputs.with_faults(inputs.clean(claims), lambda number: inputs.DIFFERENT[number % len(inputs.DIFFERENT)])
    told = rules(broken)
    told.pop("envelope.se_count", None)
    assert sum(told.values()) == claims
    assert set(inputs.DIFFERENT) <= set(DEFECTS)


@pytest.mark.parametrize("size", [1, 100_000, 400_000])
def test_a_set_without_end_is_clean_but_for_its_count(size: int) -> None:
    pieces = list(inputs.endless(inputs.clean(40), size))
    assert rules(b"".join(pieces)) in (Counter(), Counter({"envelope.se_count": 1}))
    assert sum(map(len, pieces)) > size / 2


def test_the_peer_is_measured_on_the_same_bytes() -> None:
    peer = peers.pyx12_peer()
    assert peer is not None
    assert peer(inputs.clean(2)) > 0


def test_without_the_peer_the_figures_of_the_peer_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "find_spec", lambda name: None)
    assert peers.pyx12_peer() is None


def test_most_segments_go_by_whole_loops_once_these_were_met() -> None:
    data = inputs.clean(200)
    for _ in x12.check([data]):
        pass
    assert measure._hit_rate(data) > 0.9


def test_the_command_prints_what_it_promises(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(measure, "SIZES_MB", ())
    monkeypatch.setattr(measure, "TIMES", 1)
    monkeypatch.setattr(sharing, "SETS", 2)
    assert main(["bench", "x12", "--claims", "12", "--megabytes", "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) >= PROMISED
    assert (set(told["ratio_to_pyx12"]), set(told["ratio_error_structural"])) == (
        {"837P", "835"},
        {"same", "different"},
    )
    assert [row["claims"] for row in told["rows"]] == [12] * 5
    assert all(row["ratio"] > 1 and row["ours_s"] > 0 for row in told["rows"])
    assert 5 < told["rss_mb"]["1 MB"] < 100
    assert {"mb", "one_s", "two_s", "ratio", "ratio_of_two_apart"} == set(told["two_cores"])
    assert min(told["two_cores"].values()) > 0


def test_the_file_of_many_sets_is_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "SETS", 3)
    monkeypatch.setattr(sharing, "CLAIMS_A_SET", 5)
    told = x12.report(sharing._file())
    assert (told.findings, len(told.sets)) == ((), 3)


def test_a_process_that_fails_is_no_figure(tmp_path: Path) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text("raise SystemExit(3)")
    with pytest.raises(subprocess.CalledProcessError):
        sharing._seconds([sharing._begin(broken, tmp_path, 1)])


def test_the_command_prints_lines_for_a_person(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(measure, "SIZES_MB", ())
    monkeypatch.setattr(measure, "TIMES", 1)
    monkeypatch.setattr(sharing, "SETS", 2)
    monkeypatch.setattr(measure, "pyx12_peer", lambda: None)
    assert main(["bench", "x12", "--claims", "5", "--megabytes", "1"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert "ratio_to_pyx12: {'837P': None, '835': None}" in told
    assert told[0] == "claims: 5"
