"""clearlane maintain: what must be done now and then for as long as the house is up."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from clearlane.config.setup import setup
from clearlane.doors.console.operating import add_json
from clearlane.doors.console.problem import Problem

EXAMPLE = "clearlane maintain seal sweep --once"
SWEEP_EVERY_SECONDS = 3600.0
PARTITIONS_EVERY_SECONDS = 60.0
MAIL_EVERY_SECONDS = 0.5
FORGET_EVERY_SECONDS = 60.0
FOLD_EVERY_SECONDS = 600.0
LET_IN_EVERY_SECONDS = 5.0
FOLDED_AT_ONCE = 200
ENTRIES_EVERY_SECONDS = 60.0
SIGNED_EVERY_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do every so many seconds, and as whom; ``load`` imports what does it, and gives what it did."""

    role: str
    seconds: float
    load: Callable[[], Callable[[], object]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may be maintained."""
    parser.add_argument(
        "what",
        nargs="+",
        choices=sorted(TASKS),
        help="seal the audit trail, sweep away uploads that were cut off a day ago, make the partitions to come, send "
        "the mails that are due, wipe what mails said that are of no use any more, take away sessions and counts of "
        "tries that have ended, fold the counts of claims, tell senders what to do with held claims of providers who "
        "let them in since, tell organizations of operators' hours in their rooms that have ended, or mail of "
        "signatures that were not mailed",
    )
    parser.add_argument("--once", action="store_true", help="once, and not again and again")
    add_json(parser)
    parser.description = (
        f"{parser.description} With --json it prints what each has done the first time, as counts or names; null is "
        "what could not be done, of which the log says why."
    )


def run(args: argparse.Namespace) -> int:
    """Do the tasks again and again until told to stop."""
    names = list(dict.fromkeys(args.what))
    tasks = [TASKS[name] for name in names]
    roles = {task.role for task in tasks}
    if len(roles) > 1:
        raise Problem(f"{' and '.join(args.what)} are done by different roles, each in a process of its own")
    setup(role=roles.pop())
    repeat([(task.seconds, task.load()) for task in tasks], once=args.once, tell=partial(_tell, names, args.json))
    return 0


def _tell(names: Sequence[str], as_json: bool, done: Sequence[object]) -> None:
    if as_json:
        print(json.dumps(dict(zip(names, done, strict=True))), flush=True)


def repeat(
    tasks: Sequence[tuple[float, Callable[[], object]]],
    *,
    once: bool,
    tell: Callable[[Sequence[object]], None] = lambda _: None,
) -> None:
    """Do each task now, ``tell`` what they did, and each again after its seconds; what is due first goes first."""
    due, done = [time.monotonic()] * len(tasks), []
    for place, (seconds, task) in enumerate(tasks):
        done.append(task())
        due[place] += seconds
    tell(done)
    while not once:
        place = due.index(min(due))
        time.sleep(max(0.0, due[place] - time.monotonic()))
        tasks[place][1]()
        due[place] = time.monotonic() + tasks[place][0]


def _keys() -> Callable[[], object]:
    """Mail the owners of API keys that come to their end."""
    from clearlane.directory.users.tell_expiring_keys import tell_expiring_keys

    return tell_expiring_keys


def _seal() -> Callable[[], object]:
    """Seal what was written to the audit trail."""
    from clearlane.foundation.audit.seal import seal

    return lambda: seal(by="flow:sealer")


def _sweep() -> Callable[[], object]:
    """Clear away what cut uploads have left in the spool; a folder that resists must not stop the sealing."""
    from clearlane.foundation.telemetry.log import logger
    from clearlane.foundation.vault.sweep import sweep

    log = logger(__name__)

    def task() -> int | None:
        try:
            swept = sweep()
        except OSError:
            log.exception("the spool cannot be swept")
            return None
        log.info("the spool was swept", swept=swept)
        return swept

    return task


def _sweep_ended() -> Callable[[], object]:
    """Take away what has ended by itself: browsers of people and of operators, counts of what they tried, and links of
    sign-ups that made no account, a month after they expired."""
    from clearlane.directory.operators.session_store import SessionStore as OperatorsStore
    from clearlane.directory.registrations.sweep_links import sweep_links
    from clearlane.directory.users.session_store import SessionStore
    from clearlane.directory.users.sweep_tallies import sweep_tallies

    def task() -> Mapping[str, int]:
        sessions, operators = SessionStore.sweep(), OperatorsStore.sweep()
        return {"sessions": sessions, "operators": operators, "tallies": sweep_tallies(), "links": sweep_links()}

    return task


def _end_entries() -> Callable[[], object]:
    """Say in the trail of each organization that an operator's hour in its rooms has ended."""
    from clearlane.directory.operators.enter import end_lapsed

    return lambda: end_lapsed(by="flow:sweeper")


def _tell_signed() -> Callable[[], object]:
    """Mail of signatures of which a process that died has mailed nothing."""
    from clearlane.flows.sign_agreement import tell_owed

    return tell_owed


def _partitions() -> Callable[[], object]:
    """Make partitions six months ahead; looked at each minute, since a test clock may be moved."""
    from clearlane.foundation.partitions.ensure import ensure

    return ensure


def _send_mail() -> Callable[[], object]:
    """Send the mails that are due; asked to stop, finish the one that was begun."""
    from clearlane.foundation.lifeline.stop import Stop
    from clearlane.foundation.mail.send_due import send_due

    stop = Stop()

    def task() -> int:
        with stop.later():
            return send_due(goes_on=lambda: not stop.is_asked)

    return task


def _forget_mail() -> Callable[[], object]:
    """Find mails whose sender died, and wipe what is of no use any more."""
    from clearlane.foundation.mail.claim import forget

    return forget


def _fold() -> Callable[[], object]:
    """Fold the register of counts, some organizations at a time."""
    from clearlane.directory.organizations.list_all import list_all
    from clearlane.exchange.claims.fold_counts import fold_counts
    from clearlane.foundation.tenancy.scope import scope

    def task() -> int:
        made, tenants = 0, [each.id for each in list_all()]
        for start in range(0, len(tenants), FOLDED_AT_ONCE):
            some = tenants[start : start + FOLDED_AT_ONCE]
            with scope(some, by="flow:fold"):
                made += fold_counts(tenants=some)
        return made

    return task


def _tell_let_in() -> Callable[[], object]:
    """Tell senders on held claims that a provider has let them in since, and what to do."""
    from clearlane.flows.tell_let_in import tell_let_in

    return lambda: tell_let_in(by="flow:let_in")


TASKS = {
    "keys": Task("operator", SWEEP_EVERY_SECONDS, _keys),
    "fold": Task("flow", FOLD_EVERY_SECONDS, _fold),
    "tell-let-in": Task("flow", LET_IN_EVERY_SECONDS, _tell_let_in),
    "seal": Task("flow", 1.0, _seal),
    "sweep": Task("flow", SWEEP_EVERY_SECONDS, _sweep),
    "sweep-ended": Task("owner", SWEEP_EVERY_SECONDS, _sweep_ended),
    "send-mail": Task("flow", MAIL_EVERY_SECONDS, _send_mail),
    "forget-mail": Task("flow", FORGET_EVERY_SECONDS, _forget_mail),
    "tell-signed": Task("owner", SIGNED_EVERY_SECONDS, _tell_signed),
    "end-entries": Task("owner", ENTRIES_EVERY_SECONDS, _end_entries),
    "partitions": Task("owner", PARTITIONS_EVERY_SECONDS, _partitions),
}
