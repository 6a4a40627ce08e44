"""Everything was proved: begin the session and go where the person wanted to go."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from clearlane.directory.users.ask_for_new_factors import drop_wish
from clearlane.directory.users.device_name import device_name
from clearlane.directory.users.note import note
from clearlane.directory.users.sign_in import start_session
from clearlane.directory.users.tell import tell
from clearlane.directory.users.tell_expiring_keys import tell_expiring_keys_now_and_then
from clearlane.doors.portal.signin.device import known_device


def let_in(request: HttpRequest, user_id: int, *, methods: tuple[str, ...], then: str) -> HttpResponse:
    """Sign the person in; the first time in a browser he is told by mail."""
    is_known = known_device(request, user_id) is not None
    start_session(request, user_id, methods=methods)
    note(user_id=user_id, event="user:session:began", methods=list(methods))
    if {"webauthn", "totp"} & set(methods):
        drop_wish(user_id=user_id, by=f"user:{user_id}")
    if not is_known:
        tell(user_id=user_id, template="new_device", device=device_name(request.headers.get("User-Agent", "")))
    tell_expiring_keys_now_and_then()
    return HttpResponseRedirect(then, status=303)
