"""Write tables, a file each: CSV without any package, Parquet with pyarrow. A file is there only once it is whole."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Protocol

from clearlane.doors.console.problem import Problem
from clearlane.doors.console.x12_actions.put_out import whole
from clearlane.standards import x12

ROWS_AT_ONCE = {"csv": 500, "parquet": 10_000}
"""So many rows of a table are held, and then written; of Parquet as one row group."""
LARGEST = 1 << 26
"""Fewer, where so many characters are in them."""
ALWAYS = ("claims", "lines", "adjustments")
BETWEEN = "|"
"""Parts the texts of a list in CSV."""
Row = dict[str, Any]


class Target(Protocol):
    """One table being written."""

    def write(self, rows: list[Row]) -> None:
        """Write rows as one group."""
        ...

    def close(self) -> None:
        """Finish the file."""
        ...


class Tables:
    """The tables of a run in a folder; used as a context, at whose end the files take their names."""

    def __init__(self, folder: Path, *, format: str, rows_at_once: int = 0) -> None:
        self._folder, self._format, self._at_once = folder, format, rows_at_once or ROWS_AT_ONCE[format]
        self._targets: dict[str, Target] = {}
        self._held: dict[str, list[Row]] = {}
        self._sizes: dict[str, int] = {}
        self._stack = ExitStack()
        self.rows: dict[str, int] = {}

    def __enter__(self) -> Tables:
        """Make the folder and the tables that are always there."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as undone:
            undone.enter_context(self._stack)
            for table in ALWAYS:
                self._begin(table)
            undone.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write what is held and give the files their names; after an error, leave none."""
        if error is not None:
            self._stack.__exit__(kind, error, trace)
            return
        with ExitStack() as ending:
            ending.push(self._stack)
            for table in self._targets:
                self._flush(table)

    def path(self, table: str) -> Path:
        """The file of a table."""
        return self._folder / f"{table}.{self._format}"

    def put(self, table: str, row: Row) -> None:
        """Add a row; many rows are written at once."""
        if table not in self._targets:
            self._begin(table)
        held = self._held[table]
        held.append(row)
        self._sizes[table] += sum(len(value) for value in row.values() if isinstance(value, str))
        self._sizes[table] += sum(map(len, row.get("elements") or ()))
        if len(held) >= self._at_once or self._sizes[table] >= LARGEST:
            self._flush(table)

    def _begin(self, table: str) -> None:
        part = self._stack.enter_context(whole(self.path(table)))
        make = _Parquet if self._format == "parquet" else _Csv
        target = self._targets[table] = make(part, table)
        self._stack.callback(target.close)
        self._held[table], self.rows[table], self._sizes[table] = [], 0, 0

    def _flush(self, table: str) -> None:
        if self._held[table]:
            self._targets[table].write(self._held[table])
            self.rows[table] += len(self._held[table])
            self._held[table], self._sizes[table] = [], 0


class _Csv:
    """A table as comma-separated text in UTF-8, with its names in the first line."""

    def __init__(self, path: Path, table: str) -> None:
        self._file: IO[str] = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._writer.writerow([column.name for column in x12.table_columns(table)])

    def write(self, rows: list[Row]) -> None:
        """A line a row."""
        self._writer.writerows([[_shown(value) for value in row.values()] for row in rows])

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return BETWEEN.join(value)
    return format(value, "f") if isinstance(value, Decimal) else str(value)


class _Parquet:
    """A table as Parquet with Arrow's types: exact decimals, real dates."""

    def __init__(self, path: Path, table: str) -> None:
        try:
            from pyarrow import parquet
        except ModuleNotFoundError:
            raise Problem(
                "Parquet needs pyarrow: pip install 'clearlane[tables]'; --format csv needs nothing"
            ) from None
        self._schema = arrow_schema(table)
        self._writer = parquet.ParquetWriter(path, self._schema, compression="zstd")

    def write(self, rows: list[Row]) -> None:
        """One row group."""
        import pyarrow as pa

        self._writer.write_batch(pa.RecordBatch.from_pylist(rows, schema=self._schema))

    def close(self) -> None:
        """Write the footer."""
        self._writer.close()


def arrow_schema(table: str) -> Any:
    """The columns of a table as an Arrow schema."""
    import pyarrow as pa

    kinds = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "number": pa.int64(),
        "amount": pa.decimal128(38, 18),
        "date": pa.date32(),
    }
    return pa.schema([(column.name, kinds[column.kind]) for column in x12.table_columns(table)])
