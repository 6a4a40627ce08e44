"""Replies laid ready: named by either scheme, numbered, and never under a name that was given out before."""

from __future__ import annotations

import re
from typing import Any

import pytest

from clearlane.exchange.intake.name_reply import CLEAN, COMPATIBLE
from clearlane.exchange.intake.receive import Upload, receive
from clearlane.exchange.intake.reply import reply
from clearlane.foundation.clock.read import today
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.fetch import fetch
from clearlane.vocabulary.outcome import Ref
from tests.conftest import MakeTenant

BY = "test"
KINDS = ("summary", "999", "ta1", "277ca", "277", "835", "notice")


def names(tenant: int, *kinds: str, source: Ref | None = None, **more: Any) -> list[str]:
    """The names under which replies of these kinds are laid ready, one after the other; in the caller's scope."""
    mails = [reply(tenant=tenant, kind=kind, content=b"ISA", source=source, **more) for kind in kinds]
    with cursor() as sql:
        sql.execute("SELECT id, name FROM foundation_outbox_mail WHERE tenant_id = %s", [tenant])
        by_id = dict(sql.fetchall())
    return [by_id[mail.id] for mail in mails]


def sent(tenant: int, name: str = "claims.837", **more: Any) -> tuple[Ref, int]:
    """A file of the tenant's, and its number."""
    received = receive(upload=Upload(tenant=tenant, name=name, content=b"x", way="sftp", **more), by=BY)
    return Ref(tenant, received.id), received.number


def test_the_clean_scheme_sorts_by_day_and_says_what_each_is(tenant: MakeTenant) -> None:
    practice, day = tenant(), f"{today():%Y%m%d}"
    with scope([practice], by=BY):
        file, number = sent(practice)
        assert names(practice, *KINDS, source=file) == [
            f"{day}-{number}-claims.837.summary.txt",
            f"{day}-{number}-claims.837.999",
            f"{day}-{number}-claims.837.ta1",
            f"{day}-{number}-claims.837.277ca",
            f"{day}-{number}-claims.837-2.277ca",
            f"{day}-{number}-claims.837.835",
            f"{day}-{number}-claims.837.notice.txt",
        ]


def test_the_compatible_scheme_is_what_billing_systems_expect(tenant: MakeTenant) -> None:
    practice, day = tenant(scheme="compatible"), f"{today():%Y%m%d}"
    with scope([practice], by=BY):
        file, number = sent(practice, username="maple")
        assert names(practice, *KINDS, source=file) == [
            f"FS_HCFA_{number}_IN_C.txt",
            f"{number}_claims.837_999.999",
            f"{number}_claims.837_TA1.ta1",
            f"maple_{number}_HCFA_277ca_{day}.txt",
            f"{number}_EDI_STATUS_HCFA_{day}.277",
            f"{number}_ERA_835_5010_{day}.835",
            f"{number}_ERA_STATUS_5010_{day}.txt",
        ]


def test_both_schemes_name_the_same_kinds() -> None:
    assert set(CLEAN) == set(COMPATIBLE) == set(KINDS)


@pytest.mark.parametrize(
    ("organization", "account", "compatible"),
    [("clean", "", False), ("clean", "compatible", True), ("compatible", "", True), ("compatible", "clean", False)],
)
def test_the_account_that_sent_has_its_own_scheme_before_the_organization(
    tenant: MakeTenant, organization: str, account: str, compatible: bool
) -> None:
    practice = tenant(scheme=organization)
    with scope([practice], by=BY):
        file, _ = sent(practice, scheme=account)
        (name,) = names(practice, "summary", source=file)
    assert name.startswith("FS_HCFA_") is compatible


def test_a_payment_has_a_number_of_its_own_and_no_submitted_name(tenant: MakeTenant) -> None:
    practice, day = tenant(), f"{today():%Y%m%d}"
    with scope([practice], by=BY):
        first, second = names(practice, "835", "835")
        (given,) = names(practice, "835", number=1_234_567_890)
    assert re.fullmatch(rf"{day}-\d{{10}}-remittance\.835", first)
    assert first != second
    assert given == f"{day}-1234567890-remittance.835"


def test_a_name_that_would_repeat_gets_a_number_before_its_extension(tenant: MakeTenant) -> None:
    practice, day = tenant(), f"{today():%Y%m%d}"
    with scope([practice], by=BY):
        file, number = sent(practice)
        found = names(practice, "999", "999", "summary", "summary", "999", source=file)
    assert [name.removeprefix(f"{day}-{number}-claims.837") for name in found] == [
        ".999", "-2.999", ".summary.txt", ".summary-2.txt", "-3.999",
    ]  # fmt: skip


def test_two_tenants_may_have_the_same_name(tenant: MakeTenant) -> None:
    one, other = tenant(), tenant()
    with scope([one, other], by=BY):
        assert names(one, "835", number=7) == names(other, "835", number=7)


@pytest.mark.parametrize(
    ("submitted", "shown"),
    [
        ("a b.837", "a_b.837"),
        ("folder/claims.837", "claims.837"),
        ("..", ".."),
        ("back\\slash", "back_slash"),
        ("new\nline", "new_line"),
        ("quote'\"", "quote__"),
        ("n" * 300, "n" * 120),
        ("\u00e4\u00f6.837", "\u00e4\u00f6.837"),
        ("{number}", "_number_"),
        ("%s", "_s"),
    ],
)
def test_a_submitted_name_is_made_harmless(tenant: MakeTenant, submitted: str, shown: str) -> None:
    practice = tenant()
    with scope([practice], by=BY):
        file, number = sent(practice, name=submitted)
        (name,) = names(practice, "999", source=file)
    assert name == f"{today():%Y%m%d}-{number}-{shown}.999"


def test_what_lies_ready_is_the_bytes_with_their_sums(tenant: MakeTenant) -> None:
    practice = tenant()
    with scope([practice], by=BY), cursor() as sql:
        reply(tenant=practice, kind="277ca", content=b"ISA*1~", source=None, claims=3, cents=12_345)
        sql.execute(
            "SELECT address, size, claims, cents, user_id, fetched_at, confirmed_at FROM foundation_outbox_mail"
        )
        (address, *rest) = sql.fetchone()
        assert fetch(tenant=practice, address=bytes(address)) == b"ISA*1~"
    assert rest == [6, 3, 12_345, None, None, None]
