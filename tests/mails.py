"""Mails that the code under test has put, read instead of sent: ``mails[-1].values["link"]``."""

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


@pytest.fixture
def mails(monkeypatch: pytest.MonkeyPatch) -> list[Mail]:
    """What was put, in order."""
    found: list[Mail] = []

    def put(*, to: str, template: str, values: Mapping[str, Any], tenant: int | None = None) -> UUID:
        found.append(Mail(to, template, values, tenant))
        return uuid4()

    def link(path: str) -> str:
        return f"http://localhost{path}"

    for name, function in (("put", put), ("links", link)):
        module = ModuleType(f"clearlane.foundation.mail.{name}")
        setattr(module, function.__name__, function)
        monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(sys.modules, "clearlane.foundation.mail", ModuleType("clearlane.foundation.mail"))
    return found
