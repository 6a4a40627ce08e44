"""The ledger: SQLite, fsynced at each commit."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from clearlane_sandbox.outgoing import Judged

SCHEMA = Path(__file__).with_name("schema.sql")


class Due(NamedTuple):
    """An answer that is to be laid into /outbound."""

    id: int
    user: str
    name: str
    content: bytes
    state: str


class Upload(NamedTuple):
    """A file in /inbound: whose, which upload, and what it was."""

    user: str
    batch: int
    instance: str
    name: str
    size: int
    sha256: str
    at: datetime


class Book:
    """One open ledger. Not for several threads at once; a reader opens its own."""

    def __init__(self, path: Path) -> None:
        """Open or make the ledger."""
        self.connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = FULL")
        self.connection.executescript(SCHEMA.read_text(encoding="utf-8"))

    def close(self) -> None:
        """Close it; nothing is lost without."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, on disk when it ends."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def take_number(self, name: str) -> int:
        """The next number of a counter, from 1; inside a transaction."""
        sql = "INSERT INTO counter VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value"
        (value,) = self.connection.execute(sql, (name,)).fetchone()
        return int(value)

    def knows(self, user: str, instance: str) -> bool:
        """Tell whether this upload was received already."""
        sql = "SELECT 1 FROM received WHERE user = ? AND instance = ?"
        return self.connection.execute(sql, (user, instance)).fetchone() is not None

    def add(self, upload: Upload, judged: Judged) -> None:
        """Keep a file, its claims and the answers to come; inside a transaction."""
        sql = "INSERT INTO received VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        row = (*upload[:-1], judged.isa13, judged.usage, judged.outcome, upload.at.isoformat())
        received = self.connection.execute(sql, row).lastrowid
        self.connection.executemany(
            "INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((received, seq, *claim) for seq, claim in enumerate(judged.claims, start=1)),
        )
        for answer in judged.answers:
            sql = "INSERT INTO answer VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, 'planned')"
            due = answer.due.isoformat(timespec="microseconds")
            values = (upload.user, received, answer.kind, due, answer.name, answer.control, answer.content)
            id = self.connection.execute(sql, values).lastrowid
            many = self.connection.executemany
            many("INSERT INTO payment VALUES (?, ?, ?, ?, ?, ?, ?)", ((id, *payment) for payment in answer.payments))
            many("INSERT INTO paid VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", ((id, *paid) for paid in answer.paid))

    def due(self, at: datetime) -> list[Due]:
        """The answers whose time has come, in order, with those that a crash left half laid out first."""
        sql = """SELECT id, user, name, content, state FROM answer
                 WHERE state <> 'released' AND (due_at <= ? OR state = 'staged')
                 ORDER BY state DESC, due_at, id LIMIT 500"""
        return [Due(*row) for row in self.connection.execute(sql, (at.isoformat(timespec="microseconds"),))]

    def mark(self, answers: list[Due], state: str) -> None:
        """Move answers to a state, on disk when this returns."""
        with self.transaction():
            ids = ((state, answer.id) for answer in answers)
            self.connection.executemany("UPDATE answer SET state = ? WHERE id = ?", ids)

    def next_due(self) -> str | None:
        """The instant of the next answer to come."""
        (due,) = self.connection.execute("SELECT min(due_at) FROM answer WHERE state <> 'released'").fetchone()
        return None if due is None else str(due)

    def owed(self, user: str, payee: str) -> tuple[int, str]:
        """What a payee owes in cents, and the reference under which it was carried forward."""
        sql = "SELECT cents, reference FROM balance WHERE user = ? AND payee = ?"
        row = self.connection.execute(sql, (user, payee)).fetchone()
        return (int(row[0]), str(row[1])) if row else (0, "")

    def owe(self, user: str, payee: str, cents: int, reference: str) -> None:
        """Set what a payee owes; inside a transaction."""
        self.connection.execute("INSERT OR REPLACE INTO balance VALUES (?, ?, ?, ?)", (user, payee, cents, reference))

    def meter(self, name: str, seconds: float) -> None:
        """Add to a meter, such as the processor time used."""
        sql = "INSERT INTO meter VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value"
        self.connection.execute(sql, (name, seconds))
