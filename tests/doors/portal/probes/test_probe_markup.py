"""A script is planted wherever others write: no address of the house, whole or in part, shows it as one."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from tests.doors.portal.conftest import Browser
from tests.doors.portal.probes.addresses import every_address
from tests.doors.portal.probes.cast import Cast
from tests.doors.portal.probes.walk import body_of
from tests.doors.portal.test_text_is_never_markup import Tags

Owner = psycopg.Connection[Any]
SCRIPT = "<script>alert(1)</script><x onload='y'>"
SHORT = "<script>x</script>"
WHOLE, PART = {"Accept": "text/html"}, {"Accept": "text/html", "HX-Request": "true"}
WRITTEN_BY_OTHERS = {
    "exchange_claims_claim": ("patient_last", "patient_first", "patient_control_number", "member_id"),
    "exchange_intake_file": ("name",),
    "directory_users_apikey": ("name",),
    "foundation_tenancy_tenant": ("name",),
    "foundation_outbox_mail": ("name",),
    "directory_users_user": ("email",),
}
"""Names of organizations, patients, files, keys and replies, and what people typed as their address."""


def foreign(answer: Any) -> list[tuple[str, dict[str, str]]]:
    """The elements of a page that no template of ours has written."""
    body = body_of(answer)
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return []
    return [each for each in Tags(body).found if _is_foreign(*each)]


def _is_foreign(tag: str, attributes: dict[str, str]) -> bool:
    is_scripted = tag == "script" and not attributes.get("src", "").startswith("/static/")
    leads_away = attributes.get("href", "/").partition(":")[0] in {"javascript", "data"}
    return tag == "x" or is_scripted or leads_away or any(name.startswith("on") for name in attributes)


@pytest.fixture(scope="module")
def planted(cast: Cast, owner: Owner) -> Cast:
    for table, columns in WRITTEN_BY_OTHERS.items():
        text = "email || %s" if table == "directory_users_user" else "%s"
        named = ", ".join(f"{column} = {text}" for column in columns)
        owner.execute(f"UPDATE {table} SET {named}".encode(), [SHORT] * len(columns))
    owner.execute(
        "INSERT INTO directory_payers_payer (payer_id, name, is_live, created_at, created_by)"
        " VALUES ('HARBOR', %s, true, now(), 'a test')",
        [SCRIPT],
    )
    return cast


@pytest.mark.parametrize("who", ["owner", "granted company"])
def test_what_others_wrote_is_text_at_every_address(planted: Cast, who: str) -> None:
    shown = set()
    browser = planted.browser(who)
    for address in every_address():
        for headers in (WHOLE, PART):
            answer = browser.get(address.at(planted.values) + "?q=" + SHORT, headers=headers)
            assert foreign(answer) == [], address
            shown |= {address.route} if "&lt;script&gt;x" in body_of(answer) else set()
    assert shown >= {"/home", "/claims", "/claims/<uuid:claim_id>"}
    print(f"{len(shown)} pages show what was planted, as text, to {who}")


def test_what_is_typed_into_every_form_comes_back_as_text(planted: Cast) -> None:
    browser = planted.browser("owner")
    names = ("q", "text", "name", "email", "username", "address", "reason", "next", "back", "organization", "street")
    for address in every_address():
        if address.route not in {"/signout", "/v1/openapi.json"}:
            answer = browser.post(address.at(planted.values), dict.fromkeys(names, SCRIPT), headers=WHOLE)
            assert foreign(answer) == [], address
            assert "<script>" not in answer.headers.get("Location", "")


def test_so_does_what_nobody_types(planted: Cast) -> None:
    browser, typed = Browser(), {"next": SCRIPT, "email": SCRIPT}
    for address in every_address():
        for method in ("get", "post"):
            answer = getattr(browser, method)(address.at(planted.values), typed, headers=WHOLE)
            assert foreign(answer) == [], address


def test_a_script_that_is_not_escaped_is_noticed(planted: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.template import base

    monkeypatch.setattr(base, "render_value_in_context", lambda value, _context: str(value))
    browser = planted.browser("owner")
    for path in ("/claims", "/home", "/account/keys"):
        assert foreign(browser.get(path, headers=WHOLE)), path
