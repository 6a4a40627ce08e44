"""Statuses of answers in one form: ours by name, the payer's element by element."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.reading.read_statuses import read_statuses


def seen(*said: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one.status, one.message) for one in read_statuses(text=json.dumps(said))]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({"category": "A1", "code": "20"}, [("A1:20", "")]),
        ({"category": "A1", "code": "20", "entity": ""}, [("A1:20", "")]),
        ({"category": "A7", "code": "562", "entity": "85", "message": "Wrong."}, [("A7:562:85", "Wrong.")]),
        ({"stc": [["A2", "20", "PR"]]}, [("A2:20:PR", "")]),
        ({"stc": ["A2"]}, [("A2", "")]),
        ({"stc": []}, []),
        ({"stc": [["A3", "33"], "20261120", "U", "1", "", "", "", "", "", ["A3", "116"], ["A3", "21"]]},
         [("A3:33", ""), ("A3:116", ""), ("A3:21", "")]),
        ({"stc": [["A3", "33"], *[""] * 10, "CALL US"]}, [("A3:33", "CALL US")]),
        ({"stc": [["A3", "33"], *[""] * 10, ["A", "B"]]}, [("A3:33", "")]),
        ({"stc": [["A3", "", "IL"]]}, [("A3:IL", "")]),
        ({"stc": ["", "20261120", "U", "1", "", "", "", "", "", ["A3", "116"]]}, [("A3:116", "")]),
    ],
)  # fmt: skip
def test_a_status_is_shown_as_it_was_said(said: dict[str, Any], shown: list[tuple[str, str]]) -> None:
    assert seen(said) == shown


def test_statuses_keep_their_order() -> None:
    ours = [{"category": "A8", "code": "400"}, {"category": "A8", "code": "178"}]
    assert [status for status, _ in seen(*ours)] == ["A8:400", "A8:178"]


PARTS = st.one_of(st.text(max_size=4), st.lists(st.text(max_size=3), max_size=3))


@given(st.lists(st.lists(PARTS, max_size=13), max_size=3))
def test_whatever_a_payer_said_can_be_shown(said: list[list[Any]]) -> None:
    assert all(isinstance(status, str) for status, _ in seen(*({"stc": one} for one in said)))
