"""Do a thing once, however often it is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.connection import cursor

_CLAIM = """
    INSERT INTO foundation_idempotency_answered (tenant_id, key, request, at) VALUES (%s, %s, %s, %s)
    ON CONFLICT (tenant_id, key) DO NOTHING
"""
_KEEP = "UPDATE foundation_idempotency_answered SET answer = %s::jsonb WHERE tenant_id = %s AND key = %s"
_EARLIER = "SELECT request, answer::text FROM foundation_idempotency_answered WHERE tenant_id = %s AND key = %s"


class KeyWasUsed(ValueError):
    """The client sent a key that it had used for another request: it must take a new one."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was answered, now or (``is_repeat``) the first time."""

    answer: Mapping[str, Any]
    is_repeat: bool


def once(*, tenant: int, key: str, request: bytes, act: Callable[[], Mapping[str, Any]]) -> Done:
    """Call ``act`` and keep its JSON answer under the tenant's key; for a key that was answered, give that answer.

    Runs in the caller's scope: key, act and answer are committed together, and an act that raises leaves the key
    unused. A second request that comes while the first is under way waits for it. ``request`` is a digest of all
    that makes two requests the same. Raises KeyWasUsed where the key stands for another request.
    """
    with cursor() as sql:
        sql.execute(_CLAIM, [tenant, key, request, now()])
        if not sql.rowcount:
            sql.execute(_EARLIER, [tenant, key])
            return _repeat(sql.fetchone(), request)
    answer = act()
    with cursor() as sql:
        sql.execute(_KEEP, [json.dumps(answer), tenant, key])
    return Done(answer, is_repeat=False)


def _repeat(row: tuple[Any, str], request: bytes) -> Done:
    if bytes(row[0]) != request:
        raise KeyWasUsed("this key stands for another request")
    return Done(json.loads(row[1]), is_repeat=True)
