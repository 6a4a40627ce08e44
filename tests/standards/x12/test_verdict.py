"""The verdict of a file: folded once, and the same whoever asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from clearlane.doors.console.x12_actions.check import check_file
from clearlane.standards import x12
from tests.standards.x12.x12_texts import PAYMENT, changed, join, lines

CLEAN = join(lines())
BROKEN = CLEAN.replace(b"CLM*A2*80", b"CLM*A2*8O")
UNKNOWN = CLEAN.replace(b"005010X222A1", b"004010X098A1")
FILES: dict[str, tuple[bytes, bool | None]] = {
    "clean": (CLEAN, True),
    "a warning": (CLEAN.replace(b"DOE*JANE", b"DOE*JAN\xc9"), True),
    "a claim that dies": (BROKEN, False),
    "a payment that does not add up": (
        changed(
            "BPR*I*120", "BPR*I*121*C*ACH*CCP*01*021000021*DA*123*1999999999**01*121000358*DA*456*20261124", PAYMENT
        ),
        False,
    ),
    "an interchange that dies": (CLEAN.replace(b"IEA*1", b"IEA*2"), False),
    "a version that nobody reads": (UNKNOWN, None),
    "one unread and one refused": (UNKNOWN + BROKEN.replace(b"000000101", b"000000102"), False),
    "one unread and one clean": (UNKNOWN + CLEAN.replace(b"000000101", b"000000102"), None),
    "no interchange": (b"hello", None),
    "nothing": (b"", None),
    "garbage behind": (CLEAN + b"and more", False),
}


def folded(data: bytes) -> x12.Verdict:
    """The verdict of a file."""
    verdict = x12.Verdict()
    for event in x12.check([data]):
        verdict.note(event)
    return verdict


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_one_verdict(name: str) -> None:
    data, accepted = FILES[name]
    assert folded(data).accepted is accepted


@pytest.mark.parametrize("name", FILES)
def test_all_who_tell_of_a_file_tell_that_one(name: str, tmp_path: Path) -> None:
    data, accepted = FILES[name]
    path = tmp_path / "file"
    path.write_bytes(data)
    report, explained, checked = x12.report([data]), x12.explain((data,)), check_file(path)
    assert (report.accepted, explained.accepted, checked.accepted) == (accepted,) * 3
    assert len(report.findings) == explained.count == len(checked.findings) == folded(data).findings


@pytest.mark.parametrize("name", FILES)
def test_findings_are_counted_by_severity(name: str) -> None:
    data, _ = FILES[name]
    verdict, found = folded(data), x12.report([data]).findings
    assert verdict.counts["warning"] == sum(one.severity == "warning" for one in found)
    assert verdict.counts["error"] == sum(one.severity == "error" for one in found)
    assert verdict.interchanges == len(x12.report([data]).interchanges)


def test_events_that_are_watched_are_the_same_events() -> None:
    verdict = x12.Verdict()
    assert list(verdict.watch(x12.check([BROKEN]))) == list(x12.check([BROKEN]))
    assert verdict == folded(BROKEN)


def test_a_file_that_broke_off_while_it_was_read_has_none(tmp_path: Path) -> None:
    checked = check_file(tmp_path / "nowhere")
    assert (checked.accepted, checked.verdict.findings) == (None, 0)
