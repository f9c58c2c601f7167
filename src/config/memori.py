"""Keep the memory of long-running processes small on a village's mini PC, and tidying it up cheap."""

import ctypes
import gc

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8  # malloc.h of glibc
_BYTE = 128 * 1024
_BENDA = 20_000
"""Objects: some megabytes at most wait to be looked through."""


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


def jarang_memungut() -> None:
    """Let the collector of reference cycles pass what is loaded for good, and come less often.

    Rows and events form no cycles: they go when nobody names them any more. Looking through all of them again after
    each 700 new objects cost a sixth of the time of applying events. Called when everything is loaded.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_BENDA, 20, 20)
