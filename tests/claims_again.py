"""Claims that are there once more, but for what a test changes."""

from __future__ import annotations


def claims_again(changes: str, *, among: str = "exchange_claims_claim AS claim", where: str = "true") -> str:
    """The statement that writes them; ``changes`` is a jsonb expression. What the database makes is left to it."""
    from clearlane.exchange.claims.models import Claim

    own = [f'"{field.column}"' for field in Claim._meta.concrete_fields if not field.generated]
    return (
        f"INSERT INTO exchange_claims_claim ({', '.join(own)}) SELECT {', '.join(f'again.{column}' for column in own)}"
        f" FROM {among} CROSS JOIN LATERAL jsonb_populate_record(claim, {changes}) AS again WHERE {where}"
    )
