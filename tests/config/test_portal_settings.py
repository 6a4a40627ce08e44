"""The portal's settings on plain localhost and behind https: cookies, headers, origins."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.config.test_settings import read, settings

HTTPS = {"CLEARLANE_ORIGIN": "https://claims.example.org"}
NAMES = (
    "ORIGIN", "IS_SECURE", "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE",
    "CSRF_TRUSTED_ORIGINS", "SECURE_HSTS_SECONDS", "ALLOWED_HOSTS",
)  # fmt: skip


def found(data: Path, **environment: str) -> dict[str, Any]:
    return dict(settings(data, *NAMES, **environment))


def test_on_https_cookies_are_bound_to_the_host_and_the_browser_stays_there(tmp_path: Path) -> None:
    told = found(tmp_path, **HTTPS)
    assert (told["SESSION_COOKIE_NAME"], told["CSRF_COOKIE_NAME"]) == ("__Host-session", "__Host-csrf")
    assert told["SESSION_COOKIE_SECURE"] is told["CSRF_COOKIE_SECURE"] is told["IS_SECURE"] is True
    assert told["SECURE_HSTS_SECONDS"] >= 31_536_000


def test_on_localhost_cookies_work_without_tls(tmp_path: Path) -> None:
    told = found(tmp_path, CLEARLANE_ORIGIN="http://localhost:8837")
    assert (told["SESSION_COOKIE_NAME"], told["SESSION_COOKIE_SECURE"]) == ("session", False)
    assert told["SECURE_HSTS_SECONDS"] == 0


@pytest.mark.parametrize(
    "origin", ["https://claims.example.org", "https://claims.example.org:8443", "http://localhost:1"]
)
def test_forms_are_taken_from_the_houses_own_origin_alone(tmp_path: Path, origin: str) -> None:
    told = found(tmp_path, CLEARLANE_ORIGIN=f"{origin}/")
    assert (told["ORIGIN"], told["CSRF_TRUSTED_ORIGINS"]) == (origin, [origin])


def test_the_host_of_the_origin_is_one_that_the_house_answers_to(tmp_path: Path) -> None:
    assert "claims.example.org" in found(tmp_path, **HTTPS)["ALLOWED_HOSTS"]


def test_scripts_cannot_read_a_cookie_of_the_portal(tmp_path: Path) -> None:
    told = settings(tmp_path, "CSRF_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE")
    assert told == {"CSRF_COOKIE_HTTPONLY": True, "SESSION_COOKIE_SAMESITE": "Lax"}


def test_the_policy_of_content_lets_nothing_in_from_elsewhere(tmp_path: Path) -> None:
    policy = settings(tmp_path, "CONTENT_SECURITY_POLICY")["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    assert policy["default-src"] == ["'none'"]
    assert {source for name, sources in policy.items() for source in sources} <= {"'none'", "'self'"}
    assert {"script-src", "style-src", "img-src", "form-action", "frame-ancestors", "base-uri"} <= set(policy)


def test_a_person_proves_himself_to_his_device(tmp_path: Path) -> None:
    told = settings(tmp_path, "LOGIN_URL", "PASSWORD_HASHERS", "DEBUG")
    assert told["LOGIN_URL"] == "/signin"
    assert told["PASSWORD_HASHERS"] == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert told["DEBUG"] is False


@pytest.mark.parametrize(
    ("minutes", "is_taken"), [("1", True), ("15", True), ("60", True), ("0", False), ("61", False)]
)
def test_idle_sessions_end_within_an_hour(tmp_path: Path, minutes: str, is_taken: bool) -> None:
    done = read(tmp_path, "SESSION_IDLE", CLEARLANE_SESSION_IDLE=minutes)
    assert (done.returncode == 0) is is_taken
    assert is_taken or "CLEARLANE_SESSION_IDLE" in done.stderr


def test_what_the_portal_signs_with_is_the_houses_own_key_and_stays(tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.mkdir()
    (keys / "web.key").write_text("a key of the house\n")
    first, second = (settings(tmp_path, "SECRET_KEY")["SECRET_KEY"] for _ in range(2))
    assert first == second == "a key of the house"


def test_operators_have_an_address_of_their_own(tmp_path: Path) -> None:
    unset = settings(tmp_path, "CONSOLE_ORIGIN", **HTTPS)["CONSOLE_ORIGIN"]
    assert unset == "http://localhost:8838", "on the machine itself, never the people's own address"
    told = settings(tmp_path, "CONSOLE_ORIGIN", CLEARLANE_CONSOLE_ORIGIN="https://ops.example.org/", **HTTPS)
    assert told["CONSOLE_ORIGIN"] == "https://ops.example.org"


@pytest.mark.parametrize("origin", ["https://claims.example.org", "http://localhost:8837"])
def test_pages_are_led_only_to_an_address_that_was_said(tmp_path: Path, origin: str) -> None:
    names = ("ORIGIN", "SERVED_AT")
    assert settings(tmp_path, *names) == {"ORIGIN": "http://localhost", "SERVED_AT": ""}
    assert settings(tmp_path, *names, CLEARLANE_ORIGIN=f"{origin}/") == dict.fromkeys(names, origin)
