"""What was sent and not taken is kept for half an hour: sealed, in the browser's session, for the one who sent it."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from cryptography.exceptions import InvalidTag
from django.contrib.sessions.backends.base import SessionBase

from clearlane.foundation.clock.read import now

from .seal import seal, unseal

KEPT = "kept_forms"
"""Where the session holds them: address -> when it was kept, and the rest, sealed."""
LASTS = timedelta(minutes=30)
SECRET = frozenset({"password", "again", "code", "credential", "csrfmiddlewaretoken"})
"""Fields that are kept nowhere; a test holds every field for a password or a code of the pages against it."""
_FOR = b"clearlane: forms that wait"
_MOST, _LENGTH, _FIELDS = 3, 20_000, 100


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A form that was sent to ``action`` from ``page``, by ``user`` (None: by nobody who had signed in).

    ``answer`` is the page that refused it, with its ``status``, until that has been shown once.
    """

    action: str
    page: str
    user: int | None
    fields: tuple[tuple[str, str], ...]
    answer: str = ""
    status: int = 0


def without_secrets(fields: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """What of a form may be kept: no password, no code, nothing that is a private key."""
    given = [(name, value) for name, value in fields if name not in SECRET and "PRIVATE KEY" not in value]
    return tuple((name, value[:_LENGTH]) for name, value in given[:_FIELDS])


def keep_form(session: SessionBase, form: KeptForm) -> None:
    """Keep it; of one address the latest, in all the latest few."""
    waiting = {action: each for action, each in _waiting(session).items() if action != form.action}
    packed = base64.b64encode(zlib.compress(json.dumps(asdict(form)).encode())).decode("ascii")
    kept = [*waiting.items()][-(_MOST - 1) :]
    session[KEPT] = dict(kept) | {form.action: [now().timestamp(), seal(packed, purpose=_FOR)]}


def find_forms(session: SessionBase, *, user: int | None) -> list[KeptForm]:
    """The forms that wait for this very person, the latest first; nobody else's."""
    found = [_open(sealed) for _, sealed in reversed(_waiting(session).values())]
    return [form for form in found if form is not None and form.user == user]


def is_form_of(session: SessionBase, *, page: str) -> bool:
    """Whether a form of that page waits here, for whomever."""
    forms = [_open(sealed) for _, sealed in _waiting(session).values()]
    return any(form is not None and form.page == page for form in forms)


def forget_answer(session: SessionBase, form: KeptForm) -> None:
    """The page that refused it was shown: from now on only what was typed is kept, for as long as before."""
    at = session[KEPT][form.action][0]
    keep_form(session, replace(form, answer="", status=0))
    session[KEPT][form.action][0] = at


def drop_form(session: SessionBase, *, action: str) -> None:
    """What was sent to that address has arrived."""
    if action in session.get(KEPT, {}):
        session[KEPT] = {each: kept for each, kept in session[KEPT].items() if each != action}


def _waiting(session: SessionBase) -> dict[str, list[str]]:
    since = now().timestamp() - LASTS.total_seconds()
    return {action: kept for action, kept in session.get(KEPT, {}).items() if float(kept[0]) > since}


def _open(sealed: str) -> KeptForm | None:
    try:
        told = json.loads(zlib.decompress(base64.b64decode(unseal(sealed, purpose=_FOR))))
    except InvalidTag:
        return None
    return KeptForm(**told | {"fields": tuple((name, value) for name, value in told["fields"])})
