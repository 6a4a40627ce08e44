"""The command ``clearlane``."""

from __future__ import annotations

import sys

from clearlane.doors.console.main import main

if __name__ == "__main__":
    sys.exit(main())
