"""A person with a password and whatever else he signs in with."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from tests.doors.portal.authenticator import Device
from tests.doors.portal.conftest import Browser

PASSWORD = "seven lanes to elm street"


@dataclass
class Person:
    """Who she is, and the seed of her app where she has one."""

    id: int
    name: str
    seed: str = ""

    def code(self, *, step: int = 0) -> str:
        """What her app shows now, or ``step`` times half a minute later."""
        from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

        return str(format_hotp_value(hotp_value(self.seed, int(time.time()) // 30 + step)))

    def add_app(self) -> None:
        """Give her an authenticator app, and recovery codes."""
        from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
        from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

        from clearlane.directory.users.models import User

        user = User.objects.get(pk=self.id)
        self.seed = generate_totp_secret()
        TOTP.activate(user, self.seed)
        RecoveryCodes.activate(user)

    def recovery_code(self) -> str:
        """The first code of her list that was not used."""
        from allauth.mfa.models import Authenticator

        row = Authenticator.objects.get(user_id=self.id, type="recovery_codes")
        return str(row.wrap().get_unused_codes()[0])

    def try_password(self, browser: Browser, *, password: str = PASSWORD, **more: Any) -> Any:
        """What the first page answers."""
        values = {"name": self.name, "password": password, "next": more.pop("then", "/home")}
        return browser.post("/signin", values, **more)


def add_passkey(browser: Browser, device: Device | None = None, **more: Any) -> Device:
    """Add a passkey to the account that has signed in."""
    device = device or Device()
    options = browser.get("/account/passkeys/add", headers={"Accept": "application/json"}).json()
    answer = browser.post("/account/passkeys/add", {"credential": device.make(options)} | more)
    assert answer.status_code == 303, answer.content
    return device


def use_passkey(browser: Browser, device: Device, *, page: str = "/signin/passkey", **more: Any) -> Any:
    """Answer a page that asks for a passkey."""
    asked = {"/signin/passkey": page, "/signin/code": "/signin/code/passkey", "/step-up": "/step-up/passkey"}[page]
    return browser.post(page, {"credential": device.prove(browser.get(asked).json())} | more)
