"""Everything that the page of one file shows, in one reading."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from clearlane.exchange.reading.find_file import FileView, find_file
from clearlane.exchange.reading.list_sets import SetRow, list_sets
from clearlane.exchange.reading.page_files import COLUMNS, FileRow, tell_files
from clearlane.exchange.reading.read_errors import BrokenSegment, read_errors
from clearlane.foundation.tenancy.connection import cursor

_ROW = f"SELECT {COLUMNS} FROM exchange_intake_file AS file WHERE tenant_id = %s AND id = %s"


@dataclass(frozen=True, slots=True)
class FileSheet:
    """A file, its row in the list, its sets, and where it broke its guide."""

    file: FileView
    row: FileRow
    sets: tuple[SetRow, ...]
    errors: tuple[BrokenSegment, ...]


def view_file(*, tenant: int, file_id: UUID, by: str) -> FileSheet | None:
    """The sheet of a tenant's file, or None; audited as a read. Inside a scope as ``find_file`` wants it."""
    file = find_file(tenant=tenant, file_id=file_id, by=by)
    if file is None:
        return None
    with cursor() as sql:
        sql.execute(_ROW, [tenant, file_id])
        (row,) = tell_files(tenant=tenant, files=sql.fetchall())
    errors = read_errors(tenant=tenant, file_id=file_id, findings=file.findings)
    return FileSheet(file, row, list_sets(tenant=tenant, file_id=file_id), errors)
