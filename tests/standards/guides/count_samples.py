"""Count the public samples by verdict: what their source expects, what we say, what pyx12 says.

`python -m tests.standards.guides.count_samples FOLDER` judges every file of a manifest anew, writes the verdicts
into `every_sample.txt` beside this module, and the table that counts them into `docs/guides/disagreements.md`.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from clearlane.standards import x12
from clearlane.vocabulary.finding import Severity
from tests.standards.guides.pyx12_verdict import pyx12_verdict

RECORDS = Path(__file__).with_name("every_sample.txt")
PAGE = Path(__file__).parents[3] / "docs/guides/disagreements.md"
TABLE = re.compile(
    r"(?<=<!-- counted by `python -m tests.standards.guides.count_samples` -->\n\n).*?(?=\n<!-- end of the count -->)",
    re.DOTALL,
)
NOT_SUPPORTED = "not_supported"
EXPECTED = ("valid", "invalid", "unknown")
OURS = ("accepted", "rejected", "unsupported", "unreadable")
PYX12S = ("accepted", "rejected", NOT_SUPPORTED)
_MEETS = {"valid": "accepted", "invalid": "rejected"}
_ERRATA = {b"005010X222A2": b"005010X222A1", b"005010X223A3": b"005010X223A2"}
"""pyx12 has a map of one erratum only: it reads the other one by that."""
_HEAD = "# expected by its source, our verdict, pyx12's, file: written by tests/standards/guides/count_samples.py"


class Sample(NamedTuple):
    """One file with three verdicts."""

    expected: str
    ours: str
    pyx12: str
    file: str

    @property
    def is_disputed(self) -> bool:
        """Whether we say otherwise than its source does, or than pyx12 where that can say anything."""
        return self.ours != _MEETS.get(self.expected, self.ours) or self.pyx12 not in (self.ours, NOT_SUPPORTED)


def judge_as_we_do(data: bytes) -> str:
    """Our verdict on a whole file, by its guide alone: what the 999 says of it, as in `samples.txt`."""
    report = x12.report([data], beyond_guide=False)
    if not report.interchanges:
        return "unreadable"
    if any(one.verdict == "unsupported" for one in report.sets):
        return "unsupported"
    return "rejected" if any(one.severity is Severity.ERROR for one in report.findings) else "accepted"


def judge_as_pyx12_does(data: bytes) -> str:
    """pyx12's verdict; not_supported where it has no map or fails."""
    for erratum, known in _ERRATA.items():
        data = data.replace(erratum, known)
    verdict = pyx12_verdict(data)
    if verdict.accepted is None or any("Map not found" in problem for problem in verdict.problems):
        return NOT_SUPPORTED
    return "accepted" if verdict.accepted else "rejected"


def read_manifest(folder: Path) -> dict[str, str]:
    """What the source of each file expects of it, in one word: valid, invalid or unknown."""
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as table:
        return {row["file"]: row["expected"].partition(" ")[0] for row in csv.DictReader(table)}


def judge_all(folder: Path) -> Iterator[Sample]:
    """Every file of the folder's manifest, judged now."""
    for file, expected in read_manifest(folder).items():
        data = (folder / file).read_bytes()
        yield Sample(expected, judge_as_we_do(data), judge_as_pyx12_does(data), file)


def read_records() -> list[Sample]:
    """The verdicts as they were looked at."""
    lines = RECORDS.read_text("utf-8").splitlines()
    return [Sample(*line.split(" ", 3)) for line in lines if not line.startswith("#")]


def write_records(samples: Iterable[Sample]) -> None:
    """Keep these verdicts."""
    RECORDS.write_text("\n".join([_HEAD, *(" ".join(one) for one in samples)]) + "\n", encoding="utf-8")


def draw_table(samples: Iterable[Sample]) -> str:
    """How many files of each expectation got which verdict from us, and which from pyx12."""
    counts = Counter((one.expected, one.ours, one.pyx12) for one in samples)
    names = " | ".join(f"pyx12: {name.replace('_', ' ')}" for name in PYX12S)
    lines = [f"| expected by its source | ours | {names} | files |", "|---|---|---|---|---|---|"]
    for expected in EXPECTED:
        for ours in OURS:
            row = [counts[expected, ours, name] for name in PYX12S]
            if any(row):
                lines.append(f"| {expected} | {ours} | {' | '.join(map(str, row))} | {sum(row)} |")
    total = [sum(count for (*_, name), count in counts.items() if name == one) for one in PYX12S]
    lines.append(f"| all | | {' | '.join(map(str, total))} | {sum(total)} |")
    return "\n".join(lines) + "\n"


def main(folder: Path) -> None:
    """Judge, keep, and count into the page."""
    samples = list(judge_all(folder))
    write_records(samples)
    text = PAGE.read_text("utf-8")
    PAGE.write_text(TABLE.sub(lambda _: draw_table(samples), text), encoding="utf-8")
    print(draw_table(samples))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
