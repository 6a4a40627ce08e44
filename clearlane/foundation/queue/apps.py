from __future__ import annotations

from django.apps import AppConfig


class QueueConfig(AppConfig):
    name = "clearlane.foundation.queue"
    label = "foundation_queue"
