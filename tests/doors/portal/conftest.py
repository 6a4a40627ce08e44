"""People who sign in, and a browser without scripts that does as they do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.test import Client

from tests.conftest import AsRole, MakeTenant
from tests.doors.portal.journey import Journey
from tests.posted import Posted

AddPerson = Callable[..., int]


class Browser(Client):
    """Django's client under the origin of the house; ``sign_in`` gives it a session of a user."""

    def __init__(self, *, enforce_csrf_checks: bool = False, **defaults: Any) -> None:
        super().__init__(
            enforce_csrf_checks=enforce_csrf_checks,
            raise_request_exception=False,
            **{"SERVER_NAME": "localhost"} | defaults,
        )

    def sign_in(self, user: int) -> None:
        """As after a sign-in by passkey, just now."""
        from clearlane.directory.users.models import User

        self.force_login(User.objects.get(pk=user))
        self.prove("webauthn")

    def add_factor(self) -> None:
        """Give who has signed in an authenticator app, as it stands after its first code."""
        from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

        from clearlane.directory.users.models import User

        TOTP.activate(User.objects.get(pk=self.session["_auth_user_id"]), generate_totp_secret())

    def prove(self, *methods: str, ago: float = 0) -> None:
        """As if the person had proved himself by these methods, ``ago`` seconds ago."""
        from clearlane.directory.users.step_up import PROOFS
        from clearlane.foundation.clock.read import now

        session = self.session
        session[PROOFS] = {method: now().timestamp() - ago for method in methods}
        session.save()


@pytest.fixture
def mails(posted: Posted) -> Posted:
    """The mails of the test, read out of the house's table."""
    return posted


@pytest.fixture(autouse=True)
def cheap_argon2(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords of these tests are hashed in a millisecond, those of nobody too: what counts is how often."""
    from django.contrib.auth.hashers import Argon2PasswordHasher, make_password

    from clearlane.directory.users import find_by_password

    for name, value in {"time_cost": 1, "memory_cost": 8, "parallelism": 1}.items():
        monkeypatch.setattr(Argon2PasswordHasher, name, value)
    monkeypatch.setattr(find_by_password, "_NOBODY", make_password("no account has this password"))


@pytest.fixture
def practice(tenant: MakeTenant) -> int:
    return tenant(name="Elm Street Family Care")


@pytest.fixture
def stranger(tenant: MakeTenant) -> int:
    return tenant(name="A stranger")


@pytest.fixture
def add_person(owner: psycopg.Connection[Any], database: None) -> AddPerson:
    """``add_person("dana", {tenant: "owner"})``: a user with these memberships; gives the id."""
    return people_of(owner)


def people_of(owner: psycopg.Connection[Any]) -> AddPerson:
    """The same for who empties the database himself."""

    def add(username: str, memberships: dict[int, str], *, password: str = "") -> int:
        from django.contrib.auth.hashers import make_password

        row = owner.execute(
            "INSERT INTO directory_users_user (username, email, password, is_active, created_at, created_by)"
            " VALUES (%s, %s, %s, true, now(), 'a test') RETURNING id",
            [username, f"{username}@example.org", make_password(password) if password else ""],
        ).fetchone()
        assert row is not None
        for tenant, role in memberships.items():
            owner.execute(
                "INSERT INTO directory_users_membership (user_id, tenant_id, role, from_at, by)"
                " VALUES (%s, %s, %s, now() - interval '1 day', 'a test')",
                [row[0], tenant, role],
            )
        return int(row[0])

    return add


@pytest.fixture
def browser(as_role: AsRole) -> Iterator[Browser]:
    """A browser that nobody has signed in with; the process is the web's."""
    with as_role("web"):
        yield Browser()


@pytest.fixture
def dana(practice: int, add_person: AddPerson, browser: Browser) -> Browser:
    """The browser of Dana, who owns the practice and has an authenticator app."""
    browser.sign_in(add_person("dana", {practice: "owner"}))
    browser.add_factor()
    return browser


@pytest.fixture
def journey(browser: Browser, posted: Posted) -> Journey:
    """Somebody who has not signed up yet."""
    return Journey(browser, posted)
