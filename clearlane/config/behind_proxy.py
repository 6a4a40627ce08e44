"""Who asks, where a proxy stands before the house: its word is believed, and nobody else's is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from granian.utils.proxies import wrap_wsgi_with_proxy_headers

from clearlane.config.environment import text

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def behind_proxy(application: Application) -> Application:
    """The application, told by the proxies of ``CLEARLANE_BEHIND_PROXY`` for whom they ask and whether by https.

    Of ``X-Forwarded-For`` the last address counts that is none of theirs: those before it may be invented.
    """
    proxies = [name.strip() for name in text("CLEARLANE_BEHIND_PROXY").split(",") if name.strip()]
    if not proxies:
        return application
    wrapped: Application = wrap_wsgi_with_proxy_headers(application, proxies)
    return wrapped
