"""clearlane up: database, web, SFTP and workers under one supervisor."""

from __future__ import annotations

import argparse
import json
import shutil
from itertools import combinations
from pathlib import Path

from clearlane.config.environment import flag
from clearlane.config.mail import mail_is_shown
from clearlane.config.place import place
from clearlane.doors.console.house.bind import add_proxy_argument, take_proxy
from clearlane.doors.console.house.lock import lock
from clearlane.doors.console.house.make_room import make_room
from clearlane.doors.console.house.ports import LOOPBACK, Ports, check_ports
from clearlane.doors.console.house.programs import Plan, demo, origin_of, programs, usual_workers
from clearlane.doors.console.house.ready_database import is_own, ready_database
from clearlane.doors.console.problem import Problem
from clearlane.doors.mail_page.token import ready_token
from clearlane.foundation.durable.files import write_file
from clearlane.foundation.postgres.layout import Layout
from clearlane.foundation.postgres.start import stop_orphan
from clearlane.foundation.supervisor.supervise import House, ProgramNotReady, supervise

EXAMPLE = "clearlane up --demo"
WEB_PORT, SFTP_PORT, DATABASE_PORT, SANDBOX_PORT, MAIL_PORT, CONSOLE_PORT = 8837, 8822, 8854, 8899, 8825, 8838
DOORS = ("web", "sftp", "database", "sandbox", "mail", "console")
LAST_PORT = 65535
STOPPING = "stopping; what is being worked on is finished first, which takes up to ten seconds"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--demo", action="store_true", help="send invented claims through the house, to sandbox payers")
    parser.add_argument("--files", type=Path, metavar="DIR", help="with --demo: send the files of this folder instead")
    parser.add_argument(
        "--once", action="store_true", help="with --demo: end after its table; 0 when the tie-out closes"
    )
    parser.add_argument(
        "--workers",
        type=int,
        default=usual_workers(),
        metavar="N",
        help="workers (default: one more than processors; 0 leaves the work to others)",
    )
    parser.add_argument("--web-port", type=int, default=WEB_PORT, metavar="PORT", help=f"default {WEB_PORT}")
    parser.add_argument("--sftp-port", type=int, default=SFTP_PORT, metavar="PORT", help=f"default {SFTP_PORT}")
    parser.add_argument(
        "--database-port", type=int, default=DATABASE_PORT, metavar="PORT", help=f"default {DATABASE_PORT}"
    )
    parser.add_argument(
        "--sandbox-port", type=int, default=SANDBOX_PORT, metavar="PORT", help=f"default {SANDBOX_PORT}"
    )
    parser.add_argument(
        "--mail-port",
        type=int,
        default=MAIL_PORT,
        metavar="PORT",
        help=f"default {MAIL_PORT}; the local mail page, while no mail server is set",
    )
    parser.add_argument(
        "--console-port",
        type=int,
        default=CONSOLE_PORT,
        metavar="PORT",
        help=f"default {CONSOLE_PORT}; the operators' console",
    )
    add_proxy_argument(parser)
    parser.add_argument("--json", action="store_true", help="the addresses as one line of JSON")


def run(args: argparse.Namespace) -> int:
    """Bring the house up and keep it up until SIGINT or SIGTERM (0), or to the end of the demo."""
    _check(args)
    take_proxy(args)
    layout = Layout(place(args.data))
    ports = Ports(
        web=args.web_port,
        sftp=args.sftp_port,
        database=0 if is_own(layout) else args.database_port,
        sandbox=0 if flag("CLEARLANE_PRODUCTION") else args.sandbox_port,
        mail=args.mail_port if mail_is_shown() else 0,
        console=args.console_port,
    )
    if not layout.data.exists():
        check_ports(ports, after_a_crash=False)
    make_room(layout=layout)
    with lock(layout.data) as was_killed:
        return _up(args, Plan(layout, ports, args.workers, args.demo), was_killed=was_killed)


def _check(args: argparse.Namespace) -> None:
    if (args.files or args.once) and not args.demo:
        raise Problem("--files and --once belong to --demo")
    if args.demo and flag("CLEARLANE_PRODUCTION"):
        raise Problem("CLEARLANE_PRODUCTION is set: sandbox payers have no place in a production house")
    if args.files and not args.files.is_dir():
        raise Problem(f"{args.files} is not a folder")
    if args.files and not any(path.is_file() for path in args.files.rglob("*")):
        raise Problem(f"{args.files} has no file in it that could be sent")
    for name in DOORS:
        if not 1 <= getattr(args, f"{name}_port") <= LAST_PORT:
            raise Problem(f"--{name}-port is a number from 1 to {LAST_PORT}")
    _check_apart({f"--{name}-port": getattr(args, f"{name}_port") for name in DOORS})
    if args.workers < 0:
        raise Problem("--workers is 0 or more; with 0 other machines do the work")


def _check_apart(ports: dict[str, int]) -> None:
    """Raises Problem where two doors were given one port: each of them would keep the other from opening."""
    for (first, port), (second, other) in combinations(ports.items(), 2):
        if port == other:
            raise Problem(f"{first} and {second} are both {port}; each door needs a port of its own")


def _up(args: argparse.Namespace, plan: Plan, *, was_killed: bool) -> int:
    check_ports(plan.ports, after_a_crash=was_killed)
    shutil.rmtree(plan.layout.data / "metrics", ignore_errors=True)
    _tell(args, f"data folder: {plan.layout.data}")
    practice = 0 if args.demo else plan.ports.sandbox
    ready_database(layout=plan.layout, port=plan.ports.database, practice=practice)
    addresses = addresses_of(plan)
    write_file(plan.layout.data / "addresses.json", [json.dumps(addresses).encode()])
    finale = demo(plan, files=args.files, once=args.once) if args.demo else None
    house = House(
        programs(plan),
        plan.layout.data / "log",
        say=lambda: _say(args, addresses),
        finale=finale,
        ends_with_finale=args.once,
        say_stopping=lambda: _tell(args, STOPPING),
    )
    try:
        return supervise(house)
    except ProgramNotReady as problem:
        raise Problem(str(problem)) from problem
    finally:
        if plan.ports.database:
            stop_orphan(layout=plan.layout)


def addresses_of(plan: Plan) -> dict[str, str]:
    """Where each door is, by name."""
    ports = plan.ports
    named = {"portal": origin_of(ports), "web": f"http://{LOOPBACK}:{ports.web}"}
    named["sftp"] = f"sftp://{LOOPBACK}:{ports.sftp}"
    if ports.database:
        named["database"] = f"postgresql://{LOOPBACK}:{ports.database}/clearlane"
    if ports.sandbox:
        named["sandbox"] = f"sftp://{LOOPBACK}:{ports.sandbox}"
    if ports.console:
        named["console"] = f"http://localhost:{ports.console}/operator/"
    if ports.mail:
        named["mail"] = f"http://{LOOPBACK}:{ports.mail}/?token={ready_token(data=plan.layout.data)}"
    return named | {"data": str(plan.layout.data), "logs": str(plan.layout.data / "log")}


def _say(args: argparse.Namespace, addresses: dict[str, str]) -> None:
    if args.json:
        print(json.dumps(addresses), flush=True)
        return
    for name, address in addresses.items():
        print(f"  {name:9} {address}", flush=True)
    _tell(args, "the house is up; Ctrl-C stops it")


def _tell(args: argparse.Namespace, line: str) -> None:
    if not args.json:
        print(line, flush=True)
