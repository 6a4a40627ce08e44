"""Who walks through the portal: each role of the practice, and everybody who is none of its people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import psycopg

from tests.conftest import AsRole, MakeTenant
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.planting import Seen, plant_all
from tests.exchange.reading.plant import TOKEN

MEMBERS = ("owner", "manager", "biller", "reader")
STRANGERS = (
    "nobody", "another's owner", "revoked company", "ended company", "future company", "payer", "left", "roomless",
)  # fmt: skip
FILE, ACCOUNT, KEY = "batch.837", "planted-7q-lane", "planted-7q program"
SECRETS = (TOKEN, FILE, ACCOUNT, KEY)
"""What stands on pages of the practice and is nobody else's: patient and claim number, file, account, key."""

Owner = psycopg.Connection[Any]


@dataclass(frozen=True)
class Cast:
    """The practice with what is planted in it, and a user id for each who walks; nobody has none."""

    practice: int
    people: Mapping[str, int]
    values: Mapping[str, Any]

    def browser(self, who: str, *, enforce_csrf_checks: bool = False, proved: bool = True) -> Browser:
        """His browser, with a factor used just now where he has signed in: the walk is to pass that gate."""
        browser = Browser(enforce_csrf_checks=enforce_csrf_checks)
        if who in self.people:
            browser.sign_in(self.people[who])
            if proved:
                browser.prove("webauthn", "password")
        return browser


def gather(*, practice: int, tenant: MakeTenant, add_person: AddPerson, as_role: AsRole, owner: Owner) -> Cast:
    """Plant, and let everybody exist."""
    with as_role("flow"):
        seen = plant_all(tenant=practice, owner=owner)
    prefix = _open_ways_in(practice, as_role)
    people = {role: add_person(role, {practice: role}) for role in MEMBERS}
    people |= {
        who: add_person(f"walker{at}", rooms) for at, (who, rooms) in enumerate(_others(practice, tenant, owner))
    }
    owner.execute(
        "UPDATE directory_users_membership SET until_at = now() - interval '1 hour' WHERE user_id = %s",
        [people["left"]],
    )
    return Cast(practice, people, _values(seen, prefix))


def _others(practice: int, tenant: MakeTenant, owner: Owner) -> list[tuple[str, dict[int, str]]]:
    """Strangers by name; the companies were, or will be, let in by the practice, but are not now."""
    other, payer = tenant(name="A stranger"), tenant(kind="payer", name="A payer that nobody linked")
    revoked, ended, future = (tenant(kind="billing", name=name) for name in ("Northstar", "Southstar", "Weststar"))
    _grant(owner, practice, revoked, starts=-2, revoked=0)
    _grant(owner, practice, ended, scope="send", starts=-2, ends=-1)
    _grant(owner, practice, future, starts=1)
    return [
        ("another's owner", {other: "owner"}),
        ("revoked company", {revoked: "owner"}),
        ("ended company", {ended: "owner"}),
        ("future company", {future: "owner"}),
        ("payer", {payer: "owner"}),
        ("left", {practice: "owner"}),
        ("roomless", {}),
    ]


def _grant(
    owner: Owner,
    grantor: int,
    grantee: int,
    *,
    starts: int,
    scope: str = "claims",
    ends: int | None = None,
    revoked: int | None = None,
) -> None:
    """A grant by days from now."""
    owner.execute(
        "INSERT INTO foundation_tenancy_grant"
        " (grantor_id, grantee_id, scope, granted_by, starts_at, ends_at, revoked_at, revoked_by) VALUES (%s, %s,"
        " %s, 'a test', now() + %s * interval '1 day', now() + %s * interval '1 day',"
        " now() + %s * interval '1 day', %s)",
        [grantor, grantee, scope, starts, ends, revoked, None if revoked is None else "a test"],
    )


def _open_ways_in(practice: int, as_role: AsRole) -> str:
    """A key and an SFTP account of the practice, as its owner would make them; gives the key's prefix."""
    from clearlane.directory.users.add_key import add_key
    from clearlane.directory.users.add_sftp_user import add_sftp_user
    from clearlane.foundation.tenancy.scope import scope

    with as_role("web"), scope([practice], by="user:1"):
        made = add_key(tenant=practice, name=KEY, by="user:1")
        add_sftp_user(tenant=practice, username=ACCOUNT, by="user:1", with_password=True)
    return made.prefix


def _values(seen: Seen, prefix: str) -> dict[str, Any]:
    return {
        "claim_id": seen.claim, "file_id": seen.file, "mail_id": seen.mail, "seq": 2, "factor": 1, "number": 1,
        "prefix": prefix, "username": ACCOUNT, "kind": "reset", "token": "x" * 43, "slug": "clearinghouse",
    }  # fmt: skip
