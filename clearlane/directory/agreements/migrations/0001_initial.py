from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.IntegerField()),
                ("id", models.UUIDField()),
                ("text", models.TextField()),
                ("version", models.TextField()),
                ("text_sha256", models.BinaryField()),
                ("is_draft", models.BooleanField()),
                ("signer_name", models.TextField()),
                ("signer_title", models.TextField()),
                ("authority", models.TextField()),
                ("signed_at", models.DateTimeField()),
                ("signed_by", models.TextField()),
                ("pdf_address", models.BinaryField()),
                ("pdf_sha256", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text__in", ("provider", "billing", "payer"))),
                        name="an_agreement_is_of_a_known_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signer_name", ""), _negated=True),
                            models.Q(("signer_title", ""), _negated=True),
                            models.Q(("authority", ""), _negated=True),
                        ),
                        name="who_signs_says_who_he_is",
                    ),
                ],
            },
        ),
    ]
