from __future__ import annotations

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "clearlane.foundation.mail"
    label = "foundation_mail"
