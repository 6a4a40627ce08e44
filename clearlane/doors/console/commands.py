"""The commands: name, module, and what each is for. A module is imported when its command runs, and not before."""

from __future__ import annotations

from typing import NamedTuple


class Command(NamedTuple):
    """A module of this folder with ``add_arguments(parser)``, ``run(args) -> int`` and ``EXAMPLE``.

    One whose command has actions has ``EXAMPLES`` beside it: one for each action, by its name.
    ``needs_data``: it works on a data folder, so it takes ``--data`` and finds the folder in ``CLEARLANE_DATA``.
    """

    module: str
    summary: str
    needs_data: bool = True


COMMANDS = {
    "up": Command("up", "start the house: database, web, SFTP, workers; --demo sends claims through it"),
    "setup": Command("setup", "say who runs this house: asked, tested, written into clearlane.toml"),
    "keys": Command("keys", "back up the keys of this house under a passphrase, and restore them"),
    "doctor": Command("doctor", "say what is wrong with this installation, and how to mend it"),
    "send": Command("send", "send a file of claims through the API"),
    "mailbox": Command("mailbox", "list, fetch and confirm what lies ready for a submitter, through the API"),
    "trace": Command("trace", "the life of a claim, with the bytes of each step"),
    "status": Command("status", "counts by state, the oldest unanswered claim of each payer, the tie-out"),
    "worklist": Command("worklist", "what a person must look at, and why"),
    "release": Command("release", "let held claims go on"),
    "retry": Command("retry", "give stuck work another try"),
    "unbatch": Command("unbatch", "take a batch apart that was refused or never sent"),
    "payment": Command("payment", "payments that nobody holds, and handing them over"),
    "x12": Command("x12", "check X12 files, explain and answer them, turn them into other shapes", needs_data=False),
    "codes": Command("codes", "code lists: what is here and from when to when, asking for a code, bringing lists in"),
    "edits": Command("edits", "the edits: a list, one with its cases, and writing their pages", needs_data=False),
    "docs": Command("docs", "write the pages that are drawn from tables", needs_data=False),
    "operator": Command("operator", "who runs this house: add operators, end and list them"),
    "tenant": Command("tenant", "add and list tenants"),
    "key": Command("key", "add and revoke API keys"),
    "sftp-user": Command("sftp_user", "add an SFTP account"),
    "pair": Command("pair", "register an NPI and TIN for which a submitter may bill"),
    "payer": Command("payer", "add and list payers"),
    "connection": Command("connection", "open and list the ways to payers, and show profiles to start from"),
    "route": Command("route", "say over which connection a payer is reached"),
    "enrollment": Command("enrollment", "record and list which providers are enrolled with which payers"),
    "mail": Command("mail", "send a test mail, and list the mails that did not arrive"),
    "audit": Command("audit", "verify the audit trail"),
    "bench": Command(
        "bench", "measure the journey of many claims, the portal's pages, or the X12 engine", needs_data=False
    ),
    "fuzz": Command(
        "fuzz", "change claims at random: every tier of the X12 engine must say the same", needs_data=False
    ),
    "screenshots": Command("screenshots", "take every page of the portal in a house of its own", needs_data=False),
    "database": Command("database", "make the database, roles and passwords on a PostgreSQL of one's own"),
    "migrate": Command("migrate", "bring the tables up to this version"),
    "demo": Command("demo", "send synthetic claims through a house that is up, and tie them out"),
    "worker": Command("worker", "one worker, as `up` starts it"),
    "web": Command("web", "the web server, as `up` starts it"),
    "console": Command("console", "the operators' console, as `up` starts it"),
    "serve-sftp": Command("serve_sftp", "the SFTP server, as `up` starts it"),
    "mail-page": Command("mail_page", "the local mail page, as `up` starts it where no mail server is set"),
    "maintain": Command(
        "maintain",
        "partitions, sealing of the audit trail, sweeping, sending of mails, as `up` starts it",
    ),
}
