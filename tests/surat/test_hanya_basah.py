"""Ahli waris in a village that signs by key: refused to the key, printed by the operator, issued by its scan."""

from typing import Any
from uuid import UUID

import pytest

from eoffice.akun.selectors import penanda_tangan_bertugas
from eoffice.jejak.versi import turunkan
from eoffice.kernel import clock
from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.projections import JEMBATAN
from eoffice.surat.rules.alur import Aksi, CaraTerbit, Status
from eoffice.surat.rules.jenis import UbahanJenis, katalog
from eoffice.surat.selectors.meja import hitung_status, lembar_tanda, rincian
from eoffice.surat.services.bahan import BahanBaris, dokumen_surat
from eoffice.surat.services.tombol import aksi_boleh
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.surat.conftest import Tanda
from tests.surat.contoh_jenis import JAWABAN
from tests.surat.mengisi import lampirkan


def ajukan(cast: pabrik.Pemeran, jenis: str) -> UUID:
    """Send a full application of a type."""
    draf = surat.mulai_draf(pemilik=cast.warga, penduduk_id=cast.penduduk_id, jenis=jenis)
    surat.simpan_jawaban(draf_id=draf, pemilik=cast.warga, jawaban=JAWABAN[jenis])
    for nomor, syarat in enumerate(s for s in katalog()[jenis].syarat if s.wajib):
        lampirkan(draf, cast.warga, syarat.kode, nomor)
    return surat.ajukan(draf_id=draf, oleh=cast.pelaku(Peran.WARGA)).surat_id


def naikkan(cast: pabrik.Pemeran, surat_id: UUID) -> UUID:
    """Bring an application to where it is signed."""
    for versi, (aksi, peran) in enumerate(
        ((Aksi.VERIFIKASI, Peran.OPERATOR), (Aksi.PARAF, Peran.PEMERIKSA)), 1
    ):
        surat.jalankan(surat_id=surat_id, aksi=aksi, oleh=cast.pelaku(peran), versi=versi)
    return surat_id


@pytest.fixture
def waris(cisontrol: Desa, cast: pabrik.Pemeran) -> UUID:
    with lingkup(cisontrol.kode):
        return naikkan(cast, ajukan(cast, "waris"))


def test_the_key_is_refused_and_no_number_is_drawn(cisontrol: Desa, waris: UUID, tanda: Tanda) -> None:
    hasil = tanda(waris, 3)
    assert (hasil.terbit, hasil.nomor, hasil.pesan) == (False, "", Pesan("surat.jenis_hanya_basah"))
    with lingkup(cisontrol.kode):
        r = rincian(waris)
        assert (r.status, r.nomor, r.data) == (Status.DIPARAF, "", None)


def test_it_is_printed_by_the_operator_and_issued_by_its_scan(
    cisontrol: Desa, cast: pabrik.Pemeran, waris: UUID
) -> None:
    oleh = cast.pelaku(Peran.OPERATOR)
    with lingkup(cisontrol.kode):
        assert surat.pengaturan().cara_terbit is CaraTerbit.TTE_LOKAL
        beku = surat.cetak_basah(surat_id=waris, versi=3, oleh=oleh)
        assert beku.data["cara_terbit"] == "basah"
        assert beku.data["tanda_tangan"]["mengetahui"]["jabatan"] == "Camat Rancah"
        assert [o["nama"] for b in beku.data["isi"] if b["jenis"] == "ttd_tabel" for o in b["orang"]] == [
            "Siti Rohayati",
            "Ujang Hermawan",
            "Yati Nurhayati",
            "Agus Kurniawan",
        ]
        surat.terbitkan_pindaian(surat_id=waris, versi=4, berkas=[pabrik.foto()], oleh=oleh)
        r = rincian(waris)
        assert (r.status, r.berlaku_sampai) == (Status.TERBIT, None)


def test_another_letter_of_the_same_village_is_not_printed(
    cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID
) -> None:
    with lingkup(cisontrol.kode), pytest.raises(RuleRefused) as tolak:
        surat.cetak_basah(surat_id=siap, versi=3, oleh=cast.pelaku(Peran.OPERATOR))
    assert tolak.value.pesan == Pesan("surat.terbit_elektronik")


def test_buttons_and_piles_follow(cisontrol: Desa, cast: pabrik.Pemeran, waris: UUID, siap: UUID) -> None:
    with lingkup(cisontrol.kode):
        atur, hari = surat.pengaturan(), surat.hari_ini()

        def boleh(surat_id: UUID, peran: Peran) -> tuple[Aksi, ...]:
            oleh = cast.pelaku(peran)
            return aksi_boleh(rincian(surat_id), oleh=oleh, atur=atur, penduduk_aktif=True, hari=hari)

        assert Aksi.CETAK_BASAH in boleh(waris, Peran.OPERATOR)
        assert Aksi.TANDA_TANGANI not in boleh(waris, Peran.PENANDA_TANGAN)
        assert Aksi.TANDA_TANGANI in boleh(siap, Peran.PENANDA_TANGAN)
        assert Aksi.CETAK_BASAH not in boleh(siap, Peran.OPERATOR)
        tumpuk = hitung_status()[Status.DIPARAF]
        assert (tumpuk.jumlah, tumpuk.kertas) == (2, 1)
        assert [s.id for s in lembar_tanda({Status.DIPARAF}, 10)] == [siap]


def test_the_village_decides_where_the_camat_signs(cisontrol: Desa, cast: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):

        def dokumen(jenis: str) -> dict[str, object]:
            atur, hari = surat.pengaturan(), clock.now().date()
            pakai = atur.jenis_surat(jenis)
            penanda = penanda_tangan_bertugas(surat.hari_ini())
            assert pakai is not None and penanda is not None
            bahan = BahanBaris(pakai, cast.penduduk_id, {}, {})
            return dict(dokumen_surat(bahan, atur, penanda=penanda, tanggal=hari)["tanda_tangan"])

        assert "mengetahui" in dokumen("keramaian")
        assert "mengetahui" not in dokumen("skck")
        ubahan = {"keramaian": UbahanJenis(camat=False), "skck": UbahanJenis(camat=True)}
        surat.ubah_pengaturan(pelaku="uji", jenis=ubahan)
        assert "mengetahui" not in dokumen("keramaian")
        assert "mengetahui" in dokumen("skck")


def test_settings_told_before_the_camat_are_read_as_the_catalogue_has_it() -> None:
    lama: dict[str, Any] = {
        "aktif": True,
        "klasifikasi": None,
        "berlaku_bulan": 2,
        "atas_nama": None,
        "tembusan": None,
    }
    publik = dict.fromkeys(
        ("kertas", "cara_terbit", "paraf", "format_nomor", "lingkup_nomor", "lambang"), "x"
    )
    jembatan = next(satu for satu in JEMBATAN if (satu.nama, satu.dari) == ("surat.pengaturan", 1))
    naik, _ = jembatan.naik(publik | {"jenis": {"sku": lama}}, {})
    assert naik["jenis"] == {"sku": lama | {"camat": None}}
    assert UbahanJenis(**naik["jenis"]["sku"]).pada(katalog()["sku"]).camat is False
    for camat in (True, None):
        baru = publik | {"jenis": {"sku": lama | {"camat": camat}}}
        assert turunkan("surat.pengaturan", 2, 1, (baru, {}))[0]["jenis"] == {"sku": lama}
