"""Lists of the whole house at the console: what waits for a person, what was signed, which mails did not arrive."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest

from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.scope import scope
from clearlane.vocabulary.outcome import Ref
from tests.conftest import AsRole, MakeTenant
from tests.doors.operators.conftest import Console

Owner = psycopg.Connection[Any]
Raise = Callable[..., UUID]


@pytest.fixture
def raised(as_role: AsRole) -> Raise:
    """``raised(tenant, kind="file", reason="unexpected")``: what a step has put before a person; gives the subject."""
    from clearlane.exchange.worklists.raise_item import Raised, raise_items

    def put(tenant: int, *, kind: str = "file", reason: str = "unexpected", note: str = "holds 999") -> UUID:
        subject = new_id()
        item = Raised(tenant, kind, reason, Ref(tenant, subject), subject_kind=kind, note=note)
        with as_role("flow"), scope([tenant], by="flow:test"):
            raise_items(items=[item], by="flow:test")
        return subject

    return put


def close(browser: Console, subject: UUID, note: str = "Called the sender", **more: str) -> Any:
    return browser.post(f"/operator/worklist/{subject}/close", {"note": note} | more)


def shown(page: Any) -> list[str]:
    return re.findall(r"<code>([0-9a-f-]{36})</code>", page.content.decode())


def test_items_of_all_organizations_and_of_the_house_stand_there_the_oldest_first(
    ann: Console, tenant: MakeTenant, raised: Raise, owner: Owner
) -> None:
    first = raised(tenant(name="Elm Street"))
    second, third = raised(1, kind="payment", reason="unassigned"), raised(tenant(name="Harbor"))
    page = ann.get("/operator/worklist")
    assert shown(page) == [str(each) for each in (first, second, third)]
    for word in ("Elm Street", "This house", "Harbor", "payment: unassigned", "3 things"):
        assert word in page.content.decode()
    assert shown(ann.get("/operator/worklist?kind=payment")) == [str(second)]
    assert shown(ann.get("/operator/worklist?kind=nothing")) == []
    trail = owner.execute("SELECT by FROM foundation_audit_entry WHERE tenant_id = 1 AND event = 'worklists:list:read'")
    assert trail.fetchall() == [("operator:ann",)] * 3


def test_few_are_found_behind_many_by_their_reason(
    ann: Console, tenant: MakeTenant, raised: Raise, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clearlane.doors.operators.worklist._SHOWN", 1)
    practice = tenant()
    raised(practice), raised(practice, reason="same_content"), raised(practice, kind="claim", reason="held")
    stuck = raised(practice, reason="stuck")
    page = ann.get("/operator/worklist?kind=file").content.decode()
    assert "3 things that no step can decide, the 1 longest waiting" in page
    assert re.findall(r'reason=(\w+)">\w+ \((\d)\)', page) == [
        ("same_content", "1"), ("stuck", "1"), ("unexpected", "1"),
    ]  # fmt: skip
    found = ann.get("/operator/worklist?kind=file&reason=stuck")
    assert (shown(found), "1 thing that" in found.content.decode()) == ([str(stuck)], True)


def test_what_was_dealt_with_leaves_the_list_with_a_name_and_a_word(
    ann: Console, tenant: MakeTenant, raised: Raise, owner: Owner
) -> None:
    practice = tenant()
    subject, other = raised(practice), raised(practice)
    answer = close(ann, subject, back="/operator/worklist?kind=file")
    assert answer.headers["Location"] == "/operator/worklist?kind=file"
    assert shown(ann.get("/operator/worklist")) == [str(other)]
    row = owner.execute("SELECT closed_by, closing_note FROM exchange_worklists_item WHERE closed_at IS NOT NULL")
    assert row.fetchall() == [("operator:ann", "Called the sender")]
    again = close(ann, subject)
    assert again.status_code == 422
    assert b"Nothing is open about it" in again.content


@pytest.mark.parametrize("note", ["", "   "])
def test_nothing_leaves_the_list_without_a_word(ann: Console, tenant: MakeTenant, raised: Raise, note: str) -> None:
    subject = raised(tenant())
    assert close(ann, subject, note).status_code == 422
    assert shown(ann.get("/operator/worklist")) == [str(subject)]


def test_a_claim_that_is_held_stays_on_the_list_and_the_command_is_named(
    ann: Console, tenant: MakeTenant, as_role: AsRole
) -> None:
    from clearlane.exchange.worklists.raise_item import Raised, raise_items
    from tests.exchange.reading.plant import plant

    practice = tenant()
    with as_role("flow"):
        claim = plant(submitter=practice, state="held").claim
        with scope([practice], by="flow:test"):
            held = Raised(practice, "claim", "not_live", Ref(practice, claim), subject_kind="claim", note="held")
            raise_items(items=[held], by="flow:test")
    answer = close(ann, claim)
    assert answer.status_code == 422
    assert b"clearlane release" in answer.content
    assert str(claim) in shown(ann.get("/operator/worklist"))
    way_in = f'<a href="/operator/organizations/{practice}#enter">Enter its rooms to read the claim</a>'
    assert way_in in ann.get("/operator/worklist").content.decode()
    ann.post(f"/operator/organizations/{practice}/enter", {"reason": "A held claim"})
    assert f'<a href="/claims/{claim}">Open the claim</a>' in ann.get("/operator/worklist").content.decode()


def test_the_start_says_that_no_mail_leaves_where_no_server_is_set(ann: Console) -> None:
    assert b"No mail server is set" in ann.get("/operator/").content


def test_an_empty_worklist_says_so_and_a_stranger_sees_none(ann: Console) -> None:
    assert b"Nothing waits for a person." in ann.get("/operator/worklist").content
    for path in ("/operator/worklist", "/operator/agreements"):
        assert Console().get(path).headers["Location"] == f"/operator/signin?next={path}"


@pytest.fixture
def signed(tenant: MakeTenant, as_role: AsRole) -> Callable[..., tuple[int, bytes]]:
    """``signed("Elm Street")``: an organization that signed, and the PDF."""
    from clearlane.directory.agreements.models import Agreement
    from clearlane.foundation.clock.read import now
    from clearlane.foundation.vault.store import store

    def make(name: str, *, version: str = "2026-11", is_draft: bool = False) -> tuple[int, bytes]:
        number, content = tenant(name=name), b"%PDF-1.7 " + name.encode()
        with as_role("web"), scope([number], by="user:7"):
            Agreement(
                tenant_id=number, id=new_id(), text="provider", version=version, text_sha256=b"t", is_draft=is_draft,
                signer_name="Dana Demo", signer_title="Office manager", authority="I am authorized", signed_at=now(),
                signed_by="user:7", pdf_address=store(tenant=number, content=content).address,
                pdf_sha256=hashlib.sha256(content).digest(),
            ).save(force_insert=True)  # fmt: skip
        return number, content

    return make


def test_agreements_stand_there_with_version_hash_signer_and_the_exact_pdf(
    ann: Console, signed: Callable[..., tuple[int, bytes]], owner: Owner
) -> None:
    number, content = signed("Elm Street")
    signed("Harbor", version="2026-12", is_draft=True)
    page = ann.get("/operator/agreements").content.decode()
    for word in ("provider 2026-11", "provider 2026-12, draft: none in force", "Dana Demo, Office manager"):
        assert word in page
    assert f'title="{hashlib.sha256(content).hexdigest()}"' in page
    assert page.index("Harbor") < page.index("Elm Street")
    (path,) = re.findall(rf'href="(/operator/agreements/{number}/[0-9a-f-]+)"', page)
    answer = ann.get(path)
    assert (answer.content, answer.headers["Content-Type"]) == (content, "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    trail = owner.execute(
        "SELECT tenant_id, by FROM foundation_audit_entry WHERE event = 'organization:agreement:read'"
    ).fetchall()
    assert trail == [(number, "operator:ann")]


def test_an_agreement_is_found_under_its_own_organization_only(
    ann: Console, signed: Callable[..., tuple[int, bytes]]
) -> None:
    number, _ = signed("Elm Street")
    other, _ = signed("Harbor")
    page = ann.get("/operator/agreements").content.decode()
    (name,) = re.findall(rf"/operator/agreements/{number}/([0-9a-f-]+)", page)
    assert ann.get(f"/operator/agreements/{other}/{name}").status_code == 404
    assert ann.get(f"/operator/agreements/1/{name}").status_code == 404
    assert Console().get(f"/operator/agreements/{number}/{name}").status_code == 303


@pytest.mark.parametrize("state", ["bounced", "failed"])
def test_a_mail_that_did_not_arrive_stands_on_the_first_page_with_its_address(
    ann: Console, owner: Owner, state: str
) -> None:
    from clearlane.foundation.clock.read import now
    from clearlane.foundation.mail.put import put

    with scope([1], by="operator:ann"):
        values = {"change": "A passkey was added", "username": "nobody", "at": now()}
        put(to="nobody@elmstreet.example", template="factor_changed", values=values)
    assert b"nobody@elmstreet.example" not in ann.get("/operator/").content
    owner.execute("UPDATE foundation_mail_message SET state = %s, sealed = NULL, note = '550 no such user'", [state])
    page = ann.get("/operator/").content.decode()
    for word in ("nobody@elmstreet.example", "factor_changed", state, "550 no such user"):
        assert word in page
