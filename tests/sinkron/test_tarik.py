"""Taking back what was given to a village: two people, one commit, and only what is really with the village."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from eoffice.jejak.kepemilikan import halangan, pemilik
from eoffice.jejak.models import Peristiwa
from eoffice.kernel.errors import ChangedMeanwhile, EofficeError, InvalidInput, RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran
from eoffice.sinkron.models import Penarikan, StatusPenarikan
from eoffice.sinkron.services import tarik
from eoffice.surat import services as surat
from eoffice.surat.projections import ProyeksiSurat
from eoffice.surat.rules.alur import Aksi
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.conftest import CISONTROL

ANI: dict[str, str] = {"oleh": "ani", "nama": "Ani Suryani"}
BUDI: dict[str, str] = {"oleh": "budi", "nama": "Budi Santosa"}


@pytest.fixture
def cast(cisontrol: Desa) -> Iterator[pabrik.Pemeran]:
    """A village whose data are written on a server of its own; its people are known here."""
    with lingkup(CISONTROL):
        satu = pabrik.pemeran()
        Desa.objects.filter(pk=CISONTROL).update(dilayani_di_sini=False)
    with lingkup(CISONTROL):
        yield satu


@pytest.fixture
def diberikan(cast: pabrik.Pemeran) -> UUID:
    """An application that was just given to the village."""
    return pabrik.diajukan(cast)


def usulkan(surat_id: UUID, **ubah: Any) -> UUID:
    return tarik.usulkan_tarik(**{"agregat_id": surat_id, "alasan": "server desa mati", **ANI, **ubah})


def setujui(usul: UUID, **ubah: Any) -> None:
    tarik.setujui_tarik(**{"usul_id": usul, "proyeksi": ProyeksiSurat(), **BUDI, **ubah})


def keadaan(surat_id: UUID) -> tuple[str, int, int]:
    satu = pemilik([surat_id])[surat_id]
    return str(satu.keadaan), satu.epoch_pemilik, satu.dari_revisi


def cerita(surat_id: UUID) -> list[tuple[str, int, int, str]]:
    rows = Peristiwa.objects.filter(agregat_id=surat_id).order_by("urut")
    return list(rows.values_list("macam", "epoch_pemilik", "revisi", "pelaku"))


def kode(salah: pytest.ExceptionInfo[EofficeError]) -> str:
    return salah.value.pesan.kode


def test_two_people_take_a_letter_back(diberikan: UUID) -> None:
    usul = usulkan(diberikan)
    assert keadaan(diberikan) == ("dikirim", 1, 1), "a proposal changes nothing"
    setujui(usul)
    assert keadaan(diberikan) == ("sini", 2, 1)
    assert [satu[:3] for satu in cerita(diberikan)] == [("give", 1, 1), ("recall", 2, 1)]
    assert cerita(diberikan)[-1][3] == "budi"
    (riwayat,) = tarik.riwayat_tarik(diberikan)
    assert (riwayat.pengusul, riwayat.nama_pengusul, riwayat.nama_pemutus) == (
        "ani",
        "Ani Suryani",
        "Budi Santosa",
    )
    assert riwayat.status is StatusPenarikan.DISETUJUI
    assert tarik.usul_terbuka() == []


def test_the_recall_tells_the_letter_as_it_stands_here(diberikan: UUID) -> None:
    (sini,) = ProyeksiSurat().gambaran()
    setujui(usulkan(diberikan))
    recall = Peristiwa.objects.select_related("muatan").get(agregat_id=diberikan, macam="recall")
    assert (recall.revisi, recall.publik, recall.muatan.isi) == (sini.revisi, sini.publik, sini.pribadi)


def test_whoever_proposed_does_not_approve(diberikan: UUID) -> None:
    usul = usulkan(diberikan)
    with pytest.raises(RuleRefused) as salah:
        setujui(usul, **ANI)
    assert kode(salah) == "sinkron.tarik_orang_sama"
    assert keadaan(diberikan) == ("dikirim", 1, 1)
    assert Penarikan.objects.get(pk=usul).status == StatusPenarikan.DIUSULKAN


def test_a_decided_proposal_is_not_decided_again(diberikan: UUID) -> None:
    usul = usulkan(diberikan)
    setujui(usul)
    with pytest.raises(ChangedMeanwhile) as salah:
        setujui(usul, oleh="cici", nama="Cici")
    assert kode(salah) == "sinkron.tarik_sudah_diputuskan"
    with pytest.raises(ChangedMeanwhile):
        tarik.batalkan_usul(usul_id=usul, **BUDI)
    assert keadaan(diberikan) == ("sini", 2, 1)


def test_a_withdrawn_proposal_takes_nothing_back_and_another_may_follow(diberikan: UUID) -> None:
    usul = usulkan(diberikan)
    tarik.batalkan_usul(usul_id=usul, **ANI)
    with pytest.raises(ChangedMeanwhile):
        setujui(usul)
    assert keadaan(diberikan) == ("dikirim", 1, 1)
    setujui(usulkan(diberikan))
    assert keadaan(diberikan) == ("sini", 2, 1)


def test_one_proposal_at_a_time(diberikan: UUID) -> None:
    usulkan(diberikan)
    with pytest.raises(RuleRefused) as salah:
        usulkan(diberikan, oleh="cici")
    assert kode(salah) == "sinkron.tarik_sudah_diusulkan"
    assert [satu.pengusul for satu in tarik.usul_terbuka()] == ["ani"]


@pytest.mark.parametrize("alasan", ["", "   ", "x" * 301], ids=["empty", "blank", "too long"])
def test_a_reason_is_needed(diberikan: UUID, alasan: str) -> None:
    with pytest.raises(InvalidInput) as salah:
        usulkan(diberikan, alasan=alasan)
    assert salah.value.per_field == {"alasan": Pesan("sinkron.alasan_tarik", maks=300)}
    assert tarik.usul_terbuka() == []


def test_only_what_is_with_the_village_is_taken_back(diberikan: UUID) -> None:
    with pytest.raises(RuleRefused) as salah:
        usulkan(new_id())
    assert kode(salah) == "jejak.tidak_dapat_ditarik"
    setujui(usulkan(diberikan))
    with pytest.raises(RuleRefused) as salah:
        usulkan(diberikan)
    assert kode(salah) == "jejak.tidak_dapat_ditarik"


def test_what_was_taken_back_is_worked_on_here_and_given_again(cast: pabrik.Pemeran, diberikan: UUID) -> None:
    assert [satu.agregat_id for satu in tarik.dalam_pengiriman()] == [diberikan]
    setujui(usulkan(diberikan))
    assert halangan(diberikan) is None
    assert [satu.agregat_id for satu in tarik.di_kabupaten()] == [diberikan]
    surat.jalankan(surat_id=diberikan, aksi=Aksi.VERIFIKASI, oleh=cast.pelaku(Peran.OPERATOR), versi=1)
    tarik.beri_lagi(agregat_id=diberikan, proyeksi=ProyeksiSurat(), oleh="budi")
    assert [satu[:3] for satu in cerita(diberikan)] == [
        ("give", 1, 1),
        ("recall", 2, 1),
        ("put", 2, 2),
        ("give", 3, 2),
    ]
    assert keadaan(diberikan) == ("dikirim", 3, 2)
    assert halangan(diberikan) == Pesan("jejak.sedang_dikirim")


@pytest.mark.parametrize("lagi", [1, 2], ids=["while on its way", "twice"])
def test_what_is_not_here_is_not_given_again(diberikan: UUID, lagi: int) -> None:
    if lagi == 2:
        setujui(usulkan(diberikan))
        tarik.beri_lagi(agregat_id=diberikan, proyeksi=ProyeksiSurat(), oleh="budi")
    with pytest.raises(RuleRefused) as salah:
        tarik.beri_lagi(agregat_id=diberikan, proyeksi=ProyeksiSurat(), oleh="budi")
    assert kode(salah) == "jejak.sedang_dikirim"


def test_nothing_waits_for_a_decision_where_nothing_came_late(diberikan: UUID) -> None:
    assert tarik.karya_desa() == []
    with pytest.raises(ChangedMeanwhile) as salah:
        tarik.pakai_karya_desa(agregat_id=diberikan, proyeksi=ProyeksiSurat(), oleh="budi")
    assert kode(salah) == "sinkron.sudah_diputuskan"
    with pytest.raises(ChangedMeanwhile):
        tarik.biarkan_karya_desa(agregat_id=diberikan, oleh="budi")
