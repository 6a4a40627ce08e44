"""Sets that stand together have the patience of one set: a file of small ones with faults of their own is read in time,
those of them that are right are accepted, and several processes tell the same as one."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12 import stretch
from clearlane.standards.x12.library import load_machine
from clearlane.standards.x12.patience import Patience
from clearlane.standards.x12.proof.fuzz import files
from clearlane.standards.x12.repair import Repair
from clearlane.standards.x12.report import Report
from clearlane.standards.x12.stretch import LENGTH, SHORTEST, Stretch
from clearlane.standards.x12.tier import Tier
from tests.standards.x12.x12_texts import check, join, lines

CLEAN = lines()
BODY = CLEAN[2:-2]
GAVE_UP = "segment.too_many_faults"
FIVE = Patience(5, 1 << 20)


def numbered(number: int, body: Iterable[str]) -> list[str]:
    """A set of its own number, its segments counted."""
    inner = list(body)[1:-1]
    return [BODY[0].replace("0001", f"{number:04d}", 1), *inner, f"SE*{len(inner) + 2}*{number:04d}"]


def faulty(number: int, at: int) -> list[str]:
    """A set in which a segment of another kind stands at another place each time."""
    return numbered(number, [*BODY[:at], "CAS*CO*45*1", "BPR*I", *BODY[at:]])


def group(sets: list[list[str]], number: int = 1) -> list[str]:
    head = CLEAN[1].split("*")
    return ["*".join([*head[:6], str(number), *head[7:]]), *itertools.chain(*sets), f"GE*{len(sets)}*{number}"]


def told(report: Report) -> list[list[str]]:
    return [[one.rule for one in each.findings] for each in report.sets]


def places() -> range:
    return range(3, len(BODY) - 8)


def test_sets_with_faults_of_their_own_share_what_is_searched_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretch, "SEARCHES", FIVE)
    sets = [faulty(number, at) for number, at in enumerate(places(), 1)]
    report = check(join([CLEAN[0], *group([*sets, numbered(99, BODY)]), CLEAN[-1]]))
    found = told(report)
    given_up = [GAVE_UP in one for one in found]
    assert given_up[:3] == [False] * 3
    assert given_up[6:-1] == [True] * (len(sets) - 6)
    assert all(one == [GAVE_UP] for one, is_over in zip(found, given_up, strict=True) if is_over)
    assert [one.verdict for one in report.sets] == ["rejected"] * len(sets) + ["accepted"]


def test_the_same_fault_in_each_set_is_told_in_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretch, "SEARCHES", Patience(2, 1 << 20))
    sets = [faulty(number, 12) for number in range(1, 40)]
    found = told(check(join([CLEAN[0], *group(sets), CLEAN[-1]])))
    assert found[0]
    assert GAVE_UP not in found[0]
    assert all(one == found[0] for one in found)


def test_behind_so_many_bytes_it_is_searched_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretch, "SEARCHES", FIVE)
    monkeypatch.setattr(stretch, "LENGTH", 8 * len(join(BODY)))
    sets = [faulty(number, at) for number, at in enumerate(places(), 1)]
    found = told(check(join([CLEAN[0], *group(sets), CLEAN[-1]])))
    over = [GAVE_UP in one for one in found]
    assert any(over)
    assert any(not later for later in over[over.index(True) :])


_SHARES = """
import sys
from clearlane.standards import x12
from clearlane.standards.x12 import stretch
from clearlane.standards.x12.patience import Patience

length, data = int(sys.argv[1]), sys.stdin.buffer.read()
stretch.SEARCHES, stretch.LENGTH, stretch.SHORTEST = Patience(5, 1 << 20), length, length // 4
alone = list(x12.check([data]))
assert any(getattr(one, "rule", "") == "segment.too_many_faults" for one in alone)
assert list(x12.check([data], jobs=2)) == alone
"""
"""In a process without threads, of which those that share its work are copies, with the bounds that are set here."""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is a copy, and these bounds are not its own")
@pytest.mark.parametrize("groups", [1, 3])
@pytest.mark.parametrize("length", [9_000, 20_000])
def test_who_shares_a_file_searches_as_often(groups: int, length: int) -> None:
    each = [[faulty(number, at) for number, at in enumerate(places(), 1)] for _ in range(groups)]
    data = join([CLEAN[0], *itertools.chain(*(group(one, n) for n, one in enumerate(each, 1))), CLEAN[-1]])
    done = subprocess.run([sys.executable, "-c", _SHARES, str(length)], input=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_each_tier_gives_up_the_same_sets_and_says_so_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretch, "SEARCHES", Patience(1, 1 << 20))
    over = 0
    for _, data, _ in files(count=600, seed=8):
        reference = list(x12.check([data], tier=Tier.EXPLAIN))
        assert all(list(x12.check([data], tier=tier)) == reference for tier in (Tier.BLOCK, Tier.ROW))
        for one in told(check(data)):
            within = [rule for rule in one if not rule.startswith("envelope.")]
            assert GAVE_UP not in within[:-1]
            over += GAVE_UP in within
    assert over > 5


def test_a_set_that_belongs_to_no_stretch_has_the_patience_of_its_own_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretch, "SEARCHES", Patience(0, 1_000))
    repair = Repair(load_machine(("837p.txt",)))
    repair.begin(5_000_000)
    assert not repair._stretch.may_search(5_000_500)
    assert not repair._stretch.may_search(5_001_500)
    assert repair._stretch.may_search(5_003_500)


def test_a_search_that_took_longer_counts_as_several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretch, "SEARCHES", Patience(4, 1 << 20))
    quick, slow = Stretch(), Stretch()
    for one, work in ((quick, 1), (slow, 3)):
        one.begin_set(0, is_first=True)
        assert one.may_search(10)
        one.took(work)
        assert one.may_search(20)
    assert quick.may_search(30)
    assert not slow.may_search(30)


@given(offsets=st.lists(st.integers(0, 5 * LENGTH), min_size=1), first=st.booleans())
def test_a_set_belongs_to_the_stretch_that_began_less_far_before_it(offsets: list[int], first: bool) -> None:
    one, begun = Stretch(), -1
    for offset in sorted(offsets):
        begins = begun < 0 or offset - begun >= (SHORTEST if first else LENGTH)
        assert one.ends_before(offset, is_first=first) is begins
        one.begin_set(offset, is_first=first)
        begun = offset if begins else begun
        assert one.begun_at == begun
