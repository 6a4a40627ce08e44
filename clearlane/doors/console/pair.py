"""clearlane pair: let an organization bill under an NPI and tax id, and receive its remittances."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from clearlane.doors.console.bounds import tenant_number
from clearlane.doors.console.problem import Problem

SUMMARY = "register an NPI and TIN for which a submitter may bill"
TIN_LENGTH = 9
EXAMPLES = {
    "add": "clearlane pair add 1234567893 123456789 --tenant 3 --submitter 2 --by ann",
}
EXAMPLE = EXAMPLES["add"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `add`."""
    actions = parser.add_subparsers(dest="action", required=True)
    add = actions.add_parser("add", help="register a pair that you have verified")
    add.add_argument("npi", help="billing NPI, ten digits; with --atypical the number that the payer gave (REF*G2)")
    add.add_argument("tin", help="tax id, nine digits")
    add.add_argument(
        "--tenant", type=tenant_number, required=True, help="the organization that holds the pair and its claims"
    )
    add.add_argument("--submitter", type=tenant_number, help="who sends its claims, where that is another")
    add.add_argument("--atypical", action="store_true", help="a provider who has no NPI; --payer is whose number it is")
    add.add_argument("--no-era", action="store_true", help="do not give it the right to the remittances")
    add.add_argument(
        "--payer", default="", metavar="ID", help="remittances of this payer only (every payer); needed with --atypical"
    )
    add.add_argument(
        "--by", required=True, metavar="NAME", help="who verified it, for the audit trail; in service an operator"
    )
    add.add_argument("--seen", default="", metavar="TEXT", help="what you verified it by; in service it must be said")
    add.add_argument("--json", action="store_true", help="as JSON")


def run(args: argparse.Namespace) -> int:
    """Register the pair; 0 fine, 1 it is not live: another organization holds it and a person must decide, or another
    operator must agree first; 2 it is none, or who does it may not."""
    from clearlane.config.setup import setup

    setup(role="operator")
    from clearlane.directory.operators.approve import MayNotApprove
    from clearlane.directory.providers.add_pair import PairRefused
    from clearlane.foundation.tenancy.house import HOUSE
    from clearlane.foundation.tenancy.scope import scope

    try:
        with scope([HOUSE, args.tenant], by=f"operator:{args.by}"):
            return _add_atypical(args) if args.atypical else _add(args)
    except (PairRefused, MayNotApprove) as refusal:
        raise Problem(str(refusal)) from refusal


def _add(args: argparse.Namespace) -> int:
    from clearlane.directory.providers.add_era_right import add_era_right
    from clearlane.directory.providers.add_pair import add_pair
    from clearlane.flows.let_go import PAIR, let_go

    by, tin, era = f"operator:{args.by}", args.tin.replace("-", ""), "none"
    if not _is_agreed(args, tin):
        return _waits(args)
    added = add_pair(npi=args.npi, tin=tin, tenant=args.tenant, submitter=args.submitter, by=by)
    if added.status == "live" and not args.no_era:
        era = add_era_right(npi=args.npi, tin=tin, tenant=args.tenant, payer_id=args.payer, by=by)
    if added.status == "live":
        let_go(rule=PAIR, npi=args.npi, tin=tin, by=by)
    said = f"{added.npi}+{added.tin} is {added.status} for tenant {added.tenant}, sent by {added.submitter}; ERA: {era}"
    print(json.dumps({**asdict(added), "era": era}) if args.json else said)
    return 0 if "disputed" not in (added.status, era) else 1


def _add_atypical(args: argparse.Namespace) -> int:
    from clearlane.directory.operators.agree import agree_to_act
    from clearlane.directory.operators.approve import needed
    from clearlane.directory.providers.add_atypical import add_atypical

    tin, payer = args.tin.replace("-", ""), args.payer.strip().upper()
    _check_atypical(args.npi, tin, payer)
    sender = args.submitter or args.tenant
    act = f"provider {args.npi!r}+{tin} of payer {payer} for tenant {args.tenant}, sent by {sender}"
    if needed() > 1 and not agree_to_act(act=act, name=args.by, evidence=args.seen):
        return _waits(args)
    by = f"operator:{args.by}"
    add_atypical(number=args.npi, tin=tin, tenant=args.tenant, submitter=sender, payer_id=payer, by=by)
    told = {"number": args.npi, "tin": tin, "tenant": args.tenant, "submitter": sender, "status": "live"}
    said = f"{args.npi}+{tin} is live for tenant {args.tenant}, sent by {sender}, without an NPI"
    print(json.dumps(told) if args.json else said)
    return 0


def _check_atypical(number: str, tin: str, payer: str) -> None:
    if len(tin) != TIN_LENGTH or not tin.isascii() or not tin.isdigit() or not number.strip():
        raise Problem(f"{number} and {tin} are not a payer's number and nine digits")
    if not payer:
        raise Problem(f"--atypical needs --payer, whose number {number} is")


def _is_agreed(args: argparse.Namespace, tin: str) -> bool:
    """Whether as many operators have said yes as it takes. A yes at the console to the same pair counts; the console
    knows of no submitter, so that letting one in is agreed to here alone."""
    from clearlane.directory.operators.agree import agree, agree_to_act
    from clearlane.directory.operators.approve import needed
    from clearlane.directory.providers.add_pair import check_pair, propose_pair

    if needed() == 1:
        return True
    check_pair(npi=args.npi, tin=tin)
    if args.submitter not in (None, args.tenant):
        act = f"pair {args.npi}+{tin} for tenant {args.tenant}, sent by {args.submitter}"
        return agree_to_act(act=act, name=args.by, evidence=args.seen)
    pair = propose_pair(npi=args.npi, tin=tin, tenant=args.tenant, by=f"operator:{args.by}")
    return pair is None or agree(kind="pair", subject=pair, name=args.by, evidence=args.seen)


def _waits(args: argparse.Namespace) -> int:
    """Say who must still agree, and how."""
    at_console = "" if args.atypical or args.submitter not in (None, args.tenant) else " or at the console"
    said = (
        f"{args.npi} waits: {args.by} has said yes, and this house is in service, which takes two. Another operator"
        f" agrees by the same command with a --by and --seen of his own{at_console}; until then nothing is sent"
    )
    told = {"npi": args.npi, "tin": args.tin.replace("-", ""), "tenant": args.tenant, "status": "waiting"}
    print(json.dumps(told) if args.json else said)
    return 1
