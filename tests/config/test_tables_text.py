"""``tables.txt`` as a text, and what each line means for row security, grants and policies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.config.protect import Guard, _actual, _served, _wanted
from clearlane.config.read_tables import OWNERS, RIGHTS, ROLES, LineIsWrong, Table, read_tables

HELD = st.sets(st.sampled_from(sorted(RIGHTS))).map(lambda letters: "".join(sorted(letters)))
TABLES = st.builds(
    Table,
    name=st.from_regex(r"[a-z]{3,8}_[a-z]{3,8}", fullmatch=True),
    owner=st.sampled_from(OWNERS),
    rights=st.fixed_dictionaries(dict.fromkeys(ROLES, HELD)),
    reason=st.from_regex(r"[a-z][a-z ;,]{0,20}[a-z]", fullmatch=True),
)
OWN = "owner clearlane_owner PERMISSIVE ALL true true"


def line(table: Table, blanks: str = " ") -> str:
    rights = [table.rights[role] or "-" for role in ROLES]
    return f"{blanks}|{blanks}".join([table.name, table.owner, *rights, table.reason])


@given(st.lists(TABLES, max_size=6, unique_by=lambda table: table.name), st.sampled_from(["", " ", "   \t"]))
def test_lines_are_read_back_in_their_order_whatever_the_blanks(tables: list[Table], blanks: str) -> None:
    text = "# a remark\n\n" + "\n   \n".join(line(table, blanks) for table in tables)
    assert list(read_tables(text=text).values()) == tables
    assert list(read_tables(text=text)) == [table.name for table in tables]


GOOD = "a_b | tenant | - | s | si | siud | why"
WRONG = [
    "a_b | tenant | - | s | si | siud",
    "a_b | tenant | - | s | si | siud | why | more",
    "a_b",
    "|",
    GOOD.replace("tenant", "nobody"),
    GOOD.replace("tenant", ""),
    GOOD.replace("why", ""),
    GOOD.replace("siud", "x"),
    GOOD.replace("siud", "S"),
    GOOD.replace("siud", "s i"),
    f"{GOOD}\n{GOOD}",
    f"{GOOD}\n{GOOD.replace('tenant', 'house')}",
]


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_line_is_refused(text: str) -> None:
    assert read_tables(text=GOOD)
    with pytest.raises(LineIsWrong):
        read_tables(text=text)


def test_an_empty_text_names_no_table() -> None:
    assert read_tables(text="") == read_tables(text="# nothing\n\n") == {}


def table(owner: str = "tenant", **rights: str) -> Table:
    return Table("a_b", owner, dict.fromkeys(ROLES, "") | rights, "why")


TENANT = (
    "tenant {} PERMISSIVE ALL (tenant_id = ANY (( SELECT (current_setting('app.tenants'::text))::integer[]"
    " AS current_setting)::integer[])) (tenant_id = ANY (( SELECT (current_setting('app.tenants'::text))::integer[]"
    " AS current_setting)::integer[]))"
)

# A line of the text (None is a partition), and how its table is to stand.
WANTED = [
    (None, Guard(True, frozenset(), frozenset({OWN}))),
    (table(), Guard(True, frozenset(), frozenset({OWN}))),
    (
        table(flow="si", web="s"),
        Guard(
            True,
            frozenset({"clearlane_flow SELECT", "clearlane_flow INSERT", "clearlane_web SELECT"}),
            frozenset({OWN, TENANT.format("clearlane_flow,clearlane_web")}),
        ),
    ),
    (
        table(operator="d"),
        Guard(True, frozenset({"clearlane_operator DELETE"}), frozenset({OWN, TENANT.format("clearlane_operator")})),
    ),
    (table("house"), Guard(False, frozenset(), frozenset())),
    (table("shared", gate="s"), Guard(False, frozenset({"clearlane_gate SELECT"}), frozenset())),
    (table("identity", gate="u"), Guard(False, frozenset({"clearlane_gate UPDATE"}), frozenset())),
]


@pytest.mark.parametrize(("listed", "guard"), WANTED)
def test_a_line_says_how_its_table_is_to_stand(listed: Table | None, guard: Guard) -> None:
    assert _wanted(listed) == guard


@given(TABLES)
def test_only_the_tenants_rows_are_guarded_by_row_security(listed: Table) -> None:
    wanted = _wanted(listed)
    assert wanted.is_forced is (listed.owner == "tenant")
    assert bool(wanted.policies) is wanted.is_forced
    assert len(wanted.grants) == sum(map(len, listed.rights.values()))
    assert {grant.split()[0] for grant in wanted.grants} == set(_served(listed))
    assert not any("clearlane_owner" in grant or "public" in grant for grant in wanted.grants)


@given(TABLES)
def test_a_table_that_stands_as_wanted_is_not_touched(listed: Table) -> None:
    wanted = _wanted(listed)
    row = (listed.name, False, wanted.is_forced, wanted.is_forced, [*wanted.grants], [*wanted.policies])
    assert _actual(row) == wanted


# Row security that is forced, and that is begun; and whether such a table stands as a tenants' table must.
BEGUN = [(True, True, True), (False, True, False), (False, False, False)]


@pytest.mark.parametrize(("is_forced", "is_begun", "is_right"), BEGUN)
def test_row_security_that_is_half_begun_is_seen(is_forced: bool, is_begun: bool, is_right: bool) -> None:
    for owner in ("tenant", "house"):
        wanted = _wanted(table(owner))
        found = _actual(("a_b", False, is_forced, is_begun, [], [*wanted.policies]))
        expected = is_right if owner == "tenant" else not is_begun
        assert (found == wanted) is expected


@pytest.mark.parametrize("more", ["public SELECT", "clearlane_web INSERT", "clearlane_flow TRUNCATE"])
def test_a_grant_too_many_is_seen(more: str) -> None:
    wanted = _wanted(table("shared", web="s"))
    assert _actual(("a_b", False, False, False, ["clearlane_web SELECT"], [])) == wanted
    assert _actual(("a_b", False, False, False, ["clearlane_web SELECT", more], [])) != wanted


def test_nobody_changes_or_removes_what_was_audited() -> None:
    audited = [each for name, each in read_tables().items() if name.startswith("foundation_audit_")]
    assert len(audited) >= 2
    assert {letter for each in audited for held in each.rights.values() for letter in held} == {"s", "i"}
