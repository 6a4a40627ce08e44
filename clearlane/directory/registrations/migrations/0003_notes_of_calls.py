"""What was said in a call stands beside who was called."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory_registrations", "0002_open_account")]

    operations = [
        migrations.AddField("contact", "note", models.TextField(default="", db_default="")),
    ]
