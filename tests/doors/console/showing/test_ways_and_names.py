"""Secrets of the demo on disk, the sandbox's host key, and what files of one's own are called."""

from __future__ import annotations

from pathlib import Path

import asyncssh
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.doors.console.showing.furnish import Furnished, client_pairs, practice_pairs
from clearlane.doors.console.showing.parcels import _flat
from clearlane.doors.console.showing.ways import keep, read_host_key
from clearlane.vocabulary.npi import is_npi


def test_a_secret_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    keep(tmp_path / "a" / "b" / "key", b"s3cret")
    assert (tmp_path / "a" / "b" / "key").read_bytes() == b"s3cret"
    assert (tmp_path / "a" / "b" / "key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "a" / "b").stat().st_mode & 0o077 == 0


def test_a_secret_that_was_open_is_closed_when_it_is_kept_anew(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"old")
    (tmp_path / "key").chmod(0o644)
    keep(tmp_path / "key", b"new")
    assert (tmp_path / "key").read_bytes() == b"new"
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_the_host_key_is_told_without_its_private_half(tmp_path: Path) -> None:
    key = asyncssh.generate_private_key("ssh-ed25519")
    (tmp_path / "sandbox").mkdir()
    key.write_private_key(str(tmp_path / "sandbox" / "host_key"))
    told = read_host_key(tmp_path)
    assert told == key.export_public_key().decode().strip()
    assert told.startswith("ssh-ed25519 ")
    assert "PRIVATE" not in told


# A path below the folder, and the name under which it is sent.
NAMES = [
    ("a.837", "a.837"),
    ("june/a.837", "june__a.837"),
    ("2026/june/a b.txt", "2026__june__a b.txt"),
    ("..a", "..a"),
]


@pytest.mark.parametrize(("path", "name"), NAMES)
def test_a_file_below_a_folder_tells_its_folder_in_its_name(path: str, name: str) -> None:
    assert _flat(Path(path)) == name


@given(st.lists(st.text("abc.837", min_size=1).filter(lambda part: part not in (".", "..")), min_size=1, max_size=4))
def test_a_name_has_no_folder_in_it(parts: list[str]) -> None:
    flat = _flat(Path(*parts))
    assert "/" not in flat
    assert flat.split("__") == parts


def test_all_of_the_demo_are_its_tenants() -> None:
    assert Furnished(practice=2, billing=3, clients=(4, 5), runs=1).tenants == (2, 3, 4, 5)


def test_the_demos_providers_have_valid_npis_and_are_nobody_twice() -> None:
    everybody = (*practice_pairs(), *client_pairs())
    assert (len(practice_pairs()), len(client_pairs())) == (3, 2)
    assert all(is_npi(pair.npi) for pair in everybody)
    assert len({(pair.npi, pair.tin) for pair in everybody}) == 5
    assert practice_pairs() == practice_pairs()
