from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory_users", "0004_tallies_links_and_lost_factors")]

    operations = [
        migrations.AddField(model_name="apikey", name="rotated_at", field=models.DateTimeField(null=True)),
    ]
