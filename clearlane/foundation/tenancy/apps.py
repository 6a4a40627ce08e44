from __future__ import annotations

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "clearlane.foundation.tenancy"
    label = "foundation_tenancy"

    def ready(self) -> None:
        """Statements over sets carry long lists: they are written at once."""
        from clearlane.foundation.tenancy.dump_list import install

        install()
