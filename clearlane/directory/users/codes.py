"""Codes: of an authenticator app, and for the day on which it is lost."""

from __future__ import annotations

import io
import re

import qrcode
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as app
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from qrcode.image.svg import SvgPathFillImage

from .factors import CODES, TOTP
from .models import User
from .note import note
from .seal_seed import open_seed, seal_seed

_SEED = "totp_seed"


def check_code(*, user_id: int, code: str) -> str | None:
    """By what this code proves the person: ``totp``, ``recovery_codes``, or None where it is wrong or was used.

    Six digits are of the app, eight a recovery code. Each is good once, whichever process is asked.
    """
    plain = re.sub(r"[\s-]", "", code)
    kind = {6: TOTP, 8: CODES}.get(len(plain)) if plain.isascii() and plain.isdigit() else None
    row = Authenticator.objects.filter(user_id=user_id, type=kind).first() if kind else None
    if row is None or not row.wrap().validate_code(plain):
        return None
    row.record_usage()
    return kind


def app_seed(session: SessionBase, *, anew: bool = False) -> str:
    """The seed of an app that is being added in this session, which keeps it sealed."""
    if anew or _SEED not in session:
        session[_SEED] = seal_seed(app.generate_totp_secret())
    return open_seed(session[_SEED])


def app_url(*, user_id: int, seed: str) -> str:
    """What the app reads from the QR code."""
    return str(get_adapter().build_totp_url(User.objects.get(pk=user_id), seed))


def draw(text: str) -> str:
    """A QR code, as SVG on white ground: cameras want it dark on light, whatever the page looks like."""
    drawn = io.BytesIO()
    qrcode.make(text, image_factory=SvgPathFillImage).save(drawn)
    return drawn.getvalue().decode("utf-8")


def add_app(session: SessionBase, *, user_id: int, code: str) -> bool:
    """Add the app whose seed the session holds, if ``code`` is one of it. False where it is not."""
    seed = app_seed(session)
    if not app.validate_totp_code(seed, code.replace(" ", "")):
        return False
    with transaction.atomic(using="default"):
        Authenticator.objects.filter(user_id=user_id, type=TOTP).delete()
        added = app.TOTP.activate(User.objects.get(pk=user_id), seed)
        added.validate_code(code.replace(" ", ""))  # marks it: this code opens nothing a second time
        note(user_id=user_id, event="user:factor:added", kind=TOTP)
    session.pop(_SEED, None)
    return True


def make_recovery_codes(*, user_id: int, anew: bool = False) -> bool:
    """See that the person has recovery codes; ``anew`` makes the old ones useless. True where new ones were made."""
    user = User.objects.get(pk=user_id)
    with transaction.atomic(using="default"):
        User.objects.select_for_update().get(pk=user_id)
        mine = Authenticator.objects.filter(user_id=user_id, type=CODES)
        if anew:
            mine.delete()
        if mine.exists():
            return False
        RecoveryCodes.activate(user)
        if anew:
            note(user_id=user_id, event="user:codes:renewed")
    return True


def show_recovery_codes(*, user_id: int) -> tuple[str, ...]:
    """The codes, until the person has said that he keeps them; nothing afterwards."""
    row = Authenticator.objects.filter(user_id=user_id, type=CODES).first()
    codes = row.wrap() if row else None
    return () if codes is None or codes.did_view else tuple(codes.get_unused_codes())


def keep_recovery_codes(*, user_id: int) -> None:
    """The person has the codes: they are shown no more."""
    row = Authenticator.objects.filter(user_id=user_id, type=CODES).first()
    if row:
        row.wrap().mark_as_viewed()


def count_recovery_codes(*, user_id: int) -> int:
    """How many are left."""
    row = Authenticator.objects.filter(user_id=user_id, type=CODES).first()
    return len(row.wrap().get_unused_codes()) if row else 0
