"""What a search has found is remembered for all sets of a guide: it is what a search would find again."""

from __future__ import annotations

import pytest

from clearlane.standards.x12 import memory, repair, stretch
from clearlane.standards.x12.check import check
from clearlane.standards.x12.memory import Found, Memory
from clearlane.standards.x12.patience import Patience
from clearlane.standards.x12.proof.fuzz import files

KINDS = [(data, claims) for _, data, claims in files(count=1500, seed=11)]


def test_the_same_is_told_with_the_memory_of_other_files_and_without() -> None:
    warm = [list(check([data])) for data, _ in KINDS]
    for (data, _), told in zip(KINDS, warm, strict=True):
        repair.forget()
        assert list(check([data])) == told
    assert list(check([KINDS[0][0]])) == warm[0]


def test_a_set_is_given_up_after_so_many_faults_whatever_was_read_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretch, "SEARCHES", Patience(5, 1 << 20))
    data = next(data for data, _ in KINDS)
    repair.forget()
    cold = list(check([data]))
    assert "segment.too_many_faults" in {getattr(one, "rule", "") for one in cold}
    assert list(check([data])) == cold


def test_what_is_found_holds_for_the_rows_that_were_looked_at() -> None:
    known, found = Memory(), Found((), 2)
    known.remember("state", ((b"NM1",), (b"N3",), (b"N4",)), found)
    assert known.recall("state", ((b"NM1",), (b"N3",), (b"REF",))) is found
    assert known.recall("state", ((b"NM1",), (b"N3",))) is None, "nothing stands behind: that is another case"
    assert known.recall("state", ((b"NM1",), (b"N4",), (b"N3",))) is None
    assert known.recall("other", ((b"NM1",), (b"N3",), (b"N4",))) is None


def test_a_memory_that_is_full_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST_REMEMBERED", 2)
    known = Memory()
    for id in (b"A", b"B", b"C"):
        known.remember("state", ((id,), (b"Z",)), Found((), 1))
    assert known.recall("state", ((b"A",), (b"Z",))) is None
    assert known.recall("state", ((b"C",), (b"Z",))) is not None
