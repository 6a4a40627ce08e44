"""`clearlane x12 coverage`: how much of the guides is broken by machine, and what is said of it."""

from __future__ import annotations

import argparse
import json

import pytest

from clearlane.doors.console.problem import Problem
from clearlane.doors.console.x12_actions.coverage import add_arguments, guide_of, run
from clearlane.standards.x12.generate.from_guide import kinds


def coverage(*words: str) -> int:
    """Run the action."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true")
    add_arguments(parser)
    return run(parser.parse_args(words))


def test_the_facts_are_counted_in_all_and_by_guide(capsys: pytest.CaptureFixture[str]) -> None:
    assert coverage("--json", "820.txt", "999.txt") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["facts"] == told["broken_once"] == sum(told["kinds"].values()) > 400
    assert told["one_finding"] + len(told["other"]) == told["facts"]
    assert [one["guide"] for one in told["guides"]] == ["820.txt", "999.txt"]
    assert sum(one["facts"] for one in told["guides"]) == told["facts"]
    assert all(one["reason"] for one in told["other"])


def test_a_person_reads_the_share_and_the_exceptions(capsys: pytest.CaptureFixture[str]) -> None:
    assert coverage("999.txt") == 0
    *_, exception, last = capsys.readouterr().out.splitlines()
    assert exception.startswith("999.txt 2100 CTX")
    assert "of the other of two rows" in exception
    assert last.endswith("%)")


@pytest.mark.parametrize("name", ["999", " 999.TXT ", "999.txt"])
def test_a_guide_may_be_named_in_any_way(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert coverage(name, "--json") == 0
    assert [one["guide"] for one in json.loads(capsys.readouterr().out)["guides"]] == ["999.txt"]


@pytest.mark.parametrize("kind", kinds())
def test_each_kind_that_can_be_made_is_a_guide_by_that_name(kind: str) -> None:
    assert guide_of(kind.upper()).endswith(f"{kind}.txt")


def test_a_guide_that_is_not_there_is_told() -> None:
    with pytest.raises(Problem, match=r"998\.txt is none of"):
        coverage("998.txt")
