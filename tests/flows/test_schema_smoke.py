import pytest
def test_the_schema_migrates(house):
    assert house == 1
