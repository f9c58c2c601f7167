"""A letter from the counter to the signed file, and what the register answers about it."""

import subprocess
from pathlib import Path
from uuid import UUID

import pytest

from eoffice.dokumen import services as dokumen
from eoffice.kernel.errors import NotFound, RuleRefused
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import IndeksTerbit, Langkah, Surat
from eoffice.surat.rules.alur import Aksi, CaraTerbit, Status
from eoffice.surat.rules.kode import kode_pendek
from eoffice.surat.selectors import verifikasi, warga
from eoffice.surat.selectors.verifikasi import Keadaan
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.surat.conftest import Tanda


def test_from_the_counter_to_a_signed_file_that_verifies(
    cisontrol: Desa, siap: UUID, tanda: Tanda, tmp_path: Path
) -> None:
    hasil = tanda(siap)
    assert hasil.terbit, hasil.pesan
    with lingkup(cisontrol.kode):
        pdf = warga.berkas_terbit(siap)
        row = Surat.objects.get(pk=siap)
        steps = list(Langkah.objects.order_by("versi").values_list("aksi", flat=True))
    assert row.status == Status.TERBIT
    assert row.nomor.endswith("/2026") or "/20" in row.nomor
    assert steps == ["ajukan", "verifikasi", "paraf", "tanda_tangani", "terbitkan"]
    assert dokumen.periksa_pdf(pdf).keadaan == "sah"
    path = tmp_path / "surat.pdf"
    path.write_bytes(pdf)
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    assert row.nomor in text
    assert "Euis Komariah" in text
    assert "BSrE," not in text
    assert (
        "Total document signed"
        in subprocess.run(["pdfsig", path], check=False, capture_output=True, text=True).stdout
    )


def test_the_qr_of_the_file_answers_for_this_letter(
    cisontrol: Desa, siap: UUID, tanda: Tanda, tmp_path: Path
) -> None:
    tanda(siap)
    with lingkup(cisontrol.kode):
        (tmp_path / "s.pdf").write_bytes(warga.berkas_terbit(siap))
    subprocess.run(["pdftoppm", "-r", "150", "-png", tmp_path / "s.pdf", tmp_path / "s"], check=True)
    page = next(tmp_path.glob("s-*.png"))
    read = subprocess.run(
        ["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", page],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert read == read.upper()
    jawaban = verifikasi.periksa_muatan(read.rsplit("/", 1)[-1])
    assert jawaban is not None
    assert (jawaban.keadaan, jawaban.nama) == (Keadaan.SAH, "Euis Komariah")
    assert "3207154506859001" not in repr(jawaban)


def test_the_register_answers_by_code_and_by_file(cisontrol: Desa, siap: UUID, tanda: Tanda) -> None:
    tanda(siap)
    with lingkup(cisontrol.kode):
        pdf, kode = warga.berkas_terbit(siap), Surat.objects.get(pk=siap).kode
    pendek = kode_pendek(bytes.fromhex(kode))
    by_code = verifikasi.periksa_kode(pendek.lower())
    assert by_code is not None
    assert by_code.keadaan is Keadaan.SAH
    assert verifikasi.periksa_berkas(pdf).keadaan is Keadaan.SAH
    damaged = bytearray(pdf)
    damaged[len(damaged) // 3] ^= 1
    assert verifikasi.periksa_berkas(bytes(damaged)).keadaan is Keadaan.PALSU
    assert verifikasi.periksa_berkas(b"bukan pdf").keadaan is Keadaan.TIDAK_DIKENAL
    wrong = pendek[:-1] + ("0" if pendek[-1] != "0" else "1")
    assert verifikasi.periksa_kode(wrong) is None


def test_a_revoked_letter_says_so(cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID, tanda: Tanda) -> None:
    tanda(siap)
    with lingkup(cisontrol.kode):
        surat.jalankan(
            surat_id=siap,
            aksi=Aksi.CABUT,
            oleh=cast.pelaku(Peran.PENANDA_TANGAN),
            versi=5,
            catatan="Data usaha keliru.",
        )
        pdf = warga.berkas_terbit(siap)
    assert verifikasi.periksa_berkas(pdf).keadaan is Keadaan.DICABUT


def test_a_wrong_passphrase_touches_nothing(cisontrol: Desa, siap: UUID, tanda: Tanda) -> None:
    with pytest.raises(RuleRefused) as refused:
        tanda(siap, frasa="salah sama sekali ini")
    assert refused.value.pesan.kode == "dokumen.frasa_salah"
    with lingkup(cisontrol.kode):
        assert Surat.objects.get(pk=siap).nomor == ""


def test_an_old_version_is_a_conflict_not_an_overwrite(cisontrol: Desa, siap: UUID, tanda: Tanda) -> None:
    hasil = tanda(siap, versi=2)
    assert not hasil.terbit
    assert hasil.pesan is not None
    assert hasil.pesan.kode == "surat.sudah_berubah"


def test_a_failing_signature_keeps_the_number_and_a_second_try_uses_it(
    cisontrol: Desa, siap: UUID, tanda: Tanda, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise dokumen.BerkasHilang("0" * 64)

    with monkeypatch.context() as patched:
        patched.setattr(dokumen, "tanda_tangani", broken)
        first = tanda(siap)
    assert not first.terbit
    with lingkup(cisontrol.kode):
        waiting = Surat.objects.get(pk=siap)
    assert waiting.status == Status.MENUNGGU_TTE
    assert waiting.nomor == first.nomor != ""
    second = tanda(siap, versi=waiting.versi)
    assert (second.terbit, second.nomor) == (True, first.nomor)
    assert IndeksTerbit.objects.count() == 1


def test_sending_twice_is_one_application(cisontrol: Desa, cast: pabrik.Pemeran) -> None:
    oleh = cast.pelaku(Peran.WARGA)
    with lingkup(cisontrol.kode):
        draf = surat.mulai_draf(pemilik=cast.warga, penduduk_id=cast.penduduk_id, jenis="sku")
        surat.simpan_jawaban(draf_id=draf, pemilik=cast.warga, jawaban=pabrik.SKU)
        for syarat in surat.draf(draf_id=draf, pemilik=cast.warga).jenis.syarat:
            surat.lampirkan(
                draf_id=draf, pemilik=cast.warga, syarat=syarat.kode, nama="a.jpg", data=pabrik.foto()
            )
        first = surat.ajukan(draf_id=draf, oleh=oleh)
        second = surat.ajukan(draf_id=draf, oleh=oleh)
        assert (first.baru, second.baru) == (True, False)
        assert first.tiket == second.tiket
        assert Surat.objects.count() == 1
        assert warga.kabar_tiket(first.tiket.replace("-", " ").lower()) is not None
        with pytest.raises(NotFound):
            warga.milik(first.surat_id, cast.operator)


def test_a_returned_application_is_mended_and_goes_on(cisontrol: Desa, cast: pabrik.Pemeran) -> None:
    operator, loket = cast.pelaku(Peran.OPERATOR), cast.pelaku(Peran.OPERATOR, loket=True)
    with lingkup(cisontrol.kode):
        surat_id = pabrik.diajukan(cast)
        surat.jalankan(
            surat_id=surat_id, aksi=Aksi.KEMBALIKAN, oleh=operator, versi=1, catatan="Foto KTP buram."
        )
        draf = surat.mulai_perbaikan(surat_id=surat_id, oleh=loket)
        assert surat.mulai_perbaikan(surat_id=surat_id, oleh=loket) == draf
        surat.simpan_jawaban(
            draf_id=draf, pemilik=cast.operator, jawaban={"nama_usaha": "Warung Makan Bu Euis"}
        )
        assert surat.ajukan_ulang(surat_id=surat_id, draf_id=draf, oleh=loket).baru
        row = Surat.objects.select_related("permohonan").get(pk=surat_id)
        assert row.status == Status.DIAJUKAN
        assert row.permohonan.nilai["nama_usaha"] == "Warung Makan Bu Euis"


def test_wet_signature_prints_with_a_number_and_the_scan_becomes_the_file(
    cisontrol: Desa, cast: pabrik.Pemeran
) -> None:
    operator = cast.pelaku(Peran.OPERATOR)
    with lingkup(cisontrol.kode):
        surat.ubah_pengaturan(pelaku="uji", cara_terbit=CaraTerbit.BASAH)
        surat_id = pabrik.diparaf(cast)
        beku = surat.cetak_basah(surat_id=surat_id, versi=3, oleh=operator)
        printed = surat.lembar_cetak(surat_id=surat_id, oleh=operator)
        sha256 = surat.terbitkan_pindaian(surat_id=surat_id, versi=4, berkas=[pabrik.foto()], oleh=operator)
        row = Surat.objects.get(pk=surat_id)
    assert printed.startswith(b"%PDF-")
    assert (row.status, row.nomor, row.sha256) == (Status.TERBIT, beku.nomor, sha256)
    assert verifikasi.periksa_berkas(dokumen.baca(sha256)).keadaan is Keadaan.SAH
