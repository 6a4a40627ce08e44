"""The columns of the flat tables: claims, lines, adjustments, and segments of other sets: docs/x12-tables.md."""

from __future__ import annotations

from typing import NamedTuple

KINDS = {
    "text": "STRING",
    "texts": "ARRAY<STRING>",
    "number": "BIGINT",
    "amount": "DECIMAL(38,18)",
    "date": "DATE",
}
"""Each kind of column as Spark and most databases write it; 18 digits on either side hold every X12 number exactly."""


class Column(NamedTuple):
    """A column. kind: one of KINDS."""

    name: str
    kind: str


def _columns(text: str) -> tuple[Column, ...]:
    """Columns from words: `name` is a text, `name:kind` another kind."""
    pairs = (word.partition(":") for word in text.split())
    return tuple(Column(name, kind or "text") for name, _, kind in pairs)


_WHERE = "file offset:number segment:number set_id version interchange_control group_control set_control "
"""Where a row comes from: file, offset of its segment in it, number of that in its set, and what is around."""

TABLES: dict[str, tuple[Column, ...]] = {
    "claims": _columns(
        _WHERE + "patient_control_number payer_claim_number claim_status frequency facility_code facility_qualifier "
        "filing_indicator payer_responsibility accepts_assignment prior_authorization "
        "total_charge:amount paid_amount:amount patient_responsibility:amount patient_paid_amount:amount "
        "service_from:date service_to:date admission_date:date admitted_at received_date:date "
        "principal_diagnosis diagnoses:texts drg "
        "billing_provider_npi billing_provider_tax_id billing_provider_name billing_provider_taxonomy "
        "rendering_provider_npi payer_id payer_name "
        "subscriber_id subscriber_last_name subscriber_first_name subscriber_birth_date:date subscriber_sex "
        "patient_last_name patient_first_name patient_birth_date:date patient_sex patient_relationship "
        "payment_number payment_method payment_amount:amount payment_date:date unreadable:texts"
    ),
    "lines": _columns(
        _WHERE + "claim_offset:number patient_control_number line_number:number line_control_number "
        "revenue_code procedure_qualifier procedure_code modifiers:texts place_of_service "
        "charge:amount paid_amount:amount allowed_amount:amount units:amount unit diagnosis_pointers:texts "
        "service_from:date service_to:date drug_code teeth:texts rendering_provider_npi unreadable:texts"
    ),
    "adjustments": _columns(
        _WHERE + "claim_offset:number line_offset:number patient_control_number level payer_id provider_id "
        "group_code reason_code amount:amount quantity:amount reference unreadable:texts"
    ),
    "segments": _columns(_WHERE + "loop id name elements:texts"),
}
KIND_OF = {table: {column.name: column.kind for column in columns} for table, columns in TABLES.items()}


def table_columns(table: str) -> tuple[Column, ...]:
    """The columns of a table in order. Raises KeyError for another name."""
    return TABLES[table]


def table_ddl(table: str) -> str:
    """The columns as the schema of a Spark DataFrame is written. Raises KeyError for another name."""
    return ", ".join(f"{column.name} {KINDS[column.kind]}" for column in TABLES[table])
