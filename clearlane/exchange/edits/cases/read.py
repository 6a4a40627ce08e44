"""Read the cases of a rule: a sentence, what differs from the typical claim, what is known, and what is found.

    A digit of the NPI was mistyped.
      2010AA NM1*85*2*LAKESIDE CLINIC*****XX*1234567890
      given today 2026-06-15
      => reject A7:562:85 at 2010AA NM109: wrong check digit

A line that begins with ``#`` is a remark. Segments are told in ``build``, ``given`` in ``give``. ``=> passes``, or
a line for each finding, in order: disposition, statuses, place, and words of its first sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from clearlane.exchange.edits import rules

PASSES = "passes"


@dataclass(frozen=True, slots=True)
class Case:
    """One case. lines: as they stand beneath the sentence. changes: segments. given: facts. expected: one a finding."""

    sentence: str
    lines: tuple[str, ...]
    changes: tuple[str, ...]
    given: tuple[str, ...]
    expected: tuple[str, ...]

    @property
    def passes(self) -> bool:
        """Whether the rule is to find nothing."""
        return self.expected == (PASSES,)


def read(*, text: str) -> tuple[Case, ...]:
    """Every case of one file, in order. Raises ValueError for one without a sentence or an expectation."""
    blocks = ([line for line in block.splitlines() if not line.startswith("#")] for block in text.split("\n\n"))
    return tuple(_case(lines) for lines in blocks if any(lines))


def read_beside(*, rule: str) -> tuple[Case, ...]:
    """The cases beside the rule with this id. Raises FileNotFoundError where it has none."""
    return read(text=(files(rules) / f"{rule}.cases").read_text("ascii"))


def _case(block: Sequence[str]) -> Case:
    sentence, *rest = (line for line in block if line)
    if sentence.startswith(" ") or any(not line.startswith(" ") for line in rest):
        raise ValueError(f"a case is a sentence and indented lines beneath it: {sentence}")
    lines = tuple(line.strip() for line in rest)
    expected = _with(lines, "=> ")
    if not expected or (PASSES in expected and len(expected) > 1):
        raise ValueError(f"a case passes, or says what is found: {sentence}")
    given = _with(lines, "given ")
    changes = tuple(line for line in lines if not line.startswith(("=> ", "given ")))
    return Case(sentence, lines, changes, given, expected)


def _with(lines: Sequence[str], prefix: str) -> tuple[str, ...]:
    return tuple(line.removeprefix(prefix) for line in lines if line.startswith(prefix))
