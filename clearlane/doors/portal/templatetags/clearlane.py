"""What every template may say: an asset, an icon, a status, and how amounts, numbers and instants are written."""

from __future__ import annotations

import hashlib
import secrets
from functools import lru_cache
from pathlib import Path

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from clearlane.directory.users.find_actor import Actor
from clearlane.doors.portal.once import FIELD
from clearlane.doors.portal.roles_of import ROLES_OF, sends_claims
from clearlane.doors.portal.statuses import BY, STATUS
from clearlane.doors.portal.wording.amounts import count, exact, money
from clearlane.doors.portal.wording.instants import ago, clock, day, moment, place, second, sentence_day, zoned
from clearlane.doors.portal.wording.numbers import npi, phone, taxid, zipcode

register = template.Library()
_STATIC = Path(__file__).resolve().parent.parent / "static" / "portal"
_INSTANTS = (moment, second, ago, clock, zoned, place, day, sentence_day)
for written in (money, exact, count, *_INSTANTS, npi, taxid, phone, zipcode):
    register.filter(written.__name__, written)


@register.simple_tag
@lru_cache(maxsize=64)
def asset(name: str) -> str:
    """The address of a file of ``static/portal``; it changes with the file, so that browsers may keep it for ever."""
    digest = hashlib.sha256(Path(f"{_STATIC}/{name}").read_bytes()).hexdigest()[:12]
    return f"{settings.STATIC_URL}portal/{name}?v={digest}"


@register.simple_tag
def support() -> str:
    """Whom to ask for help; the operator says it in CLEARLANE_SUPPORT_PHONE and its like."""
    return str(settings.SUPPORT)


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """An icon of the sprite: hidden from screen readers, unless it is the only word and has a ``label``."""
    told = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html('<svg class="i {}" {}><use href="{}#i-{}"></use></svg>', css, told, asset("icons.svg"), name)


@register.simple_tag
def once() -> SafeString:
    """A hidden field by which the form is taken once (``doors/portal/once.py``)."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, secrets.token_urlsafe(12))


@register.filter
def may(role: str, what: str) -> bool:
    """Whether a member of this role may do it, so that nobody is shown a button that he may not press."""
    return role in ROLES_OF[what]


@register.filter
def sends(asking: Actor) -> bool:
    """Whether the person may send claims."""
    return sends_claims(asking)


@register.filter
def role(word: str) -> str:
    """The colour role of a status word."""
    return STATUS[word].role


@register.filter
def shape(word: str) -> str:
    """The icon of a status word."""
    return STATUS[word].icon


@register.filter
def by_whom(by: str | None) -> str:
    """The words behind a status: by us, by payer."""
    return BY[by or ""]
