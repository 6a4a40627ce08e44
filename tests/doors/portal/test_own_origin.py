"""Pages are led to the house's own address; programs, forms and what a proxy forwards go on where they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings

from tests.conftest import AsRole
from tests.doors.portal.conftest import Browser

OWN = "http://localhost:8837"
PAGES = [
    "/",
    "/signin?next=/claims",
    "/start/clearinghouse",
    "/home",
    "/no-such-page",
    "/signin?next=%2Fclaims%3Fq%3D1",
]
OTHERS = ["127.0.0.1:8837", "127.0.0.1", "[::1]:8837"]


@pytest.fixture(autouse=True)
def web(as_role: AsRole) -> Iterator[None]:
    with as_role("web"), override_settings(SERVED_AT=OWN):
        yield


def ask(path: str, host: str, method: str = "get", **more: Any) -> Any:
    return getattr(Browser(HTTP_HOST=host), method)(path, **more)


@pytest.mark.parametrize("host", OTHERS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_under_another_name_of_this_machine_is_led_home(path: str, host: str) -> None:
    for method in ("get", "head"):
        answer = ask(path, host, method)
        assert (answer.status_code, answer["Location"]) == (303, f"{OWN}{path}")
        assert answer.cookies == {}


@pytest.mark.parametrize("host", ["localhost:8837", "localhost", "LOCALHOST:8837"])
def test_at_home_nobody_is_led_anywhere(host: str) -> None:
    assert ask("/", host).status_code == 200


@pytest.mark.parametrize("host", OTHERS)
@pytest.mark.parametrize(
    ("path", "status"), [("/v1/mailbox", 401), ("/healthz", 200), ("/v1/openapi.json", 200), ("/metrics", 200)]
)
def test_programs_are_answered_under_any_name(path: str, status: int, host: str) -> None:
    assert ask(path, host).status_code == status


@pytest.mark.parametrize("host", OTHERS)
def test_a_form_is_taken_where_it_was_shown(host: str) -> None:
    answer = ask("/signin", host, "post", data={"login": "nobody", "password": "seven grey herons"})
    assert not answer.headers.get("Location", "").startswith(OWN)


@pytest.mark.parametrize("header", ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host"])
def test_behind_a_proxy_that_hides_the_name_nobody_is_led_in_a_circle(header: str) -> None:
    assert ask("/", "127.0.0.1:8837", headers={header: "claims.example.org"}).status_code == 200


@override_settings(SERVED_AT="")
@pytest.mark.parametrize("host", OTHERS)
def test_where_no_address_was_said_every_name_is_as_good(host: str) -> None:
    assert ask("/", host).status_code == 200


@override_settings(SERVED_AT="https://claims.example.org:8443", ALLOWED_HOSTS=["*"])
@pytest.mark.parametrize(
    ("host", "is_led"),
    [
        ("localhost:8837", True),
        ("127.0.0.1:8837", True),
        ("claims.example.org:8443", False),
        ("claims.example.org", False),
        ("10.0.0.5:8837", False),
    ],
)
def test_a_house_with_a_name_of_its_own_leads_there_from_its_machine_alone(host: str, is_led: bool) -> None:
    answer = ask("/signin?a=b", host)
    assert (answer.status_code == 303) is is_led
    assert not is_led or answer["Location"] == "https://claims.example.org:8443/signin?a=b"


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example", "/%2F/evil.example"])
def test_whatever_the_path_says_the_way_leads_home(path: str) -> None:
    answer = Browser(HTTP_HOST="127.0.0.1:8837").generic("GET", path)
    assert answer["Location"].startswith(f"{OWN}/")


@pytest.mark.parametrize("name", ["evil.example", "127.0.0.1.evil.example"])
def test_a_host_that_is_not_the_houses_is_refused_and_not_led(name: str) -> None:
    assert ask("/", name).status_code == 400
