"""Several accounts of one organization: each has the replies to its own files, in its own scheme of names."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from clearlane.doors.console.main import main
from clearlane.exchange.intake.receive import Upload, receive
from clearlane.exchange.intake.reply import reply
from clearlane.foundation.tenancy.scope import scope
from clearlane.vocabulary.outcome import Ref
from tests.conftest import AsRole
from tests.doors.sftp.conftest import Office, make_office
from tests.doors.sftp.server import Server
from tests.doors.sftp.test_sftp_cut import WHOLE, client, connect, states, wait_for


@pytest.fixture
def branch(office: Office, as_role: AsRole, tmp_path: Path) -> Office:
    """A second account of the same organization."""
    return make_office(office.tenant, "elmbranch", as_role, tmp_path)


def answer(office: Office, as_role: AsRole, *, scheme: str = "") -> None:
    """A file of the account, with a 999 to it."""
    sent = Upload(
        tenant=office.tenant, name="march.837", content=office.username.encode(), way="sftp",
        username=office.username, user=office.account, scheme=scheme,
    )  # fmt: skip
    with as_role("flow"), scope([office.tenant], by="flow:test"):
        file = receive(upload=sent, by="flow:test")
        source = Ref(office.tenant, file.id)
        reply(tenant=office.tenant, kind="999", content=b"ISA*00*", source=source)


def pay(office: Office, as_role: AsRole) -> None:
    """A payment, which answers no file."""
    with as_role("flow"), scope([office.tenant], by="flow:test"):
        reply(tenant=office.tenant, kind="835", content=b"ISA*00*", source=None)


def listed(server: Server, office: Office) -> list[str]:
    transport = connect(server, office)
    names = client(transport).listdir("outbound")
    transport.close()
    return sorted(name.split("-", 2)[-1] for name in names)


def test_a_file_that_is_put_belongs_to_its_account(
    server: Server, office: Office, owner: psycopg.Connection[object]
) -> None:
    transport = connect(server, office)
    with client(transport).open("inbound/march.837", "wb") as file:
        file.write(WHOLE)
    wait_for(lambda: bool(states(owner)))
    transport.close()
    row = owner.execute("SELECT user_id, username FROM exchange_intake_file").fetchone()
    assert row == (office.account, office.username)


def test_a_reply_lies_with_the_account_that_sent_the_file(
    office: Office, branch: Office, as_role: AsRole, request: pytest.FixtureRequest
) -> None:
    answer(office, as_role)
    server = request.getfixturevalue("server")
    assert (listed(server, office), listed(server, branch)) == (["march.837.999"], [])


def test_a_payment_lies_with_all_accounts_of_its_holder(
    office: Office, branch: Office, as_role: AsRole, request: pytest.FixtureRequest
) -> None:
    pay(office, as_role)
    server = request.getfixturevalue("server")
    assert listed(server, office) == listed(server, branch) == ["remittance.835"]


def test_each_account_has_its_scheme_of_names(
    office: Office, branch: Office, as_role: AsRole, request: pytest.FixtureRequest
) -> None:
    answer(office, as_role, scheme="clean")
    answer(branch, as_role, scheme="compatible")
    server = request.getfixturevalue("server")
    assert listed(server, office) == ["march.837.999"]
    (name,) = listed(server, branch)
    assert name.endswith("_march.837_999.999")


def test_what_a_revoked_account_leaves_its_organization_has(
    office: Office,
    branch: Office,
    as_role: AsRole,
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer(office, as_role)
    with as_role("operator"):
        assert main(["sftp-user", "revoke", office.username, "--tenant", str(office.tenant), "--by", "ann"]) == 0
    assert "its 1 replies are its organization's now" in capsys.readouterr().out
    assert listed(request.getfixturevalue("server"), branch) == ["march.837.999"]


def test_later_replies_to_a_revoked_accounts_files_are_its_organizations(
    office: Office, branch: Office, as_role: AsRole, owner: psycopg.Connection[object]
) -> None:
    answer(office, as_role)
    with as_role("operator"):
        main(["sftp-user", "revoke", office.username, "--tenant", str(office.tenant), "--by", "ann"])
    row = owner.execute("SELECT id FROM exchange_intake_file").fetchone()
    assert row is not None
    with as_role("flow"), scope([office.tenant], by="flow:test"):
        reply(tenant=office.tenant, kind="277", content=b"x", source=Ref(office.tenant, row[0]))  # type: ignore[index]
    assert owner.execute("SELECT count(*) FROM foundation_outbox_mail WHERE user_id IS NULL").fetchone() == (2,)


def test_the_first_connection_of_an_account_is_noted_once(
    server: Server, office: Office, branch: Office, owner: psycopg.Connection[object]
) -> None:
    def seen() -> list[object]:
        return owner.execute("SELECT account_id FROM exchange_intake_firstvisit").fetchall()

    for _ in range(2):
        connect(server, office).close()
    wait_for(lambda: seen() == [(office.account,)])
    connect(server, branch).close()
    wait_for(lambda: len(seen()) == 2)
    noted = owner.execute("SELECT count(*) FROM foundation_audit_entry WHERE event = 'user:sftp:first_seen'")
    assert noted.fetchone() == (2,)
