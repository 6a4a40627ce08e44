from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange_connections", "0001_initial")]

    operations = [
        migrations.AddField(model_name="collected", name="lies_there", field=models.BooleanField(default=True)),
        migrations.AddField(model_name="collected", name="size", field=models.BigIntegerField(default=0)),
        migrations.AddField(model_name="collected", name="changed_at", field=models.BigIntegerField(default=0)),
        migrations.AddField(model_name="collected", name="stays", field=models.BooleanField(default=False)),
        migrations.AddIndex(
            model_name="collected",
            index=models.Index(
                condition=models.Q(("lies_there", True)),
                fields=["tenant_id", "connection_id"],
                name="collected_and_still_there",
            ),
        ),
    ]
