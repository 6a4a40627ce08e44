"""aiosmtpd as the server that mails are sent to: it answers as a test says, and keeps what it has taken."""

from __future__ import annotations

import email
import ipaddress
import logging
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from clearlane.doors.console.house.ports import find_free
from clearlane.foundation.mail.server import Server

logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # the server, an outside party, names addresses
OK = "250 2.0.0 queued"
Says = Callable[[int], str]
"""What the server says to its n-th mail (from 0 on); an answer of ``hang up`` ends the connection without a word."""


class PostOffice:
    """A server on a port of its own. ``after_data``, ``at_recipient`` and ``at_data`` say what it answers when."""

    def __init__(
        self,
        *,
        after_data: Says = lambda _: OK,
        at_recipient: Says = lambda _: "250 ok",
        context: ssl.SSLContext | None = None,
        from_start: bool = False,
        login: tuple[str, str] | None = None,
    ) -> None:
        self.taken: list[Envelope] = []
        self.recipients: list[str] = []
        self._after_data, self._at_recipient = after_data, at_recipient
        self._texts = 0
        self.login = login
        (self.port,) = find_free(1)
        self.controller = Controller(
            self,
            hostname="127.0.0.1",
            port=self.port,
            ssl_context=context if from_start else None,
            tls_context=None if from_start else context,
            require_starttls=context is not None and not from_start,
            authenticator=self._authenticate if login else None,
            auth_required=login is not None,
            auth_require_tls=not from_start,
        )

    def __enter__(self) -> Self:
        self.controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.controller.stop(no_assert=True)

    @property
    def server(self) -> Server:
        """The settings of a house that sends by it, in clear."""
        return Server("127.0.0.1", self.port, "none", seconds=5.0)

    def letters(self) -> list[EmailMessage]:
        """The mails that it has taken, as a mail program reads them."""
        taken = (envelope.original_content or b"" for envelope in self.taken)
        return [email.message_from_bytes(text, policy=default) for text in taken]

    async def handle_RCPT(  # noqa: N802  the library's name
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        """The answer to RCPT."""
        self.recipients.append(address)
        said = self._at_recipient(len(self.recipients) - 1)
        if said.startswith("25"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        """The answer to the end of the text."""
        self._texts += 1
        said = self._after_data(self._texts - 1)
        if said.startswith("250") or said == "take and hang up":
            self.taken.append(envelope)
        if said.endswith("hang up"):
            server.transport.abort()
            return "421 gone"
        return said

    def _authenticate(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
        assert isinstance(given, LoginPassword)
        is_right = (given.login.decode(), given.password.decode()) == self.login
        return AuthResult(success=is_right, handled=False)


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of localhost and 127.0.0.1, signed by itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "office.pem", folder / "office.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate, secret
