"""Keys to the API, and a client that uses them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from tests.conftest import AsRole, MakeTenant

AddKey = Callable[..., str]
X12 = "application/edi-x12"


class Asking(Client):
    """Django's client, with an API key in each request."""

    def __init__(self, key: str = "", **defaults: Any) -> None:
        super().__init__(raise_request_exception=False, **{"SERVER_NAME": "localhost"} | defaults)
        if key:
            self.defaults["HTTP_AUTHORIZATION"] = f"Bearer {key}"

    def send(self, content: bytes, *, kind: str = X12, **headers: str) -> Any:
        """POST a file."""
        return self.post("/v1/files", content, content_type=kind, headers=headers)


@pytest.fixture
def practice(tenant: MakeTenant) -> int:
    return tenant()


@pytest.fixture
def stranger(tenant: MakeTenant) -> int:
    return tenant(name="A stranger")


@pytest.fixture
def add_key(as_role: AsRole) -> AddKey:
    """``add_key(tenant, "files:read", ...)``: a key with these scopes, all where none are named."""

    def add(tenant: int, *scopes: str) -> str:
        from clearlane.directory.users.add_key import add_key
        from clearlane.directory.users.scopes import SCOPES
        from clearlane.foundation.tenancy.scope import scope

        with as_role("operator"), scope([tenant], by="operator:ann"):
            return add_key(tenant=tenant, name="a test", by="operator:ann", scopes=scopes or tuple(SCOPES)).secret

    return add


@pytest.fixture
def asking(practice: int, add_key: AddKey, as_role: AsRole) -> Iterator[Asking]:
    """The practice with a key for everything; the process is the web's."""
    key = add_key(practice)
    with as_role("web"):
        yield Asking(key)
