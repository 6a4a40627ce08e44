"""What Clearlane is made of, for who has just come in: what is there is a link, what is not is said to be coming."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Resource:
    """One of the five; without ``href`` it is coming."""

    name: str
    text: str
    icon: str
    href: str = ""


RESOURCES = (
    Resource("Clearinghouse", "Files in and out, acknowledgments, remittances", "route", "/files"),
    Resource("Practice management", "Schedule, charges, statements", "cal"),
    Resource("Claims", "Where each claim stands, and what to do about it", "claim", "/claims"),
    Resource("Eligibility", "Who is covered, and for what", "elig"),
    Resource("EHR", "Notes, orders, prescriptions", "note"),
)
