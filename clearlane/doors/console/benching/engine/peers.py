"""Peers: other engines, measured on the same bytes in the same run, where they are installed."""

from __future__ import annotations

import io
import logging
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

Peer = Callable[[bytes], float]
"""Bytes in, CPU seconds out."""


def pyx12_peer() -> Peer | None:
    """pyx12 checking a file and writing its 999; None where it is not installed."""
    if find_spec("pyx12") is None:
        return None
    import pyx12.params
    import pyx12.x12n_document

    def read(content: bytes) -> float:
        before = logging.root.manager.disable
        logging.disable(logging.CRITICAL)
        try:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "file.x12"
                path.write_bytes(content)
                started = time.process_time()
                pyx12.x12n_document.x12n_document(pyx12.params.params(), str(path), io.StringIO(), None, None)
                return time.process_time() - started
        finally:
            logging.disable(before)

    return read
