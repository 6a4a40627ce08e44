"""What the web server calls: ``clearlane.config.wsgi:application``."""

from __future__ import annotations

from clearlane.config.begin_serving import PATIENCE_SECONDS, begin_serving
from clearlane.config.setup import setup

setup(role="web", serves=True, patience=PATIENCE_SECONDS)
application = begin_serving()
