"""Who walks through the portal: each role of the practice, and everybody who is none of its people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import psycopg

from tests.acting import connected_as
from tests.conftest import MakeTenant
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.planting import Seen, plant_all
from tests.exchange.reading.plant import TOKEN

MEMBERS = ("reader", "biller", "manager", "owner")
GRANTED = "granted company"
BARE = "owner without a factor"
STRANGERS = (
    "nobody", "another's owner", "revoked company", "ended company", "future company", "payer", "left", "roomless",
)  # fmt: skip
FILE, ACCOUNT, KEY = "batch.837", "planted-7q-lane", "planted-7q program"
SECRETS = (TOKEN, FILE, ACCOUNT, KEY)
"""What stands on pages of the practice and is nobody else's: patient and claim number, file, account, key."""
_FROM_AND_TO: Mapping[str, tuple[str, int, int | None, int | None]] = {
    GRANTED: ("claims", -2, None, None),
    "revoked company": ("claims", -2, None, 0),
    "ended company": ("send", -2, -1, None),
    "future company": ("claims", 1, None, None),
}
"""The companies that the practice lets in: to do what; from when, until when, revoked when, in days from now."""

Owner = psycopg.Connection[Any]


@dataclass(frozen=True)
class Cast:
    """The practice with what is planted in it, and a user id for each who walks; nobody has none."""

    practice: int
    people: Mapping[str, int]
    values: Mapping[str, Any]

    def browser(
        self, who: str, *, enforce_csrf_checks: bool = False, proved: bool = True, host: str = "localhost"
    ) -> Browser:
        """His browser, with a factor used just now where he has signed in: the walk is to pass that gate."""
        browser = Browser(enforce_csrf_checks=enforce_csrf_checks, SERVER_NAME=host)
        if who in self.people:
            browser.sign_in(self.people[who])
            browser.prove("password", *(["webauthn"] if proved else []))
        return browser


def gather(*, tenant: MakeTenant, add_person: AddPerson, owner: Owner) -> Cast:
    """As the role flow: plant, and let everybody exist."""
    practice = tenant(name="Elm Street Family Care")
    seen = plant_all(tenant=practice, owner=owner)
    people = {role: add_person(role, {practice: role}) for role in MEMBERS}
    rooms = _others(practice, tenant, owner)
    people |= {who: add_person(f"walker{at}", rooms[who]) for at, who in enumerate(rooms)}
    people |= {BARE: add_person("bare", {practice: "owner"})}
    owner.execute(
        "UPDATE directory_users_membership SET until_at = now() - interval '1 hour' WHERE user_id = %s",
        [people["left"]],
    )
    with connected_as("web"):
        _give_apps(people)
        return Cast(practice, people, _values(seen, _open_ways_in(practice)))


def _give_apps(people: Mapping[str, int]) -> None:
    """Everybody else has a second factor: whoever lacks one is stopped before the walls that are probed."""
    for user in (user for who, user in people.items() if who != BARE):
        browser = Browser()
        browser.sign_in(user)
        browser.add_factor()


def _others(practice: int, tenant: MakeTenant, owner: Owner) -> dict[str, dict[int, str]]:
    """Everybody else, with the rooms that are his own."""
    companies = {who: tenant(kind="billing", name=f"{who} of Northstar") for who in _FROM_AND_TO}
    for who, granted in _FROM_AND_TO.items():
        _grant(owner, practice, companies[who], *granted)
    others = {
        "another's owner": tenant(name="A stranger"),
        "payer": tenant(kind="payer", name="A payer that nobody linked"),
        "left": practice,
    }
    return {who: {rooms: "owner"} for who, rooms in (others | companies).items()} | {"roomless": {}}


def _grant(
    owner: Owner, grantor: int, grantee: int, scope: str, starts: int, ends: int | None, revoked: int | None
) -> None:
    owner.execute(
        "INSERT INTO foundation_tenancy_grant"
        " (grantor_id, grantee_id, scope, granted_by, starts_at, ends_at, revoked_at, revoked_by) VALUES (%s, %s,"
        " %s, 'a test', now() + %s * interval '1 day', now() + %s * interval '1 day',"
        " now() + %s * interval '1 day', %s)",
        [grantor, grantee, scope, starts, ends, revoked, None if revoked is None else "a test"],
    )


def _open_ways_in(practice: int) -> str:
    """A key and an SFTP account of the practice, as its owner would make them; gives the key's prefix."""
    from clearlane.directory.users.add_key import add_key
    from clearlane.directory.users.add_sftp_user import add_sftp_user
    from clearlane.foundation.tenancy.scope import scope

    with scope([practice], by="user:1"):
        made = add_key(tenant=practice, name=KEY, by="user:1")
        add_sftp_user(tenant=practice, username=ACCOUNT, by="user:1", with_password=True)
    return made.prefix


def _values(seen: Seen, prefix: str) -> dict[str, Any]:
    return {
        "claim_id": seen.claim, "file_id": seen.file, "mail_id": seen.mail, "payment_id": seen.payment,
        "seq": 2, "factor": 1, "number": 1,
        "prefix": prefix, "username": ACCOUNT, "kind": "reset", "token": "x" * 43, "slug": "clearinghouse",
    }  # fmt: skip
