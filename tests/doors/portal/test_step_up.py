"""The gate before what lets others in or cannot be undone: a password-only session does not pass it anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.directory.users.step_up import LASTS, is_fresh
from clearlane.doors.portal.led_up import page_above
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.signers import PASSWORD, Person, add_passkey, use_passkey

pytestmark = pytest.mark.usefixtures("mails")


def _guarded() -> Iterator[str]:
    """Every address whose view is guarded, with a number where it wants one."""
    from clearlane.doors.portal.urls import urlpatterns

    for pattern in urlpatterns:
        if getattr(pattern.callback, "needs_step_up", False):
            yield "/" + str(pattern.pattern).replace("<int:factor>", "1").replace("<str:prefix>", "clk_1").replace(
                "<str:username>", "elm"
            ).replace("<int:number>", "1")


GUARDED = (
    "/account/keys",
    "/account/keys/clk_1/revoke",
    "/account/keys/clk_1/rotate",
    "/account/sftp/add",
    "/account/sftp/elm/revoke",
    "/account/app",
    "/account/app/picture.svg",
    "/account/codes",
    "/account/colleagues",
    "/account/email",
    "/account/factors/1/remove",
    "/account/passkeys/1/name",
    "/account/passkeys/add",
    "/account/password",
    "/claims/export",
    "/consent/answer",
    "/consents/1/revoke",
    "/consents/asks/1/withdraw",
    "/live/ask",
    "/live/agreement",
    "/members/1",
    "/members/invite",
    "/welcome/connect/api",
    "/welcome/connect/make",
    "/welcome/connect/paste",
)


@pytest.fixture
def dana_with_app(practice: int, add_person: AddPerson, browser: Browser) -> Person:
    """Dana, who has an app and is signed in by her password and a recovery code."""
    person = Person(add_person("dana", {practice: "owner"}, password=PASSWORD), "dana")
    person.add_app()
    browser.sign_in(person.id)
    browser.prove("password", "recovery_codes")
    return person


def test_the_guarded_pages_are_these(browser: Browser) -> None:
    assert set(GUARDED) <= set(_guarded())


@pytest.mark.parametrize("proofs", [(), ("password",), ("password", "recovery_codes")])
def test_no_guarded_page_opens_to_a_password_or_a_recovery_code(
    dana_with_app: Person, browser: Browser, proofs: tuple[str, ...]
) -> None:
    browser.prove(*proofs)
    for path in _guarded():
        led = (answer for ask in (browser.get, browser.post) if (answer := ask(path)).status_code != 405)
        answers = [answer for answer in led if answer["Location"] != page_above(path)]
        assert answers
        for answer in answers:
            assert (path, answer.status_code) == (path, 303)
            assert answer["Location"].startswith("/step-up?next=/"), path


@pytest.mark.parametrize("method", ["webauthn", "totp"])
def test_a_factor_opens_them_for_ten_minutes(dana_with_app: Person, browser: Browser, method: str) -> None:
    browser.prove(method, ago=590)
    assert browser.get("/account/email").status_code == 200
    browser.prove(method, ago=600)
    assert browser.get("/account/email").status_code == 303


def test_a_program_of_the_page_is_told_where_to_go(dana_with_app: Person, browser: Browser) -> None:
    answer = browser.get("/account/passkeys/add", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["next"]) == (403, "/step-up?next=/account/passkeys/add")
    answer = browser.post("/account/email", headers={"HX-Request": "true", "Accept": "text/html"})
    assert (answer.status_code, answer["HX-Redirect"]) == (403, "/step-up?next=/account/email")


@given(
    st.dictionaries(
        st.sampled_from(["password", "recovery_codes", "email", "webauthn", "totp"]),
        st.floats(min_value=-1e9, max_value=2e9),
    )
)
def test_only_a_factor_of_the_last_ten_minutes_is_fresh(proofs: dict[str, float]) -> None:
    from clearlane.foundation.clock.read import now

    at = now().timestamp()
    fresh = is_fresh({"proofs": {method: at - ago for method, ago in proofs.items()}})
    lasts = LASTS.total_seconds()
    assert fresh == any(-0.0 <= ago < lasts for method, ago in proofs.items() if method in {"webauthn", "totp"}) or any(
        min(abs(ago), abs(ago - lasts)) < 1 for ago in proofs.values()
    )


def test_a_code_of_the_app_passes_the_gate_and_changes_the_key(dana_with_app: Person, browser: Browser) -> None:
    browser.prove("password")
    before = browser.cookies["session"].value
    answer = browser.post("/step-up", {"code": dana_with_app.code(), "next": "/account/email"})
    assert answer["Location"] == "/account/email"
    assert browser.cookies["session"].value != before
    assert browser.get("/account/email").status_code == 200


def test_a_recovery_code_does_not_pass_the_gate_and_stays_good(dana_with_app: Person, browser: Browser) -> None:
    code = dana_with_app.recovery_code()
    answer = browser.post("/step-up", {"code": code}, headers={"Accept": "text/html"})
    assert answer.status_code == 422
    assert "does not stand for it" in answer.content.decode()
    assert dana_with_app.recovery_code() == code


def test_the_password_does_not_pass_the_gate_of_who_has_an_app(dana_with_app: Person, browser: Browser) -> None:
    assert browser.post("/step-up", {"password": PASSWORD}).status_code == 422
    assert browser.get("/account/app").status_code == 303


def test_a_passkey_passes_the_gate(browser: Browser, practice: int, add_person: AddPerson) -> None:
    person = Person(add_person("dana", {practice: "owner"}, password=PASSWORD), "dana")
    person.try_password(browser)
    device = add_passkey(browser)
    browser.prove("password")
    assert use_passkey(browser, device, page="/step-up", next="/account/app")["Location"] == "/account/app"


def test_a_colleagues_passkey_does_not(browser: Browser, practice: int, add_person: AddPerson) -> None:
    erin = Person(add_person("erin", {practice: "owner"}, password=PASSWORD), "erin")
    erin.try_password(browser)
    hers = add_passkey(browser)
    browser.post("/signout")
    Person(add_person("dana", {practice: "owner"}, password=PASSWORD), "dana").try_password(browser)
    add_passkey(browser)
    browser.prove("password")
    assert use_passkey(browser, hers, page="/step-up").status_code == 422


def test_who_has_no_factor_adds_the_first_by_his_password_again(
    browser: Browser, practice: int, add_person: AddPerson
) -> None:
    person = Person(add_person("dana", {practice: "owner"}, password=PASSWORD), "dana")
    person.try_password(browser)
    browser.prove("password", ago=1801)
    assert browser.get("/account/app").status_code == 303
    assert browser.post("/step-up", {"password": "wrong" * 3}).status_code == 422
    page = browser.get("/step-up?next=/files").content.decode()
    assert 'value="/account/passkeys/add?next=/files"' in page
    assert browser.post("/step-up", {"password": PASSWORD, "next": "/account"}).status_code == 303
    assert browser.get("/account/app").status_code == 200
    assert browser.get("/account/email").status_code == 303


def test_who_signed_in_just_now_adds_the_first_with_one_click_and_goes_on(
    browser: Browser, practice: int, add_person: AddPerson
) -> None:
    Person(add_person("dana", {practice: "owner"}, password=PASSWORD), "dana").try_password(browser)
    page = browser.get(browser.get("/account/keys")["Location"]).content.decode()
    assert 'data-passkey="create"' in page
    assert 'name="next" value="/account/keys"' in page
    add_passkey(browser, next="/account/keys")
    assert browser.post("/account/codes", {"do": "keep"})["Location"] == "/account/keys"
    assert browser.get("/account/keys").status_code == 200


def _rows(owner: Any) -> int:
    return int(owner.execute("SELECT count(*) FROM mfa_authenticator").fetchone()[0])


def test_a_session_without_any_proof_adds_no_factor(
    browser: Browser, practice: int, add_person: AddPerson, owner: Any
) -> None:
    browser.sign_in(add_person("dana", {practice: "owner"}))
    assert browser.get("/account/passkeys/add").status_code == 303
    assert browser.post("/account/passkeys/add", {"credential": "{}"}).status_code == 303
    assert _rows(owner) == 0


def test_a_right_password_leaves_no_count_of_tries(
    browser: Browser, practice: int, add_person: AddPerson, owner: psycopg.Connection[Any]
) -> None:
    browser.sign_in(add_person("dana", {practice: "owner"}, password=PASSWORD))
    for _ in range(8):
        assert browser.post("/step-up", {"password": PASSWORD}).status_code == 303
    assert owner.execute("SELECT count(*) FROM directory_users_tally").fetchone() == (0,)
