"""Mails that the code under test has put, read out of the house's table instead of sent: ``posted[-1].link``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, overload
from uuid import UUID

import psycopg
import pytest

_LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Mail:
    """One mail, as it waits to leave."""

    id: UUID
    to: str
    template: str
    subject: str
    text: str
    html: str

    @property
    def links(self) -> list[str]:
        """Every link of the plain text, in order."""
        return _LINK.findall(self.text)

    @property
    def link(self) -> str:
        """The first of them."""
        return self.links[0]


class Posted(Sequence[Mail]):
    """All that was put, in order; looked up anew each time."""

    def __init__(self, owner: psycopg.Connection[Any]) -> None:
        self.owner = owner

    def _all(self) -> list[Mail]:
        from clearlane.foundation.mail.seal_words import open_words

        rows = self.owner.execute(
            "SELECT id, recipient, template, sealed FROM foundation_mail_message WHERE sealed IS NOT NULL ORDER BY id"
        ).fetchall()
        opened = [(*row[:3], open_words(message=row[0], recipient=row[1], sealed=row[3])) for row in rows]
        return [Mail(id, to, kind, words.subject, words.text, words.html) for id, to, kind, words in opened]

    @overload
    def __getitem__(self, at: int) -> Mail: ...

    @overload
    def __getitem__(self, at: slice) -> list[Mail]: ...

    def __getitem__(self, at: int | slice) -> Mail | list[Mail]:
        return self._all()[at]

    def __len__(self) -> int:
        return len(self._all())

    @property
    def templates(self) -> list[str]:
        return [mail.template for mail in self]

    def clear(self) -> None:
        """As if none had been put."""
        self.owner.execute("DELETE FROM foundation_mail_message")

    def end(self, state: str) -> None:
        """As if the last had ended so."""
        self.owner.execute(
            "UPDATE foundation_mail_message SET state = %s, sealed = CASE WHEN %s = 'pending' THEN sealed END"
            " WHERE id = %s",
            [state, state, self[-1].id],
        )


@pytest.fixture
def posted(database: None, owner: psycopg.Connection[Any]) -> Posted:
    """What was put, in order."""
    return Posted(owner)
