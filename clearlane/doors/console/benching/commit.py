"""The commit that is measured."""

from __future__ import annotations

import subprocess
from pathlib import Path


def commit() -> str:
    """The commit of the checkout, with a plus where files were changed since; empty outside of one."""
    asked = ["git", "-C", str(Path(__file__).parent), "describe", "--always", "--dirty=+", "--abbrev=12", "--exclude=*"]
    return subprocess.run(asked, check=False, capture_output=True, text=True).stdout.strip()
