from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards import x12


@given(st.binary())
@settings(deadline=None)
def test_no_byte_is_refused_and_none_is_changed(data: bytes) -> None:
    assert x12.encode(x12.decode(data)) == data


@given(st.binary())
@settings(deadline=None)
def test_a_text_has_as_many_characters_as_it_had_bytes(data: bytes) -> None:
    assert len(x12.decode(data)) == len(data)


@given(st.text(alphabet=st.characters(max_codepoint=255)))
@settings(deadline=None)
def test_a_text_of_single_bytes_is_written_as_it_was_read(text: str) -> None:
    assert x12.decode(x12.encode(text)) == text


@pytest.mark.parametrize("text", ["€", "A\u0100", "\u2028", "😀"])
def test_a_character_that_is_no_byte_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="ordinal not in range"):
        x12.encode(text)


@pytest.mark.parametrize(("byte", "char"), [(0x00, "\x00"), (0x41, "A"), (0x7F, "\x7f"), (0xA0, "\xa0"), (0xFF, "ÿ")])
def test_each_byte_is_the_character_of_its_number(byte: int, char: str) -> None:
    assert x12.decode(bytes([byte])) == char
