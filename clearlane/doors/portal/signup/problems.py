"""What is told beside a field: what is wrong, why, and what to enter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """A field and what is told beside it; ``href`` leads to where it is mended, where that is another page."""

    field: str
    text: str
    href: str = ""


_ODD = "has a sign that cannot be printed, or one of < and >. Type it without."
_LATIN = "has letters that are not Latin, and claims can carry none of them. Type it in Latin letters"
_SHOWN = "has letters that are not Latin, and our papers can show none of them. Type it in Latin letters."
_PARTS = "has one of * ~ : ^ and |, which part one value from the next in a claim. Type it without, or with a dash."
_LONG = "has more than 80 characters. Shorten it."
WORDS: Mapping[tuple[str, str], str] = {
    ("email", "no_at"): "Enter a whole address, with a name before the @, such as name@practice.example.",
    ("email", "no_domain"): "Enter the part after the @, such as name@practice.example.",
    (
        "email",
        "no_address",
    ): "This is not an address that mail can be sent to. Look for blanks and letters with accents.",
    ("email", "too_long"): "An address has at most 254 characters, and 64 of them before the @.",
    ("organization", "odd_signs"): f"The name of the organization {_ODD}",
    (
        "organization",
        "not_latin",
    ): f"The name of the organization {_LATIN}, as on the letter from the IRS that gave the tax ID.",
    ("organization", "separator"): f"The name of the organization {_PARTS}",
    ("organization", "missing"): "Enter the legal name of the organization, as it stands in its tax papers.",
    ("organization", "too_long"): "Claims hold 60 characters of a name. Shorten it.",
    ("npi", "missing"): "Enter the ten digits of the NPI, or tick that there is none.",
    ("npi", "not_ten_digits"): "An NPI has ten digits and begins with 1 or 2. Enter all ten.",
    ("npi", "check_digit"): (
        "The last digit of an NPI proves the nine before it, and here it does not. One digit is wrong, or two changed "
        "places. Compare it with the letter from the NPI registry."
    ),
    ("npi", "odd_signs"): "An NPI has digits alone. Take the other signs out.",
    (
        "npi",
        "both",
    ): "There is an NPI here, and below you say that there is none. Empty the field, or take the tick out.",
    ("tin", "missing"): "Enter the nine digits of the tax ID.",
    ("tin", "not_nine_digits"): "A tax ID has nine digits, such as 12-3456789. Enter all nine.",
    ("tin", "one_digit"): "No tax ID is one digit nine times. Compare it with your tax papers.",
    ("tin", "odd_signs"): "A tax ID has digits and dashes alone. Take the other signs out.",
    ("tin_kind", "missing"): "Choose which kind of tax ID this is.",
    ("username", "not_a_username"): "A username has 3 to 30 small letters, digits, dots, dashes and underscores.",
    ("username", "taken"): "Somebody here has this username. Choose another; you can also sign in by e-mail.",
    ("password", "missing"): "Choose a password of at least 12 characters.",
    (
        "password",
        "too_short",
    ): "This password is shorter than 12 characters, and short ones are guessed. Add a few words.",
    ("password", "too_long"): "A password has at most 128 characters.",
    ("password", "breached"): (
        "This password stands in lists of stolen ones, and those lists are tried first. Choose another; three or four "
        "words that belong only to you do well."
    ),
    ("password", "own_name"): "This password can be guessed from your name, or repeats few letters. Choose another.",
    ("again", "differs"): "The two passwords differ. Enter the same one twice, or show them and compare.",
    ("phone", "missing"): "Enter the phone number of the organization.",
    ("phone", "not_ten_digits"): "A phone number has ten digits, such as (555) 010-0188.",
    ("street", "missing"): "Enter street and number.",
    ("street", "too_long"): "Claims hold 55 characters of a street. Shorten it.",
    ("street", "odd_signs"): f"The street {_ODD}",
    ("street", "not_latin"): f"The street {_LATIN}.",
    ("street", "separator"): f"The street {_PARTS}",
    ("city", "not_latin"): f"The city {_LATIN}.",
    ("city", "separator"): f"The city {_PARTS}",
    ("city", "odd_signs"): f"The city {_ODD}",
    ("street", "post_box"): (
        "Payers refuse a post-office box as the address from which claims go out. Enter the street, or take the tick "
        "out below."
    ),
    ("zip", "missing"): "Enter the ZIP code.",
    ("zip", "not_a_zip"): "A ZIP code has five digits, or nine: 62701 or 62701-0001.",
    ("city", "missing"): "We do not know this ZIP code. Enter the city.",
    ("city", "too_long"): "Claims hold 30 characters of a city. Shorten it.",
    ("state", "missing"): "Enter the two letters of the state, such as IL.",
    ("state", "not_of_the_zip"): "This ZIP code lies in another state. Correct one of the two.",
    ("state", "not_a_state"): "Enter the two letters of the state, such as IL.",
    ("kind", "missing"): "Choose one of the five.",
    ("kind", "needs_npi"): (
        "On the first page you ticked that there is no NPI, but an organization that treats patients bills under one."
    ),
    ("signer", "missing"): "Enter the full name of the person who signs.",
    ("title", "missing"): "Enter the position of that person, such as Practice manager.",
    ("authorized", "missing"): "Only somebody who may sign for the organization can do so. Tick that you may.",
    ("signer", "odd_signs"): f"The name of who signs {_ODD}",
    (
        "signer",
        "not_latin",
    ): f"The name of who signs {_SHOWN}",
    ("signer", "too_long"): f"The name of who signs {_LONG}",
    ("title", "odd_signs"): f"The position {_ODD}",
    (
        "title",
        "not_latin",
    ): f"The position {_SHOWN}",
    ("title", "too_long"): f"The position {_LONG}",
    ("name", "missing"): "Enter your name.",
    ("name", "odd_signs"): f"Your name {_ODD}",
    (
        "name",
        "not_latin",
    ): f"Your name {_SHOWN}",
    ("name", "too_long"): f"Your name {_LONG}",
}


def told(problems: Mapping[str, str]) -> dict[str, str]:
    """Field -> the sentence beside it."""
    return {field: WORDS[field, problem] for field, problem in problems.items()}


def faults(problems: Mapping[str, str]) -> list[Fault]:
    """The same for the summary on top of a form, in the order of the fields."""
    return [Fault(field, text) for field, text in told(problems).items()]
