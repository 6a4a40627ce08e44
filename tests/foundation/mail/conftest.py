"""A real SMTP server that does as a test says, and mails put for it."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.test import override_settings

from clearlane.foundation.mail.server import Server
from tests.foundation.mail.post_office import PostOffice, make_certificate

PutMail = Callable[..., UUID]
OpenOffice = Callable[..., PostOffice]
RowOf = Callable[[UUID], dict[str, Any]]


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of localhost, which is its own authority, and its key."""
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def tls(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*map(str, certificate))
    return context


@pytest.fixture
def open_office() -> Iterator[OpenOffice]:
    """``open_office(...)`` starts a server of one's own; all are closed in the end."""
    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(PostOffice(**options))


@pytest.fixture
def office(open_office: OpenOffice, database: None) -> Iterator[PostOffice]:
    """A server that takes everything, and a house that sends by it."""
    opened = open_office()
    with override_settings(
        MAIL_SERVER=opened.server, MAIL_IS_SHOWN=False, MAIL_FROM="Elm <no-reply@clearlane.example>"
    ):
        yield opened


@pytest.fixture
def put_mail(database: None) -> PutMail:
    """``put_mail("ann@example.org")`` puts a mail with a secret link, as the gate's side does."""

    def make(to: str = "ann@example.org", **more: Any) -> UUID:
        from clearlane.foundation.mail.links import link
        from clearlane.foundation.mail.put import put
        from tests.acting import connected_as

        values = {"link": link("/verify/SECRET-TOKEN"), "hours": 24}
        with connected_as("gate"):
            return put(**{"to": to, "template": "verify_email", "values": values} | more)

    return make


@pytest.fixture
def row_of(owner: psycopg.Connection[Any]) -> RowOf:
    """The row of a mail, by column."""

    def read(message: UUID) -> dict[str, Any]:
        with owner.cursor(row_factory=psycopg.rows.dict_row) as cur:
            cur.execute("SELECT * FROM foundation_mail_message WHERE id = %s", [message])
            row = cur.fetchone()
        assert row is not None
        return row

    return read


def impatient(server: Server) -> Server:
    """The same server, waited for only a moment."""
    return replace(server, seconds=0.5)
