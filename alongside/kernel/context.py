"""The signed context of a visit: the database verifies it itself, so nothing is seen outside the door.

Text: `actor|session|purpose|job|now|expiry|signature`; now and expiry in seconds since 1970 (UTC),
the signature HMAC-SHA256 (RFC 2104) over the rest, in hexadecimal.
"""

import hashlib
import hmac

from alongside.kernel.caller import Caller

_BLOCK = 64
_INNER, _OUTER = 0x36, 0x5C


def signed_context(caller: Caller, *, key: bytes, expiry: float) -> str:
    """What the door hands to the database for one transaction."""
    parts = (str(caller.actor), caller.session, caller.purpose.value, caller.job)
    if any("|" in part for part in parts):
        raise ValueError("A context may not contain a vertical bar.")
    body = "|".join((*parts, f"{caller.now.timestamp():.6f}", f"{expiry:.0f}"))
    return f"{body}|{hmac.new(key, body.encode(), hashlib.sha256).hexdigest()}"


def pads_of(key: bytes) -> tuple[bytes, bytes]:
    """The inner and outer pad of RFC 2104, so that the database can verify with plain SHA-256 (64 bytes each)."""
    if len(key) > _BLOCK:
        raise ValueError("A context key has at most 64 bytes.")
    padded = key.ljust(_BLOCK, b"\x00")
    return bytes(b ^ _INNER for b in padded), bytes(b ^ _OUTER for b in padded)
