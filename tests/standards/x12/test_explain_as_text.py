from __future__ import annotations

import pytest

from clearlane.standards import x12
from tests.standards.x12.x12_texts import changed, join, lines

CLEAN = join(lines())


def text(content: bytes) -> list[str]:
    return list(x12.explain_as_text(x12.explain([content])))


def test_a_claim_reads_like_this() -> None:
    found = text(CLEAN)
    start = found.index("2300  Claim")
    assert found[start - 1 : start + 7] == [
        "",
        "2300  Claim",
        "    18  CLM   Claim",
        "            CLM01     A1   patient control number",
        "            CLM02     150  total charge",
        "            CLM05-1   11   place of service: office",
        "            CLM05-2   B    kind of place: place of service",
        "            CLM05-3   1    claim frequency: original claim",
    ]


def test_an_error_is_told_beneath_its_segment() -> None:
    found = text(CLEAN.replace(b"CLM*A2*80", b"CLM*A2*8O"))
    (error,) = [line for line in found if line.startswith("        ERROR: ")]
    assert "CLM02" in error
    assert "(8O)" in error
    above = found[: found.index(error)]
    assert next(line for line in reversed(above) if line[:6].strip()).endswith("CLM   Claim")


def test_a_warning_is_told_as_one() -> None:
    found = text(CLEAN.replace(b"TE*8005550100", b"TE*5550100", 1))
    assert [line.split(":")[0].strip() for line in found if "no telephone" in line] == ["warning"]


def test_what_is_no_segment_is_told_without_one() -> None:
    assert text(b"Dear Sirs")[0].startswith("        ERROR: No interchange header")


@pytest.mark.parametrize("control", ["\x1b[2J", "\x07", "\x9b2J", "\x7f", "\n\n"])
def test_no_byte_of_a_file_steers_the_terminal(control: str) -> None:
    for line in text(changed("N3*12 ELM ST", "").replace(b"BOISE", control.encode("latin-1"), 1)):
        assert not set(line).intersection(map(chr, (*range(32), *range(127, 160))))
