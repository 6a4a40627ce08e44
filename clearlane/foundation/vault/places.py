"""The three places where sealed bytes lie: a row, a folder, an S3-compatible store."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from django.conf import settings

from clearlane.foundation.durable.files import make_folder, remove, rename
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.insert import insert
from clearlane.foundation.vault import s3
from clearlane.foundation.vault.frames import ContentIsDamaged, ReadAt

DATABASE, FOLDER, S3 = "database", "folder", "s3"
_CONTENT_COLUMNS = {"id": "uuid", "tenant_id": "int", "sealed": "bytea"}


def large_place() -> str:
    """Where large objects go, by the settings."""
    return S3 if settings.VAULT_S3_URL else FOLDER


def keep_rows(rows: Sequence[tuple[UUID, int, bytes]]) -> None:
    """Put small objects into the database: id, tenant, sealed bytes of each."""
    insert(table="foundation_vault_content", columns=_CONTENT_COLUMNS, rows=rows)


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


def readers(where: Mapping[tuple[int, UUID], str]) -> dict[tuple[int, UUID], ReadAt]:
    """For each tenant's object, by its place, a function that gives stored bytes by offset and length.

    Raises ContentIsDamaged where there are none.
    """
    rows = _rows([key for key, place in where.items() if place == DATABASE])
    return {key: _of_row(rows, key) if place == DATABASE else _of_file(*key, place) for key, place in where.items()}


def _of_row(rows: Mapping[tuple[int, UUID], bytes], key: tuple[int, UUID]) -> ReadAt:
    if key not in rows:
        raise ContentIsDamaged(f"object {key[1]} has no content")
    sealed = rows[key]
    return lambda at, length: sealed[at : at + length]


def _of_file(tenant: int, object_id: UUID, place: str) -> ReadAt:
    if place == S3:
        name = _name(tenant, object_id)
        return lambda at, length: s3.download(name=name, offset=at, length=length)
    path = _path(tenant, object_id)
    return lambda at, length: _read_file(path, at, length)


def _rows(keys: Sequence[tuple[int, UUID]]) -> dict[tuple[int, UUID], bytes]:
    if not keys:
        return {}
    with cursor() as cur:
        cur.execute(
            "SELECT tenant_id, id, sealed FROM foundation_vault_content"
            " WHERE tenant_id = ANY(%s::int[]) AND id = ANY(%s::uuid[])",
            [sorted({tenant for tenant, _ in keys}), [id for _, id in keys]],
        )
        return {(tenant, id): bytes(sealed) for tenant, id, sealed in cur.fetchall()}


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
