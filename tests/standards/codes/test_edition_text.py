from __future__ import annotations

from datetime import date

import pytest

from clearlane.standards.codes.edition_text import read_head, write_head
from clearlane.vocabulary.period import Period


@pytest.mark.parametrize("period", [Period(date(2026, 4, 1), date(2026, 10, 1)), Period(date(2003, 10, 1), date.max)])
def test_read_head_reads_what_write_head_wrote(period: Period) -> None:
    text = write_head(title="Letters", period=period, source="a list: of letters") + "A1 B2\n"
    assert read_head(text) == (period, "a list: of letters", ["A1 B2"])


@pytest.mark.parametrize("missing", ["from", "to", "source"])
def test_read_head_says_what_is_missing(missing: str) -> None:
    text = write_head(title="Letters", period=Period(date(2026, 4, 1), date(2026, 10, 1)), source="us") + "A1\n"
    kept = "\n".join(line for line in text.splitlines() if not line.startswith(missing))
    with pytest.raises(ValueError, match=missing):
        read_head(kept)


def test_read_head_refuses_a_file_without_codes() -> None:
    with pytest.raises(ValueError, match="needs its codes"):
        read_head(write_head(title="Letters", period=Period(date(2026, 4, 1), date(2026, 10, 1)), source="us"))
