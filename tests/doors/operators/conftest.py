"""The operators' console: a browser of it, and operators with a passkey in software."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

from clearlane.config.console import console
from tests.conftest import AsRole
from tests.doors.portal.authenticator import Device
from tests.portal.markup import faults_of

BY = "operator:shell"


class Console(Client):
    """A browser of the console, with a device that holds one passkey."""

    def __init__(self, **defaults: Any) -> None:
        super().__init__(
            raise_request_exception=False, **{"SERVER_NAME": "localhost", "HTTP_ACCEPT": "text/html"} | defaults
        )
        self.device = Device(origin="http://localhost:8838")

    def request(self, **request: Any) -> Any:
        """The answer; each page that these tests meet is HTML as the standard wants it."""
        answer = super().request(**request)
        if answer.headers.get("Content-Type", "").startswith("text/html") and b"<html" in answer.content:
            assert faults_of(answer.content.decode()) == []
        return answer

    def open_link(self, token: str) -> Any:
        return self.get(f"/operator/enroll/{token}")

    def enroll(self, token: str) -> Any:
        self.open_link(token)
        options = json.loads(self.get("/operator/enroll/passkey").content)
        return self.post("/operator/enroll", {"credential": self.device.make(options)})

    def sign_in(self, there: str = "") -> Any:
        options = json.loads(self.get("/operator/signin/passkey").content)
        return self.post("/operator/signin", {"credential": self.device.prove(options), "next": there})


@pytest.fixture(autouse=True)
def the_console(as_role: AsRole) -> Iterator[None]:
    """The process is the console's: its role, its settings."""
    changed = console(origin="http://localhost:8838", middleware=settings.MIDDLEWARE, hosts=settings.ALLOWED_HOSTS)
    with as_role("operator"), override_settings(CONSOLE_ORIGIN="http://localhost:8838", **changed):
        yield


@pytest.fixture
def link() -> Callable[[str], str]:
    """``link("ann")``: the token that ``clearlane operator add ann`` prints."""

    from clearlane.directory.operators.add_operator import add_operator
    from clearlane.foundation.tenancy.scope import scope

    def made(name: str) -> str:
        with scope([1], by=BY):
            return add_operator(name=name, by=BY)

    return made


@pytest.fixture
def operator(link: Callable[[str], str]) -> Callable[[str], Console]:
    """``operator("ann")``: the browser of an operator who has just enrolled."""

    def made(name: str) -> Console:
        browser = Console()
        assert browser.enroll(link(name)).status_code == 303
        return browser

    return made


@pytest.fixture
def ann(operator: Callable[[str], Console]) -> Console:
    return operator("ann")


@pytest.fixture
def bob(operator: Callable[[str], Console]) -> Console:
    return operator("bob")
