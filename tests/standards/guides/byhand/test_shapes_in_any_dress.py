"""Every shape written by hand says the same however it is dressed and cut: delimiters, line ends, pieces, counts."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from tests.standards.guides.byhand import (
    test_277ca_shapes,
    test_835_shapes,
    test_837d_shapes,
    test_837i_shapes,
    test_837p_shapes,
)
from tests.standards.guides.byhand.list_sources import by_guide
from tests.standards.guides.byhand.made_by_hand import spoiled
from tests.standards.guides.test_837p_by_hand import shown
from tests.standards.x12.x12_texts import counted, join, lines

MODULES = (test_837p_shapes, test_837i_shapes, test_837d_shapes, test_835_shapes, test_277ca_shapes)
TEXTS = [one.text for module in MODULES for one in by_guide()[module.GUIDE].values() if not one.says]
BROKEN = [
    (spoiled(module.SHAPES[name].text, *changes[0][:2]), changes[0][2])
    for module in MODULES
    for name, changes in module.CHANGES.items()
]
"""Of each shape that has them the first change, and what it must say."""
OTHER = str.maketrans("*:^", "|>!")
"""Delimiters of another house; none of them stands in our data."""


def said(*pieces: bytes) -> str:
    """Everything that is said of a file that comes in pieces."""
    return "; ".join(map(shown, x12.report(list(pieces)).findings))


def wire(text: str, *, end: str = "~") -> bytes:
    """A file as it is sent."""
    return join(counted(lines(text)), end=end)


@pytest.mark.parametrize(("text", "expected"), BROKEN)
def test_a_fault_is_told_alike_with_the_delimiters_of_another_house(text: str, expected: str) -> None:
    dressed = wire(text).decode("latin-1").translate(OTHER).encode("latin-1")
    assert said(dressed) == expected


@pytest.mark.parametrize(("text", "expected"), BROKEN)
@pytest.mark.parametrize("end", ["~\n", "~\r\n", "\x1d"])
def test_a_fault_is_told_alike_whatever_ends_a_segment(text: str, expected: str, end: str) -> None:
    assert said(wire(text, end=end)) == expected


@pytest.mark.parametrize(("text", "expected"), BROKEN)
@pytest.mark.parametrize("size", [7, 106, 512])
def test_a_fault_is_told_alike_in_pieces(text: str, expected: str, size: int) -> None:
    whole = wire(text)
    assert said(*(whole[n : n + size] for n in range(0, len(whole), size))) == expected


@pytest.mark.parametrize("text", TEXTS)
def test_every_set_of_a_shape_is_accepted(text: str) -> None:
    report = x12.report([wire(text)])
    assert {one.verdict for one in report.sets} == {"accepted"}
    assert len(report.sets) == text.count("\nST*")


@pytest.mark.parametrize("text", TEXTS)
def test_a_count_of_segments_that_is_one_too_high_is_told(text: str) -> None:
    segments = counted(lines(text))
    at = next(n for n, one in enumerate(segments) if one.startswith("SE*"))
    name, count, number = segments[at].split("*")
    segments[at] = f"{name}*{int(count) + 1}*{number}"
    found = x12.report([join(segments)]).findings
    assert [one.rule for one in found if one.severity == "error"] == ["envelope.se_count"]
