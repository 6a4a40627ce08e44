"""Files on their way in: their names, their bytes, and nothing in clear on disk."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.doors.file_name import MOST, NameRefused, file_name
from tests.conftest import AsRole, MakeTenant

BY = "key:test"


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("march.837", "march.837"),
        ("/inbound/march.837", "march.837"),
        ("C:\\claims\\march.837", "march.837"),
        ("../../etc/passwd", "passwd"),
        ("  march 1.837 ", "march 1.837"),
        ("märz.837", "märz.837"),
    ],
)
def test_a_name_is_the_last_part_of_a_path(given_name: str, kept: str) -> None:
    assert file_name(given_name) == kept


@pytest.mark.parametrize(
    "wrong", ["", " ", "/", ".", "..", "a/..", "a\x00b", "a\nb", "\u202egnp.837", "\udcff", "x" * 201]
)
def test_a_name_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(NameRefused):
        file_name(wrong)


@given(st.text())
def test_whatever_passes_is_a_name_and_stays_itself(text: str) -> None:
    try:
        name = file_name(text)
    except NameRefused:
        return
    assert 0 < len(name) <= MOST
    assert "/" not in name
    assert name.isprintable()
    assert file_name(name) == name


@pytest.mark.parametrize("size", [1, 200_000, 200_001, 3_000_000])
def test_bytes_come_out_as_they_came_in(size: int, tenant: MakeTenant, as_role: AsRole, data: Path) -> None:
    from clearlane.doors.incoming import SMALL, Incoming
    from clearlane.foundation.tenancy.scope import scope
    from clearlane.foundation.vault.fetch import fetch
    from clearlane.foundation.vault.store import store

    number, content = tenant(), b"PLANTED-TOKEN~" * (size // 14) + b"x" * (size % 14)
    with as_role("web"):
        incoming = Incoming(number, BY)
        for start in range(0, size, 65_536):
            incoming.write(content[start : start + 65_536])
        assert (incoming.size, incoming.sha256) == (size, hashlib.sha256(content).digest())
        spooled = list((data / "spool").glob("*.part"))
        assert bool(spooled) == (size > SMALL)
        assert not [path for path in spooled if b"PLANTED-TOKEN" in path.read_bytes()]
        with scope([number], by=BY):
            stored = store(tenant=number, content=incoming.content)
            incoming.discard()
            assert fetch(tenant=number, address=stored.address) == content
    assert not list((data / "spool").glob("*.part"))


def test_what_is_discarded_leaves_nothing(tenant: MakeTenant, as_role: AsRole, data: Path) -> None:
    from clearlane.doors.incoming import Incoming

    number = tenant()
    with as_role("web"):
        incoming = Incoming(number, BY)
        incoming.write(b"x" * 500_000)
        incoming.discard()
    assert not list((data / "spool").glob("*.part"))
