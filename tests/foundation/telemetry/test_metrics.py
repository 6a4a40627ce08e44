from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clearlane.foundation.telemetry.metrics import FILES_RECEIVED, expose

COUNT = "from clearlane.foundation.telemetry.metrics import FILES_RECEIVED as f; f.labels('sftp', 'received').inc(3)"
SHOW = "from clearlane.foundation.telemetry.metrics import expose; print(expose()[0].decode())"


def test_expose_gives_prometheus_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR", raising=False)
    FILES_RECEIVED.labels("https", "received").inc()
    text, kind = expose()
    assert kind.startswith("text/plain")
    assert b'clearlane_files_received_total{state="received",way="https"}' in text


def test_expose_adds_up_the_processes_that_share_a_folder(tmp_path: Path) -> None:
    environment = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    for _ in range(2):
        subprocess.run([sys.executable, "-c", COUNT], env=environment, check=True)
    shown = subprocess.run([sys.executable, "-c", SHOW], env=environment, check=True, capture_output=True, text=True)
    assert 'clearlane_files_received_total{state="received",way="sftp"} 6.0' in shown.stdout
