"""Settings: who the organization is, light or dark, the keys, and what its time zone is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from clearlane.directory.members.list_members import list_members
from clearlane.directory.organizations.find_organization import find_organization
from clearlane.directory.providers.list_own_pairs import list_own_pairs
from clearlane.doors.portal.asking import Asking, for_members
from clearlane.doors.portal.onward import SeeOther, onward
from clearlane.doors.portal.parts import Fault
from clearlane.doors.portal.preferences import keep_keys, keep_theme, read_preferences
from clearlane.doors.portal.render import render_page
from clearlane.doors.portal.shortcuts import REMAPPABLE, is_key, list_clashes
from clearlane.foundation.tenancy.scope import scope


@require_http_methods(["GET", "POST"])
@for_members
def settings(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The page; its form keeps the keys."""
    if request.method == "POST":
        return _keep_keys(request, asking)
    preferences = read_preferences(request)
    keys = {does: preferences.keys.get(does, each.key) for does, each in REMAPPABLE.items()}
    return _show(request, asking, keys=keys, has_keys=preferences.has_keys)


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the system has it; for anybody, on this device."""
    response = onward(request, "/settings")
    keep_theme(response, request.POST.get("theme", ""))
    return response


def _keep_keys(request: HttpRequest, asking: Asking) -> HttpResponse:
    if "reset" in request.POST:
        return _kept(has_keys=True, keys={})
    keys = {does: request.POST.get(does, "").strip().lower() for does in REMAPPABLE}
    has_keys = "has_keys" in request.POST
    faults = _find_faults(keys)
    if has_keys and faults:
        return _show(request, asking, keys=keys, has_keys=has_keys, faults=faults, status=422)
    return _kept(has_keys=has_keys, keys={does: key for does, key in keys.items() if key != REMAPPABLE[does].key})


def _kept(*, has_keys: bool, keys: dict[str, str]) -> HttpResponse:
    response = SeeOther("/settings?kept=keys#keys-form")
    keep_keys(response, has_keys=has_keys, keys=keys)
    return response


def _find_faults(keys: dict[str, str]) -> dict[str, str]:
    """What is wrong with which key: it is none, or it does something else already."""
    wrong = {does: "Enter one letter, digit or sign." for does, key in keys.items() if not is_key(key)}
    clashes = list_clashes(moved=keys) if not wrong else {}
    return wrong or {does: f"This key is taken: {label}." for does, label in clashes.items()}


def _show(
    request: HttpRequest,
    asking: Asking,
    *,
    keys: dict[str, str],
    has_keys: bool,
    faults: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    wrong = faults or {}
    with scope([asking.tenant], by=asking.by):
        organization, pairs = find_organization(tenant=asking.tenant), list_own_pairs(tenant=asking.tenant)
    rows = [(each, keys[does], wrong.get(does, "")) for does, each in REMAPPABLE.items()]
    values: dict[str, Any] = {
        "rows": rows,
        "are_on": has_keys,
        "faults": [Fault(f"key-{does}", f"{REMAPPABLE[does].label}: {text}") for does, text in wrong.items()],
        "organization": organization,
        "pairs": pairs,
        "people": list_members(tenant=asking.tenant),
        "is_kept": request.GET.get("kept") == "keys",
    }
    return render_page(request, "portal/settings.html", values, asking=asking, here="settings", status=status)
