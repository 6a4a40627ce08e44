"""Nothing lost and nothing doubled, wherever the process dies."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from clearlane.standards.x12.generate.file_837p import File837P
from clearlane_sandbox import office as office_module
from clearlane_sandbox.ledger.tell import tell
from clearlane_sandbox.office import is_temporary
from tests.sandbox.conftest import Desk

MakeDesk = Callable[..., Desk]


class Died(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("name", [".a.837", "a.837.tmp", "a.part", "a.FILEPART", "~a"])
def test_take_leaves_unfinished_uploads_alone(make_desk: MakeDesk, batch: File837P, name: str) -> None:
    desk = make_desk()
    desk.send(batch.content, name)
    assert is_temporary(name)
    assert desk.run() == {}


def test_take_waits_until_a_file_is_whole(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk()
    desk.send(batch.content[:5000], "a.837")
    assert desk.run() == {}
    desk.send(batch.content, "a.837")
    assert len(desk.run()) == 4


def test_take_leaves_a_file_alone_while_it_is_written(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk()
    desk.send(batch.content, "a.837")
    path = desk.office.inbound("tester") / "a.837"
    desk.office.writing[path] += 1
    assert desk.run() == {}
    desk.office.writing[path] -= 1
    assert len(desk.run()) == 4


def test_an_upload_that_is_taken_away_again_stops_no_other(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk()
    desk.send(batch.content, "a.837")
    desk.send(batch.content, "b.837")
    gone = desk.office.inbound("tester") / "a.837"

    def clock() -> datetime:
        """The file goes while it is being received."""
        gone.unlink(missing_ok=True)
        return desk.at

    desk.office.clock = clock
    assert len(desk.run()) == 4


def test_take_keeps_a_file_in_sight_for_its_time(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk("collect keep 60s")
    desk.send(batch.content, "a.837")
    desk.run(wait=timedelta(seconds=59))
    assert (desk.office.inbound("tester") / "a.837").exists()
    desk.run(wait=timedelta(seconds=2))
    assert list(desk.office.inbound("tester").iterdir()) == []
    assert [path.read_bytes() for path in desk.office.taken("tester").iterdir()] == [batch.content]


def test_take_can_collect_and_delete_at_once(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk("collect keep 0s")
    desk.send(batch.content)
    desk.office.work()
    assert list(desk.office.inbound("tester").iterdir()) == []


def test_the_same_upload_is_received_once_whatever_restarts(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk()
    desk.send(batch.content)
    for _ in range(3):
        desk.run()
        desk.reopen()
    assert tell(data=desk.data)["totals"]["files"] == 1
    assert len(desk.outbound()) == 4


def test_an_answer_that_was_fetched_and_deleted_does_not_come_again(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk()
    desk.send(batch.content)
    for name in desk.run():
        (desk.office.outbound("tester") / name).unlink()
    desk.reopen()
    assert desk.run() == {}


@pytest.mark.parametrize("step", ["write_durably", "sync_folder"])
def test_a_crash_while_answers_are_laid_out_loses_and_doubles_none(
    make_desk: MakeDesk, batch: File837P, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = make_desk(data=make_desk().data.parent / "other")
    whole.send(batch.content)
    wanted = whole.run()
    desk = make_desk()
    desk.send(batch.content)
    real, calls = getattr(office_module, step), count()

    def dies(*arguments: object) -> None:
        if next(calls) in (0, 2, 4, 7):
            raise Died
        real(*arguments)

    monkeypatch.setattr(office_module, step, dies)
    assert run_through_crashes(desk) == wanted


def run_through_crashes(desk: Desk) -> dict[str, bytes]:
    """Run, and reopen after each death; a fetched answer must never be seen a second time."""
    fetched: dict[str, bytes] = {}
    for _ in range(20):
        try:
            desk.run()
        except Died:
            desk.reopen()
        for name, content in desk.outbound().items():
            assert name not in fetched
            fetched[name] = content
            (desk.office.outbound("tester") / name).unlink()
    return fetched


def test_a_crash_after_the_rename_does_not_send_the_answer_again(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk()
    desk.send(batch.content)
    desk.office.take("tester")
    desk.at += timedelta(days=1)
    real_mark = desk.office.book.mark

    def dies(answers: list[object], state: str) -> None:
        if state == "released":
            raise Died
        real_mark(answers, state)  # type: ignore[arg-type]

    desk.office.book.mark = dies  # type: ignore[method-assign,assignment]
    with pytest.raises(Died):
        desk.office.release()
    sent = desk.outbound()
    for name in sent:
        (desk.office.outbound("tester") / name).unlink()
    desk.reopen()
    assert len(sent) == 4
    assert desk.run() == {}


def test_rest_lasts_until_the_next_answer_is_due(make_desk: MakeDesk, batch: File837P) -> None:
    desk = make_desk()
    assert desk.office.rest(5.0) == 5.0
    desk.send(batch.content)
    desk.office.work()
    assert desk.office.rest(5.0) == 1.0
    desk.at += timedelta(seconds=10)
    assert desk.office.rest(5.0) == 0.0


def test_a_new_file_under_an_old_name_is_another_upload(make_desk: MakeDesk, batch: File837P, tmp_path: Path) -> None:
    desk = make_desk()
    desk.send(batch.content, "a.837")
    desk.run(wait=timedelta(seconds=5))
    (tmp_path / "again").write_bytes(batch.content)
    os.replace(tmp_path / "again", desk.office.inbound("tester") / "a.837")  # noqa: PTH105
    desk.run(wait=timedelta(seconds=5))
    assert tell(data=desk.data)["totals"]["files"] == 2
