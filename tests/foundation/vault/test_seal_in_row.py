from __future__ import annotations

import pytest

from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.frames import ContentIsDamaged
from clearlane.foundation.vault.seal import seal, unseal
from tests.conftest import MakeTenant


def test_what_is_sealed_is_unsealed(tenant: MakeTenant) -> None:
    mine = tenant()
    with scope([mine], by="test"):
        sealed = seal(tenant=mine, plain=b"CLM*1*100~")
        assert unseal(tenant=mine, sealed=memoryview(sealed)) == b"CLM*1*100~"
        assert len(sealed) == len(b"CLM*1*100~") + 33


def test_the_same_bytes_are_sealed_differently_each_time(tenant: MakeTenant) -> None:
    mine = tenant()
    with scope([mine], by="test"):
        assert seal(tenant=mine, plain=b"x") != seal(tenant=mine, plain=b"x")


def test_a_stranger_unseals_nothing(tenant: MakeTenant) -> None:
    mine, other = tenant(), tenant()
    with scope([mine, other], by="test"):
        sealed = seal(tenant=mine, plain=b"x")
        with pytest.raises(ContentIsDamaged):
            unseal(tenant=other, sealed=sealed)


@pytest.mark.parametrize("at", [1, 20, -1])
def test_a_changed_byte_is_seen(tenant: MakeTenant, at: int) -> None:
    mine = tenant()
    with scope([mine], by="test"):
        sealed = bytearray(seal(tenant=mine, plain=b"some bytes"))
        sealed[at] ^= 1
        with pytest.raises(ContentIsDamaged):
            unseal(tenant=mine, sealed=bytes(sealed))


def test_too_few_bytes_are_refused(tenant: MakeTenant) -> None:
    with pytest.raises(ContentIsDamaged, match="too short"):
        unseal(tenant=tenant(), sealed=b"\x01")
