"""An operator at a desk, and organizations that he made."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import AsRole
from tests.doors.console.test_api_commands import Say, say

__all__ = ["say"]
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDdkZWFkYmVlZmRlYWRiZWVmZGVhZGJlZWZkZWFkYmVl office"
MakeOrganization = Callable[..., int]


@pytest.fixture
def desk(as_role: AsRole, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An operator at a desk: a folder with a client's public key."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "elm.pub").write_text(KEY + "\n", encoding="utf-8")
    with as_role("operator"):
        yield tmp_path


@pytest.fixture
def organization(desk: Path, say: Say) -> MakeOrganization:
    """``organization("Oak Clinic", "--kind", "billing")`` makes one and gives its number."""

    def make(name: str = "Elm Street Family Care", *more: str) -> int:
        code, said = say("tenant", "add", name, "--by", "ann", "--json", *more)
        assert code == 0, said
        return int(json.loads(said)["tenant"])

    return make
