"""The claim of a payment in which a place stands: the CLP before it, however far back that is."""

from __future__ import annotations

import pytest

from clearlane.standards.x12 import find_payment as module
from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.find_payment import find_payment

DATA = b"ST*835*0001~LX*1~CLP*A1*1~CAS*CO*45*1~\r\nCLP*A2*1~SVC*HC:99213*1~SE*7*0001~CLP*A3*1~"
MARKS = Delimiters()


def claim_at(mark: bytes, *, first: int = 0) -> str:
    """The claim in which the segment with these bytes begins."""
    return found_at(DATA, mark, first=first)[1]


def found_at(data: bytes, mark: bytes, *, first: int = 0) -> tuple[int, str]:
    """Where the claim begins, and its number."""
    return find_payment(
        lambda at, length: data[at : at + length], first=first, end=data.index(mark) + 1, marks=MARKS
    )  # fmt: skip


@pytest.mark.parametrize(
    ("mark", "claim"), [(b"LX*1", ""), (b"CLP*A1", "A1"), (b"CAS", "A1"), (b"CLP*A2", "A2"), (b"SVC", "A2")]
)
def test_the_claim_is_that_of_the_last_clp(mark: bytes, claim: str) -> None:
    assert claim_at(mark) == claim


def test_what_was_found_before_is_where_the_next_search_begins() -> None:
    at, claim = found_at(DATA, b"CLP*A2")
    assert (at, claim) == (DATA.index(b"~\r\nCLP*A2"), "A2")
    assert claim_at(b"SVC", first=at) == "A2"
    assert claim_at(b"SVC", first=at + 5) == ""


def test_a_long_way_back_is_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "READ_BACK", 64)
    monkeypatch.setattr(module, "LONGEST_CLP", 16)
    data = b"ST*835*0001~" + b"CLP*A1*1~" + b"REF*F8*1~" * 500 + b"SE*1*1~"
    assert found_at(data, b"SE*1") == (11, "A1")
