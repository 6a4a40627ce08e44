"""Claims and what happens to them. Everything that belongs to a claim is partitioned with it, by its id."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Upper

_CAPITALS = models.TextField(db_collation="C")


class Claim(models.Model):
    """One CLM, where it stands in the sender's file, and its state in the exchange.

    ``decision`` is what its payers have decided so far, in one word: exchange/remits/decide.py. Names in capitals are
    how patients are found; in the collation C only A to Z have any (reading/search_claims.py).
    """

    id = models.UUIDField(primary_key=True)
    tenant_id = models.IntegerField()
    file_id = models.UUIDField()
    file_tenant_id = models.IntegerField()
    set_id = models.UUIDField()
    submitter_id = models.IntegerField()
    usage = models.TextField()
    version = models.TextField()
    state = models.TextField()
    by_whom = models.TextField(default="us")
    decision = models.TextField(default="", db_default="", db_collation="C")
    seq = models.IntegerField(default=0)
    patient_control_number = models.TextField(db_collation="C")
    total_cents = models.BigIntegerField()
    billing_npi = models.TextField(default="", db_collation="C")
    billing_tin = models.TextField(default="", db_collation="C")
    payer_code = models.TextField(default="", db_collation="C")
    member_id = models.TextField(default="", db_collation="C")
    patient_last = models.TextField(default="", db_collation="C")
    patient_first = models.TextField(default="", db_collation="C")
    last_in_capitals = models.GeneratedField(expression=Upper("patient_last"), output_field=_CAPITALS, db_persist=True)
    first_in_capitals = models.GeneratedField(
        expression=Upper("patient_first"), output_field=_CAPITALS, db_persist=True
    )
    birth_date = models.DateField(null=True)
    service_from = models.DateField(null=True)
    service_to = models.DateField(null=True)
    frequency = models.TextField(default="")
    responsibility = models.TextField(default="")
    payer_control_number = models.TextField(default="")
    sender_trace = models.TextField(default="")
    bht03 = models.TextField(default="")
    bht06 = models.TextField(default="")
    trace_number = models.TextField(default="", db_collation="C")
    ordinal = models.IntegerField()
    first_segment = models.IntegerField()
    last_segment = models.IntegerField()
    offset = models.BigIntegerField()
    length = models.BigIntegerField()
    provider_offset = models.BigIntegerField(default=0)
    provider_length = models.BigIntegerField(default=0)
    provider_segment = models.IntegerField(default=0)
    subscriber_offset = models.BigIntegerField(default=0)
    subscriber_length = models.BigIntegerField(default=0)
    subscriber_segment = models.IntegerField(default=0)
    patient_offset = models.BigIntegerField(default=0)
    patient_length = models.BigIntegerField(default=0)
    patient_segment = models.IntegerField(default=0)
    delimiters = models.TextField()
    connection_id = models.UUIDField(null=True)
    payer_as_sent = models.TextField(default="")
    batch_id = models.UUIDField(null=True)
    replaces_id = models.UUIDField(null=True)
    received_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="claim_by_id"),
            models.Index(fields=["tenant_id", "patient_control_number"], name="claim_by_sender_number"),
            models.Index(fields=["tenant_id", "state", "decision", "-id"], name="claim_by_state"),
            models.Index(fields=["state", "decision", "-id"], name="claim_by_place"),
            models.Index(fields=["tenant_id", "file_id", "ordinal"], name="claim_by_file"),
            models.Index(fields=["tenant_id", "last_in_capitals", "first_in_capitals"], name="claim_by_patient"),
            models.Index(fields=["tenant_id", "total_cents", "id"], name="claim_by_charge"),
            models.Index(fields=["tenant_id", "service_from", "id"], name="claim_by_service"),
            models.Index(fields=["tenant_id", "-id"], condition=models.Q(usage="T"), name="claim_of_tests"),
        ]

    def __str__(self) -> str:
        return f"claim {self.id}"


class Transition(models.Model):
    """One move of a claim; never changed, never deleted."""

    claim_id = models.UUIDField(primary_key=True)
    tenant_id = models.IntegerField()
    seq = models.IntegerField()
    event = models.TextField()
    from_state = models.TextField()
    to_state = models.TextField()
    by = models.TextField()
    detail = models.TextField(default="")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.event}: {self.from_state} to {self.to_state}"


class Line(models.Model):
    """One service line as it was sent."""

    claim_id = models.UUIDField(primary_key=True)
    tenant_id = models.IntegerField()
    seq = models.IntegerField()
    procedure = models.TextField()
    modifiers = models.TextField(default="")
    cents = models.BigIntegerField()
    units = models.TextField(default="")
    service_from = models.DateField(null=True)
    service_to = models.DateField(null=True)
    control = models.TextField(default="")

    def __str__(self) -> str:
        return f"line {self.seq} of claim {self.claim_id}"


class ClaimFinding(models.Model):
    """What an edit said about a claim; ``finding`` is the Finding as JSON text."""

    claim_id = models.UUIDField(primary_key=True)
    tenant_id = models.IntegerField()
    seq = models.IntegerField()
    rule = models.TextField()
    disposition = models.TextField()
    finding = models.TextField()

    def __str__(self) -> str:
        return f"{self.rule} on claim {self.claim_id}"


class Answer(models.Model):
    """One thing that a submitter is owed about a claim: our own verdict once, then each of the payer's."""

    id = models.UUIDField(primary_key=True)
    tenant_id = models.IntegerField()
    claim_id = models.UUIDField()
    submitter_id = models.IntegerField()
    file_id = models.UUIDField()
    source = models.TextField()
    statuses = models.TextField()
    response_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    told_in = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["tenant_id", "claim_id"], name="answer_by_claim")]

    def __str__(self) -> str:
        return f"answer of {self.source} on claim {self.claim_id}"


class Extract(models.Model):
    """What a file exchanged with a payer says of this one claim: envelope and own loop, under the tenant's key."""

    claim_id = models.UUIDField(primary_key=True)
    tenant_id = models.IntegerField()
    seq = models.IntegerField()
    kind = models.TextField()
    file_sha256 = models.BinaryField()
    first_segment = models.IntegerField()
    last_segment = models.IntegerField()
    sealed = models.BinaryField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} of claim {self.claim_id}"


class PayerNumber(models.Model):
    """For ever: the numbers by which payers know a claim (REF*1K, CLP07), as they were learnt."""

    pk = models.CompositePrimaryKey("tenant_id", "number", "claim_id", "kind")
    tenant_id = models.IntegerField()
    number = models.TextField(db_collation="C")
    claim_id = models.UUIDField()
    kind = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} of claim {self.claim_id}"


class Fingerprint(models.Model):
    """For ever: what tells two claims for the same service apart from two services."""

    pk = models.CompositePrimaryKey("tenant_id", "fingerprint", "claim_id")
    tenant_id = models.IntegerField()
    fingerprint = models.BinaryField()
    claim_id = models.UUIDField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"fingerprint of claim {self.claim_id}"


class ClaimCount(models.Model):
    """Counts for lists and for Home: delta rows by day, state and decision, folded from time to time."""

    pk = models.CompositePrimaryKey("tenant_id", "id")
    id = models.UUIDField()
    tenant_id = models.IntegerField()
    day = models.DateField()
    usage = models.TextField()
    state = models.TextField()
    decision = models.TextField(default="", db_default="", db_collation="C")
    n = models.IntegerField()
    cents = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["tenant_id", "day", "usage", "state", "decision"], include=["n", "cents"], name="count_sums"
            )
        ]

    def __str__(self) -> str:
        return f"{self.n} {self.state} on {self.day}"
