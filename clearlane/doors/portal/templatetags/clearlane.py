"""What every template may say: where an asset is, an icon, an amount, an instant in the practice's time zone."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from clearlane.vocabulary.money import Money

_NOT_STATED, _MINUS = "\N{EN DASH}", "\N{MINUS SIGN}"
register = template.Library()
_STATIC = Path(__file__).resolve().parent.parent / "static" / "portal"


@register.simple_tag
@lru_cache(maxsize=64)
def asset(name: str) -> str:
    """The address of a file of ``static/portal``; it changes with the file, so that browsers may keep it for ever."""
    digest = hashlib.sha256(Path(f"{_STATIC}/{name}").read_bytes()).hexdigest()[:12]
    return f"{settings.STATIC_URL}portal/{name}?v={digest}"


@register.simple_tag
def support() -> str:
    """Whom to ask for help; the operator says it in CLEARLANE_SUPPORT."""
    return str(settings.SUPPORT)


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """An icon of the sprite: hidden from screen readers, unless it is the only word and has a ``label``."""
    told = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html('<svg class="i {}" {}><use href="{}#i-{}"></use></svg>', css, told, asset("icons.svg"), name)


@register.filter
def money(cents: int | None) -> str:
    """Cents as dollars, negative ones with a true minus; an en dash where nothing is stated."""
    if cents is None:
        return _NOT_STATED
    sign = _MINUS if cents < 0 else ""
    return f"{sign}${Money.from_cents(abs(cents)).amount:,.2f}"
