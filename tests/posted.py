"""Mails that the code under test has put, read instead of sent: ``posted[-1].values["link"]``."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any
from uuid import UUID, uuid4

import pytest


@dataclass
class Mail:
    """One mail, as it was handed over."""

    to: str
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    tenant: int | None = None
    id: UUID = field(default_factory=uuid4)
    state: str = "pending"


@pytest.fixture
def posted(monkeypatch: pytest.MonkeyPatch) -> list[Mail]:
    """What was put, in order."""
    found: list[Mail] = []

    def put(*, to: str, template: str, values: Mapping[str, Any], tenant: int | None = None) -> UUID:
        found.append(Mail(to, template, values, tenant))
        return found[-1].id

    def link(path: str) -> str:
        return f"http://localhost{path}"

    def find_state(*, message: UUID) -> str | None:
        return next((mail.state for mail in found if mail.id == message), None)

    for name, verb in (("put", put), ("links", link), ("read_messages", find_state)):
        module = ModuleType(f"clearlane.foundation.mail.{name}")
        setattr(module, verb.__name__, verb)
        monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(sys.modules, "clearlane.foundation.mail", ModuleType("clearlane.foundation.mail"))
    return found
