"""clearlane mail: try the way of the mails, and see which did not arrive."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from clearlane.doors.console.operating import add_json
from clearlane.doors.console.problem import Problem

if TYPE_CHECKING:
    from clearlane.foundation.mail.read_messages import Entry
    from clearlane.foundation.mail.transmit import NotSent

EXAMPLES = {
    "test": "clearlane mail test ann@example.org",
    "list": "clearlane mail list --json",
}
EXAMPLE = EXAMPLES["test"]

NO_SERVER = "no SMTP server is set; set CLEARLANE_SMTP_URL=smtp://user:password@host:587 and CLEARLANE_MAIL_FROM"
REMEDIES = {
    "address": ("the server's name leads nowhere", "look at the host in CLEARLANE_SMTP_URL, and at this machine's DNS"),
    "unreached": (
        "the server does not answer",
        (
            "look at host and port in CLEARLANE_SMTP_URL (587 for smtp://, 465 for smtps://), and whether a firewall "
            "lets this machine out"
        ),
    ),
    "tls": (
        "there is no encryption that can be trusted",
        (
            "use the name that stands in the server's certificate; smtps:// for a port that speaks TLS from the start; "
            "a certificate authority of one's own is named in CLEARLANE_SMTP_CA"
        ),
    ),
    "login": (
        "user and password are not taken",
        (
            "look at both in CLEARLANE_SMTP_URL (%40 for @, %3A for :, %2F for /); many providers want a password made "
            "for programs"
        ),
    ),
    "turned_away": (
        "the server does not take mails from us",
        "CLEARLANE_MAIL_FROM must be an address for which this server sends; it may also want a login",
    ),
    "cut": ("the server hung up before it had the mail", "try again; where it stays so, its log says why"),
    "refused": ("the server does not take this mail", "look at the address; the server's answer says why"),
    "in_doubt": ("the server hung up when it had all of the mail", "look whether it has arrived before trying again"),
}
"""What is wrong and how to mend it, by the kind of foundation/mail/transmit."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `test` and `list`."""
    actions = parser.add_subparsers(dest="action", required=True)
    test = actions.add_parser("test", help="send a test mail at once, and say what the server answered")
    test.add_argument("address", help="to whom")
    listed = actions.add_parser("list", help="mails that failed, bounced, are in doubt, or were tried in vain so far")
    for each in (test, listed):
        add_json(each)


def run(args: argparse.Namespace) -> int:
    """Do the action; 0 fine, 1 the server does not take this mail, 2 the way to it is not open."""
    from clearlane.config.setup import setup

    setup(role="operator")
    return _list(as_json=args.json) if args.action == "list" else _test(args.address, as_json=args.json)


def _test(address: str, *, as_json: bool) -> int:
    from django.conf import settings

    from clearlane.foundation.mail.address import AddressIsWrong
    from clearlane.foundation.mail.transmit import NotSent
    from clearlane.foundation.mail.try_way import try_mail

    if settings.MAIL_SERVER is None:
        raise Problem(_without_server(is_shown=settings.MAIL_IS_SHOWN))
    try:
        answer = try_mail(server=settings.MAIL_SERVER, to=address)
    except AddressIsWrong as wrong:
        raise Problem(f"{address!r} is no address: {wrong}") from wrong
    except NotSent as problem:
        return _tell_not_sent(problem, as_json=as_json)
    said = f"{answer.code} {answer.words}"
    server = f"{settings.MAIL_SERVER.host}:{settings.MAIL_SERVER.port}"
    if as_json:
        print(json.dumps({"sent": True, "server": server, "answer": said, "from": settings.MAIL_FROM}))
        return 0
    print(f"{server} has taken the mail from {settings.MAIL_FROM}; it answered: {said}")
    print(f"look whether it arrives at {address}, and whether it lies in spam")
    return 0


def _without_server(*, is_shown: bool) -> str:
    told = "; until then mails are shown on the local mail page, whose address `up` prints" if is_shown else ""
    return f"{NO_SERVER}{told}"


def _tell_not_sent(problem: NotSent, *, as_json: bool) -> int:
    what, mend = REMEDIES[problem.kind]
    said = f"{problem.answer.code} {problem.answer.words}" if problem.answer else problem.why
    if as_json:
        print(json.dumps({"sent": False, "kind": problem.kind, "what": what, "answer": said, "mend": mend}))
        return 1 if problem.kind == "refused" else 2
    print(f"not sent: {what}" + (f" ({said})" if said else ""))
    print(f"  mend it: {mend}")
    return 1 if problem.kind == "refused" else 2


def _list(*, as_json: bool) -> int:
    from django.conf import settings

    from clearlane.foundation.mail.read_messages import list_troubled

    entries = list_troubled()
    if as_json:
        print(json.dumps([asdict(each) for each in entries], default=str))
        return 0
    for each in entries:
        print(_line(each))
    if not entries and settings.MAIL_SERVER is None:
        print(_without_server(is_shown=settings.MAIL_IS_SHOWN))
    elif not entries:
        print("every mail has been taken by the server")
    return 0


def _line(each: Entry) -> str:
    at = each.put_at.strftime("%Y-%m-%d %H:%M")
    return f"{at}  {each.state:<9} {each.template:<18} {each.attempts:>2} tries  {each.recipient}  {each.note}".rstrip()
