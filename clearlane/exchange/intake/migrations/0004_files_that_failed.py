"""A file that is judged knows whether nothing of it was taken."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange_intake", "0003_first_visits")]

    operations = [
        migrations.AddField("file", "failed", models.BooleanField(null=True)),
        migrations.AddIndex(
            "file",
            models.Index(fields=["tenant_id", "-id"], condition=models.Q(failed=True), name="file_that_failed"),
        ),
    ]
