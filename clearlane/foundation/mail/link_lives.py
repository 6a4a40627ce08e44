"""How long is a mail worth sending? As long as the link in it opens something."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

USELESS_AFTER = timedelta(hours=24)
"""A mail of a template that is not named here: its link is good for a day, or it has none."""
LINK_LIVES: Mapping[str, timedelta] = {
    "reset_password": timedelta(hours=1),
    "email_changed_old": timedelta(hours=72),
    "invitation": timedelta(days=7),
    "consent_asked": timedelta(days=7),
}
"""Template -> how long its link is good. Who makes the link says it, too; a test holds that both say the same."""
