"""The three places where sealed bytes lie: a row, a folder, an S3-compatible store."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from django.conf import settings

from clearlane.foundation.durable.files import make_folder, remove, rename, write_file
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.insert import insert
from clearlane.foundation.vault import s3
from clearlane.foundation.vault.frames import ContentIsDamaged, ReadAt

DATABASE, FOLDER, S3 = "database", "folder", "s3"
MARK = "vault.id"
_CONTENT_COLUMNS = {"id": "uuid", "tenant_id": "int", "sealed": "bytea"}


def large_place() -> str:
    """Where large objects go, by the settings."""
    return S3 if settings.VAULT_S3_URL else FOLDER


def address() -> str:
    """Where that is, for people."""
    return f"{settings.VAULT_S3_URL}/{settings.VAULT_S3_BUCKET}" if large_place() == S3 else str(settings.VAULT)


def read_mark(place: str = "") -> str:
    """What was marked in the place of large objects, or in this one; nothing where nothing was."""
    try:
        return _read(MARK, place or large_place(), 0, 64).decode(errors="replace").strip()
    except ContentIsDamaged:
        return ""


def keep_mark(mark: str) -> None:
    """Mark the place of large objects, durably."""
    if large_place() == S3:
        s3.put(name=MARK, content=mark.encode())
        return
    make_folder(Path(settings.VAULT))
    write_file(Path(settings.VAULT) / MARK, [mark.encode()])


def has_moved(mark: str) -> bool:
    """Whether large objects now go to the store, and went to a folder with this mark until now."""
    return large_place() == S3 and read_mark(FOLDER) == mark


def is_there(*, tenant: int, object_id: UUID, place: str) -> bool:
    """Whether a large object lies in its place, and the place is one of those set here."""
    if place == S3 != large_place():
        return False
    try:
        return bool(_read(_name(tenant, object_id), place, 0, 1))
    except ContentIsDamaged:
        return False


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
    name = _name(tenant, object_id)
    return lambda at, length: _read(name, place, at, length)


def _read(name: str, place: str, at: int, length: int) -> bytes:
    if place == S3:
        return s3.download(name=name, offset=at, length=length)
    return _read_file(Path(settings.VAULT) / name, at, length)


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
