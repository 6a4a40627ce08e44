"""The description of the API in ``docs/openapi.json``; ``python -m clearlane.config.describe`` writes it anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def describe() -> dict[str, Any]:
    """The API as OpenAPI 3.1."""
    from clearlane.doors.api.api import api

    described: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/v1/")))
    return described


if __name__ == "__main__":
    from clearlane.config.setup import setup

    setup(role="web")
    target = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
    target.write_text(json.dumps(describe(), indent=1) + "\n", "utf-8")
