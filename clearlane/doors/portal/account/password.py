"""Change the password."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from clearlane.directory.users.passwords import PasswordRefused, change_password
from clearlane.doors.portal.account.security import done
from clearlane.doors.portal.asking import Asking, for_members, with_factor_step_up
from clearlane.doors.portal.render import render_page


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
@with_factor_step_up
def password(request: HttpRequest, asking: Asking) -> HttpResponse:
    """A new one, twice. Who he is was proved a moment ago: by a factor, or the old password where he has none."""
    error = ""
    if request.method == "POST":
        new = request.POST.get("password", "")
        try:
            if new == request.POST.get("again", ""):
                change_password(request, user_id=asking.user, password=new)
                return done("password")
            error = "The two are not the same."
        except PasswordRefused as refused:
            error = str(refused)
    status = 422 if error else 200
    return render_page(
        request, "portal/account/password.html", {"error": error}, asking=asking, here="account", status=status
    )
