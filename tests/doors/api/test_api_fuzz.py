"""Schemathesis over the whole API: the real application, the real database, a key that may do everything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from tests.cluster import ROOT
from tests.conftest import AsRole
from tests.doors.api.conftest import AddKey
from tests.exchange.reading.plant import plant

PATHS = json.loads((ROOT / "docs" / "openapi.json").read_text("utf-8"))["paths"]
OPERATIONS = [(path, method) for path, methods in PATHS.items() for method in methods]
EXCUSED: dict[str, list[Any]] = {
    # A raw body is any bytes, and the fuzzer's client sends some of them as none at all.
    "/v1/files": [positive_data_acceptance, negative_data_rejection],
    # A parameter that nobody knows is passed over, as is usual in addresses.
    "/v1/mailbox": [negative_data_rejection],
    "/v1/files/{file_id}/claims": [negative_data_rejection],
}
FUZZ = settings(
    max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)


@pytest.fixture
def described(practice: int, add_key: AddKey, as_role: AsRole) -> Iterator[tuple[Any, str]]:
    """The API as it describes itself, and a key; there is a claim to find."""
    from django.core.wsgi import get_wsgi_application

    key = add_key(practice)
    with as_role("flow"):
        plant(submitter=practice)
    with as_role("web"):
        yield schemathesis.openapi.from_wsgi("/v1/openapi.json", get_wsgi_application()), key


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_no_request_breaks_the_api_or_its_description(
    path: str, method: str, mode: GenerationMode, described: tuple[Any, str]
) -> None:
    api, key = described
    cases = api[path][method].as_strategy(generation_mode=mode)

    @FUZZ
    @given(case=cases)
    def ask(case: Any) -> None:
        case.call_and_validate(headers={"Authorization": f"Bearer {key}"}, excluded_checks=EXCUSED.get(path, []))

    ask()
