"""Paths that clients name: two folders, the files in them, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.doors.sftp.paths import FOLDERS, Place, is_temporary, normal, place


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (b"", Place()),
        (b".", Place()),
        (b"/", Place()),
        (b"//", Place()),
        (b"..", Place()),
        (b"../../..", Place()),
        (b"inbound", Place("inbound")),
        (b"/inbound/", Place("inbound")),
        (b"/inbound/../outbound", Place("outbound")),
        (b"inbound/a.837", Place("inbound", "a.837")),
        (b"//inbound//a.837", Place("inbound", "a.837")),
        (b"/inbound/../../../etc/passwd", None),
        (b"/etc/passwd", None),
        (b"/etc", None),
        (b"/inbound/a/b", None),
        (b"/Inbound", None),
        (b"/inbound/\xff", Place("inbound", "\udcff")),
    ],
)
def test_a_path_names_a_place_or_nothing(path: bytes, expected: Place | None) -> None:
    assert place(path) == expected


@given(st.binary())
def test_no_path_leads_out(path: bytes) -> None:
    assert normal(path).startswith("/")
    assert ".." not in normal(path).split("/")
    where = place(path)
    assert where is None or where == Place() or where.folder in FOLDERS
    assert where is None or "/" not in where.name


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.part", True), ("a.837.TMP", True), ("a.filepart", True), ("part", False), ("a.837", False)],
)
def test_a_temporary_name_is_known_by_its_end(name: str, expected: bool) -> None:
    assert is_temporary(name) is expected
