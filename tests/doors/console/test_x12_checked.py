"""Where a finding stands: under its set, with its claim, in words and in JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from clearlane.doors.console.main import main
from tests.standards.x12.x12_texts import PAYMENT, counted, join, lines

CLEAN = join(lines())
DEAD = CLEAN.replace(b"CLM*A2*80", b"CLM*A2*8O")


def said(content: bytes, path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The lines about a file, without its name."""
    path.write_bytes(content)
    main(["x12", "check", str(path)])
    return [line.removeprefix(f"{path}: ") for line in capsys.readouterr().out.splitlines()]


def places(content: bytes, path: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """The places of the findings, as JSON."""
    path.write_bytes(content)
    main(["x12", "check", "--json", str(path)])
    return [one["place"] for one in json.loads(capsys.readouterr().out)["findings"]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "claims.837"


def with_sets(*contents: bytes) -> bytes:
    """One interchange with the sets of several files, numbered from 0001."""
    sets = [one[one.index(b"ST*") : one.index(b"GE*")] for one in contents]
    numbered = [one.replace(b"*0001", b"*%04d" % number) for number, one in enumerate(sets, 1)]
    head, tail = CLEAN[: CLEAN.index(b"ST*")], CLEAN[CLEAN.index(b"GE*") :]
    return head + b"".join(numbered) + tail.replace(b"GE*1*", b"GE*%d*" % len(sets))


def test_a_finding_stands_under_its_set_and_names_its_claim(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, first, second, finding, third = said(with_sets(CLEAN, DEAD, CLEAN), path, capsys)
    assert [line.split()[1] for line in (first, second, third)] == ["0001", "0002", "0003"]
    assert finding.startswith("    error: claim A2, segment 38 2300 CLM02: ")


def test_a_finding_of_the_envelope_stands_beside_the_sets(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = with_sets(CLEAN, CLEAN).replace(b"GE*2*", b"GE*3*")
    _, *sets, finding = said(content, path, capsys)
    assert [line[:10] for line in sets] == ["  837 0001", "  837 0002"]
    assert finding.startswith("  error: GE01: ")


def test_of_several_interchanges_each_is_named(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    second = DEAD.replace(b"000000101", b"000000102")
    assert [line[:25] for line in said(CLEAN + second, path, capsys)] == [
        "NOT accepted",
        "  interchange 000000101",
        "  837 0001 005010X222A1: ",
        "  interchange 000000102",
        "  837 0001 005010X222A1: ",
        "    error: claim A2, segm",
    ]
    (place,) = places(CLEAN + second, path, capsys)
    assert (place["interchange"], place["set"], place["claim"]) == ("000000102", "0001", "A2")


def test_a_finding_of_a_level_names_no_claim(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place,) = places(CLEAN.replace(b"BOISE*ID", b"BOISE*XQ", 1), path, capsys)
    assert place["set"] == "0001"
    assert "claim" not in place


def test_what_lacks_at_the_end_of_a_claim_names_that_claim(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    segments = lines()
    at = next(n for n, one in enumerate(segments) if one.startswith("CLM*A2"))
    without = [one for n, one in enumerate(segments) if not (at < n and one.startswith(("LX*1", "SV1*HC:99212")))]
    found = places(join(counted(without)), path, capsys)
    assert {"A2"} <= {one.get("claim", "") for one in found} <= {"A2", "A3"}


def test_a_finding_before_the_claim_of_the_same_subscriber_names_the_claim_it_is_in(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = CLEAN.replace(b"CLM*A1*150*", b"CLM*A1*15O*").replace(b"CLM*A3*60*", b"CLM*A3*6O*")
    assert [one["claim"] for one in places(content, path, capsys)] == ["A1", "A3"]


DEMANDS = """overlay 005010X222A1  on 837p.txt
payer   Harbor Mutual
source  its companion guide

in 2300
- 2310B  S  1  Rendering provider
+ 2310B  R  1  Rendering provider
"""


@pytest.mark.parametrize("times", [1, 40])
def test_each_claim_is_named_in_which_a_payer_misses_something(
    times: int, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    segments = [one for one in lines() if not one.startswith("NM1*82")]
    begin = next(at for at, one in enumerate(segments) if one.startswith("CLM*A3"))
    end = next(at for at, one in enumerate(segments) if one.startswith("SE*"))
    path.write_bytes(join(counted([*segments[:begin], *segments[begin:end] * times, *segments[end:]])))
    path.with_name("harbor.txt").write_text(DEMANDS, "ascii")
    main(["x12", "check", "--json", str(path), "--overlay", str(path.with_name("harbor.txt"))])
    told = json.loads(capsys.readouterr().out)["findings"]
    missed = [one["place"].get("claim") for one in told if one["rule"] == "payer.missing_loop"]
    assert missed == ["A1", "A2", *["A3"] * times]


def test_the_claim_of_a_payment_is_named(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paid = join(lines(PAYMENT)).replace(b"SVC*HC:81002*50*50", b"SVC*HC:81002*5O*50")
    found = places(paid, path, capsys)
    assert {one["claim"] for one in found if one["loop"] == "2110"} == {"A1"}


def test_a_set_whose_claims_do_not_add_up_is_accepted_in_form_alone(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verdict, of_set, finding = said(CLEAN.replace(b"CLM*A2*80", b"CLM*A2*81"), path, capsys)
    assert verdict == "NOT accepted"
    assert of_set == "  837 0001 005010X222A1: accepted in form (the 999), but NOT in what it says: see below"
    assert finding.startswith("    error: claim A2, ")


def test_several_processes_name_the_same_claims(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_bytes(with_sets(CLEAN, DEAD))
    told = []
    for jobs in ("1", "2"):
        main(["x12", "check", "--json", "--jobs", jobs, str(path)])
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]


def test_only_the_first_findings_are_shown_to_a_person(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = said(with_sets(*[DEAD] * 60), path, capsys)
    assert sum("error: claim A2" in line for line in shown) == 50
    assert shown[-1] == "  ... and 10 more; --json shows all"
