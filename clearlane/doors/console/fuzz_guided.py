"""Fuzzing guided by coverage, in a process of its own: `python -m clearlane.doors.console.fuzz_guided SECONDS FOLDER`.

atheris (Apache-2.0) changes bytes towards code that was not reached yet. Every tier reads each input; an exception,
or two tiers that differ, ends it with the input in a file `crash-...`.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main(seconds: int, folder: Path) -> None:
    """Fuzz for so long, from the files in the folder. Ends the process."""
    import atheris

    with atheris.instrument_imports(include=["clearlane.standards.x12"]):
        from clearlane.standards.x12.check import check
        from clearlane.standards.x12.tier import Tier

    def read(data: bytes) -> None:
        if list(check([data])) != list(check([data], tier=Tier.EXPLAIN)):
            raise AssertionError("the tiers do not say the same")

    limits = [f"-max_total_time={seconds}", "-max_len=20000", f"-artifact_prefix={folder.parent}/"]
    atheris.Setup([sys.argv[0], *limits, str(folder)], read)
    atheris.Fuzz()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
