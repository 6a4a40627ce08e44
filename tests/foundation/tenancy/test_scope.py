from __future__ import annotations

from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from clearlane.foundation.tenancy.connection import alias, current_by, current_tenants, cursor
from clearlane.foundation.tenancy.scope import NoTenant, ScopeIsOpen, scope
from tests.acting import close_all
from tests.conftest import AsRole, MakeTenant

ADD = "INSERT INTO foundation_vault_key (tenant_id, version, wrapped, made_at) VALUES (%s, 7, '', now())"
COUNT = "SELECT count(*) FROM foundation_vault_key"


def add_key(tenant: int) -> None:
    with cursor() as cur:
        cur.execute(ADD, [tenant])


def count_keys() -> int:
    with cursor() as cur:
        cur.execute(COUNT)
        return int(cur.fetchone()[0])


def test_scope_commits_when_its_block_ends(tenant: MakeTenant) -> None:
    mine = tenant()
    with scope([mine], by="test"):
        add_key(mine)
    with scope([mine], by="test"):
        assert count_keys() == 1


def test_scope_rolls_back_when_its_block_raises(tenant: MakeTenant) -> None:
    mine = tenant()

    def break_after_writing() -> None:
        with scope([mine], by="test"):
            add_key(mine)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_after_writing()
    with scope([mine], by="test"):
        assert count_keys() == 0


def test_scope_shows_the_rows_of_all_its_tenants_and_of_no_others(tenant: MakeTenant) -> None:
    tenants = [tenant(), tenant(), tenant()]
    with scope(tenants, by="test"):
        for one in tenants:
            add_key(one)
    with scope(tenants[:2], by="test"):
        assert count_keys() == 2
    with scope(tenants[2:], by="test"):
        assert count_keys() == 1


def test_scope_tells_who_works_for_whom(tenant: MakeTenant) -> None:
    mine = tenant()
    with scope([mine, 1, mine], by="user:12"), cursor() as cur:
        cur.execute("SELECT current_setting('app.tenants'), current_setting('app.by')")
        assert cur.fetchone() == (f"{{1,{mine}}}", "user:12")
        assert (current_tenants(), current_by()) == ((1, mine), "user:12")
    assert (current_tenants(), current_by()) == ((), "")


def test_scope_refuses_another_within(tenant: MakeTenant) -> None:
    mine = tenant()
    with pytest.raises(ScopeIsOpen), scope([mine], by="test"), scope([mine], by="test"):
        pass


def test_scope_refuses_an_open_transaction(tenant: MakeTenant) -> None:
    mine = tenant()
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic(using=alias()), scope([mine], by="test"):
        pass


@pytest.mark.parametrize(("tenants", "by"), [([], "test"), ([1], "")])
def test_scope_refuses_nobody(database: None, tenants: list[int], by: str) -> None:
    with pytest.raises(NoTenant), scope(tenants, by=by):
        pass


def test_a_missing_tenant_is_an_error_and_not_an_empty_page(tenant: MakeTenant) -> None:
    mine = tenant()
    with scope([mine], by="test"):
        add_key(mine)
    with pytest.raises(DatabaseError, match=r"app\.tenants|malformed array"), transaction.atomic(using=alias()):
        count_keys()


def test_a_fresh_connection_without_a_tenant_is_an_error(tenant: MakeTenant, as_role: AsRole) -> None:
    mine = tenant()
    with scope([mine], by="test"):
        add_key(mine)
    close_all()
    with as_role("operator"), pytest.raises(DatabaseError, match=r"app\.tenants"):
        count_keys()


def test_a_write_for_a_tenant_outside_of_the_scope_is_refused(tenant: MakeTenant) -> None:
    mine, other = tenant(), tenant()
    with pytest.raises(DatabaseError, match="row-level security"), scope([mine], by="test"):
        add_key(other)


def test_the_web_process_has_a_connection_of_its_own_for_the_tenants(tenant: MakeTenant, as_role: AsRole) -> None:
    mine = tenant()
    assert alias() == "default"
    with as_role("web"):
        assert alias() == "web"
        with scope([mine], by="user:1"), cursor() as cur:
            cur.execute("SELECT current_user")
            assert cur.fetchone() == ("clearlane_web",)


def test_a_commit_is_a_numbered_point(tenant: MakeTenant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = tenant()
    monkeypatch.setenv("CLEARLANE_CRASH_COUNT", str(tmp_path / "points"))
    with scope([mine], by="test"):
        add_key(mine)
    assert (tmp_path / "points").read_text() == "1 commit\n2 committed\n"
