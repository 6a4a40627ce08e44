"""The index of what a file says: digests that are the same where the same is said, and claims that are read again."""

from __future__ import annotations

import datetime as dt
import sys

from clearlane.standards import x12
from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.order import Order
from clearlane.standards.x12.index_content import Index, number_of
from tests.standards.x12.x12_texts import changed, join, lines

MADE = file_837p(Order(seed=7, claims=12, today=dt.date(2026, 3, 2), claims_per_set=5)).content


def of(content: bytes) -> Index:
    return Index(x12.report([content]), lambda at, length: content[at : at + length])


def test_claims_are_read_again_in_any_order() -> None:
    index = of(MADE)
    numbers = [claim.patient_control_number for one in x12.report([MADE]).sets for claim in one.claims]
    assert [number_of(key) for key in index.claims] == numbers
    for keys in (list(index.claims), list(index.claims)[::-1], list(index.claims)[3:9:2]):
        found = index.fetch(keys)
        assert {key: claim.number for key, claim in found.items()} == {key: number_of(key) for key in keys}
    assert index.fetch([b"837\0none\0001"]) == {}


def test_a_claim_that_says_something_else_has_another_digest() -> None:
    one, other = of(join(lines())), of(changed("CLM*A2", "CLM*A2*81***11:B:1*Y*A*Y*Y"))
    differ = [number_of(key) for key in one.claims if one.digest(key) != other.digest(key)]
    assert differ == ["A2"]
    assert one.digest(b"837\0none\0001") == b""


def test_what_stands_above_a_claim_counts() -> None:
    one, other = of(join(lines())), of(changed("N3*12 ELM ST", "N3*14 ELM ST"))
    assert all(one.digest(key) != other.digest(key) for key in one.claims)


def test_claims_of_one_number_are_told_apart() -> None:
    index = of(join([*lines()[:-1], *lines()[1:-1], "IEA*2*000000101"]))
    assert len(index.claims) == 2 * len({number_of(key) for key in index.claims})
    first, second = (key for key in index.claims if number_of(key) == "A2")
    assert index.digest(first) == index.digest(second)
    assert len(index.fetch([first, second])) == 2


def test_of_a_claim_little_is_held() -> None:
    index = of(MADE)
    held = sys.getsizeof(index.claims) + sum(map(sys.getsizeof, index.claims)) + len(index.claims) * 16
    assert held < 300 * len(index.claims)
