"""Keep the house's PostgreSQL running for as long as this process runs."""

from __future__ import annotations

import signal
import threading

from clearlane.foundation.postgres.account import check_folders, find_account
from clearlane.foundation.postgres.install import install
from clearlane.foundation.postgres.layout import Layout
from clearlane.foundation.postgres.start import start


def run(*, layout: Layout, port: int) -> int:
    """Start the server (or take it over), wait until told to stop or until it ends; the exit code of the keeper.

    SIGTERM and SIGINT stop it cleanly. 1 where the server ended by itself:
    whoever supervises the keeper starts both anew.
    """
    asked = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: asked.set())
    account = find_account()
    check_folders(layout.folder, account=account)
    server = start(layout=layout, programs=install(layout=layout, account=account), account=account, port=port)
    while not asked.wait(0.25):
        if not server.is_running():
            return 1
    server.stop()
    return 0
