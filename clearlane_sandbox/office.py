"""The payers' back office: takes what lies in /inbound, lays what is due into /outbound, and survives kill -9.

A file is in the ledger, with every answer that it will get, before it counts as received; which upload it was (inode,
time, size, name) tells after a crash that it is no second one. An answer is *planned*, then *staged* (on disk beside
/outbound), then renamed into /outbound and *released*: after a crash a staged answer whose file is gone had arrived.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from clearlane_sandbox.bench import judge_bench
from clearlane_sandbox.judge import judge
from clearlane_sandbox.lay_out import move_durably, sync_folder, write_durably
from clearlane_sandbox.ledger.book import Book, Due, Upload
from clearlane_sandbox.outgoing import Judged
from clearlane_sandbox.profile import Profile
from clearlane_sandbox.read_837 import is_whole

TEMPORARY = (".tmp", ".part", ".filepart", ".partial", ".inprogress")


def is_temporary(name: str) -> bool:
    """Tell whether a name says that the upload is not finished."""
    return name.startswith((".", "~")) or name.lower().endswith(TEMPORARY)


@dataclass(slots=True)
class Office:
    """All payers of one data folder."""

    data: Path
    profiles: dict[str, Profile]
    clock: Callable[[], datetime]
    seed: int = 0
    pace: float = 1.0
    book: Book = field(init=False)
    seen: dict[str, float] = field(default_factory=dict)
    writing: Counter[Path] = field(default_factory=Counter)
    spent: float = field(default_factory=time.process_time)

    def __post_init__(self) -> None:
        """Make the folders and open the ledger."""
        for user in self.profiles:
            for folder in (self.inbound(user), self.outbound(user), self.staging(user), self.taken(user)):
                folder.mkdir(parents=True, exist_ok=True)
        self.book = Book(self.data / "ledger.sqlite3")

    def home(self, user: str) -> Path:
        """What the user sees as /."""
        return self.data / "payers" / user

    def inbound(self, user: str) -> Path:
        """Where files come in."""
        return self.home(user) / "inbound"

    def outbound(self, user: str) -> Path:
        """Where answers lie."""
        return self.home(user) / "outbound"

    def staging(self, user: str) -> Path:
        """Where answers wait for their rename."""
        return self.data / "staging" / user

    def taken(self, user: str) -> Path:
        """Where files go that were taken away."""
        return self.data / "taken" / user

    def work(self) -> bool:
        """One round; True when something was done."""
        took = [self.take(user) for user in self.profiles]
        busy = any(took) | self.release()
        if busy:
            self.measure()
        return busy

    def measure(self) -> None:
        """Note the processor time that this process used since the last time."""
        used = time.process_time()
        self.book.meter("payer_cpu_s", used - self.spent)
        self.spent = used

    def take(self, user: str) -> bool:
        """Receive each finished upload of a payer."""
        took = False
        for path in sorted(self.inbound(user).iterdir()):
            if is_temporary(path.name) or self.writing[path] or not path.is_file():
                continue
            try:
                instance = identify(path)
                took |= instance not in self.seen and self.receive(user, path, instance)
            except FileNotFoundError:  # its sender took it away again
                continue
            if self.seen.get(instance, float("inf")) <= self.clock().timestamp():
                move_durably(path, self.taken(user) / f"{instance.split(':', 1)[0]}-{path.name}")
                del self.seen[instance]
        return took

    def receive(self, user: str, path: Path, instance: str) -> bool:
        """Put one upload into the ledger, unless it is there already; False while it is not whole."""
        profile, at = self.profiles[user], self.clock()
        leaves_at = (at + profile.keep).timestamp()
        if self.book.knows(user, instance):
            self.seen[instance] = leaves_at
            return False
        data = path.read_bytes()
        if not is_whole(data) or identify(path) != instance:
            return False
        with self.book.transaction():
            batch = self.book.take_number(f"batch {user}")
            judged = self.judge(data, profile, batch, at)
            upload = Upload(user, batch, instance, path.name, len(data), sha256(data).hexdigest(), at)
            self.book.add(upload, judged)
        self.seen[instance] = leaves_at
        return True

    def judge(self, data: bytes, profile: Profile, batch: int, at: datetime) -> Judged:
        """By the profile's rules, or as the bench's payer does."""
        if profile.bench:
            return judge_bench(data=data, profile=profile, numbers=self.book, batch=batch, at=at)
        return judge(data=data, profile=profile, numbers=self.book, batch=batch, at=at, seed=self.seed, pace=self.pace)

    def release(self) -> bool:
        """Lay out what is due."""
        due = self.book.due(self.clock())
        if not due:
            return False
        planned = [answer for answer in due if answer.state == "planned"]
        for answer in planned:
            write_durably(self.staging(answer.user) / answer.name, answer.content)
        if planned:
            self.book.mark(planned, "staged")
        for answer in due:
            self.show(answer)
        for user in {answer.user for answer in due}:
            sync_folder(self.outbound(user))
        self.book.mark(due, "released")
        return True

    def show(self, answer: Due) -> None:
        """Rename a staged answer into /outbound; where it is gone, a process before this one did."""
        staged = self.staging(answer.user) / answer.name
        if staged.exists():
            staged.rename(self.outbound(answer.user) / answer.name)

    def rest(self, longest: float) -> float:
        """Seconds until the next answer is due, at most so many."""
        due = self.book.next_due()
        if due is None:
            return longest
        wait = datetime.fromisoformat(due) - self.clock()
        return min(longest, max(0.0, wait / timedelta(seconds=1)))


def identify(path: Path) -> str:
    """Which upload this is: the same name sent again is another."""
    stat = path.stat()
    return f"{stat.st_ino}:{stat.st_mtime_ns}:{stat.st_size}:{path.name}"
