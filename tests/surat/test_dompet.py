"""The wallet: kept with consent, locked, used by copy, wiped at once and for good, and nobody else's business."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.conf import settings
from django.db import IntegrityError, transaction
from PIL import Image

from config.workers import TUGAS
from eoffice.dokumen import services as dokumen
from eoffice.jejak.models import MuatanPribadi, Peristiwa
from eoffice.jejak.selectors import riwayat
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel import clock
from eoffice.kernel.errors import EofficeError, InvalidInput, NotFound, RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import Berkas, BerkasLepas, BerkasSaya
from eoffice.surat.rules.dompet import MAKS_BERKAS, UMUR
from eoffice.surat.selectors.berkas import berkas_dipakai
from eoffice.surat.selectors.dompet import dompet, dompet_memegang, segera_dihapus
from eoffice.surat.services import dompet as modul
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL
from tests.pabrik import SKU, Pemeran, foto, pemeran
from tests.web.dunia import warga_lain

pytestmark = pytest.mark.django_db


def gambar(warna: str) -> bytes:
    """Return another photo for each colour."""
    keluar = io.BytesIO()
    Image.new("RGB", (500, 400), warna).save(keluar, "JPEG")
    return keluar.getvalue()


@pytest.fixture
def cast(di_cisontrol: Desa) -> Pemeran:
    """The people of the village in scope."""
    return pemeran()


@pytest.fixture
def simpan(cast: Pemeran) -> Callable[..., UUID]:
    """Keep a document of Euis."""

    def buat(**ubah: Any) -> UUID:
        isi: dict[str, Any] = {"pemilik": cast.warga, "jenis": "ktp", "data": foto(), "setuju": True}
        return surat.simpan_dompet(**(isi | ubah))

    return buat


def di_simpanan(sha256: str) -> Path:
    """Return where the store keeps a file."""
    folder: Path = settings.EOFFICE_HOME / "berkas"
    return folder / sha256[:2] / sha256[2:4] / sha256


def draf(cast: Pemeran, jenis: str = "sku") -> UUID:
    return surat.mulai_draf(pemilik=cast.warga, penduduk_id=cast.penduduk_id, jenis=jenis)


def pakai(cast: Pemeran, berkas_id: UUID, draf_id: UUID, **ubah: Any) -> surat.IsiDraf:
    isi: dict[str, Any] = {"pemilik": cast.warga, "syarat": "ktp", "setuju": True}
    return surat.pakai_dompet(berkas_id=berkas_id, draf_id=draf_id, **(isi | ubah))


# ---- keeping ----


def test_a_kept_document_is_opened_by_its_owner_and_lies_locked(
    simpan: Callable[..., UUID], cast: Pemeran
) -> None:
    berkas_id = simpan(data=gambar("teal"))
    isi, media = surat.buka_dompet(berkas_id=berkas_id, pemilik=cast.warga)
    assert (isi[:3], media) == (b"\xff\xd8\xff", "image/jpeg")
    row = BerkasSaya.objects.get()
    assert row.sidik == dokumen.sidik(isi) != row.sandi
    assert not dokumen.ada(row.sidik), "the open bytes lie nowhere"
    terkunci = dokumen.baca(row.sandi)
    assert b"\xff\xd8\xff" not in terkunci[:16]
    assert isi[:64] not in terkunci


def test_it_is_listed_with_its_end_a_year_from_now(simpan: Callable[..., UUID], cast: Pemeran) -> None:
    berkas_id = simpan(jenis="kk")
    (satu,) = dompet(cast.warga)
    assert (satu.id, satu.kata, satu.media) == (berkas_id, "Kartu Keluarga", "image/jpeg")
    assert satu.kedaluwarsa - satu.disimpan_pada == UMUR
    assert satu.ukuran == BerkasSaya.objects.get().ukuran > 0


def test_the_log_tells_that_not_what(simpan: Callable[..., UUID], cast: Pemeran) -> None:
    berkas_id = simpan()
    (kabar,) = riwayat("berkas_saya", berkas_id)
    assert kabar.publik == {"tindakan": "disimpan"}
    assert not kabar.pribadi, "neither whose, nor of which kind, nor which bytes"
    assert kabar.pelaku == str(cast.warga)


@pytest.mark.parametrize(
    ("ubah", "kotak"),
    [({"setuju": False}, "setuju"), ({"jenis": "paspor"}, "jenis"), ({"jenis": ""}, "jenis")],
)
def test_without_consent_or_kind_nothing_is_kept(
    simpan: Callable[..., UUID], ubah: dict[str, Any], kotak: str
) -> None:
    with pytest.raises(InvalidInput) as tolak:
        simpan(**ubah)
    assert set(tolak.value.per_field) == {kotak}
    assert not BerkasSaya.objects.exists()


@pytest.mark.parametrize(
    "isi", [b"", b"teks", b"<html><script>alert(1)</script>", b"\xff\xd8\xff rusak", b"PK\x03\x04zip", b"MZ"]
)
def test_what_is_no_photo_is_not_kept(simpan: Callable[..., UUID], isi: bytes) -> None:
    with pytest.raises(InvalidInput):
        simpan(data=isi)
    assert not BerkasSaya.objects.exists()
    assert not Peristiwa.objects.filter(jenis="surat.berkas_saya").exists()


def test_hidden_data_of_a_photo_is_not_kept(simpan: Callable[..., UUID], cast: Pemeran) -> None:
    keluar = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "RUMAH-EUIS"
    Image.new("RGB", (500, 400), "navy").save(keluar, "JPEG", exif=exif)
    assert b"RUMAH-EUIS" in keluar.getvalue()
    isi, _ = surat.buka_dompet(berkas_id=simpan(data=keluar.getvalue()), pemilik=cast.warga)
    assert b"RUMAH-EUIS" not in isi


def test_the_same_file_again_is_the_same_document(simpan: Callable[..., UUID]) -> None:
    assert simpan() == simpan(jenis="lain")
    assert BerkasSaya.objects.count() == 1
    assert Peristiwa.objects.filter(jenis="surat.berkas_saya").count() == 1


def test_two_people_may_keep_the_same_file_each_locked_for_himself(
    simpan: Callable[..., UUID], cast: Pemeran
) -> None:
    siti = warga_lain("Siti Aminah", "3207155506859003")[0]
    satu, dua = simpan(), simpan(pemilik=siti)
    a, b = BerkasSaya.objects.get(pk=satu), BerkasSaya.objects.get(pk=dua)
    assert a.sidik == b.sidik
    assert a.sandi != b.sandi
    surat.hapus_dompet(berkas_id=satu, pemilik=cast.warga)
    assert surat.buka_dompet(berkas_id=dua, pemilik=siti)[1] == "image/jpeg"


def test_the_wallet_is_full_at_some_number(simpan: Callable[..., UUID]) -> None:
    for nomor in range(MAKS_BERKAS):
        simpan(data=gambar(f"hsl({nomor * 40}, 90%, 40%)"))
    with pytest.raises(RuleRefused) as tolak:
        simpan(data=gambar("white"))
    assert tolak.value.pesan.kode == "surat.dompet_penuh"
    assert BerkasSaya.objects.count() == MAKS_BERKAS


def test_the_wallet_is_full_at_some_size(
    simpan: Callable[..., UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    simpan()
    monkeypatch.setattr("eoffice.surat.rules.dompet.MAKS_BYTE", BerkasSaya.objects.get().ukuran + 1)
    with pytest.raises(RuleRefused) as tolak:
        simpan(data=gambar("red"))
    assert tolak.value.pesan.kode == "surat.dompet_besar"


def test_officials_have_no_wallet(simpan: Callable[..., UUID], cast: Pemeran) -> None:
    for siapa in (cast.operator, cast.sekdes, cast.kades, new_id()):
        with pytest.raises(EofficeError):
            simpan(pemilik=siapa)
    assert not BerkasSaya.objects.exists()


# ---- whose it is ----


@pytest.mark.parametrize("siapa", ["operator", "sekdes", "kades", "tetangga"])
def test_nobody_else_opens_uses_or_wipes_it(simpan: Callable[..., UUID], cast: Pemeran, siapa: str) -> None:
    berkas_id, draf_id = simpan(), draf(cast)
    lain = warga_lain("Siti Aminah", "3207155506859003")[0] if siapa == "tetangga" else getattr(cast, siapa)
    for tanya in (
        lambda: surat.buka_dompet(berkas_id=berkas_id, pemilik=lain),
        lambda: pakai(cast, berkas_id, draf_id, pemilik=lain),
        lambda: pakai(cast, berkas_id, draf_id, pemilik=lain, setuju=False),
        lambda: surat.hapus_dompet(berkas_id=berkas_id, pemilik=lain),
    ):
        with pytest.raises(NotFound):
            tanya()
    assert dompet(lain) == []
    assert BerkasSaya.objects.filter(pk=berkas_id).exists()


def test_the_neighbour_village_knows_of_none(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(cisontrol.kode):
        cast = pemeran()
        berkas_id = surat.simpan_dompet(pemilik=cast.warga, jenis="ktp", data=foto(), setuju=True)
        sandi = BerkasSaya.objects.get().sandi
    with lingkup(situmandala.kode):
        assert (dompet(cast.warga), dompet_memegang({sandi})) == ([], set())
        with pytest.raises(NotFound):
            surat.buka_dompet(berkas_id=berkas_id, pemilik=cast.warga)
        with pytest.raises(NotFound):
            surat.hapus_dompet(berkas_id=berkas_id, pemilik=cast.warga)


# ---- using ----


def test_used_it_is_attached_as_if_it_had_been_uploaded(simpan: Callable[..., UUID], cast: Pemeran) -> None:
    berkas_id, draf_id = simpan(), draf(cast)
    (satu,) = pakai(cast, berkas_id, draf_id).berkas
    isi, media = surat.buka_dompet(berkas_id=berkas_id, pemilik=cast.warga)
    assert (satu.syarat, satu.nama, satu.media, satu.ukuran) == ("ktp", "ktp.jpg", media, len(isi))
    assert satu.sha256 == dokumen.sidik(isi)
    assert dokumen.baca(satu.sha256) == isi
    assert [p.publik["tindakan"] for p in riwayat("berkas_saya", berkas_id)] == ["disimpan", "dipakai"]


def test_used_twice_for_one_requirement_it_is_attached_once(
    simpan: Callable[..., UUID], cast: Pemeran
) -> None:
    berkas_id, draf_id = simpan(), draf(cast)
    pakai(cast, berkas_id, draf_id)
    assert len(pakai(cast, berkas_id, draf_id).berkas) == 1
    assert len(pakai(cast, berkas_id, draf_id, syarat="kk").berkas) == 2


@pytest.mark.parametrize(
    ("ubah", "galat"),
    [
        ({"setuju": False}, InvalidInput),
        ({"syarat": "tidak_ada"}, NotFound),
        ({"draf_id": new_id()}, NotFound),
    ],
)
def test_without_consent_or_for_nothing_it_is_not_used(
    simpan: Callable[..., UUID], cast: Pemeran, ubah: dict[str, Any], galat: type[EofficeError]
) -> None:
    berkas_id, draf_id = simpan(), draf(cast)
    with pytest.raises(galat):
        pakai(cast, berkas_id, ubah.pop("draf_id", draf_id), **ubah)
    assert surat.draf(draf_id=draf_id, pemilik=cast.warga).berkas == ()
    assert [p.publik["tindakan"] for p in riwayat("berkas_saya", berkas_id)] == ["disimpan"]


def test_it_is_not_attached_to_somebody_elses_draft(simpan: Callable[..., UUID], cast: Pemeran) -> None:
    siti, penduduk_id = warga_lain("Siti Aminah", "3207155506859003")
    lain = surat.mulai_draf(pemilik=siti, penduduk_id=penduduk_id, jenis="sku")
    with pytest.raises(NotFound):
        pakai(cast, simpan(), lain)


def test_the_copy_goes_the_whole_way_and_outlives_the_wallet(
    simpan: Callable[..., UUID], cast: Pemeran
) -> None:
    berkas_id, draf_id = simpan(), draf(cast)
    surat.simpan_jawaban(draf_id=draf_id, pemilik=cast.warga, jawaban=SKU)
    for syarat in surat.draf(draf_id=draf_id, pemilik=cast.warga).jenis.syarat:
        pakai(cast, berkas_id, draf_id, syarat=syarat.kode)
    surat.ajukan(draf_id=draf_id, oleh=cast.pelaku(Peran.WARGA))
    surat.hapus_dompet(berkas_id=berkas_id, pemilik=cast.warga)
    for satu in Berkas.objects.all():
        assert dokumen.baca(satu.sha256)[:3] == b"\xff\xd8\xff"
    assert Berkas.objects.count() > 1


# ---- wiping ----


def test_wiped_at_once_the_key_and_the_bytes_are_gone(simpan: Callable[..., UUID], cast: Pemeran) -> None:
    berkas_id = simpan()
    sandi = BerkasSaya.objects.get().sandi
    assert di_simpanan(sandi).exists()
    surat.hapus_dompet(berkas_id=berkas_id, pemilik=cast.warga)
    assert not BerkasSaya.objects.exists()
    assert not di_simpanan(sandi).exists(), "young or not"
    assert dompet(cast.warga) == []
    assert [p.publik["tindakan"] for p in riwayat("berkas_saya", berkas_id)] == ["disimpan", "dihapus"]
    assert not MuatanPribadi.objects.filter(peristiwa__jenis="surat.berkas_saya").exclude(isi={}).exists()
    assert periksa_rantai(CISONTROL).utuh


def test_wiped_twice_is_wiped_once(simpan: Callable[..., UUID], cast: Pemeran) -> None:
    berkas_id = simpan()
    surat.hapus_dompet(berkas_id=berkas_id, pemilik=cast.warga)
    sebelum = Peristiwa.objects.count()
    with pytest.raises(NotFound):
        surat.hapus_dompet(berkas_id=berkas_id, pemilik=cast.warga)
    assert Peristiwa.objects.count() == sebelum


def test_while_the_store_is_copied_the_key_goes_and_the_bytes_follow_later(
    simpan: Callable[..., UUID], cast: Pemeran
) -> None:
    berkas_id = simpan()
    sandi = BerkasSaya.objects.get().sandi
    with dokumen.tahan_buang():
        surat.hapus_dompet(berkas_id=berkas_id, pemilik=cast.warga)
    assert di_simpanan(sandi).exists(), "noise without its key"
    assert not BerkasSaya.objects.exists()
    assert list(BerkasLepas.objects.values_list("sha256", flat=True)) == [sandi]
    assert berkas_dipakai({sandi}) == set()


def test_a_wipe_that_fails_takes_nothing_away(
    simpan: Callable[..., UUID], cast: Pemeran, monkeypatch: pytest.MonkeyPatch
) -> None:
    berkas_id = simpan()

    def gagal(_: Any) -> None:
        raise RuleRefused(modul.Pesan("surat.dompet_jenis"))

    monkeypatch.setattr(modul, "lepaskan", gagal)
    with pytest.raises(RuleRefused):
        surat.hapus_dompet(berkas_id=berkas_id, pemilik=cast.warga)
    assert surat.buka_dompet(berkas_id=berkas_id, pemilik=cast.warga)[1] == "image/jpeg"


def test_the_store_counts_the_locked_bytes_as_held(simpan: Callable[..., UUID]) -> None:
    simpan()
    sandi = BerkasSaya.objects.get().sandi
    assert dompet_memegang({sandi, "0" * 64}) == berkas_dipakai({sandi, "0" * 64}) == {sandi}


def test_after_a_year_it_is_gone_by_itself_and_was_told_a_month_before(
    simpan: Callable[..., UUID], cast: Pemeran
) -> None:
    berkas_id = simpan()
    sandi, habis = BerkasSaya.objects.get().sandi, BerkasSaya.objects.get().kedaluwarsa
    assert segera_dihapus(cast.warga) == 0
    with time_machine.travel(habis - timedelta(days=29), tick=False):
        assert segera_dihapus(cast.warga) == 1
        assert surat.buang_dompet_lama() == 0
    with time_machine.travel(habis, tick=False):
        assert (dompet(cast.warga), segera_dihapus(cast.warga)) == ([], 0)
        with pytest.raises(NotFound):
            surat.buka_dompet(berkas_id=berkas_id, pemilik=cast.warga)
        with pytest.raises(NotFound):
            pakai(cast, berkas_id, draf(cast))
        assert surat.buang_dompet_lama() == 1
        assert surat.buang_dompet_lama() == 0
    assert not di_simpanan(sandi).exists()
    akhir = riwayat("berkas_saya", berkas_id)[-1]
    assert (akhir.publik, akhir.pelaku) == ({"tindakan": "dihapus"}, "sistem")
    assert periksa_rantai(CISONTROL).utuh


def test_the_worker_wipes_what_ran_out_and_nothing_else(cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        cast = pemeran()
        for warna in ("red", "blue"):
            surat.simpan_dompet(pemilik=cast.warga, jenis="lain", data=gambar(warna), setuju=True)
        lama = BerkasSaya.objects.order_by("pk")[0]
        BerkasSaya.objects.filter(pk=lama.pk).update(kedaluwarsa=clock.now())
    (tugas,) = (satu for satu in TUGAS if satu.nama == "draf")
    tugas.jalankan()
    with lingkup(cisontrol.kode):
        assert lama.pk not in set(BerkasSaya.objects.values_list("pk", flat=True))
        assert BerkasSaya.objects.count() == 1


def test_the_database_keeps_one_of_each_file(simpan: Callable[..., UUID]) -> None:
    simpan()
    row = BerkasSaya.objects.get()
    row.pk = new_id()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_key_that_does_not_fit_opens_nothing(simpan: Callable[..., UUID], cast: Pemeran) -> None:
    berkas_id = simpan()
    BerkasSaya.objects.update(kunci=bytes(32))
    with pytest.raises(dokumen.KunciSalah):
        surat.buka_dompet(berkas_id=berkas_id, pemilik=cast.warga)
