"""What an officer of the regency does about a letter that was taken back from its village: return it, or refuse it.

Nobody of the village reaches it then, and it may be long before it is given again. The officer reads nothing of it; he
says why, and citizen and village read that. At the regency, the village in scope.
"""

from typing import Final
from uuid import UUID

from django.db import transaction

from eoffice.kernel.peran import Peran
from eoffice.sinkron.services.keadaan import segarkan
from eoffice.sinkron.services.pusat import Petugas, catat_tindakan
from eoffice.surat.rules.alur import Aksi, Status
from eoffice.surat.services.pintu import Pelaku, langkah, pegang

_KATA: Final = {Aksi.KEMBALIKAN: "surat_kembali", Aksi.TOLAK: "surat_tolak"}
"""How the trail of the regency calls a step."""


@transaction.atomic
def langkah_kabupaten(*, surat_id: UUID, aksi: Aksi, petugas: Petugas, alasan: str) -> Status:
    """Return an application to the citizen or refuse it, together with the officer's trail.

    Raises:
        NotFound: no such letter in this village.
        InvalidInput: the reason is too long.
        RuleRefused: the regency did not take it back, its number is drawn already, or no reason was given.
    """
    oleh = Pelaku(petugas.id, frozenset({Peran.KABUPATEN}))
    baru = langkah(pegang(surat_id, oleh, catatan=alasan), aksi)
    catat_tindakan(_KATA[aksi], petugas, alasan=alasan.strip(), rincian={"agregat_id": str(surat_id)})
    segarkan()
    return baru
