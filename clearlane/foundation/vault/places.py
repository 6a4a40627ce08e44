"""The three places where sealed bytes lie: a row, a folder, an S3-compatible store."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import UUID

from django.conf import settings

from clearlane.foundation.durable.files import make_folder, remove, rename
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.vault import s3
from clearlane.foundation.vault.frames import ContentIsDamaged, ReadAt

DATABASE, FOLDER, S3 = "database", "folder", "s3"


def large_place() -> str:
    """Where large objects go, by the settings."""
    return S3 if settings.VAULT_S3_URL else FOLDER


def keep_row(*, tenant: int, object_id: UUID, sealed: bytes) -> None:
    """Put a small object into the database."""
    with cursor() as cur:
        cur.execute(
            "INSERT INTO foundation_vault_content (id, tenant_id, sealed) VALUES (%s, %s, %s)",
            [object_id, tenant, sealed],
        )


def keep_file(*, tenant: int, object_id: UUID, sealed: Path) -> str:
    """Put a finished file into the place of large objects, durably, and name the place. The file itself is gone."""
    if large_place() == S3:
        s3.upload(name=_name(tenant, object_id), path=sealed)
        remove(sealed)
        return S3
    target = _path(tenant, object_id)
    make_folder(target.parent)
    rename(sealed, target)
    return FOLDER


def drop_file(*, tenant: int, object_id: UUID, place: str) -> None:
    """Take a large object away again: the same bytes are already stored under another id."""
    if place == S3:
        s3.delete(name=_name(tenant, object_id))
    else:
        remove(_path(tenant, object_id))


def reader(*, tenant: int, object_id: UUID, place: str) -> ReadAt:
    """A function that gives stored bytes by offset and length. Raises ContentIsDamaged where there are none."""
    if place == DATABASE:
        sealed = _row(tenant, object_id)
        return lambda at, length: sealed[at : at + length]
    if place == S3:
        name = _name(tenant, object_id)
        return lambda at, length: s3.download(name=name, offset=at, length=length)
    path = _path(tenant, object_id)
    return lambda at, length: _read_file(path, at, length)


def _row(tenant: int, object_id: UUID) -> bytes:
    with cursor() as cur:
        cur.execute("SELECT sealed FROM foundation_vault_content WHERE tenant_id = %s AND id = %s", [tenant, object_id])
        row = cur.fetchone()
    if row is None:
        raise ContentIsDamaged(f"object {object_id} has no content")
    return bytes(row[0])


def _read_file(path: Path, at: int, length: int) -> bytes:
    try:
        with path.open("rb", buffering=0) as stream:
            return os.pread(stream.fileno(), length, at)
    except FileNotFoundError as error:
        raise ContentIsDamaged(f"object {path.name} is not in its folder") from error


def _path(tenant: int, object_id: UUID) -> Path:
    return Path(settings.VAULT) / _name(tenant, object_id)


def _name(tenant: int, object_id: UUID) -> str:
    return f"{tenant}/{object_id.hex[-2:]}/{object_id.hex}"
