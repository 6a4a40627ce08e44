"""Whose the tables of the sign-up are, and what happens when several ask at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any

import psycopg
import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from clearlane.directory.agreements.agreement_text import agreement_text
from clearlane.directory.agreements.check_signature import Signature
from clearlane.directory.registrations.add_contact import (
    PER_SENDER,
    ContactAnswers,
    TooManyContacts,
    add_contact,
    check_contact,
)
from clearlane.directory.registrations.has_bounced import has_bounced
from clearlane.directory.registrations.request_link import (
    PER_ADDRESS,
    PER_HOUSE,
    PER_NETWORK,
    TooManyLinks,
    request_link,
)
from clearlane.directory.registrations.request_link import PER_SENDER as PER_LINK_SENDER
from clearlane.flows.open_account import open_account
from clearlane.flows.sign_agreement import AgreementHasChanged, Signing
from tests.cluster import Cluster
from tests.conftest import AsRole
from tests.directory.test_registrations import signed_up
from tests.posted import Posted

ANN = ContactAnswers("Ann Demo", "Elm Health", "ann@elm.example", "", "")


@pytest.fixture
def web(as_role: AsRole) -> Iterator[None]:
    """The process is the web's."""
    with as_role("web"):
        yield


@pytest.mark.parametrize("role", ["web", "flow"])
@pytest.mark.parametrize("table", ["registration", "contact"])
def test_the_tenants_roles_reach_no_sign_up(
    cluster: Cluster, database_name: str, database: None, role: str, table: str
) -> None:
    with psycopg.connect(cluster.url(role, database_name), autocommit=True) as connection:
        for statement in (
            f"SELECT * FROM directory_registrations_{table}",
            f"DELETE FROM directory_registrations_{table}",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.encode())


def test_an_operator_works_the_list_and_cannot_finish_a_sign_up(
    cluster: Cluster, database_name: str, database: None
) -> None:
    with psycopg.connect(cluster.url("operator", database_name), autocommit=True) as connection:
        connection.execute("UPDATE directory_registrations_contact SET worked_at = now(), worked_by = 'ann'")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("UPDATE directory_registrations_registration SET tenant_id = 1")


def test_the_gate_takes_no_sign_up_away(cluster: Cluster, database_name: str, database: None) -> None:
    with (
        psycopg.connect(cluster.url("gate", database_name), autocommit=True) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("DELETE FROM directory_registrations_registration")


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Each act from a connection of its own, all at the same moment; an exception is an answer."""
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        gate.wait()
        try:
            return act()
        except AgreementHasChanged as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def signing(kind: str) -> Signing:
    text = agreement_text(kind=kind)
    assert text is not None
    return Signing(Signature("Dana Demo", "Manager"), text.sha256)


def test_two_tabs_that_sign_at_once_make_one_agreement(
    web: None, posted: Posted, owner: psycopg.Connection[Any]
) -> None:
    dana = signed_up(posted)
    tenants = at_once([lambda: open_account(sign_up=dana, kind="small", signing=signing("small"))] * 3)
    assert len(set(tenants)) == 1
    assert owner.execute("SELECT count(*) FROM directory_agreements_agreement").fetchone() == (1,)
    assert [mail.template for mail in posted].count("agreement_signed") == 1


def test_two_tabs_that_choose_two_kinds_at_once_end_with_the_agreement_of_the_kind(
    web: None, posted: Posted, owner: psycopg.Connection[Any]
) -> None:
    dana = signed_up(posted)
    at_once(
        [
            lambda: open_account(sign_up=dana, kind="small", signing=signing("small")),
            lambda: open_account(sign_up=dana, kind="payer", signing=signing("payer")),
        ]
    )
    kinds = owner.execute(
        "SELECT t.kind, a.text FROM foundation_tenancy_tenant t"
        " JOIN directory_agreements_agreement a ON a.tenant_id = t.id"
    ).fetchall()
    assert kinds in ([("practice", "provider")], [("payer", "payer")])


def test_four_requests_at_once_are_the_last_for_an_address(web: None, posted: Posted) -> None:
    def ask() -> Any:
        try:
            return request_link(email="d@example.org", product="clearinghouse", asked_from="192.0.2.1").remaining
        except TooManyLinks:
            return "too many"

    answers = at_once([ask] * 6)
    assert sorted(map(str, answers)) == ["0", "1", "2", "3", "too many", "too many"]
    assert len(posted) == 4


def test_the_whole_house_sends_so_many_links_an_hour(
    web: None, posted: Posted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clearlane.directory.registrations.request_link.PER_HOUSE", 3)
    for number in range(3):
        request_link(email=f"a{number}@b.example", product="practice", asked_from=f"192.0.2.{number}")
    with pytest.raises(TooManyLinks):
        request_link(email="z@b.example", product="practice", asked_from="192.0.2.9")


@pytest.mark.parametrize("own", ["2001:db8:1:{:x}::1", "203.0.113.{}"])
def test_who_has_many_addresses_of_one_network_does_not_close_sign_up_for_others(
    web: None, posted: Posted, monkeypatch: pytest.MonkeyPatch, own: str
) -> None:
    monkeypatch.setattr("clearlane.directory.registrations.request_link.PER_HOUSE", 12)
    monkeypatch.setattr("clearlane.directory.registrations.request_link.PER_NETWORK", 5)
    for number in range(20):
        with suppress(TooManyLinks):
            request_link(email=f"a{number}@b.example", product="practice", asked_from=own.format(number))
    assert len(posted) == 5
    for stranger in ("2001:db8:2::1", "198.51.100.1", "not an address"):
        request_link(email=f"x@{len(posted)}.example", product="practice", asked_from=stranger)
    assert len(posted) == 8


def test_one_sender_at_once_from_many_tabs_gets_no_more_than_his(
    web: None, posted: Posted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clearlane.directory.registrations.request_link.PER_SENDER", 2)

    def ask(number: int) -> None:
        with suppress(TooManyLinks):
            request_link(email=f"a{number}@b.example", product="practice", asked_from="192.0.2.1")

    at_once([partial(ask, number) for number in range(6)])
    assert len(posted) == 2


def test_it_takes_many_networks_to_use_up_what_the_house_sends() -> None:
    assert PER_ADDRESS < PER_LINK_SENDER < PER_NETWORK <= PER_HOUSE // 12


def test_contacts_are_capped_for_a_sender_and_not_for_others(web: None, owner: psycopg.Connection[Any]) -> None:
    for _ in range(PER_SENDER):
        add_contact(answers=ANN, asked_from="192.0.2.1")
    with pytest.raises(TooManyContacts):
        add_contact(answers=ANN, asked_from="192.0.2.1")
    add_contact(answers=ANN, asked_from="192.0.2.2")


def test_a_contact_is_kept_in_single_lines() -> None:
    typed = {"name": " Ann\r\nDemo ", "organization": "Elm", "email": "A@B.example", "wish": "x" * 5000}
    judged = check_contact(typed=typed)
    assert judged.problems == {}
    assert (judged.answers.name, judged.answers.email, len(judged.answers.wish)) == ("Ann Demo", "a@b.example", 2000)


@pytest.mark.parametrize(
    ("state", "came_back"), [("bounced", True), ("failed", True), ("sent", False), ("pending", False)]
)
def test_a_mail_that_came_back_is_known(web: None, posted: Posted, state: str, came_back: bool) -> None:
    asked = request_link(email="d@example.org", product="clearinghouse", asked_from="192.0.2.1")
    posted.end(state)
    assert has_bounced(message=asked.message) is came_back


def test_a_known_address_costs_the_same_statements_as_another(
    web: None, posted: Posted, owner: psycopg.Connection[Any]
) -> None:
    signed_up(posted)
    with CaptureQueriesContext(connections["default"]) as unknown:
        request_link(email="new@example.org", product="clearinghouse", asked_from="192.0.2.1")
    with CaptureQueriesContext(connections["default"]) as known:
        request_link(email="dana@example.org", product="clearinghouse", asked_from="192.0.2.1")
    assert [mail.template for mail in posted[-2:]] == ["verify_email", "have_account"]
    verbs = [[query["sql"].split()[0] for query in one.captured_queries] for one in (unknown, known)]
    assert verbs[0] == verbs[1]
