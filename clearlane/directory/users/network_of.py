"""Who counts as one sender?"""

from __future__ import annotations

import ipaddress


def network_of(address: str) -> str:
    """An IPv4 address, however it is written, or the /64 of an IPv6 address: one subscriber has all of that."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(known, ipaddress.IPv6Address) and known.ipv4_mapped is None:
        return str(ipaddress.ip_network((int(known), 64), strict=False))
    return str(getattr(known, "ipv4_mapped", None) or known)
