"""The mark of the register's state: whoever writes people or families draws a new one."""

from uuid import uuid4

from eoffice.kernel.ids import new_id
from eoffice.penduduk.models import Edisi
from eoffice.wilayah.tenancy import desa_aktif


def edisi_baru() -> None:
    """Mark the register of the village in scope as changed; call it in that transaction, after the last row.

    Last of all rows, because everybody who writes the register of this village waits for this one: whoever holds it
    asks for no other row but the head of the stream.
    """
    cap = uuid4()
    if not Edisi.objects.update(cap=cap):
        _, baru = Edisi.objects.get_or_create(desa_id=desa_aktif(), defaults={"id": new_id(), "cap": cap})
        if not baru:
            Edisi.objects.update(cap=cap)
