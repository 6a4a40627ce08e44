"""Every address that the resolver knows, each listed here with who may read something there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver

_ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")

FOR_ALL = """
/ /healthz /readyz /signin /signin/code /signin/code/passkey /signin/passkey /signout /session /reset /reset/sent
/reset/new /link/<str:kind>/<str:token> /lost /address/confirm /address/undo /start /start/sent /start/again
/start/go-on /start/leave /start/practice /start/address /start/place /start/kind /start/hospital /start/<slug:slug>
/start/<slug:slug>/email /verify/<str:token> /invitation /consent /terms /privacy /account/agreement
/settings/theme
"""
"""Who has not signed in may ask here; what is about somebody is found by a cookie or a token of his own."""

OF_A_PERSON = """
/account /account/app /account/app/picture.svg /account/codes /account/colleagues /account/devices/end /account/email
/account/factors/<int:factor>/remove /account/keys /account/keys/<str:prefix>/revoke
/account/keys/<str:prefix>/rotate /account/passkeys/<int:factor>/name /account/passkeys/add /account/password
/account/sftp/<str:username>/revoke /account/sftp/add /find /settings /step-up /step-up/passkey
/switch /welcome /welcome/connect /welcome/connect/accounts /welcome/connect/api /welcome/connect/claims.837
/welcome/connect/make /welcome/connect/paste /welcome/sample /live /live/ask /live/agreement /live/pair
/members /members/<int:number>
/members/invite /members/invitations/<int:number>/revoke /clients /clients/ask /clients/asks/<int:number>/take-back
/consent/answer /consents /consents/<int:number>/revoke /consents/asks/<int:number>/withdraw
"""
"""For who has signed in, about himself and his organization."""

OF_THE_WORK = """
/home /claims /claims/search /claims/export /claims/<uuid:claim_id> /claims/<uuid:claim_id>/messages/<int:seq>
/claims/<uuid:claim_id>/messages/<int:seq>/x12 /claims/<uuid:claim_id>/withdraw /files
/files/<uuid:file_id> /files/<uuid:file_id>/bytes /files/<uuid:file_id>/explained /mailbox/<uuid:mail_id>/explained
/files/search /files/send /payments /payments/<uuid:payment_id> /mailbox/<uuid:mail_id> /mailbox/<uuid:mail_id>/x12
"""
"""Patients, claims and files."""

OF_PROGRAMS = """
/metrics /v1/ /v1/openapi.json /v1/claims/<claim_id> /v1/claims/<claim_id>/timeline /v1/claims/search /v1/files
/v1/files/<file_id> /v1/files/<file_id>/claims /v1/mailbox /v1/mailbox/<mail_id> /v1/mailbox/<mail_id>/confirm
"""
"""For keys of programs; a session opens none of them."""


@dataclass(frozen=True)
class Address:
    """An address by its pattern; ``at`` puts in what it wants."""

    route: str

    def at(self, values: Mapping[str, Any]) -> str:
        """The path. An argument that nobody has a value for is a KeyError: the walk would not reach the view."""
        return _ARGUMENT.sub(lambda found: str(values[found[1]]), self.route)


def every_address() -> tuple[Address, ...]:
    """All of ``config/urls``, in the resolver's order."""
    return tuple(Address(f"/{route}") for route in _routes(get_resolver().url_patterns, ""))


def _routes(patterns: Any, before: str) -> Iterator[str]:
    for each in patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield route
        else:
            yield from _routes(each.url_patterns, route)


def listed() -> dict[str, str]:
    """Every listed route, with the name of its list."""
    lists = {"all": FOR_ALL, "person": OF_A_PERSON, "work": OF_THE_WORK, "programs": OF_PROGRAMS}
    return {route: name for name, text in lists.items() for route in text.split()}
