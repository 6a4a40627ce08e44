"""Every public sample of these guides has the verdict that was looked at; where pyx12 differs, the reason is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from clearlane.standards import x12
from clearlane.vocabulary.finding import Severity
from tests.standards.guides.pyx12_verdict import pyx12_verdict

HERE = Path(__file__).parent
RECORDED = [line.split(" ", 1) for line in (HERE / "samples.txt").read_text("utf-8").splitlines() if line[0] != "#"]
DOCUMENTS = HERE.parents[2] / "docs/guides"
DECIDED = (DOCUMENTS / "disagreements.md").read_text("utf-8").partition("## The journey")[0] + "".join(
    path.read_text("utf-8") for path in sorted((DOCUMENTS / "disagreements").glob("*.md"))
)
BEYOND = (DOCUMENTS / "codes-and-services.md").read_text("utf-8").partition("## Samples")[2]
EVERY = [line.split(" ", 3) for line in (HERE / "every_sample.txt").read_text("utf-8").splitlines() if line[0] != "#"]
TAKEN = [file for expected, ours, _, file in EVERY if (expected, ours) == ("valid", "accepted")]
"""Samples that their source calls valid and the 999 accepts."""
NAMES = {True: "accepted", False: "rejected", None: "gives up"}


def _verdict(data: bytes) -> str:
    report = x12.report([data], beyond_guide=False)
    verdicts = {
        one.verdict for interchange in report.interchanges for group in interchange.groups for one in group.sets
    }
    if "unsupported" in verdicts:
        return "unsupported"
    return "rejected" if any(one.severity is Severity.ERROR for one in report.findings) else "accepted"


@pytest.mark.parametrize(("recorded", "file"), RECORDED, ids=[file for _, file in RECORDED])
def test_a_sample_has_its_recorded_verdict(recorded: str, file: str, samples: Path) -> None:
    assert _verdict((samples / file).read_bytes()) == recorded


@pytest.mark.slow
@pytest.mark.parametrize(("recorded", "file"), RECORDED, ids=[file for _, file in RECORDED])
def test_pyx12_agrees_or_the_reason_is_written_down(recorded: str, file: str, samples: Path) -> None:
    data = (samples / file).read_bytes().replace(b"005010X222A2", b"005010X222A1")
    verdict = pyx12_verdict(data)
    has_map = not any("Map not found" in problem for problem in verdict.problems)
    assert not has_map or NAMES[verdict.accepted] == recorded or file in DECIDED


@pytest.mark.parametrize("file", TAKEN)
def test_a_valid_sample_that_is_refused_beyond_its_guide_stands_on_the_page_with_the_rules(
    file: str, samples: Path
) -> None:
    report = x12.report([(samples / file).read_bytes()])
    broken = {one.rule for one in report.findings if one.severity is Severity.ERROR}
    rows = [line for line in BEYOND.splitlines() if line.startswith(f"| {file} |")]
    assert {rule for rule in broken if f"`{rule}`" in "".join(rows)} == broken
    assert len(rows) == (not report.accepted)
