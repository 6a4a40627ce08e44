"""The cast of the probes."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from tests.conftest import AsRole, MakeTenant
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.probes.cast import Cast, gather


@pytest.fixture
def cast(
    practice: int,
    tenant: MakeTenant,
    add_person: AddPerson,
    as_role: AsRole,
    owner: psycopg.Connection[Any],
    browser: Browser,
) -> Cast:
    """Everybody, while the process is the web's."""
    return gather(practice=practice, tenant=tenant, add_person=add_person, as_role=as_role, owner=owner)
