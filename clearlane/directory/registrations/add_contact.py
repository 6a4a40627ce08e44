"""Enter somebody who wants to be called into the list that an operator works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from clearlane.directory.users.network_of import network_of
from clearlane.directory.users.read_address import AddressIsWrong, read_address
from clearlane.foundation.clock.read import now
from clearlane.foundation.partitions.identify import new_id

from .check_address import phone_problem
from .checked import Checked, line_of, line_problem
from .models import Contact

PER_SENDER, PER_HOUSE = 5, 200
_LONGEST_WISH = 2000


class TooManyContacts(RuntimeError):
    """This sender, or all together, have asked to be called as often as they may within a day."""


@dataclass(frozen=True, slots=True)
class ContactAnswers:
    """Who wants to be called, and about what."""

    name: str
    organization: str
    email: str
    phone: str
    wish: str


def check_contact(*, typed: Mapping[str, str]) -> Checked[ContactAnswers]:
    """Judge name, organization, email, phone and wish as they were typed."""
    name, organization = line_of(typed.get("name", "")), line_of(typed.get("organization", ""), longest=120)
    found = {
        "name": line_problem(typed.get("name", ""), longest=80),
        "organization": line_problem(typed.get("organization", ""), longest=120),
        "phone": phone_problem(typed["phone"]) if typed.get("phone", "").strip() else "",
    }
    problems = {field: problem for field, problem in found.items() if problem}
    try:
        email = read_address(typed.get("email", ""))
    except AddressIsWrong as error:
        email, problems["email"] = "", str(error)
    phone, wish = line_of(typed.get("phone", ""), longest=30), line_of(typed.get("wish", ""), longest=_LONGEST_WISH)
    return Checked(ContactAnswers(name, organization, email, phone, wish), problems)


def add_contact(*, answers: ContactAnswers, asked_from: str) -> None:
    """Enter it. Raises TooManyContacts."""
    at, sender = now(), network_of(asked_from)
    recent = Contact.objects.filter(source="form", asked_at__gt=at - timedelta(days=1))
    if recent.filter(asked_from=sender).count() >= PER_SENDER or recent.count() >= PER_HOUSE:
        raise TooManyContacts
    Contact.objects.create(
        id=new_id(),
        name=answers.name,
        organization=answers.organization,
        email=answers.email,
        phone=answers.phone,
        wish=answers.wish,
        source="form",
        asked_at=at,
        asked_from=sender,
    )
