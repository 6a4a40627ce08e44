"""Files that are the same but for their numbers are told by their bytes; where that is not sure, nothing is said."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.is_same_bytes import is_same_bytes
from tests.standards.x12.x12_texts import changed, join, lines

CLEAN = join(lines())


def of(content: bytes) -> tuple[x12.Report, x12.Read]:
    return x12.report([content]), lambda at, length: content[at : at + length]


@pytest.mark.parametrize(
    "other",
    [CLEAN, CLEAN.replace(b"000000101", b"000000202").replace(b"*101", b"*202"), CLEAN.replace(b"*0001", b"*9")],
)
def test_numbers_are_not_looked_at(other: bytes) -> None:
    assert is_same_bytes(of(CLEAN), of(other))
    assert is_same_bytes(of(other), of(CLEAN))


@pytest.mark.parametrize(
    "other",
    [
        changed("CLM*A2", "CLM*A2*81***11:B:1*Y*A*Y*Y"),
        CLEAN.replace(b"GS*HC*SUBMITTER", b"GS*HC*ANOTHER", 1),
        CLEAN.replace(b"*0*P*:~", b"*0*T*:~", 1),
        CLEAN.translate(bytes.maketrans(b"*:~^", b"|>\n!")),
        CLEAN[: CLEAN.index(b"SE*")],
        CLEAN + CLEAN.replace(b"000000101", b"000000202"),
        b"",
    ],
    ids=["a claim", "a sender", "a usage", "delimiters", "no trailer", "twice", "nothing"],
)
def test_of_anything_else_nothing_is_said(other: bytes) -> None:
    assert not is_same_bytes(of(CLEAN), of(other))
    assert not is_same_bytes(of(other), of(CLEAN))


@pytest.mark.parametrize("end", ["~", "~\n", "~\r\n"])
def test_lines_do_not_hinder(end: str) -> None:
    content = join(lines(), end=end)
    assert is_same_bytes(of(content), of(content))
