"""Tests are found without a walk over the claims of production: a practice that is live has few, and old ones."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange_claims", "0005_found_by_name_and_by_id")]

    operations = [
        migrations.AddIndex(
            "claim",
            models.Index(fields=["tenant_id", "-id"], condition=models.Q(usage="T"), name="claim_of_tests"),
        ),
    ]
