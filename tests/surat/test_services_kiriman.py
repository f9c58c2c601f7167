"""A citizen's requests at the regency, in one installation on both databases: walls, two at once, moving house."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.db import transaction

from eoffice.jejak.selectors import riwayat
from eoffice.kernel.errors import EofficeError, RuleRefused
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import KirimanWarga, Langkah, Permohonan
from eoffice.surat.projections import ProyeksiKiriman, berkas_kiriman
from eoffice.surat.rules.alur import Aksi, Status
from eoffice.surat.rules.kiriman import Hasil, Tempat, Tindakan
from eoffice.surat.selectors.kiriman import permintaan_terakhir, sedang_dikirim, tempat
from eoffice.surat.selectors.meja import rincian
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.sinkron.kerja import terapkan
from tests.surat.mengisi import siap_kirim
from tests.surat.test_serentak import serentak

WARGA = Peran.WARGA


def layani(desa: Desa, di_sini: bool) -> None:
    """Let a village be written here, or on its own server."""
    Desa.objects.filter(pk=desa.kode).update(dilayani_di_sini=di_sini)


@pytest.fixture
def jauh(cisontrol: Desa, cast: pabrik.Pemeran) -> tuple[Desa, pabrik.Pemeran, UUID]:
    """A village with its own server, its cast, and a letter that it wrote."""
    with lingkup(cisontrol.kode):
        surat_id = pabrik.diajukan(cast)
    layani(cisontrol, di_sini=False)
    return cisontrol, cast, surat_id


Jauh = tuple[Desa, pabrik.Pemeran, UUID]


def tarik(jauh: Jauh) -> bool:
    desa, cast, surat_id = jauh
    with lingkup(desa.kode):
        return surat.tarik(surat_id=surat_id, oleh=cast.pelaku(WARGA), versi=1)


def test_a_letter_of_a_village_elsewhere_is_written_there(jauh: Jauh) -> None:
    desa, _, surat_id = jauh
    with lingkup(desa.kode):
        assert tempat(surat_id) is Tempat.DESA
        assert permintaan_terakhir(surat_id) is None


def test_a_withdrawal_is_written_down_and_moves_nothing(jauh: Jauh) -> None:
    desa, cast, surat_id = jauh
    assert tarik(jauh) is False
    with lingkup(desa.kode):
        assert rincian(surat_id).status is Status.DIAJUKAN
        minta = permintaan_terakhir(surat_id)
        assert minta is not None
        assert (minta.tindakan, minta.menunggu, minta.hasil, minta.sebab) == (
            Tindakan.TARIK,
            True,
            None,
            None,
        )
        baris = KirimanWarga.objects.get()
        assert (baris.pelaku, baris.penduduk_id, baris.versi_surat) == (cast.warga, cast.penduduk_id, 1)


def test_nothing_is_carried_out_while_the_village_is_elsewhere(jauh: Jauh) -> None:
    tarik(jauh)
    with lingkup(jauh[0].kode):
        terapkan()
        assert surat.laksanakan() == 0


def test_taken_back_to_the_regency_the_village_s_requests_are_carried_out_here(jauh: Jauh) -> None:
    desa, _, surat_id = jauh
    tarik(jauh)
    layani(desa, di_sini=True)
    with lingkup(desa.kode):
        assert surat.laksanakan() == 0, "not before everything is applied"
        terapkan()
        assert surat.laksanakan() == 1
        assert rincian(surat_id).status is Status.DITARIK
        minta = permintaan_terakhir(surat_id)
        assert minta is not None
        assert minta.hasil is Hasil.DIJALANKAN
        assert surat.laksanakan() == 0


@pytest.mark.serentak
def test_two_telephones_at_once_write_one_request(jauh: Jauh) -> None:
    assert serentak(4, lambda _: tarik(jauh)) == [False] * 4
    with lingkup(jauh[0].kode):
        assert KirimanWarga.objects.count() == 1


@pytest.mark.serentak
def test_two_workers_at_once_carry_it_out_once(jauh: Jauh) -> None:
    desa, _, surat_id = jauh
    tarik(jauh)
    layani(desa, di_sini=True)
    with lingkup(desa.kode):
        terapkan()

    def kerja(_: int) -> int:
        with lingkup(desa.kode):
            return surat.laksanakan()

    assert sum(serentak(3, kerja)) == 1
    with lingkup(desa.kode):
        assert list(Langkah.objects.filter(surat=surat_id).values_list("aksi", flat=True)) == [
            "ajukan",
            "tarik",
        ]
        assert [p.revisi for p in riwayat("kiriman_warga", KirimanWarga.objects.get().pk)] == [1, 2]


def test_the_neighbour_village_neither_sees_nor_carries_out(jauh: Jauh, situmandala: Desa) -> None:
    _, _, surat_id = jauh
    tarik(jauh)
    with lingkup(situmandala.kode):
        terapkan()
        assert surat.laksanakan() == 0
        assert permintaan_terakhir(surat_id) is None
        assert KirimanWarga.objects.count() == 0
        assert sedang_dikirim([surat_id]) == set()


def test_an_application_there_is_handed_over_by_its_first_event(jauh: Jauh) -> None:
    desa, cast, _ = jauh
    with lingkup(desa.kode):
        draf = siap_kirim(cast)
        terkirim = surat.ajukan(draf_id=draf, oleh=cast.pelaku(WARGA))
        (satu,) = riwayat("surat", terkirim.surat_id)
        assert (satu.macam, satu.revisi) == ("give", 1)
        assert tempat(terkirim.surat_id) is Tempat.DIKIRIM
        assert sedang_dikirim([terkirim.surat_id]) == {terkirim.surat_id}
        assert int(terkirim.tiket[-2]) % 2 == 0, "the half of the tickets that the village never draws"


def test_the_counter_of_a_village_elsewhere_is_closed_here(jauh: Jauh) -> None:
    """The guard in front of the stream: nothing of the row stays either."""
    desa, cast, surat_id = jauh

    def di_loket() -> None:
        oleh = cast.pelaku(Peran.OPERATOR)
        surat.jalankan(surat_id=surat_id, aksi=Aksi.VERIFIKASI, oleh=oleh, versi=1)

    with lingkup(desa.kode):
        with pytest.raises(RuleRefused, match=r"jejak\."), transaction.atomic():
            di_loket()
        assert rincian(surat_id).versi == 1


@pytest.mark.parametrize(
    "ubah",
    [
        lambda p: {**p, "hasil": "mungkin"},
        lambda p: {**p, "tindakan": "terbitkan"},
        lambda p: {**p, "surat_id": "bukan"},
    ],
    ids=["result", "deed", "letter"],
)
def test_a_hostile_request_is_not_taken_in(jauh: Jauh, ubah: Callable[..., dict[str, object]]) -> None:
    desa, _, _ = jauh
    tarik(jauh)
    with lingkup(desa.kode):
        baris = KirimanWarga.objects.get()
        (satu,) = riwayat("kiriman_warga", baris.pk)
        with pytest.raises((EofficeError, ValueError)), transaction.atomic():
            ProyeksiKiriman().terapkan(replace(satu, publik=ubah(dict(satu.publik))))
        assert KirimanWarga.objects.get().hasil == ""


def test_the_files_of_a_request_travel(jauh: Jauh) -> None:
    peristiwa = SimpleNamespace(pribadi={"isi": {"berkas": [{"sha256": "a" * 64}]}})
    assert berkas_kiriman(peristiwa) == {"a" * 64}  # type: ignore[arg-type]
    assert berkas_kiriman(SimpleNamespace(pribadi={"isi": {}})) == set()  # type: ignore[arg-type]
    assert berkas_kiriman(SimpleNamespace(pribadi=None)) == set()  # type: ignore[arg-type]


def test_the_picture_of_a_request_is_its_event(jauh: Jauh) -> None:
    desa, _, _ = jauh
    tarik(jauh)
    with lingkup(desa.kode):
        (gambar,) = ProyeksiKiriman().gambaran()
        (satu,) = riwayat("kiriman_warga", gambar.agregat_id)
        assert (dict(gambar.publik), dict(gambar.pribadi)) == (dict(satu.publik), dict(satu.pribadi or {}))
        assert Permohonan.objects.count() == 1
