"""The function that docs/x12-tables.md shows, on a local Spark over partitions of files."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.order import Order
from tests.cluster import ROOT
from tests.standards.x12.x12_texts import PAYMENT, join, lines

pytestmark = pytest.mark.long
SHOWN = re.search(r"```python\n(def claims\(.*?)```", (ROOT / "docs/x12-tables.md").read_text("utf-8"), re.DOTALL)


def shown() -> Any:
    """The function of the document."""
    assert SHOWN
    room: dict[str, Any] = {}
    exec(SHOWN[1], room)
    return room["claims"]


@pytest.fixture
def spark(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    for package in ("pyspark", "pandas", "pyarrow"):
        pytest.importorskip(package, reason=f"{package} is not installed: pip install 'clearlane[spark]'")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java 17, and there is no java on the PATH")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").appName("clearlane").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.memory", "1g").getOrCreate()
    yield session
    session.stop()


@pytest.mark.filterwarnings("ignore")
def test_partitions_of_files_give_the_rows_of_each_file(spark: Any, tmp_path: Path) -> None:
    paths = []
    for seed in range(6):
        path = tmp_path / f"{seed}.837"
        path.write_bytes(file_837p(Order(seed=seed, claims=20, today=date(2026, 11, 24))).content)
        paths.append(path)
    (tmp_path / "remit.835").write_bytes(join(lines(PAYMENT)))
    paths.append(tmp_path / "remit.835")
    frame = spark.createDataFrame([(str(path),) for path in paths], "path string").repartition(4)
    found = [row.asDict() for row in frame.mapInPandas(shown(), x12.table_ddl("claims")).collect()]
    expected = [
        row for path in paths for table, row in x12.tabulate([path.read_bytes()], file=str(path)) if table == "claims"
    ]
    assert len(found) == 121
    assert sorted(found, key=_place) == sorted(expected, key=_place)
    assert sum((row["total_charge"] for row in found), Decimal(0)) == sum(row["total_charge"] for row in expected)


def _place(row: dict[str, Any]) -> tuple[str, int]:
    return row["file"], row["offset"]
