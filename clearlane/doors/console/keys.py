"""clearlane keys: back up the keys of this house under a passphrase, and restore them."""

from __future__ import annotations

import argparse
import json
import secrets
from pathlib import Path

from clearlane.config.environment import folder
from clearlane.config.place import place
from clearlane.doors.console.problem import Problem
from clearlane.foundation.durable.files import write_file
from clearlane.foundation.vault.is_backed_up import mark_backed_up
from clearlane.foundation.vault.key_backup import (
    WORDS_IN_PASSPHRASE,
    BackupIsWrong,
    KeysAreThere,
    back_up,
    make_passphrase,
    restore,
)

EXAMPLES = {
    "backup": "clearlane keys backup /media/safe/clearlane.keys",
    "restore": "clearlane keys restore /media/safe/clearlane.keys",
}
EXAMPLE = EXAMPLES["backup"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `backup` and `restore`."""
    actions = parser.add_subparsers(dest="action", required=True)
    backup = actions.add_parser("backup", help="write the keys into one file; ten words open it")
    backup.add_argument("file", type=Path, help="a new file, kept away from the backups of the data folder")
    restored = actions.add_parser("restore", help="put the keys of such a file into the keys folder")
    restored.add_argument("file", type=Path, help="the file that backup wrote")
    for each in (backup, restored):
        each.add_argument("--json", action="store_true", help="as JSON; what is asked is still asked on the terminal")


def run(args: argparse.Namespace) -> int:
    """Do the action; 0 done, 1 the words or the file were wrong."""
    data = place(args.data)
    keys = folder("CLEARLANE_KEYS", data / "keys")
    return _back_up(args, data, keys) if args.action == "backup" else _restore(args, keys)


def _back_up(args: argparse.Namespace, data: Path, keys: Path) -> int:
    if not (keys / "master.key").is_file():
        raise Problem(f"there are no keys in {keys} yet; start the house once: clearlane up")
    if args.file.exists():
        raise Problem(f"{args.file} is there already; name a new file")
    words = make_passphrase()
    print("Write these ten words down. They open the file; nothing else does.\n")
    print("  " + " ".join(words) + "\n")
    if not _knows(words):
        print("Those are not the words: nothing was written. Begin again.")
        return 1
    try:
        write_file(args.file, [back_up(folder=keys, passphrase=" ".join(words))])
    except OSError as error:
        raise Problem(f"{args.file} cannot be written: {error.strerror}") from error
    mark_backed_up(data=data, keys=keys)
    print(json.dumps({"file": str(args.file)}) if args.json else f"written: {args.file}")
    return 0


def _knows(words: list[str]) -> bool:
    """Ask back two of them, chosen by chance."""
    for place_of in sorted(secrets.SystemRandom().sample(range(WORDS_IN_PASSPHRASE), 2)):
        if _answer(f"Word number {place_of + 1}: ").strip().lower() != words[place_of]:
            return False
    return True


def _restore(args: argparse.Namespace, keys: Path) -> int:
    try:
        backup = args.file.read_bytes()
    except OSError as error:
        raise Problem(f"{args.file} cannot be read: {error.strerror}") from error
    try:
        names = restore(backup=backup, passphrase=_answer("The ten words: "), folder=keys)
    except (BackupIsWrong, KeysAreThere) as problem:
        print(f"clearlane keys: {problem}")
        return 1
    print(json.dumps({"folder": str(keys), "files": names}) if args.json else f"{len(names)} files are in {keys}")
    return 0


def _answer(question: str) -> str:
    try:
        return input(question)
    except EOFError as error:
        raise Problem("the words are asked on the terminal") from error
