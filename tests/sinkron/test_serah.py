"""An application made at the regency is given to its village, accepted there, and written by one side at a time."""

from typing import Any
from uuid import UUID

import pytest

from eoffice.jejak.models import Peristiwa
from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.peran import Peran
from eoffice.sinkron.models import Karantina
from eoffice.surat import services as surat
from eoffice.surat.models import Surat
from eoffice.surat.rules.alur import Aksi
from eoffice.surat.rules.kiriman import Tempat
from tests import pabrik
from tests.sinkron.mesin import Mesin
from tests.sinkron.portal_uji import Portal, baris, buka_portal, di_mana

pytestmark = pytest.mark.hanya_sqlite  # two database files in one process


@pytest.fixture
def portal(dua_rumah: tuple[Mesin, Mesin], kantor: pabrik.Pemeran) -> Portal:
    """A village with a server of its own, and a citizen at the portal."""
    return buka_portal(*dua_rumah, kantor)


def cerita(mesin: Mesin, surat_id: UUID) -> list[tuple[str, int, int]]:
    """Return what happened to a letter here: kind, owner epoch, revision."""

    def baca() -> list[tuple[str, int, int]]:
        rows = Peristiwa.objects.filter(agregat_id=surat_id).order_by("epoch_pemilik", "revisi", "-macam")
        return list(rows.values_list("macam", "epoch_pemilik", "revisi"))

    return mesin.di_sini(baca)  # type: ignore[no-any-return]


def tolak(mesin: Mesin, *a: Any, **kw: Any) -> str:
    with pytest.raises(RuleRefused) as salah:
        mesin.di_sini(*a, **kw)
    return salah.value.pesan.kode


def test_an_application_is_given_with_its_first_event(portal: Portal) -> None:
    satu = portal.ajukan()
    assert cerita(portal.hub, satu) == [("give", 1, 1)]
    assert di_mana(portal.hub, satu) is Tempat.DIKIRIM


def test_the_village_accepts_what_it_applies_and_writes_it_from_then_on(portal: Portal) -> None:
    satu = portal.ajukan()
    portal.bertemu(2)
    assert di_mana(portal.node, satu) is Tempat.SINI
    assert di_mana(portal.hub, satu) is Tempat.DESA
    portal.langkah(satu, Aksi.VERIFIKASI, Peran.OPERATOR)
    portal.bertemu(2)
    assert cerita(portal.node, satu) == [("give", 1, 1), ("accept", 1, 1), ("put", 1, 2)]
    assert cerita(portal.hub, satu) == cerita(portal.node, satu)
    assert baris(portal.hub, satu) == ("terverifikasi", 2)
    assert portal.hub.di_sini(Karantina.objects.exists) is False


@pytest.mark.parametrize("diterima", [False, True], ids=["on its way", "accepted"])
def test_the_regency_moves_no_letter_it_has_given(portal: Portal, diterima: bool) -> None:
    satu = portal.ajukan()
    if diterima:
        portal.bertemu(2)
    semula = cerita(portal.hub, satu)
    aksi = {"surat_id": satu, "aksi": Aksi.TARIK, "oleh": portal.oleh, "versi": 1}
    assert tolak(portal.hub, surat.jalankan, **aksi) == (
        "jejak.ditulis_sana" if diterima else "jejak.sedang_dikirim"
    )
    assert cerita(portal.hub, satu) == semula
    assert portal.hub.di_sini(lambda: Surat.objects.get(pk=satu).versi) == 1
