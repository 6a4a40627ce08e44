"""What the web server calls: ``clearlane.config.wsgi:application``."""

from __future__ import annotations

from clearlane.config.begin_serving import begin_serving
from clearlane.config.setup import setup

setup(role="web", serves=True)
application = begin_serving()
