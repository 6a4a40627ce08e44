"""Operators: made on the server's shell, ended at once, in an organization's rooms with a reason and for an hour."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, connections
from django.test import override_settings

from clearlane.directory.operators import enter as enter_module
from clearlane.directory.operators.add_operator import OperatorRefused, add_operator
from clearlane.directory.operators.approve import MayNotApprove, approve, is_approved
from clearlane.directory.operators.end_operator import end_operator
from clearlane.directory.operators.enter import MayNotEnter, enter, leave, review, where_inside
from clearlane.directory.operators.list_approvals import list_approvals
from clearlane.directory.operators.list_operators import list_operators
from clearlane.doors.console.main import main
from clearlane.foundation.clock.move import move
from clearlane.foundation.tenancy.connection import current_tenants, cursor
from clearlane.foundation.tenancy.scope import scope
from tests.conftest import AsRole, MakeTenant

Owner = psycopg.Connection[Any]
BY = "operator:shell"


@pytest.fixture(autouse=True)
def as_operator(as_role: AsRole) -> Iterator[None]:
    with as_role("operator"):
        yield


def made(name: str = "ann") -> int:
    with scope([1], by=BY):
        add_operator(name=name, by=BY)
    return next(each.id for each in list_operators() if each.name == name)


def inside(operator: int, tenant: int, reason: str = "The practice asked why a claim is held") -> Any:
    with scope([1, tenant], by=BY):
        return enter(operator=operator, tenant=tenant, reason=reason, by="operator:ann")


def test_an_operator_is_made_with_a_link_that_is_not_kept(owner: Owner) -> None:
    with scope([1], by=BY):
        token = add_operator(name="ann", by=BY)
    row = owner.execute(
        "SELECT token_sha256, ends_at - now(), spent_at FROM directory_operators_operatorlink"
    ).fetchone()
    assert row is not None
    assert bytes(row[0]) == hashlib.sha256(token.encode()).digest()
    assert timedelta(minutes=14) < row[1] <= timedelta(minutes=15)
    assert row[2] is None
    assert token not in str(owner.execute("SELECT * FROM directory_operators_operatorlink").fetchall())


def test_a_second_link_makes_the_first_useless(owner: Owner) -> None:
    made()
    made()
    rows = owner.execute("SELECT spent_at IS NULL FROM directory_operators_operatorlink ORDER BY id").fetchall()
    assert rows == [(False,), (True,)]
    assert [each.name for each in list_operators()] == ["ann"]


@pytest.mark.parametrize("name", ["", "a", "Ann", "ann smith", "a" * 31, "ann@x", "än"])
def test_a_name_that_trails_could_not_hold_is_refused(name: str) -> None:
    with scope([1], by=BY), pytest.raises(OperatorRefused):
        add_operator(name=name, by=BY)


def test_one_who_ended_signs_in_no_more_and_is_not_made_again(owner: Owner, tenant: MakeTenant) -> None:
    ann = made()
    inside(ann, tenant())
    owner.execute(
        "INSERT INTO directory_operators_operatorsession (session_key, session_data, expire_date, user_id, device,"
        " begun_at, seen_at) VALUES ('k', '', now() + interval '1 hour', %s, '', now(), now())",
        [ann],
    )
    with scope([1], by=BY):
        assert end_operator(name="ann", by="operator:bob")
        assert not end_operator(name="ann", by="operator:bob")
        with pytest.raises(OperatorRefused, match="was ended"):
            add_operator(name="ann", by=BY)
    assert owner.execute("SELECT count(*) FROM directory_operators_operatorsession").fetchone() == (0,)
    assert owner.execute("SELECT count(*) FROM directory_operators_operatorlink WHERE spent_at IS NULL").fetchone() == (
        0,
    )
    assert where_inside(operator=ann) is None


def test_an_entry_says_why_in_the_organizations_own_trail_and_ends_after_an_hour(
    owner: Owner, tenant: MakeTenant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = tmp_path / "clock"
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(clock))
    ann, practice = made(), tenant()
    entered = inside(ann, practice)
    assert where_inside(operator=ann) == entered
    trail = owner.execute("SELECT tenant_id, event, by FROM foundation_audit_entry WHERE event LIKE 'operator:entry%%'")
    assert trail.fetchall() == [(practice, "operator:entry:begun", "operator:ann")]
    move(to=timedelta(minutes=61))
    assert where_inside(operator=ann) is None


def test_an_hour_that_ended_by_itself_is_told_once_with_the_time_when_it_ended(
    owner: Owner, tenant: MakeTenant, as_role: AsRole, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    ann, practice, other = made(), tenant(), tenant()
    lapsed = inside(ann, practice)
    move(to=timedelta(minutes=75))
    inside(ann, other)
    for _ in range(2):
        with as_role("owner"):
            assert main(["maintain", "end-entries", "--once"]) == 0
    assert entries_told(owner, practice) == [("begun", "operator:ann"), ("ended", "flow:sweeper")]
    assert entries_told(owner, other) == [("begun", "operator:ann")]
    told = owner.execute("SELECT detail->>'ended_at' FROM foundation_audit_entry WHERE event = 'operator:entry:ended'")
    assert told.fetchall() == [(lapsed.ends_at.isoformat(),)]


def test_what_ended_long_ago_is_told_some_at_a_time_in_each_organizations_own_rooms(
    owner: Owner, tenant: MakeTenant, as_role: AsRole, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, tenants = made(), [tenant(), tenant(), tenant()]
    for one in (*tenants, *tenants):
        owner.execute(
            "INSERT INTO directory_operators_entry (operator_id, tenant_id, reason, begun_at, ends_at)"
            " VALUES (%s, %s, 'looks at a claim', now() - interval '9 days', now() - interval '8 days')",
            [ann, one],
        )
    rooms: list[tuple[int, ...]] = []

    def in_these(**said: Any) -> None:
        rooms.append((said["tenant"], *current_tenants()))

    monkeypatch.setattr(enter_module, "AT_ONCE", 2)
    with as_role("owner"):
        with monkeypatch.context() as patched:
            patched.setattr(enter_module, "record", in_these)
            assert enter_module.end_lapsed(by="flow:sweeper") == 6
        assert enter_module.end_lapsed(by="flow:sweeper") == 0
    assert sorted(rooms) == sorted((one, one) for one in (*tenants, *tenants))


def entries_told(owner: Owner, tenant: int) -> list[tuple[str, str]]:
    """What an organization's own trail says of operators in its rooms, and by whom."""
    rows = owner.execute(
        "SELECT event, by FROM foundation_audit_entry WHERE tenant_id = %s AND event LIKE 'operator:entry:%%'"
        " ORDER BY at, id",
        [tenant],
    )
    return [(str(event).rpartition(":")[2], by) for event, by in rows.fetchall()]


def test_the_end_of_each_entry_stands_in_its_own_trail_whatever_ended_it(owner: Owner, tenant: MakeTenant) -> None:
    ann, first, second = made(), tenant(), tenant()
    inside(ann, first)
    inside(ann, second)
    assert entries_told(owner, first) == [("begun", "operator:ann"), ("ended", "operator:ann")]
    with scope([1], by=BY):
        end_operator(name="ann", by="operator:bob")
    assert entries_told(owner, second) == [("begun", "operator:ann"), ("ended", "operator:bob")]
    with pytest.raises(MayNotEnter, match="any more"):
        inside(ann, first)


def test_who_enters_elsewhere_or_leaves_is_out(tenant: MakeTenant) -> None:
    ann, first, second = made(), tenant(), tenant()
    inside(ann, first)
    inside(ann, second)
    now_in = where_inside(operator=ann)
    assert now_in is not None
    assert now_in.tenant == second
    with scope([second], by=BY):
        assert leave(operator=ann, by="operator:ann")
        assert not leave(operator=ann, by="operator:ann")
    assert where_inside(operator=ann) is None


@pytest.mark.parametrize("reason", ["", "   ", "because"])
def test_nobody_enters_without_a_reason_that_says_something(tenant: MakeTenant, reason: str) -> None:
    with pytest.raises(MayNotEnter, match="say why"):
        inside(made(), tenant(), reason)


@pytest.mark.parametrize("number", [1, 999_999])
def test_nobody_enters_the_house_or_nowhere(number: int) -> None:
    with pytest.raises(MayNotEnter, match="no organization"):
        inside(made(), number)


def test_an_entry_is_reviewed_by_another(tenant: MakeTenant, owner: Owner) -> None:
    ann, bob, practice = made(), made("bob"), tenant()
    entry = inside(ann, practice).id
    with scope([practice], by=BY):
        with pytest.raises(MayNotEnter, match="another operator"):
            review(entry=entry, operator=ann, by="operator:ann")
        review(entry=entry, operator=bob, by="operator:bob")
        with pytest.raises(MayNotEnter, match="no such entry"):
            review(entry=entry, operator=bob, by="operator:bob")
    with pytest.raises(psycopg.errors.CheckViolation):
        owner.execute("UPDATE directory_operators_entry SET reviewed_by_id = operator_id")


def yes(operator: int, *, evidence: str = "NPI registry, looked up today") -> bool:
    with scope([1], by=BY):
        return approve(kind="pair", subject=7, operator=operator, evidence=evidence, by="operator:x")


def test_in_a_house_of_ones_own_one_yes_is_enough() -> None:
    with override_settings(MODE="own_use"):
        assert yes(made())


def test_in_a_house_in_service_it_takes_two_different_operators() -> None:
    with override_settings(MODE="service"):
        ann, bob = made(), made("bob")
        assert not yes(ann)
        with pytest.raises(MayNotApprove, match="another operator"):
            yes(ann)
        assert not is_approved(kind="pair", subject=7)
        assert yes(bob)
        assert not is_approved(kind="pair", subject=8)


def test_a_yes_of_one_who_has_ended_does_not_count() -> None:
    with override_settings(MODE="service"):
        assert not yes(made())
        with scope([1], by=BY):
            end_operator(name="ann", by=BY)
        assert not yes(made("bob"))
        assert [each.counts for each in list_approvals(kind="pair", subjects=[7])] == [False, True]
        assert yes(made("cid"))


def test_of_two_who_say_yes_at_once_the_second_is_enough() -> None:
    with override_settings(MODE="service"):
        both, together = (made(), made("bob")), threading.Barrier(2)
        enough: list[bool] = []

        def say(operator: int) -> None:
            try:
                together.wait(timeout=20)
                with scope([1], by=BY):
                    done = approve(kind="pair", subject=7, operator=operator, evidence="a letter", by="operator:x")
                    time.sleep(0.2)  # the other one says it before this is committed
                    enough.append(done)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=say, args=(operator,)) for operator in both]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(enough) == [False, True]


def test_a_yes_says_what_was_seen() -> None:
    with pytest.raises(MayNotApprove, match="what you saw"):
        yes(made(), evidence=" ")


@pytest.mark.parametrize("role", ["gate", "web", "flow"])
def test_no_other_role_can_see_or_make_operators(as_role: AsRole, role: str) -> None:
    made()
    for table in ("operator", "operatorlink", "operatorpasskey", "operatorsession", "entry", "approval"):
        with (
            as_role(role),
            pytest.raises(DatabaseError, match="permission denied"),
            scope([1], by="x"),
            cursor() as sql,
        ):
            sql.execute(f"SELECT 1 FROM directory_operators_{table}")


def test_the_command_prints_a_link_once_and_lists(capsys: pytest.CaptureFixture[str]) -> None:
    from clearlane.doors.console.main import main

    assert main(["operator", "add", "ann", "--data", str(settings.DATA)]) == 0
    said = capsys.readouterr().out
    assert f"{settings.CONSOLE_ORIGIN}/operator/enroll/" in said
    assert main(["operator", "list", "--data", str(settings.DATA)]) == 0
    listed = capsys.readouterr().out
    assert "ann" in listed
    assert "enroll" not in listed
    assert main(["operator", "add", "Ann Smith", "--data", str(settings.DATA)]) == 2
    assert main(["operator", "end", "nobody", "--by", "bob", "--data", str(settings.DATA)]) == 2
    assert main(["operator", "end", "ann", "--by", "bob", "--data", str(settings.DATA)]) == 0


@pytest.mark.parametrize(
    ("told", "set_to", "origin"),
    [
        ('{"console": "http://localhost:9138/operator/"}', "", "http://localhost:9138"),
        ('{"console": "http://localhost:9138/operator/"}', "https://ops.example", "https://ops.example"),
        ('{"web": "http://127.0.0.1:8837"}', "", "https://ops.example"),
        ("[]", "", "https://ops.example"),
        ("half a li", "", "https://ops.example"),
        (None, "", "https://ops.example"),
    ],
)
def test_a_link_leads_to_the_console_that_up_opened_unless_another_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str | None, set_to: str, origin: str
) -> None:
    from clearlane.doors.console.operator import console_origin

    monkeypatch.setenv("CLEARLANE_CONSOLE_ORIGIN", set_to)
    if told is not None:
        (tmp_path / "addresses.json").write_text(told, encoding="utf-8")
    with override_settings(CONSOLE_ORIGIN="https://ops.example"):
        assert console_origin(data=tmp_path) == origin
