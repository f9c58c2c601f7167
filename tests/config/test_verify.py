"""``eoffice verify`` on letters that were really issued, and on every way of cheating with them."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from click.testing import Result
from django.conf import LazySettings
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from eoffice.dokumen import services as dokumen
from eoffice.kernel import clock
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.rules.alur import Aksi
from eoffice.surat.selectors.meja import rincian
from eoffice.surat.selectors.warga import berkas_terbit
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.config.conftest import Jalankan
from tests.dokumen.alat import contoh

Periksa = Callable[[bytes], Result]
BATAS = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Terbit:
    """A letter of the test's own office."""

    surat_id: UUID
    pdf: bytes
    cast: pabrik.Pemeran


def _simpul(folder: Path, settings: LazySettings) -> None:
    """A home, and a root outside it, as on a real node."""
    settings.EOFFICE_HOME = folder / "rumah"
    settings.EOFFICE_FOLDER_CA = folder / "akar"


@pytest.fixture
def terbit(cisontrol: Desa, tmp_path: Path, settings: LazySettings) -> Terbit:
    """A letter issued through the services in a home of its own."""
    _simpul(tmp_path, settings)
    with lingkup(cisontrol.kode):
        cast = pabrik.pemeran()
        pabrik.tte_lokal(cast)
        surat_id = pabrik.diparaf(cast)
    [hasil] = surat.tanda_tangani(
        desa=cisontrol.kode,
        pilihan=[(surat_id, 3)],
        frasa=pabrik.FRASA,
        oleh=cast.pelaku(Peran.PENANDA_TANGAN),
    )
    assert hasil.terbit, hasil.pesan
    with lingkup(cisontrol.kode):
        return Terbit(surat_id, berkas_terbit(surat_id), cast)


@pytest.fixture
def periksa(jalankan: Jalankan, tmp_path: Path) -> Periksa:
    def panggil(isi: bytes) -> Result:
        path = tmp_path / "dari luar.pdf"
        path.write_bytes(isi)
        return jalankan("verify", str(path))

    return panggil


def _baris(hasil: Result) -> list[str]:
    return hasil.output.splitlines()


def test_an_issued_letter_is_valid(terbit: Terbit, periksa: Periksa) -> None:
    hasil = periksa(terbit.pdf)
    assert hasil.exit_code == 0
    baris = _baris(hasil)
    assert baris[:3] == [
        "SAH. Tanda tangan: SAH.",
        "Tanda tangan utuh dan penanda tangannya dikenal.",
        "Penanda tangan: H. Oman Rohman",
    ]
    assert baris[3].startswith("Waktu tanda tangan: ")
    assert baris[4:] == [
        "Berkas ini tercatat di buku surat dan masih berlaku.",
        f"SHA-256: {hashlib.sha256(terbit.pdf).hexdigest()}",
    ]


def _balik_satu_bita(pdf: bytes) -> bytes:
    tempat = pdf.index(b"stream\n") + 60
    return pdf[:tempat] + bytes([pdf[tempat] ^ 1]) + pdf[tempat + 1 :]


def _timpa(pdf: bytes) -> bytes:
    """A shadow attack: new words over the page by an incremental update; every old byte stays."""
    penulis = IncrementalPdfFileWriter(io.BytesIO(pdf))
    aliran = penulis.add_object(StreamObject(stream_data=b"BT /F1 12 Tf 100 400 Td (PALSU) Tj ET"))
    penulis.add_stream_to_page(0, aliran)
    keluar = io.BytesIO()
    penulis.write(keluar)
    return keluar.getvalue()


RUSAK = "TIDAK SAH. Tanda tangan: TIDAK SAH: isi berkas berbeda dari yang ditandatangani."


@pytest.mark.parametrize(
    ("ubah", "putusan", "sebab"),
    [
        (_balik_satu_bita, RUSAK, "Isi berkas ini diubah sesudah ditandatangani."),
        (_timpa, RUSAK, "Berkas ini ditambahi sesudah ditandatangani."),
        (lambda pdf: pdf + b"\n%sampah\n", RUSAK, None),
        (lambda pdf: pdf + b"PK\x03\x04" * 99, RUSAK, None),
        (lambda pdf: pdf[: len(pdf) // 2], None, None),
        (lambda pdf: b"MZ" + pdf, "TIDAK SAH. Tanda tangan: BUKAN PDF.", "Berkas ini bukan PDF."),
        (lambda _: b"", "TIDAK SAH. Tanda tangan: BUKAN PDF.", "Berkas ini bukan PDF."),
        (lambda _: b"\xff\xd8\xff\xe0JFIF", "TIDAK SAH. Tanda tangan: BUKAN PDF.", "Berkas ini bukan PDF."),
        (
            lambda _: b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF",
            "TIDAK SAH. Tanda tangan: TIDAK BERTANDA TANGAN ELEKTRONIK.",
            "Berkas ini tidak bertanda tangan elektronik.",
        ),
    ],
    ids=["byte", "overlay", "junk", "archive", "cut", "prepended", "empty", "picture", "unsigned"],
)
def test_a_file_that_is_not_the_letter_is_refused_with_its_reason(
    terbit: Terbit, periksa: Periksa, ubah: Callable[[bytes], bytes], putusan: str | None, sebab: str | None
) -> None:
    hasil = periksa(ubah(terbit.pdf))
    assert hasil.exit_code == 1
    kepala, alasan, *_ = _baris(hasil)
    assert kepala.startswith("TIDAK SAH.")
    assert putusan in {kepala, None}
    assert sebab in {alasan, None}
    assert "tercatat di buku surat" not in hasil.output


def test_the_unchanged_letter_is_still_valid_beside_its_forgery(terbit: Terbit, periksa: Periksa) -> None:
    assert periksa(_timpa(terbit.pdf)).exit_code == 1
    assert periksa(terbit.pdf).exit_code == 0


def test_a_letter_signed_after_the_certificate_was_revoked_is_refused(
    terbit: Terbit, periksa: Periksa, cisontrol: Desa
) -> None:
    """The thief has key and passphrase: what he signs is in no register."""
    with lingkup(cisontrol.kode):
        kunci = dokumen.buka_kunci(pejabat_id=terbit.cast.kades_pejabat, frasa=pabrik.FRASA)
        r = rincian(terbit.surat_id)
        palsu = dokumen.tanda_tangani(
            dokumen.rangkai(dict(r.data or {}), lambang=None),
            kunci,
            alasan="palsu",
            lokasi="Cisontrol",
            waktu=clock.now(),
        )
    assert periksa(palsu).exit_code == 0  # a known signer: the register may not have heard of it yet
    with lingkup(cisontrol.kode):
        dokumen.cabut_penandatangan(pejabat_id=terbit.cast.kades_pejabat, alasan="kunci dicuri", pelaku="uji")
    hasil = periksa(palsu)
    assert hasil.exit_code == 1
    assert _baris(hasil)[:2] == [
        "TIDAK SAH. Tanda tangan: DICABUT: sertifikat penanda tangannya telah dicabut.",
        "Sertifikat penanda tangannya sudah dicabut.",
    ]


def test_a_registered_letter_outlives_its_signers_certificate(
    terbit: Terbit, periksa: Periksa, cisontrol: Desa
) -> None:
    with lingkup(cisontrol.kode):
        dokumen.cabut_penandatangan(pejabat_id=terbit.cast.kades_pejabat, alasan="kunci dicuri", pelaku="uji")
    hasil = periksa(terbit.pdf)
    assert hasil.exit_code == 0
    assert _baris(hasil)[0] == "SAH. Tanda tangan: DICABUT: sertifikat penanda tangannya telah dicabut."
    assert "Berkas ini tercatat di buku surat dan masih berlaku." in hasil.output


def test_a_revoked_letter_is_refused(terbit: Terbit, periksa: Periksa, cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        surat.jalankan(
            surat_id=terbit.surat_id,
            aksi=Aksi.CABUT,
            oleh=terbit.cast.pelaku(Peran.PENANDA_TANGAN),
            versi=rincian(terbit.surat_id).versi,
            catatan="Nama usaha keliru.",
        )
    hasil = periksa(terbit.pdf)
    assert hasil.exit_code == 1
    assert _baris(hasil)[0] == "TIDAK SAH. Tanda tangan: SAH."
    assert "Surat ini sudah dicabut oleh kantor desa." in hasil.output


def test_an_expired_letter_is_refused_but_called_genuine(terbit: Terbit, periksa: Periksa) -> None:
    with time_machine.travel(clock.now() + timedelta(days=200)):
        hasil = periksa(terbit.pdf)
    assert hasil.exit_code == 1
    assert _baris(hasil)[0] == "KEDALUWARSA. Tanda tangan: SAH."
    assert "asli dan tercatat di buku surat, tetapi masa berlakunya sudah lewat" in hasil.output


def test_a_letter_of_an_unknown_root_is_refused(
    cisontrol: Desa, periksa: Periksa, settings: LazySettings, tmp_path: Path
) -> None:
    _simpul(tmp_path / "asing", settings)
    with lingkup(cisontrol.kode):
        cast = pabrik.pemeran()
        pabrik.tte_lokal(cast)
        kunci = dokumen.buka_kunci(pejabat_id=cast.kades_pejabat, frasa=pabrik.FRASA)
        pdf = dokumen.tanda_tangani(
            dokumen.rangkai(contoh()), kunci, alasan="asing", lokasi="Entah", waktu=clock.now()
        )
    assert periksa(pdf).exit_code == 0
    _simpul(tmp_path / "sini", settings)
    dokumen.pastikan_otoritas(kabupaten="Ciamis")
    hasil = periksa(pdf)
    assert hasil.exit_code == 1
    assert _baris(hasil)[:2] == [
        "TIDAK SAH. Tanda tangan: TIDAK DIKENAL: penanda tangan di luar yang dipercaya di sini.",
        "Ditandatangani oleh pihak yang tidak dikenal di sini.",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("lebih", [1, 10 * 1024 * 1024])
def test_a_file_beyond_the_limit_is_not_even_read(
    jalankan: Jalankan, tmp_path: Path, lebih: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    besar = tmp_path / "besar.pdf"
    with besar.open("wb") as berkas:
        berkas.write(b"%PDF-1.7\n")
        berkas.truncate(BATAS + lebih)
    monkeypatch.setattr(Path, "read_bytes", lambda _self: pytest.fail("30 MB were read into memory"))
    hasil = jalankan("verify", str(besar))
    assert hasil.exit_code == 1
    assert hasil.output == "TIDAK SAH. Berkas terlalu besar untuk diperiksa. Paling besar 20 MB.\n"


@pytest.mark.django_db
def test_a_file_at_the_limit_is_looked_at(jalankan: Jalankan, tmp_path: Path) -> None:
    pas = tmp_path / "pas.pdf"
    with pas.open("wb") as berkas:
        berkas.write(b"%PDF-1.7\n")
        berkas.truncate(BATAS)
    hasil = jalankan("verify", str(pas))
    assert (hasil.exit_code, "TIDAK BERTANDA TANGAN ELEKTRONIK" in hasil.output) == (1, True)


@pytest.mark.parametrize("kata", [(), ("satu.pdf", "dua.pdf"), ("--paksa", "satu.pdf"), (".",)])
def test_wrong_arguments_are_a_typing_error(jalankan: Jalankan, kata: tuple[str, ...]) -> None:
    hasil = jalankan("verify", *kata)
    assert hasil.exit_code == 2
    assert "Traceback" not in hasil.output
