"""How much room is left: a disk that fills refuses attachments first, then numbers, and the stream of events never.

So there is always room for what the office has begun, and for the events that tell of it.
"""

import shutil
from enum import Enum
from typing import Final

from django.conf import settings

from eoffice.kernel.errors import StorageFull
from eoffice.kernel.messages import Pesan

_GIB: Final = 1024**3


class Ruang(Enum):
    """What needs room: the least percentage of the disk that must be free, and how many bytes are enough anyway."""

    LAMPIRAN = ("dokumen.ruang_lampiran", 10, 20 * _GIB)
    NOMOR = ("dokumen.ruang_nomor", 3, 5 * _GIB)


def pastikan_ruang(untuk: Ruang) -> None:
    """Refuse what needs room before there is too little for it.

    Raises:
        StorageFull: there is.
    """
    kode, persen, cukup = untuk.value
    disk = shutil.disk_usage(settings.EOFFICE_HOME)
    if disk.free < min(disk.total * persen // 100, cukup):
        raise StorageFull(Pesan(kode, persen=disk.free * 100 // disk.total))
