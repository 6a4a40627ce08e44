from __future__ import annotations

import asyncio
import threading

import pytest

from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.telemetry.correlation import bind, current_correlation
from clearlane.foundation.tenancy.connection import current_tenants
from clearlane.foundation.tenancy.off_loop import OffLoop
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import MakeTenant


def test_a_scope_opens_in_a_thread_of_its_own(tenant: MakeTenant) -> None:
    mine = tenant()

    def work() -> tuple[tuple[int, ...], str]:
        with scope([mine], by="test"):
            return current_tenants(), threading.current_thread().name

    async def main() -> tuple[tuple[int, ...], str]:
        threads = OffLoop(1)
        try:
            return await threads.run(work)
        finally:
            threads.close()

    tenants, name = asyncio.run(main())
    assert tenants == (mine,)
    assert name != threading.current_thread().name
    assert current_tenants() == ()


def test_the_callers_correlation_goes_along() -> None:
    correlation = new_id()

    async def main() -> object:
        threads = OffLoop(1)
        try:
            with bind(correlation=correlation):
                return await threads.run(current_correlation)
        finally:
            threads.close()

    assert asyncio.run(main()) == correlation


def test_an_exception_comes_back() -> None:
    async def main() -> None:
        threads = OffLoop(1)
        try:
            await threads.run(int, "no number")
        finally:
            threads.close()

    with pytest.raises(ValueError, match="no number"):
        asyncio.run(main())
