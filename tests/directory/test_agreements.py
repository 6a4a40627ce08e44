"""Agreements: the texts, who may replace them, the PDF, and what is kept of a signature."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from clearlane.directory.agreements.agreement_text import TEXT_OF, AgreementIsUnreadable, agreement_text
from clearlane.directory.agreements.check_signature import Signature, check_signature
from clearlane.directory.agreements.find_signed import find_signed
from clearlane.directory.agreements.make_pdf import make_pdf
from clearlane.directory.agreements.sign import sign
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant

AT = datetime(2026, 11, 3, 14, 5, tzinfo=UTC)
DANA = Signature("Dana Demo", "Practice manager")


def text_of(kind: str = "small") -> Any:
    text = agreement_text(kind=kind)
    assert text is not None
    return text


def pdf_of(kind: str = "small", *, organization: str = "Elm", signature: Signature = DANA) -> bytes:
    return make_pdf(
        text=text_of(kind), organization=organization, address="1 Elm St", signature=signature, by="dana", at=AT
    )


def signed(tenant: int, agreement: UUID, *, organization: str = "Elm") -> bytes:
    with scope([tenant], by="user:1"):
        return sign(
            tenant=tenant, agreement=agreement, text=text_of(), organization=organization, signature=DANA,
            pdf=pdf_of(organization=organization), by="user:1", at=AT,
        )  # fmt: skip


@pytest.mark.parametrize("kind", TEXT_OF)
def test_each_kind_has_a_text_that_says_it_is_a_template(kind: str) -> None:
    text = text_of(kind)
    assert "template" in text.notice
    assert "lawyer" in text.notice
    assert len(text.sections) >= 7
    assert all(section.heading and section.paragraphs for section in text.sections)


@pytest.mark.parametrize(("mode", "is_draft"), [("evaluation", True), ("service", False)])
def test_the_mode_of_the_house_says_whether_it_is_a_draft(
    monkeypatch: pytest.MonkeyPatch, mode: str, is_draft: bool
) -> None:
    monkeypatch.setattr("django.conf.settings.MODE", mode)
    assert text_of().is_draft is is_draft


def test_who_works_for_himself_makes_no_agreement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings.MODE", "own_use")
    assert agreement_text(kind="small") is None


def test_the_operator_puts_his_own_text_in_place_of_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("django.conf.settings.AGREEMENTS", str(tmp_path))
    ours = text_of("payer")
    content = b"Title: Ours\r\nVersion: 3\r\n\r\nBefore all.\r\n\r\n# One\r\nFirst line,\r\nsecond.\r\n\r\nSecond.\r\n"
    (tmp_path / "provider.txt").write_bytes(content)
    text = text_of("small")
    assert (text.title, text.version, text.notice) == ("Ours", "3", "")
    assert [(each.heading, each.paragraphs) for each in text.sections] == [
        ("", ("Before all.",)),
        ("One", ("First line, second.", "Second.")),
    ]
    assert text.sha256 == hashlib.sha256(content).hexdigest()
    assert text_of("payer") == ours


@pytest.mark.parametrize(
    "content", [b"", b"Title: x\n\nwords", b"Version: 1\n\nwords", b"Title: x\nVersion: 1\n\n ", b"\xff"]
)
def test_a_text_without_title_version_or_words_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes
) -> None:
    monkeypatch.setattr("django.conf.settings.AGREEMENTS", str(tmp_path))
    (tmp_path / "provider.txt").write_bytes(content)
    with pytest.raises(AgreementIsUnreadable):
        agreement_text(kind="small")


HOSTILE = [
    "#panic()",
    '"); #read("/etc/passwd")',
    "$x^2$ *bold* <label> @ref",
    "= Heading\n#set text(red)",
    "日本 é 😀",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_what_people_typed_is_no_markup_of_the_pdf(value: str) -> None:
    pdf = pdf_of(organization=value, signature=Signature(value, value))
    assert pdf.startswith(b"%PDF-")


@pytest.mark.parametrize("kind", ["small", "billing", "payer"])
def test_every_text_makes_a_pdf_with_its_fonts_inside(kind: str) -> None:
    pdf = pdf_of(kind)
    assert pdf.startswith(b"%PDF-")
    assert b"/FontFile" in pdf


def test_the_house_stands_in_the_pdf_with_who_signs_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    short = pdf_of()
    monkeypatch.setattr("django.conf.settings.HOUSE_ADDRESS", "9 Oak Street, Springfield, IL 62701")
    monkeypatch.setattr("django.conf.settings.HOUSE_SIGNATORY", ("Ann Demo", "President"))
    assert len(pdf_of()) > len(short)


def test_the_exact_bytes_are_kept_and_read_again(tenant: MakeTenant, as_role: AsRole) -> None:
    one = tenant()
    with as_role("web"):
        digest = signed(one, uuid4())
        with scope([one], by="user:1"):
            found = find_signed(tenant=one, by="user:1")
    assert found is not None
    assert hashlib.sha256(found.pdf).digest() == digest
    assert (found.pdf_sha256, found.signed_at) == (digest.hex(), AT)


def test_what_was_signed_first_stays(tenant: MakeTenant, as_role: AsRole, owner: psycopg.Connection[Any]) -> None:
    one, agreement = tenant(), uuid4()
    with as_role("web"):
        first = signed(one, agreement)
        assert signed(one, agreement, organization="Another") == first
    assert owner.execute("SELECT count(*) FROM directory_agreements_agreement").fetchone() == (1,)


def test_one_tenant_sees_nothing_of_anothers_agreement(tenant: MakeTenant, as_role: AsRole) -> None:
    one, other = tenant(), tenant()
    with as_role("web"):
        signed(one, uuid4())
        with scope([other], by="user:2"):
            assert find_signed(tenant=one, by="user:2") is None
            assert find_signed(tenant=other, by="user:2") is None


def test_reading_an_agreement_is_written_down(
    tenant: MakeTenant, as_role: AsRole, owner: psycopg.Connection[Any]
) -> None:
    one = tenant()
    with as_role("web"):
        signed(one, uuid4())
        with scope([one], by="user:9"):
            find_signed(tenant=one, by="user:9")
    events = owner.execute("SELECT event, by FROM foundation_audit_entry ORDER BY id").fetchall()
    assert events == [("organization:agreement:signed", "user:1"), ("organization:agreement:read", "user:9")]


def test_no_role_may_change_or_take_away_what_was_signed(
    tenant: MakeTenant, as_role: AsRole, owner: psycopg.Connection[Any]
) -> None:
    for role in ("gate", "web", "flow", "operator"):
        for right in ("UPDATE", "DELETE"):
            held = owner.execute(
                "SELECT has_table_privilege(%s, 'directory_agreements_agreement', %s)", [f"clearlane_{role}", right]
            ).fetchone()
            assert held == (False,)


@pytest.mark.parametrize("missing", ["signer", "title", "authorized"])
def test_a_signature_lacks_nothing(missing: str) -> None:
    typed = {"signer": " Dana\n Demo ", "title": "Manager", "authorized": "on"}
    assert check_signature(typed=typed).signature == Signature("Dana Demo", "Manager")
    assert check_signature(typed=typed | {missing: ""}).problems == {missing: "missing"}
