"""The profile of a way out, by its name."""

from __future__ import annotations

from clearlane.exchange.connections.models import Connection
from clearlane.exchange.connections.profile import Profile, read_profile
from clearlane.foundation.tenancy.connection import alias


def find_profile(*, name: str) -> Profile | None:
    """What is peculiar to the connection of that name; None where there is none."""
    text = Connection.objects.using(alias()).filter(name=name).values_list("profile", flat=True).first()
    return None if text is None else read_profile(text=text)
