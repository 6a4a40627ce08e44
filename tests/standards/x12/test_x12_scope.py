from __future__ import annotations

from clearlane.standards.x12.frame import Frame
from clearlane.standards.x12.library import load_machine
from clearlane.standards.x12.scope import Scope


def scope() -> Scope:
    """A claim within a subscriber: what a predicate in 2300 may see."""
    root = load_machine(("837p.txt",)).root
    outer = Frame(root, None, 1, 0)
    for one in (
        b"ST*837*0001",
        b"BHT*0019*00*B1",
    ):
        outer.keep(one)
    provider = next(one.loop for one in root.members if one.loop and one.loop.id == "2000A")
    level = Frame(provider, outer, 2, 10)
    for one in (
        b"HL*1**20*1",
        b"PRV*BI*PXC*207Q00000X",
        b"REF*G2*X1",
        b"REF*LU*X2",
    ):
        level.keep(one)
    return Scope(level, b"CLM*A1*150***11:B:7".split(b"*"))


def test_a_scope_shows_the_segment_at_hand() -> None:
    assert scope().element(1) == "A1"
    assert scope().element(5, 3) == "7"
    assert scope().element(5, 9) == ""
    assert scope().element(20) == ""


def test_without_a_segment_it_shows_the_first_of_the_loop() -> None:
    outer = scope().outer("ST")
    assert outer is not None
    assert outer.element(1) == "837"


def test_it_finds_segments_of_the_loop_by_qualifier() -> None:
    assert scope().here("REF02", "LU") == "X2"
    assert scope().here("REF02") == "X1"
    assert scope().here("CLM01") == ""
    assert scope().has("REF", "G2", "QQ")
    assert not scope().has("REF", "QQ")
    assert not scope().has("NM1")


def test_it_looks_outward() -> None:
    assert scope().text("BHT03") == "B1"
    assert scope().here("BHT03") == ""
    assert scope().text("SBR01") == ""
    assert scope().loop == "2000A"
    assert scope().outer("2000B") is None


def test_an_empty_loop_shows_nothing() -> None:
    assert Scope(Frame(load_machine(("837p.txt",)).root, None, 1, 0)).element(1) == ""
