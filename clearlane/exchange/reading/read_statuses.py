"""The statuses of an answer about a claim, ours or the payer's, in one form."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_FREE_TEXT = 11


@dataclass(frozen=True, slots=True)
class StatusView:
    """One status of code list 507:508:entity, for instance "A7:562:85", and what was said with it."""

    status: str
    message: str


def read_statuses(*, text: str) -> tuple[StatusView, ...]:
    """The statuses in the JSON text of an answer, in order.

    Ours are kept by name; the payer's are the elements of its STC as they came: up to three composites (STC01, 10, 11)
    and free text (STC12).
    """
    return tuple(view for said in json.loads(text) for view in _views(said))


def _views(said: Mapping[str, Any]) -> Iterator[StatusView]:
    if "stc" not in said:
        yield _view((said["category"], said["code"], said.get("entity", "")), said.get("message", ""))
        return
    elements = said["stc"]
    message = elements[_FREE_TEXT] if len(elements) > _FREE_TEXT and isinstance(elements[_FREE_TEXT], str) else ""
    for place in (0, 9, 10):
        if place < len(elements) and elements[place]:
            yield _view(elements[place], message)


def _view(parts: Sequence[str] | str, message: str) -> StatusView:
    texts = [parts] if isinstance(parts, str) else parts
    return StatusView(":".join(part for part in texts if part), message)
