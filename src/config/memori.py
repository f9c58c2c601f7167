"""Keep the memory of long-running processes small on a village's mini PC."""

import ctypes

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8  # malloc.h of glibc
_BYTE = 128 * 1024


def hemat_memori() -> None:
    """Let freed memory go back to the system: glibc keeps an arena for each thread, and large blocks in it.

    Checking a PIN takes 19 MiB for 30 ms; without this every thread keeps them. One arena is enough, for Python
    runs one thread at a time. Only glibc has this setting.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        return
    for pilihan, nilai in ((_M_ARENA_MAX, 1), (_M_MMAP_THRESHOLD, _BYTE), (_M_TRIM_THRESHOLD, _BYTE)):
        mallopt(pilihan, nilai)
