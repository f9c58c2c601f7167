"""The issued letter in the citizen's hand: headers, access log, and what happens when it is lost, revoked or not there."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client

from eoffice.dokumen import services as dokumen
from eoffice.jejak.selectors import akses_atas
from eoffice.kernel.peran import Peran
from eoffice.sinkron.services.berkas import catat_sebutan
from eoffice.surat import services as surat
from eoffice.surat.models import Surat
from eoffice.surat.rules.alur import Aksi, Status
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import Pemeran, diajukan, diparaf
from tests.web.dunia import dicetak, dikembalikan, terbit_basah
from tests.web.warga.conftest import NIK


@pytest.fixture
def terbit(cast: Pemeran, cisontrol: Desa) -> UUID:
    """A letter of Euis that was issued."""
    dokumen.pastikan_otoritas(kabupaten="Ciamis")
    with lingkup(cisontrol.kode):
        return terbit_basah(cast)


@pytest.fixture
def berkas(terbit: UUID, cisontrol: Desa) -> Iterator[Path]:
    """Its file in the store, to be damaged; put back afterwards, because the store is shared."""
    with lingkup(cisontrol.kode):
        sha256 = Surat.objects.get(pk=terbit).sha256
    (path,) = (settings.EOFFICE_HOME / "berkas").rglob(f"*{sha256[4:]}*")
    asli = path.read_bytes()
    path.chmod(0o600)
    yield path
    path.unlink(missing_ok=True)
    path.write_bytes(asli)


def catatan(desa: Desa, surat_id: UUID) -> list[tuple[str, UUID]]:
    """Return what the access log says about a letter."""
    with lingkup(desa.kode):
        return [(a.tindakan, a.pengguna_id) for a in akses_atas("surat", surat_id)]


def test_the_letter_comes_as_it_was_issued(warga: Client, cisontrol: Desa, terbit: UUID) -> None:
    jawab = warga.get(f"/warga/surat/{terbit}/unduh/")
    with lingkup(cisontrol.kode):
        baris = Surat.objects.select_related("permohonan").get(pk=terbit)
    assert hashlib.sha256(jawab.content).hexdigest() == baris.sha256
    assert jawab.headers["Content-Type"] == "application/pdf"
    assert jawab.headers["Content-Length"] == str(len(jawab.content))
    nama = f"Surat Keterangan Usaha {baris.permohonan.tiket}.pdf"
    assert jawab.headers["Content-Disposition"] == f'attachment; filename="{nama}"'


def test_no_cache_keeps_it_and_no_page_frames_it(warga: Client, terbit: UUID) -> None:
    tajuk = warga.get(f"/warga/surat/{terbit}/unduh/").headers
    assert tajuk["Cache-Control"] == "private, no-store"
    assert tajuk["X-Content-Type-Options"] == "nosniff"
    assert tajuk["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in tajuk["Content-Security-Policy"]
    assert "ETag" not in tajuk
    assert "Last-Modified" not in tajuk


def test_every_download_is_logged_with_who_it_was(
    warga: Client, cast: Pemeran, cisontrol: Desa, terbit: UUID
) -> None:
    assert catatan(cisontrol, terbit) == []
    for _ in range(2):
        warga.get(f"/warga/surat/{terbit}/unduh/")
    assert catatan(cisontrol, terbit) == [("unduh", cast.warga)] * 2


def test_what_was_refused_is_not_logged_as_a_download(
    tetangga: Client, client: Client, cisontrol: Desa, terbit: UUID
) -> None:
    assert tetangga.get(f"/warga/surat/{terbit}/unduh/").status_code == 404
    assert client.get(f"/warga/surat/{terbit}/unduh/").status_code == 302
    assert catatan(cisontrol, terbit) == []


def test_neither_name_of_file_nor_address_holds_a_nik(warga: Client, terbit: UUID) -> None:
    jawab = warga.get(f"/warga/surat/{terbit}/unduh/")
    assert not re.search(r"\d{16}", "".join(jawab.headers.values()) + jawab.request["PATH_INFO"])


def test_a_file_that_has_not_arrived_is_said_to_be_on_its_way(
    warga: Client, cisontrol: Desa, terbit: UUID, caplog: pytest.LogCaptureFixture
) -> None:
    """At the hub the letter comes before its file; whatever lies in the store, this village's has not come yet."""
    with lingkup(cisontrol.kode):
        catat_sebutan([Surat.objects.get(pk=terbit).sha256], sendiri=False)
    jawab = warga.get(f"/warga/surat/{terbit}/unduh/")
    assert jawab.status_code == 503
    assert (
        "Berkas ini belum tiba dari server desa. Suratnya sendiri sudah tercatat." in jawab.content.decode()
    )
    assert not any("berkas_hilang" in str(r.msg) for r in caplog.records), "no alarm"
    assert catatan(cisontrol, terbit) == []


@pytest.mark.parametrize("rusak", ["lost", "flipped", "cut", "replaced"])
def test_a_damaged_file_is_an_alarm_and_never_made_again(
    warga: Client, cisontrol: Desa, terbit: UUID, berkas: Path, rusak: str, caplog: pytest.LogCaptureFixture
) -> None:
    asli = berkas.read_bytes()
    match rusak:
        case "lost":
            berkas.unlink()
        case "flipped":
            berkas.write_bytes(asli[:-40] + bytes([asli[-40] ^ 1]) + asli[-39:])
        case "cut":
            berkas.write_bytes(asli[:-1])
        case _:
            berkas.write_bytes(b"%PDF-1.7 surat lain")
    kini = berkas.read_bytes() if berkas.exists() else None
    jawab = warga.get(f"/warga/surat/{terbit}/unduh/")
    isi = jawab.content.decode()
    assert jawab.status_code == 503
    assert "hilang atau rusak di penyimpanan. Petugas sudah diberi tahu; berkas tidak dibuat ulang." in isi
    assert (berkas.read_bytes() if berkas.exists() else None) == kini, "nothing was written in its place"
    assert any("berkas_hilang" in str(r.msg) for r in caplog.records), "the alarm"
    assert catatan(cisontrol, terbit) == []
    assert warga.get(f"/warga/surat/{terbit}/").status_code == 200, "the page of the letter still opens"


def test_a_revoked_letter_is_not_handed_out_any_more(
    warga: Client, cast: Pemeran, cisontrol: Desa, terbit: UUID
) -> None:
    with lingkup(cisontrol.kode):
        versi = Surat.objects.get(pk=terbit).versi
        kades = cast.pelaku(Peran.PENANDA_TANGAN)
        surat.jalankan(surat_id=terbit, aksi=Aksi.CABUT, oleh=kades, versi=versi, catatan="Nama keliru")
    assert warga.get(f"/warga/surat/{terbit}/unduh/").status_code == 404
    isi = warga.get(f"/warga/surat/{terbit}/").content.decode()
    assert "Surat ini sudah dicabut" in isi
    assert "/unduh/" not in isi


@pytest.mark.parametrize("buat", [diajukan, dikembalikan, diparaf, dicetak])
def test_there_is_nothing_to_download_before_it_is_issued(
    warga: Client, cast: Pemeran, cisontrol: Desa, buat: object
) -> None:
    dokumen.pastikan_otoritas(kabupaten="Ciamis")
    with lingkup(cisontrol.kode):
        surat_id = buat(cast)  # type: ignore[operator]
        assert Surat.objects.get(pk=surat_id).status != Status.TERBIT
    assert warga.get(f"/warga/surat/{surat_id}/unduh/").status_code == 404


def test_the_scan_itself_is_not_among_the_citizens_files(
    warga: Client, cisontrol: Desa, terbit: UUID
) -> None:
    isi = warga.get(f"/warga/surat/{terbit}/").content.decode()
    assert "Unduh surat (PDF)" in isi
    assert NIK not in isi
