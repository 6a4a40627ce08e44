"""A server that was asked for JSON says one object once it is ready, and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from clearlane.doors.console.house.ports import answers
from tests.cluster import ROOT
from tests.up.houses import free_ports

SERVERS = {
    "web": ({"url"}, ["--processes", "1"]),
    "console": ({"url"}, []),
    "mail-page": ({"url"}, []),
    "serve-sftp": ({"host", "port", "fingerprint"}, []),
    "worker": ({"worker"}, []),
}


@pytest.mark.parametrize("name", SERVERS)
def test_a_server_says_in_one_object_that_it_is_ready(name: str, database: None, tmp_path: Path) -> None:
    facts, words = SERVERS[name]
    (port,) = free_ports(1)
    given = [] if name == "worker" else ["--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    command = [
        sys.executable,
        "-m",
        "clearlane",
        name,
        "--json",
        *given,
        *words,
        "--data",
        os.environ["CLEARLANE_DATA"],
    ]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as run:
        assert run.stdout is not None
        try:
            told = json.loads(run.stdout.readline())
            assert set(told) == facts
            assert urlsplit(told.get("url", "")).port in {None, port}
            assert name == "worker" or answers(port)
        finally:
            run.terminate()
        assert run.stdout.read() == ""
