"""Payments, what each says of each claim, and the adjudications that claims have."""

from __future__ import annotations

from django.db import models

STATES = ("unassigned", "assigned", "received", "unbalanced", "posted")
CLAIM_STATES = ("read", "matched", "unsent", "doubtful", "posted", "held")


class Payment(models.Model):
    """One ST..SE of an 835: one deposit, whole, with its holder; the house keeps those that nobody holds.

    ``findings`` is the arithmetic of what does not add up, as JSON text. The bytes are in the payer's file at offset.
    """

    id = models.UUIDField(primary_key=True)
    tenant_id = models.IntegerField()
    file_id = models.UUIDField()
    set_id = models.UUIDField()
    connection_id = models.UUIDField(null=True)
    usage = models.TextField()
    version = models.TextField()
    delimiters = models.TextField()
    trace = models.TextField(db_collation="C")
    payer_id = models.TextField(db_collation="C")
    payer_name = models.TextField()
    payee_npi = models.TextField(db_collation="C")
    payee_tin = models.TextField(db_collation="C")
    method = models.TextField()
    handling = models.TextField()
    paid_on = models.DateField(null=True)
    cents = models.BigIntegerField()
    claims = models.IntegerField()
    adjusted_cents = models.BigIntegerField()
    state = models.TextField()
    findings = models.TextField(default="[]")
    offset = models.BigIntegerField()
    length = models.BigIntegerField()
    sha256 = models.BinaryField()
    holder_id = models.IntegerField(null=True)
    received_at = models.DateTimeField()
    posted_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["tenant_id", "trace"], name="payment_by_trace"),
            models.Index(fields=["tenant_id", "set_id"], name="payment_by_set"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="a_payment_is_in_a_known_state"),
            models.CheckConstraint(
                condition=models.Q(state__in=["unassigned", "assigned"], tenant_id=1)
                | (~models.Q(state__in=["unassigned", "assigned"]) & ~models.Q(tenant_id=1)),
                name="the_house_keeps_what_nobody_holds",
            ),
        ]

    def __str__(self) -> str:
        return f"payment {self.id}"


class SamePayment(models.Model):
    """For ever: which payments came over a connection, by what is between ST and SE, so that none is posted twice."""

    pk = models.CompositePrimaryKey("tenant_id", "connection_id", "content_sha256")
    tenant_id = models.IntegerField()
    connection_id = models.UUIDField()
    content_sha256 = models.BinaryField()
    set_id = models.UUIDField()

    def __str__(self) -> str:
        return f"content of payment set {self.set_id}"


class PaymentClaim(models.Model):
    """One CLP of a payment, and the claim of the holder that it was found to pay; ``body`` is the rest as JSON text."""

    payment_id = models.UUIDField(primary_key=True)
    tenant_id = models.IntegerField()
    seq = models.IntegerField()
    patient_control_number = models.TextField(db_collation="C")
    status = models.TextField()
    charge_cents = models.BigIntegerField()
    paid_cents = models.BigIntegerField()
    patient_cents = models.BigIntegerField()
    payer_number = models.TextField(default="", db_collation="C")
    member_id = models.TextField(default="")
    service_from = models.DateField(null=True)
    service_to = models.DateField(null=True)
    line_controls = models.TextField(default="")
    body = models.TextField()
    first_segment = models.IntegerField()
    last_segment = models.IntegerField()
    offset = models.BigIntegerField()
    length = models.BigIntegerField()
    state = models.TextField(default="read")
    claim_tenant_id = models.IntegerField(null=True)
    claim_id = models.UUIDField(null=True)
    found_by = models.TextField(default="")

    class Meta:
        indexes = [models.Index(fields=["tenant_id", "claim_id"], name="payments_of_a_claim")]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=CLAIM_STATES), name="a_paid_claim_is_in_a_known_state")
        ]

    def __str__(self) -> str:
        return f"claim {self.seq} of payment {self.payment_id}"


class Adjudication(models.Model):
    """One decision of a payer on a claim; never changed. A claim's money is the sum of its adjudications.

    ``reverses`` is the seq of the adjudication that this one takes back (CLP02 22).
    """

    claim_id = models.UUIDField(primary_key=True)
    tenant_id = models.IntegerField()
    seq = models.IntegerField()
    payment_id = models.UUIDField()
    payment_seq = models.IntegerField()
    payer_id = models.TextField(db_collation="C")
    status = models.TextField()
    charge_cents = models.BigIntegerField()
    paid_cents = models.BigIntegerField()
    patient_cents = models.BigIntegerField()
    payer_number = models.TextField(default="", db_collation="C")
    body = models.TextField()
    reverses = models.IntegerField(null=True)
    posted_at = models.DateTimeField()
    posted_by = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["tenant_id", "payment_id"], name="adjudications_of_a_payment")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reverses=None) | models.Q(status="22"), name="only_a_reversal_takes_back"
            )
        ]

    def __str__(self) -> str:
        return f"adjudication {self.seq} of claim {self.claim_id}"
