from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory_operators", "0002_kinds_of_approvals"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="approval",
            name="an_approval_is_of_a_known_kind",
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ("pair", "payer_link", "lost_factors", "dispute", "holder_kept", "consent", "consent_denied"),
                    )
                ),
                name="an_approval_is_of_a_known_kind",
            ),
        ),
    ]
