"""What is counted and timed, for Prometheus. Labels are names of steps, kinds and roles; never an id, never PHI."""

from __future__ import annotations

import os

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)

FILES_RECEIVED = Counter("clearlane_files_received", "Files taken in, by way and state", ["way", "state"])
BYTES_RECEIVED = Counter("clearlane_bytes_received", "Bytes taken in, by way", ["way"])
THINGS_MOVED = Counter("clearlane_things_moved", "Things that a step moved, set aside or let wait", ["step", "outcome"])
CHUNK_SECONDS = Histogram("clearlane_chunk_seconds", "Time of one chunk in a step", ["step"], buckets=SECONDS)
CHUNKS_FAILED = Counter("clearlane_chunks_failed", "Chunks that failed and were rolled back", ["step"])
THINGS_STUCK = Counter("clearlane_things_stuck", "Things that became dead letters", ["step"])
SENDS = Counter("clearlane_sends", "Attempts to send, by how they ended", ["result"])
REQUESTS = Counter("clearlane_requests", "Requests answered, by route and status", ["route", "status"])
REQUEST_SECONDS = Histogram("clearlane_request_seconds", "Time of one request", ["route"], buckets=SECONDS)
MAILS = Counter("clearlane_mails", "Tries to send a mail, by the state they left it in", ["state"])
BLOCKS_SEALED = Counter("clearlane_audit_blocks_sealed", "Blocks that the sealer closed")


def expose() -> tuple[bytes, str]:
    """All metrics as text and its content type: of all processes where ``PROMETHEUS_MULTIPROC_DIR`` names a folder
    that they share (``up`` sets it before they start), else of this process alone."""
    if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        return generate_latest(REGISTRY), CONTENT_TYPE_LATEST
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry), CONTENT_TYPE_LATEST
