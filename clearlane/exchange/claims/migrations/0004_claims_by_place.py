"""Claims are found by where they stand, whosever they are: for those who see the claims of very many tenants;
the register of counts is summed from an index alone."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange_claims", "0003_decisions_and_ways_to_find")]

    operations = [
        migrations.AddIndex("claim", models.Index(fields=["state", "decision", "-id"], name="claim_by_place")),
        migrations.RemoveIndex("claimcount", "count_by_day"),
        migrations.AddIndex(
            "claimcount",
            models.Index(
                fields=["tenant_id", "day", "usage", "state", "decision"], include=["n", "cents"], name="count_sums"
            ),
        ),
    ]
