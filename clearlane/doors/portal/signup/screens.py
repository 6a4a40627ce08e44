"""Screens for what can go wrong on the way: what happened, why, and one button that does what is to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.http import HttpRequest, HttpResponse

from clearlane.doors.portal.render import render_page


@dataclass(frozen=True, slots=True)
class Screen:
    """``todo`` is the button's label; it leads to ``href``, or sends a form to ``post``."""

    status: int
    title: str
    what: str
    why: str
    todo: str
    href: str = ""
    post: str = ""


LINK: Mapping[str, Screen] = {
    "expired": Screen(
        410,
        "This link has expired",
        "Your address is not verified yet. Nothing was lost.",
        "A link works for 24 hours, so that an old mail cannot open an account.",
        "Send me a new link",
        post="/start/again",
    ),
    "replaced": Screen(
        410,
        "There is a newer link",
        "This link was replaced when another one was asked for.",
        "Only the last mail counts. It is the one on top in your inbox; if it does not come, ask for one more.",
        "Send me a new link",
        post="/start/again",
    ),
    "used": Screen(
        410,
        "This link was used already",
        "Your address is verified, and what you have answered is kept.",
        "A link works once. You, or somebody who reads your mail, went on with it in another tab or on another device.",
        "Sign in to go on",
        href="/signin?next=/start/go-on",
    ),
    "unknown": Screen(
        404,
        "We do not know this link",
        "Nothing was changed.",
        "Mail programs sometimes cut an address at the end of a line. Copy all of it, or begin anew.",
        "Begin anew",
        href="/start",
    ),
    "absent": Screen(
        404,
        "This device does not have your link",
        "Nothing was lost. This page opens from the link in our mail, on whichever device you read it.",
        "You came here without it: on another device, or after this browser was closed for a day.",
        "Ask for a new link",
        href="/start",
    ),
}
TOO_MANY = Screen(
    429,
    "That was the last link for now",
    "No further mail was sent.",
    "At most four links an hour go to one address, so that nobody can fill another's inbox. The last one still works.",
    "Look for the mail again",
    href="/start/sent",
)
BOUNCED = Screen(
    409,
    "Our mail came back",
    "No link has reached you yet. Nothing was lost.",
    "The server of this address refused the mail: a letter of the address may be wrong, or the mailbox is full.",
    "Enter the address again",
    href="/start/clearinghouse/email",
)
OTHERS_SESSION = Screen(
    409,
    "You are signed in as somebody else",
    "The link was not used, and nothing was changed.",
    "In this browser another account is signed in. An address that is being verified gets an account of its own.",
    "Sign out and go on",
    post="/start/leave",
)
NO_SIGN_UP = Screen(
    409,
    "Your account belongs to no organization",
    "You are signed in, but there is nothing here that you may see.",
    "Your account was made by somebody else, or an organization has ended your part in it. Its owner can invite you.",
    "Go to the start",
    href="/",
)
ALREADY_OPEN = Screen(
    409,
    "Your account is open already",
    "Nothing was changed: what you signed stands.",
    "You came back to a page of the sign-up, by the Back button or in another tab. Address and phone can be changed in "
    "the settings.",
    "Go on",
    href="/welcome",
)
NO_AGREEMENT = Screen(
    503,
    "The agreement cannot be shown",
    "Nothing was signed, and all that you have answered is kept.",
    "Its text was replaced by one that cannot be read. Whoever runs this installation sees why in clearlane doctor.",
    "Try again",
    href="/start/kind",
)
TOO_MANY_CONTACTS = Screen(
    429,
    "We have your earlier requests",
    "This one was not added.",
    "A few requests a day come from one place, so that the list stays readable. Somebody will call you.",
    "Go to the start",
    href="/",
)


def show_screen(request: HttpRequest, screen: Screen) -> HttpResponse:
    """The screen as a page."""
    answer = render_page(request, "portal/signup/screen.html", asdict(screen), status=screen.status)
    answer["Cache-Control"] = "no-store"
    return answer
