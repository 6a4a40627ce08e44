"""Large objects in an S3-compatible store. What goes there is sealed before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from clearlane.foundation.durable.point import point
from clearlane.foundation.vault.frames import ContentIsDamaged

_SERVER_FAILS = 500


class StoreIsAway(OSError):
    """The store does not answer, or says that it fails: nothing is known against what was asked of it."""


class StoreRefuses(RuntimeError):
    """The store answers and will not do it: there is no such bucket, or the keys at hand may not use it."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"the store {settings.VAULT_S3_URL} refuses the bucket {settings.VAULT_S3_BUCKET} ({code}); "
            "correct CLEARLANE_VAULT_S3_URL, its bucket or its keys"
        )


def upload(*, name: str, path: Path) -> None:
    """Store a file's bytes under a name; they are durable when this returns. Raises StoreIsAway."""
    point("upload")
    with _store() as client:
        client.upload_file(str(path), settings.VAULT_S3_BUCKET, name)


def put(*, name: str, content: bytes) -> None:
    """Store a few bytes under a name; they are durable when this returns. Raises StoreIsAway."""
    with _store() as client:
        client.put_object(Bucket=settings.VAULT_S3_BUCKET, Key=name, Body=content)


def download(*, name: str, offset: int, length: int) -> bytes:
    """A part of what is stored under a name; shorter at its end.

    Raises ContentIsDamaged where there is nothing, StoreIsAway.
    """
    with _store() as client:
        try:
            answer = client.get_object(
                Bucket=settings.VAULT_S3_BUCKET, Key=name, Range=f"bytes={offset}-{offset + length - 1}"
            )
        except client.exceptions.ClientError as error:
            if error.response["Error"]["Code"] in {"NoSuchKey", "404"}:
                raise ContentIsDamaged(f"object {name} is not in the store") from error
            if error.response["Error"]["Code"] in {"InvalidRange", "416"}:
                return b""
            raise
        content: bytes = answer["Body"].read()
    return content


def delete(*, name: str) -> None:
    """Remove what is stored under a name. Nothing there is no error. Raises StoreIsAway."""
    with _store() as client:
        client.delete_object(Bucket=settings.VAULT_S3_BUCKET, Key=name)


@contextmanager
def _store() -> Iterator[Any]:
    """The client; what it raises where the store is away is told as that."""
    from boto3.exceptions import S3UploadFailedError
    from botocore.exceptions import BotoCoreError

    client = _client()
    try:
        yield client
    except (BotoCoreError, S3UploadFailedError) as error:
        raise StoreIsAway(type(error).__name__) from error
    except client.exceptions.ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] >= _SERVER_FAILS:
            raise StoreIsAway(type(error).__name__) from error
        raise StoreRefuses(error.response["Error"]["Code"]) from error


@lru_cache(maxsize=1)
def _client() -> Any:
    """The store's client; made once a process, and only where a store is set: boto3 is slow to import."""
    import boto3
    from botocore.config import Config

    return boto3.client(
        "s3",
        endpoint_url=settings.VAULT_S3_URL,
        aws_access_key_id=settings.VAULT_S3_ACCESS_KEY,
        aws_secret_access_key=settings.VAULT_S3_SECRET_KEY,
        region_name=settings.VAULT_S3_REGION,
        config=Config(retries={"max_attempts": 3, "mode": "standard"}, s3={"addressing_style": "path"}),
    )


def forget() -> None:
    """Make the client anew: for tests that change the store."""
    _client.cache_clear()
