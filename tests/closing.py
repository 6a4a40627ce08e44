"""What this machine could not run, in the closing lines: a test skips with a reason that begins with NOT RUN.

With ``CLEARLANE_ALL_MUST_RUN`` set, as in ``.ci/run``, such a test fails the run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

SAYS = "NOT RUN"


def _not_run(reporter: pytest.TerminalReporter) -> Iterator[str]:
    for report in reporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if SAYS in reason:
            yield f"{report.nodeid.split('[')[0]}: {reason.partition(SAYS)[2].lstrip(': ')}"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run in which all must run and something did not."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CLEARLANE_ALL_MUST_RUN") and reporter and any(_not_run(reporter)) and not session.exitstatus:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List what did not run, once a file and reason."""
    lines = sorted(set(_not_run(terminalreporter)))
    if lines:
        terminalreporter.section("NOT RUN on this machine")
        for line in lines:
            terminalreporter.write_line(line)
