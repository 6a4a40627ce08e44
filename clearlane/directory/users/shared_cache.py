"""Django's cache, kept in our table of tallies: what one process of the web has noted, all of them know."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

from .once import once

_LASTS = timedelta(minutes=5)


class SharedCache(BaseCache):
    """A cache that can note that something was done, and nothing else: the sign-in's library needs no more of one.

    It notes by it each code of an authenticator app that was used, so that no code is good twice.
    """

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Note ``key`` for ``timeout`` seconds; False where it stands noted already, by whichever process."""
        lasts = _LASTS if timeout is DEFAULT_TIMEOUT else timedelta(seconds=timeout)
        return once(self.make_key(key, version=version), lasts=lasts)
