"""Where bytes are, and the wrapped keys under which they lie."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

PLACES = ("database", "folder", "s3")


class Key(models.Model):
    """A tenant's data key, wrapped by the master key, which is never in the database."""

    pk = models.CompositePrimaryKey("tenant_id", "version")
    tenant_id = models.IntegerField()
    version = models.IntegerField()
    wrapped = models.BinaryField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"key {self.version} of tenant {self.tenant_id}"


class Object(models.Model):
    """For ever: what a tenant has stored. The address is an HMAC of the bytes under the tenant's key."""

    pk = models.CompositePrimaryKey("tenant_id", "address")
    tenant_id = models.IntegerField()
    address = models.BinaryField()
    object_id = models.UUIDField()
    sha256 = models.BinaryField()
    size = models.BigIntegerField()
    key_version = models.IntegerField()
    place = models.TextField()
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(place__in=PLACES), name="an_object_is_in_a_known_place")]

    def __str__(self) -> str:
        return f"object {self.object_id}"


class Content(models.Model):
    """The sealed frames of a small object."""

    id = models.UUIDField(primary_key=True)
    tenant_id = models.IntegerField()
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"content {self.id}"


class Mark(models.Model):
    """The id of the vault, in one row; it lies beside the large objects as well, so that no other is taken for it."""

    is_only = models.BooleanField(primary_key=True, default=True)
    mark = models.UUIDField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(is_only=True), name="a_house_has_one_vault")]

    def __str__(self) -> str:
        return f"vault {self.mark}"
