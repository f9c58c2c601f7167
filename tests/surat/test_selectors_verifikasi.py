"""What anybody learns about a letter: every answer, by every way of asking, and never a NIK."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pikepdf
import pytest
import time_machine

from eoffice.akun.selectors import penanda_tangan_bertugas
from eoffice.arsip.selectors import nomor_batal
from eoffice.dokumen import services as dokumen
from eoffice.dokumen.adapters import payload
from eoffice.dokumen.rules.hasil import Klaim
from eoffice.dokumen.services import muatan
from eoffice.kernel import clock
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import IndeksTerbit, Surat
from eoffice.surat.rules.alur import Aksi, CaraTerbit
from eoffice.surat.rules.kode import kode_pendek, tampilkan_kode
from eoffice.surat.rules.teks import NIK_DISAMARKAN, tanpa_nik
from eoffice.surat.selectors import verifikasi, warga
from eoffice.surat.selectors.meja import rincian
from eoffice.surat.selectors.verifikasi import Jawaban, Keadaan
from eoffice.surat.services.bahan import BahanBaris, dokumen_surat
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.dokumen.alat import baca_qr
from tests.surat.conftest import Tanda

NIK, NIK_TETANGGA = "3207154506859001", "3207154107799003"


@dataclass(frozen=True)
class Kertas:
    """A letter as it lies on somebody's table: all three ways of asking about it."""

    surat_id: UUID
    kode: str
    muatan: str
    pdf: bytes

    def jawaban(self) -> dict[str, Jawaban]:
        """Ask by code, by QR and by file."""
        oleh_kode, oleh_qr = verifikasi.periksa_kode(self.kode), verifikasi.periksa_muatan(self.muatan)
        assert oleh_kode is not None
        assert oleh_qr is not None
        return {"kode": oleh_kode, "qr": oleh_qr, "berkas": verifikasi.periksa_berkas(self.pdf)}


def kertas(desa: Desa, surat_id: UUID) -> Kertas:
    """Pick up the paper of a letter that has its number."""
    with lingkup(desa.kode):
        row = Surat.objects.get(pk=surat_id)
        pdf = warga.berkas_terbit(surat_id) if row.sha256 else b"%PDF-1.7"
    assert row.data is not None
    kode = tampilkan_kode(kode_pendek(bytes.fromhex(row.kode)))
    return Kertas(surat_id, kode, row.data["qr"]["isi"].rsplit("/", 1)[-1], pdf)


@pytest.fixture
def euis(cisontrol: Desa, siap: UUID, tanda: Tanda) -> Kertas:
    """The letter of Euis, for a loan."""
    assert tanda(siap).terbit
    return kertas(cisontrol, siap)


def untuk_tetangga(desa: Desa, cast: pabrik.Pemeran, keperluan: str) -> UUID:
    """Bring up a letter of another resident, for another purpose in his own words."""
    with lingkup(desa.kode):
        orang = pabrik.penduduk("Asep Sunandar", NIK_TETANGGA)
        lain = pabrik.Pemeran(
            cast.warga, orang.pk, cast.operator, cast.sekdes, cast.kades, cast.kades_pejabat
        )
        ganti = pabrik.SKU | {"keperluan": "lainnya", "keperluan_lain": keperluan}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pabrik, "SKU", ganti)
            return pabrik.diparaf(lain)


def test_a_genuine_letter_answers_the_same_by_every_way(cisontrol: Desa, euis: Kertas) -> None:
    semua = euis.jawaban()
    assert semua["kode"] == semua["qr"] == semua["berkas"]
    satu = semua["kode"]
    with lingkup(cisontrol.kode):
        hari = surat.hari_ini()
    assert (satu.keadaan, satu.nama, satu.jenis) == (Keadaan.SAH, "Euis Komariah", "Surat Keterangan Usaha")
    assert (satu.keperluan, satu.penanda_tangan) == ("pengajuan kredit usaha rakyat", "H. Oman Rohman")
    assert (satu.desa, satu.kode_desa) == (
        "Desa Cisontrol, Kecamatan Rancah, Kabupaten Ciamis",
        cisontrol.kode,
    )
    assert (satu.terbit, satu.cara_terbit, satu.jabatan) == (hari, "tte_lokal", "Kepala Desa Cisontrol")
    assert NIK not in repr(semua)


def test_an_expired_letter_keeps_its_facts(cisontrol: Desa, euis: Kertas) -> None:
    sah = euis.jawaban()["kode"]
    assert sah.berlaku_sampai is not None
    with time_machine.travel(clock.now() + timedelta(days=200)):
        semua = euis.jawaban()
    assert {j.keadaan for j in semua.values()} == {Keadaan.KEDALUWARSA}
    assert semua["qr"].berlaku_sampai == sah.berlaku_sampai
    assert semua["qr"].nama == "Euis Komariah"


def test_a_revoked_letter_is_revoked_by_every_way_also_long_after(
    cisontrol: Desa, cast: pabrik.Pemeran, euis: Kertas
) -> None:
    with lingkup(cisontrol.kode):
        surat.jalankan(
            surat_id=euis.surat_id,
            aksi=Aksi.CABUT,
            oleh=cast.pelaku(Peran.PENANDA_TANGAN),
            versi=5,
            catatan=f"Usaha {NIK} tidak ada.",
        )
        kode = Surat.objects.get(pk=euis.surat_id).kode
    for kelak in (0, 400):
        with time_machine.travel(clock.now() + timedelta(days=kelak)):
            semua = euis.jawaban()
        assert {j.keadaan for j in semua.values()} == {Keadaan.DICABUT}
        assert semua["kode"].dicabut_pada is not None
        assert NIK not in repr(semua)  # the reason is the office's own, and may hold anything
    assert verifikasi.kode_dicabut(cisontrol.kode) == [kode]


def gagal(*_: object, **__: object) -> bytes:
    raise dokumen.BerkasHilang("0" * 64)


def test_a_letter_that_waits_for_its_signature_has_not_arrived(
    cisontrol: Desa, siap: UUID, tanda: Tanda, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as ganti:
        ganti.setattr(dokumen, "rangkai", gagal)
        tanda(siap)
    satu = kertas(cisontrol, siap).jawaban()
    assert (satu["kode"].keadaan, satu["qr"].keadaan) == (Keadaan.BELUM_TIBA, Keadaan.BELUM_TIBA)
    assert satu["kode"].terbit_pada is None


def test_a_file_signed_here_but_never_registered_has_not_arrived(
    cisontrol: Desa, siap: UUID, tanda: Tanda, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between storing and registering: nobody may call that file forged."""
    disimpan: list[bytes] = []
    asli = dokumen.simpan

    def lalu_gagal(isi: bytes) -> str:
        disimpan.append(isi)
        asli(isi)
        raise dokumen.BerkasHilang("0" * 64)

    with monkeypatch.context() as ganti:
        ganti.setattr(dokumen, "simpan", lalu_gagal)
        assert not tanda(siap).terbit
    jawab = verifikasi.periksa_berkas(disimpan[0])
    assert (jawab.keadaan, jawab.nama) == (Keadaan.BELUM_TIBA, "")


def klaim(desa: str, **ganti: Any) -> Klaim:
    isi = {"kode": bytes(range(16)), "jenis": "SKU", "nama": "Euis Komariah", "keperluan": "pinjaman"}
    return Klaim(**{"desa": desa, "terbit": date(2026, 11, 24), "berlaku": date(2027, 5, 24), **isi, **ganti})


def test_a_payload_of_the_village_that_is_not_in_the_register_has_not_arrived(
    cisontrol: Desa, cast: pabrik.Pemeran
) -> None:
    jawab = verifikasi.periksa_muatan(dokumen.buat_muatan(klaim(cisontrol.kode)))
    assert jawab == Jawaban(
        Keadaan.BELUM_TIBA,
        nama="Euis Komariah",
        keperluan="pinjaman",
        jenis="SKU",
        desa="Desa Cisontrol",
        terbit=date(2026, 11, 24),
        berlaku_sampai=date(2027, 5, 24),
        kode_desa=cisontrol.kode,
    )


def test_a_payload_signed_by_the_neighbour_s_key_is_forged(
    cisontrol: Desa, situmandala: Desa, cast: pabrik.Pemeran
) -> None:
    """Situmandala's key cannot speak for Cisontrol, though both are known here."""
    dokumen.buat_muatan(klaim(cisontrol.kode))  # both villages have a key
    palsu = payload.buat(klaim(cisontrol.kode), muatan._kunci(muatan._folder(), situmandala.kode))
    jawab = verifikasi.periksa_muatan(palsu)
    assert jawab is not None
    assert (jawab.keadaan, jawab.kode_desa, jawab.nama) == (Keadaan.PALSU, cisontrol.kode, "")


def test_a_payload_of_a_village_nobody_knows_here_is_unknown_not_forged(
    cisontrol: Desa, cast: pabrik.Pemeran
) -> None:
    jawab = verifikasi.periksa_muatan(dokumen.buat_muatan(klaim("32.07.15.2999")))
    assert jawab is not None
    assert (jawab.keadaan, jawab.desa, jawab.kode_desa) == (Keadaan.BELUM_TIBA, "", "")


@pytest.mark.parametrize("geser", [0, 5, 40, -1, -20])
def test_one_changed_letter_of_a_payload_is_never_genuine(euis: Kertas, geser: int) -> None:
    tempat = geser % len(euis.muatan)
    lain = "A" if euis.muatan[tempat] != "A" else "B"
    jawab = verifikasi.periksa_muatan(euis.muatan[:tempat] + lain + euis.muatan[tempat + 1 :])
    assert jawab is None or jawab.keadaan in {Keadaan.PALSU, Keadaan.TIDAK_DIKENAL}
    assert jawab is None or jawab.nama == ""


@pytest.mark.parametrize(
    "teks", ["", "A", "BUKAN MUATAN", "😀", "\x00", "A" * 5000, "0" * 300, "../../etc/passwd"]
)
def test_what_is_no_payload_gets_no_answer(cisontrol: Desa, cast: pabrik.Pemeran, teks: str) -> None:
    assert verifikasi.periksa_muatan(teks) is None


def sambung(pdf: bytes) -> bytes:
    return pdf + b"\n% tambahan\n"


def tindih(pdf: bytes) -> bytes:
    """Lay another page over the first as an editor would, saving it anew."""
    keluar = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as buka:
        buka.pages[0].contents_add(b"BT /F1 12 Tf 100 100 Td (Lunas) Tj ET")
        buka.save(keluar)
    return keluar.getvalue()


def balik_bit(pdf: bytes) -> bytes:
    rusak = bytearray(pdf)
    rusak[len(rusak) // 3] ^= 1
    return bytes(rusak)


@pytest.mark.parametrize("ubah", [sambung, tindih, balik_bit])
def test_a_changed_file_is_never_genuine(euis: Kertas, ubah: Callable[[bytes], bytes]) -> None:
    jawab = verifikasi.periksa_berkas(ubah(euis.pdf))
    assert jawab.keadaan in {Keadaan.PALSU, Keadaan.TIDAK_DIKENAL}
    assert (jawab.nama, jawab.nomor) == ("", "")
    assert jawab.sebab is not None


def test_a_copied_qr_names_its_true_holder_and_purpose(
    cisontrol: Desa, cast: pabrik.Pemeran, euis: Kertas, tmp_path: Path
) -> None:
    """Asep prints a letter with his name and Euis's QR: whoever scans it reads Euis and her purpose."""
    asep = untuk_tetangga(cisontrol, cast, "pembukaan rekening")
    with lingkup(cisontrol.kode):
        data_euis, r = Surat.objects.get(pk=euis.surat_id).data, rincian(asep)
        atur, hari, penanda = surat.pengaturan(), surat.hari_ini(), penanda_tangan_bertugas(surat.hari_ini())
        jenis = atur.jenis_surat(r.jenis)
        assert data_euis is not None
        assert jenis is not None
        assert penanda is not None
        bahan = BahanBaris(jenis, r.penduduk_id, r.nilai, r.ubahan)
        isi = dokumen_surat(bahan, atur, penanda=penanda, tanggal=hari, nomor="500/009/X/2026")
    palsu = dokumen.rangkai({**isi, "qr": data_euis["qr"]})
    (terbaca,) = baca_qr(palsu, tmp_path)
    jawab = verifikasi.periksa_muatan(terbaca.rsplit("/", 1)[-1])
    assert jawab is not None
    assert (jawab.keadaan, jawab.nama) == (Keadaan.SAH, "Euis Komariah")
    assert jawab.keperluan == "pengajuan kredit usaha rakyat"
    luring = dokumen.baca_muatan(terbaca.rsplit("/", 1)[-1])
    assert (luring.nama, luring.keperluan) == ("Euis Komariah", "pengajuan kredit usaha rakyat")
    # the file itself bears no signature of anybody: it is not taken for a letter of the office
    assert verifikasi.periksa_berkas(palsu).keadaan is Keadaan.TIDAK_DIKENAL
    assert "Asep" not in repr(jawab)


def test_a_voided_number_answers_as_revoked_without_a_name(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    """The paper may be printed already; whoever holds it learns that it is worth nothing."""
    operator = basah.pelaku(Peran.OPERATOR)
    with lingkup(cisontrol.kode):
        surat_id = pabrik.diparaf(basah)
        surat.cetak_basah(surat_id=surat_id, versi=3, oleh=operator)
    satu = kertas(cisontrol, surat_id)
    with lingkup(cisontrol.kode):
        surat.jalankan(surat_id=surat_id, aksi=Aksi.BATALKAN, oleh=operator, versi=4, catatan="Salah cetak.")
        assert len(nomor_batal(surat.hari_ini().year)) == 1
    semua = satu.jawaban()
    for cara in ("kode", "qr"):
        assert (semua[cara].keadaan, semua[cara].nama) == (Keadaan.DICABUT, "")
        assert semua[cara].dicabut_pada is not None
    assert verifikasi.kode_dicabut(cisontrol.kode) == list(IndeksTerbit.objects.values_list("pk", flat=True))


def test_a_wet_letter_answers_with_its_way_of_signing(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    operator = basah.pelaku(Peran.OPERATOR)
    with lingkup(cisontrol.kode):
        surat_id = pabrik.diparaf(basah)
        surat.cetak_basah(surat_id=surat_id, versi=3, oleh=operator)
        surat.terbitkan_pindaian(surat_id=surat_id, versi=4, berkas=[pabrik.foto()], oleh=operator)
    semua = kertas(cisontrol, surat_id).jawaban()
    assert {(j.keadaan, j.cara_terbit) for j in semua.values()} == {(Keadaan.SAH, CaraTerbit.BASAH.value)}


def test_letters_signed_before_the_signer_was_revoked_stay_genuine(
    cisontrol: Desa, cast: pabrik.Pemeran, euis: Kertas
) -> None:
    with lingkup(cisontrol.kode):
        dokumen.cabut_penandatangan(pejabat_id=cast.kades_pejabat, alasan="Kunci hilang.", pelaku="uji")
    assert {j.keadaan for j in euis.jawaban().values()} == {Keadaan.SAH}


def test_a_nik_written_into_the_purpose_is_told_to_nobody(
    cisontrol: Desa, cast: pabrik.Pemeran, tanda: Tanda
) -> None:
    surat_id = untuk_tetangga(cisontrol, cast, f"bank atas {NIK}")
    assert tanda(surat_id).terbit
    satu = kertas(cisontrol, surat_id)
    semua = satu.jawaban()
    luring = dokumen.baca_muatan(satu.muatan)
    for kata in (*(j.keperluan for j in semua.values()), luring.keperluan):
        assert kata == f"bank atas {NIK_DISAMARKAN}"
    assert NIK not in repr(semua) + repr(luring)
    assert {j.keadaan for j in semua.values()} == {Keadaan.SAH}


@pytest.mark.parametrize(
    ("teks", "hasil"),
    [
        ("rekening 1234567890", "rekening 1234567890"),
        (NIK, NIK_DISAMARKAN),
        (f"a{NIK}b", f"a{NIK_DISAMARKAN}b"),
        ("32.07.15.450685.9001", NIK_DISAMARKAN),
        ("3207-1545-0685-9001.", f"{NIK_DISAMARKAN}."),
        ("32071545068590011", "32071545068590011"),
        ("12 34", "12 34"),
    ],
)
def test_what_looks_like_a_nik_is_left_out(teks: str, hasil: str) -> None:
    assert tanpa_nik(teks) == hasil
