from __future__ import annotations

from django.db import migrations, models

from clearlane.foundation.partitions.operations import CreatePartitionedModel


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreatePartitionedModel(
            name="Adjudication",
            fields=[
                ("claim_id", models.UUIDField(primary_key=True, serialize=False)),
                ("tenant_id", models.IntegerField()),
                ("seq", models.IntegerField()),
                ("payment_id", models.UUIDField()),
                ("payment_seq", models.IntegerField()),
                ("payer_id", models.TextField(db_collation="C")),
                ("status", models.TextField()),
                ("charge_cents", models.BigIntegerField()),
                ("paid_cents", models.BigIntegerField()),
                ("patient_cents", models.BigIntegerField()),
                ("payer_number", models.TextField(db_collation="C", default="")),
                ("body", models.TextField()),
                ("reverses", models.IntegerField(null=True)),
                ("posted_at", models.DateTimeField()),
                ("posted_by", models.TextField()),
            ],
            options={
                "indexes": [models.Index(fields=["tenant_id", "payment_id"], name="adjudications_of_a_payment")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reverses", None), ("status", "22"), _connector="OR"),
                        name="only_a_reversal_takes_back",
                    )
                ],
            },
            primary_key=("tenant_id", "claim_id", "seq"),
            partition_by="claim_id",
        ),
        CreatePartitionedModel(
            name="Payment",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("tenant_id", models.IntegerField()),
                ("file_id", models.UUIDField()),
                ("set_id", models.UUIDField()),
                ("connection_id", models.UUIDField(null=True)),
                ("usage", models.TextField()),
                ("version", models.TextField()),
                ("delimiters", models.TextField()),
                ("trace", models.TextField(db_collation="C")),
                ("payer_id", models.TextField(db_collation="C")),
                ("payer_name", models.TextField()),
                ("payee_npi", models.TextField(db_collation="C")),
                ("payee_tin", models.TextField(db_collation="C")),
                ("method", models.TextField()),
                ("handling", models.TextField()),
                ("paid_on", models.DateField(null=True)),
                ("cents", models.BigIntegerField()),
                ("claims", models.IntegerField()),
                ("adjusted_cents", models.BigIntegerField()),
                ("state", models.TextField()),
                ("findings", models.TextField(default="[]")),
                ("offset", models.BigIntegerField()),
                ("length", models.BigIntegerField()),
                ("sha256", models.BinaryField()),
                ("holder_id", models.IntegerField(null=True)),
                ("received_at", models.DateTimeField()),
                ("posted_at", models.DateTimeField(null=True)),
                ("delivered_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tenant_id", "trace"], name="payment_by_trace"),
                    models.Index(fields=["tenant_id", "set_id"], name="payment_by_set"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("unassigned", "assigned", "received", "unbalanced", "posted"))
                        ),
                        name="a_payment_is_in_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["unassigned", "assigned"]), ("tenant_id", 1)),
                            models.Q(
                                models.Q(("state__in", ["unassigned", "assigned"]), _negated=True),
                                models.Q(("tenant_id", 1), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="the_house_keeps_what_nobody_holds",
                    ),
                ],
            },
            primary_key=("tenant_id", "id"),
            partition_by="id",
        ),
        migrations.CreateModel(
            name="SamePayment",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id",
                        "connection_id",
                        "content_sha256",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("tenant_id", models.IntegerField()),
                ("connection_id", models.UUIDField()),
                ("content_sha256", models.BinaryField()),
                ("set_id", models.UUIDField()),
            ],
        ),
        CreatePartitionedModel(
            name="PaymentClaim",
            fields=[
                ("payment_id", models.UUIDField(primary_key=True, serialize=False)),
                ("tenant_id", models.IntegerField()),
                ("seq", models.IntegerField()),
                ("patient_control_number", models.TextField(db_collation="C")),
                ("status", models.TextField()),
                ("charge_cents", models.BigIntegerField()),
                ("paid_cents", models.BigIntegerField()),
                ("patient_cents", models.BigIntegerField()),
                ("payer_number", models.TextField(db_collation="C", default="")),
                ("member_id", models.TextField(default="")),
                ("service_from", models.DateField(null=True)),
                ("service_to", models.DateField(null=True)),
                ("line_controls", models.TextField(default="")),
                ("body", models.TextField()),
                ("first_segment", models.IntegerField()),
                ("last_segment", models.IntegerField()),
                ("offset", models.BigIntegerField()),
                ("length", models.BigIntegerField()),
                ("state", models.TextField(default="read")),
                ("claim_tenant_id", models.IntegerField(null=True)),
                ("claim_id", models.UUIDField(null=True)),
                ("found_by", models.TextField(default="")),
            ],
            options={
                "indexes": [models.Index(fields=["tenant_id", "claim_id"], name="payments_of_a_claim")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("read", "matched", "unsent", "doubtful", "posted", "held"))),
                        name="a_paid_claim_is_in_a_known_state",
                    )
                ],
            },
            primary_key=("tenant_id", "payment_id", "seq"),
            partition_by="payment_id",
        ),
    ]
