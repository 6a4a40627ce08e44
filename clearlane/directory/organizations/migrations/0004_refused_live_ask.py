"""A wish to go live is answered with a no, and why."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory_organizations", "0003_live_ask")]

    operations = [
        migrations.AddField("liveask", "refused_why", models.TextField(default="", db_default="")),
    ]
