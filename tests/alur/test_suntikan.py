"""Hostile words carried from the question to the signed PDF: printed as they were typed, nothing obeys them."""

import io
from pathlib import Path
from typing import Any
from uuid import UUID

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from eoffice.akun.models import Pejabat
from eoffice.akun.selectors import pengguna
from eoffice.dokumen import services as dokumen
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.peran import Peran
from eoffice.penduduk.models import Penduduk
from eoffice.surat import services as surat
from eoffice.surat.models import Surat
from eoffice.surat.rules.alur import Aksi
from eoffice.surat.rules.isian import Tipe
from eoffice.surat.selectors import verifikasi, warga
from eoffice.surat.selectors.meja import rincian
from eoffice.surat.selectors.verifikasi import Keadaan
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.dokumen.alat import pdfsig, pelanggaran, teks_pdf
from tests.surat.conftest import Tanda
from tests.web.aparat.conftest import browser

JAHAT = {
    "html": '<script>alert(1)</script><img src=x onerror="a()">',
    "typst": '#read("/etc/passwd") $x$ *a* _b_ @c <d> \\u{41}',
    "rumus": '=HYPERLINK("http://jahat.id","klik")+1-2@SUM(A1)',
    "templat": "{nik!} {{ 7*7 }} {% now %} ${x} #{y} %(nama)s **t**",
    "sql": "'); DROP TABLE surat_surat; -- /* \" ` | ; & && $(id)",
    "pdf": "%PDF-1.7 ) Tj ET endstream endobj <</JS (a)>> trailer",
}
SKTM = {
    "keperluan": "lainnya",
    "untuk": "keluarga",
    "hubungan": "cucu",
    "penghasilan": "850000",
    "tanggungan": "3",
}
SKU = {"di_rumah": "tidak", "mulai_usaha": "2018", "keperluan": "lainnya"}
TEKS = {Tipe.TEKS, Tipe.TEKS_PANJANG}


def rapat(teks: str) -> str:
    """Return words without the blanks and line breaks that laying out a page puts between them."""
    return "".join(teks.split()).replace("\u200b", "")


def tertulis(jahat: str, kode: str, maks: int | None) -> str:
    """Return what is typed into a field: the hostile words after the field's own name, cut to its length."""
    return f"{kode[:4]} {jahat}"[: maks or 100].strip()


def ajukan(
    cast: pabrik.Pemeran, jenis: str, jahat: str, dasar: dict[str, str]
) -> tuple[UUID, dict[str, str]]:
    """Answer every text question of a type with hostile words, and send; return the letter and what was typed."""
    draf = surat.mulai_draf(pemilik=cast.operator, penduduk_id=cast.penduduk_id, jenis=jenis)
    isi = surat.draf(draf_id=draf, pemilik=cast.operator)
    ketikan = {i.kode: tertulis(jahat, i.kode, i.maks) for i in isi.jenis.isian if i.tipe in TEKS}
    surat.simpan_jawaban(draf_id=draf, pemilik=cast.operator, jawaban=dasar | ketikan)
    for syarat in isi.jenis.syarat:
        surat.lampirkan(
            draf_id=draf, pemilik=cast.operator, syarat=syarat.kode, nama=f"{jahat}.jpg", data=pabrik.foto()
        )
    return surat.ajukan(draf_id=draf, oleh=cast.pelaku(Peran.OPERATOR, loket=True)).surat_id, ketikan


def paraf(cast: pabrik.Pemeran, surat_id: UUID, jahat: str) -> None:
    """Verify and initial, each with a hostile note."""
    for versi, (aksi, peran) in enumerate(
        [(Aksi.VERIFIKASI, Peran.OPERATOR), (Aksi.PARAF, Peran.PEMERIKSA)], start=1
    ):
        oleh = cast.pelaku(peran)
        surat.jalankan(surat_id=surat_id, aksi=aksi, oleh=oleh, versi=versi, catatan=jahat)


def yang_jalan(pdf: bytes) -> set[str]:
    """Return every key of a PDF that makes a reader do something, or open something."""
    hidup = {
        "/JS",
        "/JavaScript",
        "/OpenAction",
        "/AA",
        "/Launch",
        "/URI",
        "/GoToR",
        "/EmbeddedFiles",
        "/RichMedia",
    }
    with pikepdf.open(io.BytesIO(pdf)) as buka:
        semua = [o for o in buka.objects if isinstance(o, pikepdf.Dictionary)]
        return hidup & ({k for o in semua for k in o} | {str(o.get("/S", "")) for o in semua})


def periksa_pdf(pdf: bytes, ketikan: list[str], folder: Path) -> None:
    """Hold a signed letter to what a reader, the validator and the signature's judges see."""
    halaman = rapat(teks_pdf(pdf, folder)) + rapat(teks_pdf(pdf, folder, "-raw"))  # both orders of reading
    for satu in ketikan:
        assert rapat(satu) in halaman, satu
    assert "root:" not in halaman
    assert pelanggaran(pdf) == []
    assert yang_jalan(pdf) == set()
    assert "Signature is Valid" in pdfsig(pdf, folder)
    assert dokumen.periksa_pdf(pdf).keadaan == "sah"


@pytest.mark.parametrize(("jenis", "dasar"), [("sku", SKU), ("sktm", SKTM)])
@pytest.mark.parametrize("macam", JAHAT)
def test_every_answer_is_printed_as_it_was_typed(
    macam: str, jenis: str, dasar: dict[str, str], cisontrol: Desa, cast: pabrik.Pemeran, tanda: Tanda,
    tmp_path: Path,
) -> None:  # fmt: skip
    with lingkup(cisontrol.kode):
        surat_id, ketikan = ajukan(cast, jenis, JAHAT[macam], dasar)
        paraf(cast, surat_id, JAHAT[macam])
    assert len(ketikan) == {"sku": 4, "sktm": 4}[jenis]
    hasil = tanda(surat_id)
    assert hasil.terbit, hasil.pesan
    with lingkup(cisontrol.kode):
        pdf, r = warga.berkas_terbit(surat_id), rincian(surat_id)
    periksa_pdf(pdf, list(ketikan.values()), tmp_path)
    assert {k: r.nilai[k] for k in ketikan} == ketikan
    jawab = verifikasi.periksa_berkas(pdf)
    assert (jawab.keadaan, jawab.keperluan) == (Keadaan.SAH, ketikan["keperluan_lain"])


@pytest.mark.parametrize("macam", JAHAT)
def test_hostile_names_of_people_and_places_are_printed_as_they_are(
    macam: str, cisontrol: Desa, cast: pabrik.Pemeran, tanda: Tanda, tmp_path: Path
) -> None:
    """The register and the office's own data are no safer than a citizen's answers."""
    jahat = JAHAT[macam]
    with lingkup(cisontrol.kode):
        Penduduk.objects.filter(pk=cast.penduduk_id).update(
            nama=f"N {jahat}"[:100], tempat_lahir=f"L {jahat}"[:60]
        )
        Pejabat.objects.filter(pk=cast.kades_pejabat).update(nama=f"K {jahat}"[:100])
        Desa.objects.filter(pk=cisontrol.pk).update(alamat=f"A {jahat}"[:200])
    with lingkup(cisontrol.kode):
        surat_id = pabrik.diparaf(cast)
    hasil = tanda(surat_id)
    assert hasil.terbit, hasil.pesan
    with lingkup(cisontrol.kode):
        pdf = warga.berkas_terbit(surat_id)
    periksa_pdf(pdf, [f"N {jahat}"[:100], f"L {jahat}"[:60], f"K {jahat}"[:100], f"A {jahat}"], tmp_path)
    jawab = verifikasi.periksa_berkas(pdf)
    assert (jawab.nama, jawab.penanda_tangan) == (f"N {jahat}"[:100], f"K {jahat}"[:100])


@pytest.mark.parametrize("macam", ["html", "typst", "rumus", "sql", "pdf"])
def test_words_mended_by_the_office_are_words_too(
    macam: str, cisontrol: Desa, cast: pabrik.Pemeran, tanda: Tanda, tmp_path: Path
) -> None:
    """Here ``{field}`` and ``**bold**`` do mean something; nothing else does."""
    kata = f"Untuk {{keperluan!}}. {JAHAT[macam].replace('{', '(').replace('}', ')').replace('*', '+')}"
    with lingkup(cisontrol.kode):
        surat_id = pabrik.diajukan(cast)
        surat.ubah_kata(
            surat_id=surat_id, versi=1, kata={"keperluan": kata}, oleh=cast.pelaku(Peran.OPERATOR)
        )
        for versi, (aksi, peran) in enumerate(
            [(Aksi.VERIFIKASI, Peran.OPERATOR), (Aksi.PARAF, Peran.PEMERIKSA)], start=2
        ):
            surat.jalankan(surat_id=surat_id, aksi=aksi, oleh=cast.pelaku(peran), versi=versi)
    hasil = tanda(surat_id, versi=4)
    assert hasil.terbit, hasil.pesan
    with lingkup(cisontrol.kode):
        pdf = warga.berkas_terbit(surat_id)
    periksa_pdf(pdf, [kata.replace("{keperluan!}", "pengajuan kredit usaha rakyat")], tmp_path)


def test_a_template_that_names_a_field_it_must_not_is_refused(cisontrol: Desa, cast: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        surat_id = pabrik.diajukan(cast)
        with pytest.raises(InvalidInput) as tolak:
            surat.ubah_kata(
                surat_id=surat_id,
                versi=1,
                kata={"keperluan": JAHAT["templat"]},
                oleh=cast.pelaku(Peran.OPERATOR),
            )
        assert set(tolak.value.per_field) == {"keperluan"}
        assert Surat.objects.get(pk=surat_id).versi == 1


@pytest.mark.parametrize("macam", JAHAT)
def test_no_page_of_office_or_citizen_runs_what_was_typed(
    macam: str, cisontrol: Desa, cast: pabrik.Pemeran
) -> None:
    """The words come back escaped, from answers, file names and notes alike."""
    jahat = JAHAT[macam]
    with lingkup(cisontrol.kode):
        surat_id, ketikan = ajukan(cast, "sku", jahat, SKU)
        surat.jalankan(
            surat_id=surat_id, aksi=Aksi.KEMBALIKAN, oleh=cast.pelaku(Peran.OPERATOR), versi=1, catatan=jahat
        )
    hp = Client()
    hp.force_login(pengguna(cast.warga))
    lihat: list[Any] = [
        hp.get(reverse("warga:surat", args=[surat_id])),
        hp.get(reverse("warga:daftar")),
        browser(cast.operator).get(reverse("aparat:periksa", args=[surat_id])),
        browser(cast.operator).get(reverse("aparat:permohonan"), {"q": jahat}),
    ]
    for jawab in lihat:
        isi = jawab.content.decode()
        assert jawab.status_code == 200
        assert "<script>alert" not in isi
        assert "<img src=x" not in isi
        assert "49 " not in isi  # {{ 7*7 }} is not reckoned
        assert "script-src 'self'" in jawab.headers["Content-Security-Policy"]
    dilihat = lihat[2].content.decode()
    assert dilihat.count("&lt;script&gt;") >= 2 or macam != "html"
    assert ketikan["nama_usaha"].split()[0] in dilihat
