"""Every address about the people of an organization."""

from __future__ import annotations

from django.urls import path

from clearlane.doors.portal.members.member import member
from clearlane.doors.portal.members.members import members

ADDRESSES = [
    path("members", members, name="members"),
    path("members/<int:number>", member, name="member"),
]
