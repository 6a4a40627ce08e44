"""What a person must look at stands on a list, once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError

from clearlane.exchange.worklists.close import close, close_about
from clearlane.exchange.worklists.find import count, find
from clearlane.exchange.worklists.raise_item import Raised, raise_items
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.scope import scope
from clearlane.vocabulary.outcome import Ref

BY = "test"


@pytest.fixture
def practice(tenant: Callable[..., int]) -> int:
    return tenant(kind="practice")


def _raise(tenant: int, subject: Ref | None = None, reason: str = "held") -> Any:
    subject = subject or Ref(tenant, uuid4())
    if not raise_items(items=[Raised(tenant, "claim", reason, subject, note="4")], by=BY):
        return None
    return next(item.id for item in find() if (item.subject_id, item.reason) == (subject.id, reason))


def test_an_item_is_put_on_the_list(practice: int) -> None:
    with scope([practice], by=BY):
        id = _raise(practice)
        (item,) = find()
    assert (item.id, item.kind, item.reason, item.note, item.raised_by) == (id, "claim", "held", "4", BY)


def test_the_same_stands_there_once(practice: int) -> None:
    subject = Ref(practice, uuid4())
    with scope([practice], by=BY):
        assert _raise(practice, subject) is not None
        assert _raise(practice, subject) is None
        assert len(find()) == 1


def test_another_reason_is_another_item(practice: int) -> None:
    subject = Ref(practice, uuid4())
    with scope([practice], by=BY):
        _raise(practice, subject)
        _raise(practice, subject, reason="stuck")
        assert count() == {("claim", "held"): 1, ("claim", "stuck"): 1}


def test_raise_items_counts_the_new_ones(practice: int) -> None:
    subject = Ref(practice, uuid4())
    items = [Raised(practice, "claim", "held", subject), Raised(practice, "claim", "held", Ref(practice, uuid4()))]
    with scope([practice], by=BY):
        _raise(practice, subject)
        assert raise_items(items=items, by=BY) == 1
        assert raise_items(items=[], by=BY) == 0


def test_close_takes_it_off_and_says_who(practice: int) -> None:
    with scope([practice], by=BY):
        id = _raise(practice)
        assert close(tenant=practice, items=[id], by="ann", note="done") == 1
        assert find() == ()
        (item,) = find(is_open=False)
    assert item.closed_by == "ann"
    assert item.closed_at is not None


def test_closing_twice_changes_nothing(practice: int) -> None:
    with scope([practice], by=BY):
        id = _raise(practice)
        close(tenant=practice, items=[id], by="ann")
        assert close(tenant=practice, items=[id], by="bob") == 0
        assert find(is_open=False)[0].closed_by == "ann"


def test_what_was_closed_may_be_raised_again(practice: int) -> None:
    subject = Ref(practice, uuid4())
    with scope([practice], by=BY):
        _raise(practice, subject)
        assert close_about(subject=subject, by=BY) == 1
        assert _raise(practice, subject) is not None


def test_find_narrows_by_kind_and_gives_the_oldest_first(practice: int) -> None:
    with scope([practice], by=BY):
        first, second = _raise(practice), _raise(practice)
        raise_items(items=[Raised(practice, "batch", "in_doubt", Ref(practice, uuid4()))], by=BY)
        assert [item.id for item in find(kind="claim")] == [first, second]
        assert len(find(limit=1)) == 1


def test_a_stranger_sees_and_closes_nothing(practice: int, tenant: Callable[..., int]) -> None:
    with scope([practice], by=BY):
        id = _raise(practice)
    with scope([tenant(kind="practice")], by=BY):
        assert find() == ()
        assert count() == {}
        assert close(tenant=practice, items=[id], by=BY) == 0


def test_a_stranger_cannot_raise_for_another(practice: int, tenant: Callable[..., int]) -> None:
    with pytest.raises(DatabaseError, match="row-level security"), scope([tenant(kind="practice")], by=BY):
        _raise(practice)


@pytest.mark.parametrize("half", ["closed_at = now()", "closed_by = 'ann'"])
def test_an_item_is_never_half_closed(practice: int, half: str) -> None:
    with pytest.raises(DatabaseError, match="an_item_is_closed_at_a_time_by_somebody"):
        _close_half(practice, half)


def _close_half(practice: int, half: str) -> None:
    with scope([practice], by=BY), cursor() as sql:
        _raise(practice)
        sql.execute(f"UPDATE exchange_worklists_item SET {half}")
