"""The tree of a file is where the pointers of findings lead."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards import x12
from tests.standards.guides.full_set import VERSIONS, full_set, interchange
from tests.standards.x12.x12_texts import PAYMENT, changed, join, lines

CLAIMS, MONEY = join(lines()), join(lines(PAYMENT))


def at(tree: Any, pointer: str) -> Any:
    """What a JSON pointer leads to; None where there is nothing."""
    for step in pointer.split("/")[1:]:
        if isinstance(tree, list):
            tree = tree[int(step)] if int(step) < len(tree) else None
        else:
            tree = tree.get(step) if isinstance(tree, dict) else None
    return tree


def test_a_file_stands_in_its_tree() -> None:
    tree = x12.make_tree([CLAIMS + MONEY])
    first, second = tree["interchanges"]
    assert first["header"]["elements"]["13"] == "000000101"
    assert first["groups"][0]["header"]["elements"]["08"] == "005010X222A1"
    assert first["groups"][0]["trailer"]["elements"] == {"01": "1", "02": "101"}
    assert first["trailer"]["id"] == "IEA"
    (one,) = first["groups"][0]["sets"]
    assert (one["id"], one["control"], len(one["segments"])) == ("837", "0001", 48)
    assert second["groups"][0]["sets"][0]["segments"][-1]["id"] == "SE"


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("CLM*A2", "CLM*A2*8O***11:B:1*Y*A*Y*Y", "8O"),
        ("CLM*A1", "CLM*A1*150***11:Q:1*Y*A*Y*Y", "Q"),
        ("NM1*41", "NM1*41*7*OAK BILLING*****46*SUBMITTER", "7"),
        ("SE*", "SE*47*0001", "47"),
        ("GE*", "GE*2*101", "2"),
        ("IEA*", "IEA*1*000000102", "000000102"),
        ("GS*", "GS*HP*SUBMITTER*CLEARLANE*20261124*0930*101*X*005010X222A1", "HP"),
        ("ST*", "ST*837*0001*005010X222A9", "005010X222A9"),
        ("HI*", "HI*ABK:E119*XYZ:I10", "XYZ"),
    ],
)
def test_a_pointer_leads_to_what_was_found(old: str, new: str, text: str) -> None:
    segments = lines()
    n = next(n for n, one in enumerate(segments) if one.startswith(old))
    data = join([*segments[:n], new, *segments[n + 1 :]])
    tree = x12.make_tree([data])
    found = [at(tree, one.place.pointer) for one in x12.report([data]).findings if one.place.element]
    assert text in found


@pytest.mark.parametrize("between", ["~", "~~\r\n~"])
def test_terminators_without_segments_are_not_counted(between: str) -> None:
    data = changed("CLM*A2", "CLM*A2*8O***11:B:1*Y*A*Y*Y").replace(b"LX*1~", b"LX*1~" + between.encode())
    (fault,) = [one for one in x12.report([data]).findings if one.place.segment_id == "CLM"]
    assert at(x12.make_tree([data]), fault.place.pointer) == "8O"


@pytest.mark.parametrize("name", sorted(VERSIONS))
def test_the_sets_of_the_tree_are_those_of_the_check(name: str) -> None:
    data = interchange(full_set(name), name)
    _assert_same(data)


@given(st.data())
def test_the_tree_counts_as_the_check_does(data: st.DataObject) -> None:
    base = data.draw(st.sampled_from([CLAIMS + MONEY, MONEY + CLAIMS.replace(b"~", b"\n")]))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(base)))
        put = data.draw(
            st.sampled_from(
                [b"", b"~", b"~~", b"ST*837*2~", b"GS*HC~", b"BIN*3*~*~~", b"~GE*1~", b"SE*1~", b"TA1*1~", b"*"]
            )
        )
        base = base[:start] + put + base[start + data.draw(st.sampled_from([0, 1, 30, 110])) :]
    _assert_same(base)


def _assert_same(data: bytes) -> None:
    """Interchanges, groups and sets are as many, and each set has as many segments, as `check` has counted."""
    report = x12.report([data])
    tree = x12.make_tree([data])
    counted = [
        [[one.segments for one in group.sets] for group in interchange.groups] for interchange in report.interchanges
    ]
    found = [
        [[len(one["segments"]) for one in group["sets"]] for group in one["groups"]] for one in tree["interchanges"]
    ]
    if any(one.rule == "cut_off" for one in report.findings):
        found = found[: len(counted)]  # the check has stopped there, the tree looks for a further ISA
    assert found == counted


def test_a_file_without_an_envelope_has_an_empty_tree() -> None:
    assert x12.make_tree([b"Dear Sirs"]) == {"interchanges": []}
