"""clearlane mail-page: show mails on this machine, where no mail server is set."""

from __future__ import annotations

import argparse

from clearlane.config.setup import setup
from clearlane.doors.console.house.tell_ready import add_ready_argument, tell_ready
from clearlane.doors.console.problem import Problem
from clearlane.doors.mail_page.token import ready_token

EXAMPLE = "clearlane mail-page --port 8825"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the port."""
    parser.add_argument("--port", type=int, required=True, help="the port on 127.0.0.1")
    add_ready_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop. Raises Problem where mails are sent, or where strangers may come."""
    setup(role="gate", data=args.data, serves=True)
    from django.conf import settings

    from clearlane.doors.mail_page.page import mail_page
    from clearlane.doors.mail_page.serve import LOOPBACK, listen

    if not settings.MAIL_IS_SHOWN:
        raise Problem(
            "mails are shown only while CLEARLANE_SMTP_URL is not set, CLEARLANE_ORIGIN is on localhost, and "
            "CLEARLANE_PRODUCTION is not set"
        )
    with listen(application=mail_page(token=ready_token(data=settings.DATA), port=args.port), port=args.port) as server:
        tell_ready(args, url=f"http://{LOOPBACK}:{args.port}/")
        server.serve_forever()
    return 0
