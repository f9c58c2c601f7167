"""Issuing: who may, what is fixed with the number, what paper needs; a refusal leaves everything as it was."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from eoffice.akun.selectors import penanda_tangan_bertugas
from eoffice.arsip.selectors import celah, urut_terakhir
from eoffice.dokumen import services as dokumen
from eoffice.kernel.errors import ChangedMeanwhile, InvalidInput, NotFound, RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.kernel.peran import Peran
from eoffice.penduduk.models import Penduduk
from eoffice.surat import services as surat
from eoffice.surat.models import IndeksTerbit, PengaturanSurat, Surat
from eoffice.surat.rules.alur import Aksi, CaraTerbit, Status
from eoffice.surat.rules.terbilang import tambah_bulan
from eoffice.surat.selectors import verifikasi, warga
from eoffice.surat.selectors.meja import rincian
from eoffice.surat.services import terbit
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.dokumen.alat import teks_pdf
from tests.surat.conftest import Tanda

OPERATOR, PENANDA = Peran.OPERATOR, Peran.PENANDA_TANGAN


def tangani(desa: Desa, cast: pabrik.Pemeran, *pilihan: tuple[UUID, int]) -> list[surat.HasilTanda]:
    return surat.tanda_tangani(desa=desa.kode, pilihan=pilihan, frasa=pabrik.FRASA, oleh=cast.pelaku(PENANDA))


def kode(hasil: surat.HasilTanda) -> str:
    return hasil.pesan.kode if hasil.pesan else ""


def gagal(*_: object, **__: object) -> bytes:
    raise dokumen.BerkasHilang("0" * 64)


# ---------- a pile ----------


def test_a_pile_is_numbered_in_its_order_and_answered_in_its_order(
    cisontrol: Desa, cast: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        satu, dua = pabrik.diparaf(cast), pabrik.diparaf(cast)
        belum = pabrik.diajukan(cast)
    asing = new_id()
    hasil = tangani(cisontrol, cast, (dua, 3), (belum, 1), (asing, 3), (satu, 3), (dua, 3))
    assert [h.surat_id for h in hasil] == [dua, belum, asing, satu, dua]
    assert [h.terbit for h in hasil] == [True, False, False, True, False]
    assert [kode(h) for h in hasil] == [
        "",
        "kernel.langkah_tidak_ada",
        "kernel.tidak_ditemukan",
        "",
        "surat.sudah_berubah",
    ]
    assert [h.nomor.split("/")[1] for h in hasil if h.terbit] == ["001", "002"]
    with lingkup(cisontrol.kode):
        assert (rincian(belum).versi, rincian(belum).nomor) == (1, "")
        assert celah(surat.hari_ini().year) == {}
    assert IndeksTerbit.objects.count() == 2


def test_an_empty_pile_asks_for_the_passphrase_all_the_same(cisontrol: Desa, cast: pabrik.Pemeran) -> None:
    assert tangani(cisontrol, cast) == []
    with pytest.raises(RuleRefused) as tolak:
        surat.tanda_tangani(
            desa=cisontrol.kode, pilihan=[], frasa="salah sama sekali", oleh=cast.pelaku(PENANDA)
        )
    assert tolak.value.pesan.kode == "dokumen.frasa_salah"


@pytest.mark.parametrize("siapa", ["operator", "sekdes", "warga", "tanpa akun"])
def test_who_is_no_signer_signs_nothing(
    cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID, siapa: str
) -> None:
    """A role claimed by the face is not enough: the post decides."""
    akun_id = getattr(cast, siapa, None)
    oleh = surat.Pelaku(akun_id, frozenset({PENANDA}))
    with pytest.raises(RuleRefused) as tolak:
        surat.tanda_tangani(desa=cisontrol.kode, pilihan=[(siap, 3)], frasa=pabrik.FRASA, oleh=oleh)
    assert tolak.value.pesan.kode == "surat.penanda_tangan_tidak_ada"
    with lingkup(cisontrol.kode):
        assert rincian(siap).nomor == ""


def test_a_village_that_waits_for_bsre_never_signs_locally(
    cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID
) -> None:
    with lingkup(cisontrol.kode):
        PengaturanSurat.objects.update(cara_terbit=CaraTerbit.BSRE.value)
    with pytest.raises(RuleRefused) as tolak:
        tangani(cisontrol, cast, (siap, 3))
    assert tolak.value.pesan.kode == "surat.bsre_belum_ada"


def test_a_village_on_paper_signs_no_letter_with_a_key(
    cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID
) -> None:
    with lingkup(cisontrol.kode):
        surat.ubah_pengaturan(pelaku="uji", cara_terbit=CaraTerbit.BASAH)
    (hasil,) = tangani(cisontrol, cast, (siap, 3))
    assert (hasil.terbit, hasil.nomor, kode(hasil)) == (False, "", "surat.terbit_basah")
    with lingkup(cisontrol.kode):
        assert urut_terakhir(surat.hari_ini().year, "surat_keterangan") == 0


# ---------- what is fixed with the number ----------


def test_words_are_fixed_with_the_number_whatever_changes_before_the_signature(
    cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID, tanda: Tanda, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    with monkeypatch.context() as ganti:
        ganti.setattr(dokumen, "rangkai", gagal)
        assert kode(tanda(siap)) == "dokumen.berkas_hilang"
    with lingkup(cisontrol.kode):
        beku = rincian(siap)
        Penduduk.objects.filter(pk=cast.penduduk_id).update(nama="Nama Lain", tempat_lahir="Tasikmalaya")
        Desa.objects.filter(pk=cisontrol.pk).update(alamat="Jalan Baru Nomor 1")
        surat.ubah_pengaturan(
            pelaku="uji",
            cara_terbit=CaraTerbit.BASAH,
            format_nomor="{urut:4}/{kode_klasifikasi}/{kode_desa}/{tahun}",
        )
    hasil = tanda(siap, 4)  # the village went back to paper meanwhile: what waits is still finished
    assert (hasil.terbit, hasil.nomor) == (True, beku.nomor)
    with lingkup(cisontrol.kode):
        r, pdf = rincian(siap), warga.berkas_terbit(siap)
    assert (r.data, r.keperluan, r.tanggal) == (beku.data, beku.keperluan, beku.tanggal)
    teks = " ".join(teks_pdf(pdf, tmp_path).split())
    assert "Euis Komariah" in teks
    assert "Jalan Raya Cisontrol Nomor 17" in teks
    assert "Nama Lain" not in teks
    assert dokumen.periksa_pdf(pdf).keadaan == "sah"


@pytest.mark.parametrize(("jenis", "bulan"), [("sku", 6), ("sktm", 1)])
def test_a_letter_is_valid_for_the_months_of_its_type(
    jenis: str, bulan: int, cisontrol: Desa, cast: pabrik.Pemeran, tanda: Tanda
) -> None:
    sktm = {
        "keperluan": "sosial", "lembaga": "Dinas Sosial", "untuk": "sendiri", "penghasilan": "0",
        "tanggungan": "2", "no_pengantar": "12/RT.003/2026",
    }  # fmt: skip
    oleh = cast.pelaku(OPERATOR, loket=True)
    with lingkup(cisontrol.kode):
        draf = surat.mulai_draf(pemilik=cast.operator, penduduk_id=cast.penduduk_id, jenis=jenis)
        jawaban = pabrik.SKU if jenis == "sku" else sktm
        surat.simpan_jawaban(draf_id=draf, pemilik=cast.operator, jawaban=jawaban)
        for syarat in surat.draf(draf_id=draf, pemilik=cast.operator).jenis.syarat:
            surat.lampirkan(
                draf_id=draf, pemilik=cast.operator, syarat=syarat.kode, nama="a.jpg", data=pabrik.foto()
            )
        surat_id = surat.ajukan(draf_id=draf, oleh=oleh).surat_id
        surat.jalankan(surat_id=surat_id, aksi=Aksi.VERIFIKASI, oleh=cast.pelaku(OPERATOR), versi=1)
        surat.jalankan(surat_id=surat_id, aksi=Aksi.PARAF, oleh=cast.pelaku(Peran.PEMERIKSA), versi=2)
    assert tanda(surat_id).terbit
    with lingkup(cisontrol.kode):
        r, hari = rincian(surat_id), surat.hari_ini()
    assert (r.tanggal, r.berlaku_sampai) == (hari, tambah_bulan(hari, bulan))
    assert r.data is not None
    klaim = dokumen.baca_muatan(r.data["qr"]["isi"].rsplit("/", 1)[-1])
    assert (klaim.terbit, klaim.berlaku, klaim.desa) == (r.tanggal, r.berlaku_sampai, cisontrol.kode)


def test_a_revoked_letter_keeps_its_file_and_is_never_issued_again(
    cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID, tanda: Tanda
) -> None:
    assert tanda(siap).terbit
    with lingkup(cisontrol.kode):
        sebelum = rincian(siap)
        surat.jalankan(
            surat_id=siap, aksi=Aksi.CABUT, oleh=cast.pelaku(PENANDA), versi=5, catatan="Usaha tutup."
        )
        r = rincian(siap)
        assert (r.nomor, r.sha256, r.data) == (sebelum.nomor, sebelum.sha256, sebelum.data)
        assert dokumen.baca(r.sha256)
        with pytest.raises(ChangedMeanwhile):
            terbit.daftarkan(surat_id=siap, versi=6, sha256="b" * 64, oleh=terbit.SISTEM)
    assert kode(tanda(siap, 6)) == "kernel.langkah_tidak_ada"


# ---------- paper ----------


def test_paper_is_printed_the_same_each_time_and_bears_no_signature(
    cisontrol: Desa, basah: pabrik.Pemeran
) -> None:
    operator = basah.pelaku(OPERATOR)
    with lingkup(cisontrol.kode):
        surat_id = pabrik.diparaf(basah)
        for belum in (surat_id, pabrik.diajukan(basah)):
            with pytest.raises(RuleRefused) as tolak:
                surat.lembar_cetak(surat_id=belum, oleh=operator)
            assert tolak.value.pesan.kode == "surat.belum_dicetak"
        surat.cetak_basah(surat_id=surat_id, versi=3, oleh=operator)
        satu, dua = (surat.lembar_cetak(surat_id=surat_id, oleh=operator) for _ in range(2))
        assert satu == dua
        assert b"/ByteRange" not in satu
        assert rincian(surat_id).versi == 4
    assert verifikasi.periksa_berkas(satu).keadaan is verifikasi.Keadaan.TIDAK_DIKENAL


@pytest.mark.parametrize(
    "isi", [b"", b"bukan gambar", b"%PDF-1.7 rusak", b"\xff\xd8\xff\xe0potong", b"PK\x03\x04"]
)
def test_a_scan_that_is_none_leaves_the_letter_waiting(
    isi: bytes, cisontrol: Desa, basah: pabrik.Pemeran
) -> None:
    operator = basah.pelaku(OPERATOR)
    with lingkup(cisontrol.kode):
        surat_id = pabrik.diparaf(basah)
        surat.cetak_basah(surat_id=surat_id, versi=3, oleh=operator)
        sebelum = Surat.objects.filter(pk=surat_id).values().get()
        with pytest.raises(InvalidInput):
            surat.terbitkan_pindaian(surat_id=surat_id, versi=4, berkas=[pabrik.foto(), isi], oleh=operator)
        assert Surat.objects.filter(pk=surat_id).values().get() == sebelum


def test_a_scan_is_taken_once_for_the_version_that_was_looked_at(
    cisontrol: Desa, situmandala: Desa, basah: pabrik.Pemeran
) -> None:
    operator = basah.pelaku(OPERATOR)
    with lingkup(cisontrol.kode):
        surat_id = pabrik.diparaf(basah)
        surat.cetak_basah(surat_id=surat_id, versi=3, oleh=operator)
        kirim = {"surat_id": surat_id, "berkas": [pabrik.foto()] * 3, "oleh": operator}
        with pytest.raises(ChangedMeanwhile):
            surat.terbitkan_pindaian(**kirim, versi=3)
        sha256 = surat.terbitkan_pindaian(**kirim, versi=4)
        with pytest.raises(ChangedMeanwhile):
            surat.terbitkan_pindaian(**kirim, versi=4)
        with pytest.raises(RuleRefused):
            surat.terbitkan_pindaian(**kirim, versi=5)
        r = rincian(surat_id)
        assert (r.status, r.sha256, len(r.pindaian)) == (Status.TERBIT, sha256, 3)
    with lingkup(situmandala.kode), pytest.raises(NotFound):
        surat.terbitkan_pindaian(**kirim, versi=5)


def test_paper_names_the_person_the_operator_chose(
    cisontrol: Desa, basah: pabrik.Pemeran, tmp_path: Path
) -> None:
    operator = basah.pelaku(OPERATOR)
    with lingkup(cisontrol.kode):
        surat_id, hari = pabrik.diparaf(basah), surat.hari_ini()
        penanda = penanda_tangan_bertugas(hari)
        assert penanda is not None
        beku = surat.cetak_basah(surat_id=surat_id, versi=3, oleh=operator, penanda=penanda)
        r = rincian(surat_id)
        assert r.penanda_tangan == str(penanda.pengguna_id)
        assert penanda.nama in teks_pdf(surat.lembar_cetak(surat_id=surat_id, oleh=operator), tmp_path)
        assert beku.nomor == r.nomor


def test_a_checker_is_never_the_signer_on_paper(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    """The sekdes initialled; as Plt. kades he may not be named under the same letter."""
    with lingkup(cisontrol.kode):
        surat_id, hari = pabrik.diparaf(basah), surat.hari_ini()
        kades = penanda_tangan_bertugas(hari)
        assert kades is not None
        with pytest.raises(RuleRefused) as tolak:
            surat.cetak_basah(
                surat_id=surat_id,
                versi=3,
                oleh=basah.pelaku(OPERATOR),
                penanda=replace(kades, pengguna_id=basah.sekdes),
            )
        assert tolak.value.pesan.kode == "surat.penanda_tangan_pemeriksa"
        assert rincian(surat_id).nomor == ""


def test_paper_that_waits_is_finished_although_the_village_signs_electronically_now(
    cisontrol: Desa, basah: pabrik.Pemeran
) -> None:
    operator = basah.pelaku(OPERATOR)
    with lingkup(cisontrol.kode):
        surat_id = pabrik.diparaf(basah)
        beku = surat.cetak_basah(surat_id=surat_id, versi=3, oleh=operator)
        surat.ubah_pengaturan(pelaku="uji", cara_terbit=CaraTerbit.TTE_LOKAL)
        surat.terbitkan_pindaian(surat_id=surat_id, versi=4, berkas=[pabrik.foto()], oleh=operator)
        r = rincian(surat_id)
    assert (r.status, r.nomor, r.data and r.data["cara_terbit"]) == (Status.TERBIT, beku.nomor, "basah")
