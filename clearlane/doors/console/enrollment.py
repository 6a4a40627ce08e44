"""clearlane enrollment: which providers are enrolled with which payers."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from uuid import UUID

from clearlane.doors.console.bounds import tenant_number
from clearlane.doors.console.operating import add_by, add_json, check_tenant

EXAMPLES = {
    "add": "clearlane enrollment add 1234567893 123456789 --tenant 2 --payer 60054 --connection upstream --by ann",
    "end": "clearlane enrollment end 1234567893 123456789 --tenant 2 --payer 60054 --connection upstream --by ann",
    "list": "clearlane enrollment list --tenant 2",
}
EXAMPLE = EXAMPLES["add"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `add`, `end` and `list`."""
    actions = parser.add_subparsers(dest="action", required=True)
    add = actions.add_parser("add", help="record an enrollment, or how the one that is there stands now")
    add.add_argument("--status", default="live", choices=("asked", "live", "refused"), help="(default live)")
    end = actions.add_parser("end", help="let an enrollment count no more from today on")
    for each in (add, end):
        each.add_argument("npi", help="billing NPI, ten digits")
        each.add_argument("tin", help="tax id, nine digits")
        each.add_argument("--tenant", type=tenant_number, required=True, help="the organization that holds the pair")
        each.add_argument("--payer", required=True, metavar="ID", help="as the payers' directory has it")
        each.add_argument("--connection", required=True, metavar="NAME", help="the way that it is enrolled for")
        add_by(each)
    listed = actions.add_parser("list", help="all enrollments")
    listed.add_argument("--tenant", type=tenant_number, help="only those of this organization")
    for each in (add, end, listed):
        add_json(each)


def run(args: argparse.Namespace) -> int:
    """Do the action; 0 fine, 1 the pair, payer, connection or enrollment is not there, 2 there is no such tenant."""
    from clearlane.config.setup import setup

    setup(role="operator")
    if args.action == "list":
        return _list(args.tenant, as_json=args.json)
    from clearlane.exchange.connections.find_named import NoSuchConnection, find_named

    check_tenant(args.tenant)
    try:
        way = find_named(name=args.connection)
    except NoSuchConnection:
        return _refused(f"there is no connection {args.connection!r}; `clearlane connection list` lists them")
    return _add(args, way) if args.action == "add" else _end(args, way)


def _add(args: argparse.Namespace, way: UUID) -> int:
    from clearlane.directory.payers.find_payers import find_payers
    from clearlane.directory.providers.add_enrollment import EnrollmentRefused, add_enrollment
    from clearlane.flows.let_go import ENROLLED, let_go
    from clearlane.foundation.tenancy.scope import scope

    by, asked = f"operator:{args.by}", _asked(args)
    if asked["payer_id"] not in find_payers(payer_ids=[asked["payer_id"]]):
        return _refused(f"payer {asked['payer_id']} is not in the directory; `clearlane payer add` enters it")
    try:
        with scope([args.tenant], by=by):
            before = add_enrollment(
                tenant=args.tenant,
                npi=asked["npi"],
                tin=asked["tin"],
                payer_id=asked["payer_id"],
                connection=way,
                status=args.status,
                by=by,
            )
            if args.status == "live":
                let_go(rule=ENROLLED, npi=asked["npi"], tin=asked["tin"], payer=asked["payer_id"], by=by)
    except EnrollmentRefused as refusal:
        return _refused(str(refusal))
    said = f"{args.npi} with payer {asked['payer_id']} over {args.connection} is {args.status}"
    said += f" (was {before})" if before else ""
    said += "; claims that waited for it are judged again" if args.status == "live" else ""
    print(json.dumps({**asked, "connection": args.connection, "status": args.status}) if args.json else said)
    return 0


def _end(args: argparse.Namespace, way: UUID) -> int:
    from clearlane.directory.providers.end_enrollment import end_enrollment
    from clearlane.foundation.tenancy.scope import scope

    by, asked = f"operator:{args.by}", _asked(args)
    with scope([args.tenant], by=by):
        is_ended = end_enrollment(tenant=args.tenant, connection=way, by=by, **asked)
    if not is_ended:
        return _refused(
            f"tenant {args.tenant} has no open enrollment of {args.npi} with payer {asked['payer_id']} there"
        )
    said = f"{args.npi} with payer {asked['payer_id']} over {args.connection} is ended"
    print(json.dumps({**asked, "connection": args.connection, "status": "ended"}) if args.json else said)
    return 0


def _asked(args: argparse.Namespace) -> dict[str, str]:
    return {"npi": args.npi, "tin": args.tin.replace("-", ""), "payer_id": args.payer.strip().upper()}


def _refused(why: str) -> int:
    print(f"clearlane enrollment: {why}")
    return 1


def _list(tenant: int | None, *, as_json: bool) -> int:
    from clearlane.directory.providers.list_enrollments import list_enrollments
    from clearlane.exchange.connections.list_all import list_all

    names = {each.id: each.name for each in list_all()}
    entries = [{**asdict(each), "connection": names[each.connection]} for each in list_enrollments(tenant=tenant)]
    if as_json:
        print(json.dumps(entries, default=str))
        return 0
    for each in entries:
        until = f" to {each['until_date']}" if each["until_date"] else ""
        way = f"payer {each['payer_id']} over {each['connection']}"
        print(f"{each['status']:8} {each['npi']}  tenant {each['tenant']}  {way}, from {each['from_date']}{until}")
    return 0
