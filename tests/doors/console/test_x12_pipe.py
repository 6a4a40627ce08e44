"""A pipe with a name as a file: it can be read once only, and every action reads it as often as it needs."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from clearlane.doors.console.main import main
from clearlane.doors.console.x12_actions import files
from tests.standards.x12.x12_texts import join, lines

WRONG = join(lines()).replace(b"CLM*A2*80", b"CLM*A2*8O")


@pytest.fixture(autouse=True)
def written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Somebody writes the wrong file into `claims.837` once; who reads it again finds nothing."""
    monkeypatch.chdir(tmp_path)
    files._copied.cache_clear()
    os.mkfifo("claims.837")
    writer = Thread(target=_write, args=(Path("claims.837"),), daemon=True)
    writer.start()
    yield
    os.close(os.open("claims.837", os.O_RDONLY | os.O_NONBLOCK))  # so that the second writing ends
    writer.join(10)
    files._copied("claims.837").cleanup()
    files._copied.cache_clear()


def _write(pipe: Path) -> None:
    for content in (WRONG, b""):
        pipe.write_bytes(content)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["check", "claims.837"], 1),
        (["ack", "--kind", "277ca", "claims.837"], 1),
        (["json", "claims.837"], 0),
        (["split", "claims.837", "--by", "claim", "--out", "parts"], 0),
        (["diff", "claims.837", "claims.837"], 0),
        (["merge", "claims.837", "--out", "merged.837"], 0),
        (["anonymise", "claims.837", "--seed", "1", "--out", "anonymous"], 0),
        (["table", "claims.837", "--format", "csv"], 0),
    ],
)
def test_every_action_takes_it(words: list[str], code: int) -> None:
    assert main(["x12", *words]) == code


def test_it_is_shown_by_its_name_and_read_again_for_pointers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["x12", "check", "--json", "claims.837"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["file"], len(told["findings"])) == ("claims.837", 1)
    assert told["findings"][0]["place"]["pointer"]


def test_what_is_made_of_it_bears_its_name() -> None:
    main(["x12", "split", "claims.837", "--by", "claim", "--out", "parts"])
    assert min(path.name for path in Path("parts").iterdir()) == "claims.0001.837"


def test_its_copy_is_gone_at_the_end() -> None:
    copy = files.take("claims.837")
    assert copy.read_bytes() == WRONG
    assert copy.parent.parent.stat().st_mode & 0o077 == 0
    files._copied("claims.837").cleanup()
    assert not copy.parent.parent.exists()
