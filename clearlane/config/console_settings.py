"""The settings of the operators' console."""

from __future__ import annotations

from clearlane.config.console import console
from clearlane.config.environment import text
from clearlane.config.settings import *  # noqa: F403  Django reads one module of settings
from clearlane.config.settings import ALLOWED_HOSTS, CONSOLE_ORIGIN, MIDDLEWARE

globals().update(console(origin=CONSOLE_ORIGIN, middleware=MIDDLEWARE, hosts=ALLOWED_HOSTS))
SERVED_AT = text("CLEARLANE_CONSOLE_ORIGIN").rstrip("/")
