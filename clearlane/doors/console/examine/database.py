"""The database: that each role gets in, and may no more than it should; that the tables are those of this version."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from clearlane.config.databases import url
from clearlane.config.environment import flag
from clearlane.doors.console.examine.ailment import Ailment
from clearlane.doors.console.house.ready_database import is_own
from clearlane.foundation.postgres.examine import Examined, examine
from clearlane.foundation.postgres.layout import ROLES, Layout
from clearlane.foundation.postgres.prepare import OLDEST
from clearlane.foundation.postgres.start import is_ready

_TERSE = (
    "as its superuser: ALTER SYSTEM SET log_min_error_statement = 'panic'; "
    "ALTER SYSTEM SET log_error_verbosity = 'terse'; ALTER SYSTEM SET log_statement = 'none'; SELECT pg_reload_conf()"
)
MAILS_WITHIN = timedelta(days=7)


def examine_database(layout: Layout) -> Iterator[Ailment]:
    """All that is wrong with the database."""
    if not layout.data.is_dir():
        return
    if not is_own(layout) and not is_ready(layout):
        yield Ailment("the database is not running", "start the house: clearlane up", is_warning=True)
        return
    missing = [role for role in ROLES if not url(role, data=layout.data)]
    if missing:
        yield Ailment(f"no URL for the roles {', '.join(missing)}", "clearlane database init --admin-url URL")
        return
    found = {role: examine(url(role, data=layout.data)) for role in ROLES}
    yield from _roles(found)
    yield from _log(found["owner"])
    if not any(role.error for role in found.values()):
        yield from _tables()


def _roles(found: dict[str, Examined]) -> Iterator[Ailment]:
    for role, seen in found.items():
        if seen.error:
            mend = "is the server up and its address right? `clearlane database init` gives roles their passwords anew"
            yield Ailment(f"clearlane_{role} cannot connect: {seen.error}", mend)
        elif seen.version < OLDEST:
            yield Ailment(f"this is PostgreSQL {seen.version}", f"use PostgreSQL {OLDEST} or newer")
        elif seen.is_mighty:
            mend = f"ALTER ROLE clearlane_{role} NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB"
            yield Ailment(f"clearlane_{role} may more than it should", mend)
        elif seen.owned and role != "owner":
            yield Ailment(
                f"clearlane_{role} owns {seen.owned} tables",
                "give them to clearlane_owner: row security binds no owner",
            )


def _log(seen: Examined) -> Iterator[Ailment]:
    """That the log of the database holds nothing of patients."""
    if seen.logs_rows:
        what = "the log of PostgreSQL takes up statements or rows that fail, and with them data of patients"
        yield Ailment(what, _TERSE, is_warning=True)


def _tables() -> Iterator[Ailment]:
    """As the operator, in this process."""
    from clearlane.config.setup import setup

    setup(role="operator")
    from clearlane.config.pending import pending
    from clearlane.foundation.partitions.remaining import WARN_UNDER, remaining

    missing = pending()
    if missing:
        yield Ailment(f"{len(missing)} migrations are missing, {missing[0]} first", "clearlane migrate")
        return
    yield from _keys()
    yield from _vault()
    yield from _secrets()
    yield from _sandboxes()
    yield from _mails()
    yield from _stuck()
    days = remaining()
    if days < WARN_UNDER:
        yield Ailment(f"partitions end in {days} days", "clearlane migrate", is_warning=days > 0)


def _keys() -> Iterator[Ailment]:
    """That the keys made what the database holds; one that is missing is told with the files."""
    from clearlane.foundation.audit.try_keys import try_keys
    from clearlane.foundation.vault.keyring import KeyDoesNotFit, KeyIsMissing, KeyIsOpen

    try:
        try_keys(by="operator:doctor")
    except KeyDoesNotFit as problem:
        what, _, mend = str(problem).partition("; ")
        yield Ailment(what, mend)
    except (KeyIsMissing, KeyIsOpen):
        return


def _vault() -> Iterator[Ailment]:
    """That large objects go where the house keeps them."""
    from clearlane.foundation.vault.mark import OtherVault, try_vault
    from clearlane.foundation.vault.s3 import StoreIsAway, StoreRefuses

    try:
        try_vault()
    except (OtherVault, StoreRefuses) as problem:
        what, _, mend = str(problem).partition("; ")
        yield Ailment(what, mend)
    except StoreIsAway:
        yield Ailment("the store at CLEARLANE_VAULT_S3_URL does not answer", "start it, or correct the URL")


def _secrets() -> Iterator[Ailment]:
    """That the keys and passwords which connections name are there."""
    from clearlane.exchange.connections.find_missing_secrets import find_missing_secrets

    for name, paths in find_missing_secrets().items():
        for path in paths:
            yield Ailment(f"connection {name} names {path}, which is not there", "put the key or password there, 0600")


def _sandboxes() -> Iterator[Ailment]:
    """That no payer of the demo answers claims of a production house."""
    from clearlane.exchange.connections.list_sandboxes import list_sandboxes

    if flag("CLEARLANE_PRODUCTION") and (names := list_sandboxes()):
        mend = "start the production house with a data folder and a database of its own"
        yield Ailment(f"connections to sandbox payers are live in production: {', '.join(names)}", mend)


def _mails() -> Iterator[Ailment]:
    """That mails arrive."""
    from clearlane.foundation.mail.read_messages import count_troubled

    if count := count_troubled(within=MAILS_WITHIN):
        what = f"{count} mails of the last {MAILS_WITHIN.days} days failed, bounced or are in doubt"
        yield Ailment(what, "clearlane mail list", is_warning=True)


def _stuck() -> Iterator[Ailment]:
    """That no step stands still."""
    from clearlane.foundation.queue.waiting import count_stuck

    if count := count_stuck():
        what = f"{count} {'thing stands' if count == 1 else 'things stand'} still at a step that failed"
        yield Ailment(what, "clearlane worklist says which and why, clearlane retry lets them go on", is_warning=True)
