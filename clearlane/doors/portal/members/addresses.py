"""Every address about the people of an organization."""

from __future__ import annotations

from django.urls import path

from clearlane.doors.portal.members.invitation import invitation
from clearlane.doors.portal.members.invite import invite, revoke
from clearlane.doors.portal.members.member import member
from clearlane.doors.portal.members.members import members

ADDRESSES = [
    path("members", members, name="members"),
    path("members/invite", invite, name="invite"),
    path("members/invitations/<int:number>/revoke", revoke, name="revoke_invitation"),
    path("invitation", invitation, name="invitation"),
    path("members/<int:number>", member, name="member"),
]
