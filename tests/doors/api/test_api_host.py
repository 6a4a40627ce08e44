"""The web door answers under the names of its house, and under no other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import override_settings

from tests.conftest import AsRole
from tests.doors.api.conftest import Asking
from tests.doors.api.test_api_files import ISA, is_problem

NAMES = ["localhost", "127.0.0.1", "[::1]"]


@pytest.fixture(autouse=True)
def web(as_role: AsRole) -> Iterator[None]:
    with as_role("web"):
        yield


@pytest.mark.parametrize(
    "name", ["evil.example", "localhost.evil.example", "10.0.0.5", "a b", "localhost@evil.example"]
)
def test_a_request_for_another_host_is_refused_whoever_asks(asking: Asking, name: str) -> None:
    asking.defaults["HTTP_HOST"] = name
    assert is_problem(asking.get("/v1/mailbox"), 400, "host-unknown")
    assert is_problem(asking.send(ISA), 400, "host-unknown")


def test_what_is_refused_does_not_repeat_the_name(asking: Asking) -> None:
    asking.defaults["HTTP_HOST"] = "evil.example"
    assert b"evil" not in asking.get("/v1/mailbox").content


@pytest.mark.parametrize("name", [*NAMES, "localhost:8837", "[::1]:8837", "LOCALHOST"])
def test_loopback_is_answered_where_nothing_is_set(asking: Asking, name: str) -> None:
    asking.defaults["HTTP_HOST"] = name
    assert asking.get("/v1/mailbox").status_code == 200


@override_settings(ALLOWED_HOSTS=["claims.example.org", ".clinic.example"])
@pytest.mark.parametrize(
    ("name", "status"), [("claims.example.org", 200), ("a.clinic.example", 200), ("localhost", 400)]
)
def test_the_names_that_are_set_are_those_that_count(asking: Asking, name: str, status: int) -> None:
    asking.defaults["HTTP_HOST"] = name
    assert asking.get("/v1/mailbox").status_code == status


def test_a_forwarded_host_counts_for_nothing(asking: Asking) -> None:
    headers = {"X-Forwarded-Host": "localhost"}
    asking.defaults["HTTP_HOST"] = "evil.example"
    assert asking.get("/v1/mailbox", headers=headers).status_code == 400


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_what_machines_ask_is_answered_by_address(path: str) -> None:
    assert Asking(HTTP_HOST="10.0.0.5:8837").get(path).status_code == 200
