"""Time-ordered identifiers (UUID version 7, RFC 9562 section 5.7)."""

import os
import time
import uuid

_MASK_48 = (1 << 48) - 1


def new_id() -> uuid.UUID:
    """Return a fresh UUIDv7: 48 bits of Unix milliseconds, then 74 random bits.

    Rows made near each other lie near each other in an index; nothing may be concluded from the order,
    because a village's clock can be wrong.
    """
    millis = time.time_ns() // 1_000_000 & _MASK_48
    rand = int.from_bytes(os.urandom(10), "big")
    rand_a = rand >> 68 & 0xFFF
    rand_b = rand & ((1 << 62) - 1)
    return uuid.UUID(int=millis << 80 | 0x7 << 76 | rand_a << 64 | 0b10 << 62 | rand_b)
