"""What is different in the process of the operators' console; ``console_settings`` lays it over ``settings``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit


def console(*, origin: str, middleware: Sequence[str], hosts: Sequence[str]) -> dict[str, Any]:
    """Own addresses, own sessions, own cookies. Nobody signs in here as a person who works for an organization."""
    is_secure = urlsplit(origin).scheme == "https"
    prefix = "__Host-" if is_secure else ""
    left_out = ("contrib.auth.", "signin.keep_session", "portal.kept_forms")
    kept = [each for each in middleware if not any(part in each for part in left_out)]
    return {
        "ROOT_URLCONF": "clearlane.config.console_urls",
        "WSGI_APPLICATION": "clearlane.config.console_wsgi.application",
        "MIDDLEWARE": [*kept, "clearlane.doors.operators.asking.keep_operator"],
        "ALLOWED_HOSTS": list(dict.fromkeys([*hosts, urlsplit(origin).hostname or "localhost"])),
        "SESSION_ENGINE": "clearlane.directory.operators.session_store",
        "SESSION_COOKIE_NAME": f"{prefix}operator",
        "SESSION_IDLE": timedelta(minutes=15),
        "CSRF_COOKIE_NAME": f"{prefix}operator-csrf",
        "CSRF_TRUSTED_ORIGINS": [origin] if urlsplit(origin).netloc else [],
        "SESSION_COOKIE_SECURE": is_secure,
        "CSRF_COOKIE_SECURE": is_secure,
        "SECURE_HSTS_SECONDS": int(timedelta(days=365).total_seconds()) if is_secure else 0,
    }
