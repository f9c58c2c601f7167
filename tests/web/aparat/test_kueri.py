"""SQL statements of every page of the office: at most fifteen, and as many with one row as with twenty."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from eoffice.akun import services as akun
from eoffice.akun.rules.jabatan import Bentuk, Jabatan
from eoffice.akun.selectors import daftar_pejabat
from eoffice.jejak.services import catat_akses
from eoffice.kernel.ids import new_id
from eoffice.kernel.peran import Peran
from eoffice.papan import services as papan
from eoffice.penduduk.models import Penduduk
from eoffice.penduduk.rules.mutasi import Lembar, Rumah
from eoffice.penduduk.services import catat_pindah_rumah, siapkan_impor
from eoffice.surat import services as surat
from eoffice.surat.rules.alur import Aksi, CaraTerbit, Status
from eoffice.surat.rules.ekspedisi import Sebagai
from eoffice.web.aparat.urls import urlpatterns
from tests.pabrik import SKU, diajukan, diparaf, foto, pasang_totp, penduduk, tte_lokal
from tests.penduduk.permintaan_uji import minta
from tests.web.aparat.conftest import SANDI, Balai, ke
from tests.web.aparat.perjalanan import di, langkah
from tests.web.dunia import kunci_kades

pytestmark = pytest.mark.django_db
BATAS, BANYAK = 15, 20
BINGKAI = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SELECT set_config")
LEWAT = {"masuk", "masuk_kode", "masuk_pemulihan", "keluar"}  # before or after anybody is signed in
MENGALIHKAN = {
    "lanjutkan",
    "langkah",
    "pindaian",
    "putuskan",
    "impor_terapkan",
    "impor_batal",
    "mutasi_surat",
    "keraguan_beda",
    "atur_syarat",
    "jam_buka",
    "libur",
    "libur_hapus",
    "kades_kembali",
    "pengumuman_jadikan",
    "masuk_kunci",
    "pastikan_kunci",
}  # they act, and lead elsewhere
DI_SERVER_DESA = {
    p.name
    for p in urlpatterns
    if str(p.pattern).startswith(("cadangan/", "sinkron/", "pemulihan/", "tinjau/"))
}
"""They exist on a village's own server alone, and are counted there."""
BUKAN_HALAMAN = {
    "berkas",
    "halaman",
    "lembar_cetak",
    "unduh",
    "impor_ditolak",
    "permintaan_foto",
    "statistik_pdf",
    "statistik_csv",
    "cetak_pilihan",
    "ekspedisi_pdf",
    "tanda_terima",
    "padam_cetak",
    "pengumuman_gambar",
}  # a file, whatever the rows


@dataclass(frozen=True)
class Bahan:
    """One of everything that pages show."""

    surat: UUID
    basah: UUID
    terbit: UUID
    draf: UUID
    perbaikan: tuple[UUID, UUID]
    impor: UUID
    pejabat: UUID
    penugasan: UUID
    delegasi: UUID
    penduduk: UUID
    mutasi: UUID
    padam: UUID
    diserahkan: UUID
    warta: UUID
    kunci: UUID
    permintaan: UUID


Alamat = Callable[[Bahan], str]


def _polos(nama: str, kueri: str = "") -> Alamat:
    return lambda _: ke(nama) + kueri


def _satu(nama: str, apa: str, *lain: Any, kueri: str = "") -> Alamat:
    return lambda b: ke(nama, getattr(b, apa), *lain) + kueri


# name of the address -> who opens it, how, and with what
HALAMAN: dict[str, tuple[str, str, Alamat]] = {
    **{n: ("operator", "get", _polos(n)) for n in ("beranda", "keamanan", "sandi", "totp", "kode_pemulihan")},
    **{n: ("kades", "get", _polos(n)) for n in ("pastikan", "pastikan_pemulihan", "rekan", "kunci_sandi")},
    "permohonan": ("operator", "get", _polos("permohonan", "?keadaan=semua")),
    "daftar_batal": ("operator", "get", _polos("daftar_batal")),
    "periksa": ("operator", "get", _satu("periksa", "surat")),
    "periksa_nik": ("operator", "post", _satu("periksa_nik", "surat")),
    "alasan": ("operator", "get", _satu("alasan", "surat", "kembalikan")),
    "isian": ("operator", "get", _satu("isian", "surat")),
    "kata": ("operator", "get", _satu("kata", "surat")),
    "baca": ("sekdes", "get", _satu("baca", "surat")),
    "halaman_lain": ("sekdes", "get", _satu("halaman_lain", "surat")),
    "cetak_basah": ("operator", "get", _satu("cetak_basah", "basah")),
    "cabut": ("kades", "get", _satu("cabut", "terbit")),
    "kunci_lepas": ("kades", "get", _satu("kunci_lepas", "kunci")),
    "serah": ("operator", "get", _satu("serah", "terbit")),
    "serah_coret": ("operator", "get", _satu("serah_coret", "diserahkan")),
    **{n: ("operator", "get", _polos(n)) for n in ("cetak", "ekspedisi", "padam", "padam_pesan")},
    "padam_satu": ("operator", "get", _satu("padam_satu", "padam")),
    "padam_batal": ("operator", "get", _satu("padam_batal", "padam")),
    "loket": ("operator", "post", _polos("loket")),
    "loket_jenis": ("operator", "get", _satu("loket_jenis", "penduduk")),
    "loket_isi": ("operator", "get", _satu("loket_isi", "draf")),
    "loket_ulang": ("operator", "get", lambda b: ke("loket_ulang", *b.perbaikan)),
    "loket_selesai": ("operator", "get", _satu("loket_selesai", "surat")),
    "penduduk": ("operator", "get", _polos("penduduk")),
    "penduduk_satu": ("operator", "get", _satu("penduduk_satu", "penduduk")),
    "penduduk_nik": ("operator", "post", _satu("penduduk_nik", "penduduk")),
    "slip": ("operator", "post", _satu("slip", "penduduk")),
    **{n: ("operator", "get", _satu(n, "penduduk")) for n in ("koreksi", "koreksi_nik")},
    "permintaan": ("operator", "get", _polos("permintaan")),
    "permintaan_satu": ("operator", "get", _satu("permintaan_satu", "permintaan")),
    "permintaan_tolak": ("operator", "get", _satu("permintaan_tolak", "permintaan")),
    "keraguan": ("operator", "get", _polos("keraguan")),
    "statistik": ("operator", "get", _polos("statistik")),
    "statistik_satu": ("sekdes", "get", lambda _: ke("statistik_satu", "umur-lima-tahunan")),
    "mutasi": ("operator", "get", _polos("mutasi")),
    "mutasi_datang": ("operator", "get", _polos("mutasi_datang")),
    "mutasi_isi": ("operator", "get", _satu("mutasi_isi", "penduduk", "mati")),
    "mutasi_satu": ("operator", "get", _satu("mutasi_satu", "mutasi")),
    "mutasi_batal": ("operator", "get", _satu("mutasi_batal", "mutasi")),
    "cari": ("operator", "get", _polos("cari")),
    "impor": ("operator", "get", _polos("impor")),
    "impor_satu": ("operator", "get", _satu("impor_satu", "impor")),
    **{n: ("kades", "get", _polos(n)) for n in ("tumpukan", "hasil_tanda", "terbit", "sertifikat_baru")},
    **{
        n: ("sekdes", "get", _polos(n)) for n in ("pengaturan", "identitas", "lambang", "kertas", "penomoran")
    },
    **{n: ("operator", "get", _polos(n)) for n in ("jenis_surat", "jam_libur")},
    "atur_jenis": ("operator", "get", lambda _: ke("atur_jenis", "sku")),
    **{n: ("sekdes", "get", _polos(n)) for n in ("pejabat", "pejabat_baru", "pelimpahan", "sertifikat")},
    **{n: ("operator", "get", _polos(n)) for n in ("pengumuman", "pengumuman_baru", "pengaduan")},
    **{n: ("sekdes", "get", _satu(n, "warta")) for n in ("pengumuman_satu", "pengumuman_ubah")},
    "persiapan": ("operator", "get", _polos("persiapan")),
    "kades_keluar": ("kades", "get", _polos("kades_keluar")),
    "tugas_baru": ("sekdes", "get", _satu("tugas_baru", "pejabat")),
    "tugas_akhiri": ("sekdes", "get", _satu("tugas_akhiri", "penugasan")),
    "pelimpahan_akhiri": ("sekdes", "get", _satu("pelimpahan_akhiri", "delegasi")),
    "sertifikat_cabut": ("sekdes", "get", lambda b: ke("sertifikat_cabut", b.pejabat)),
}
# the same page as somebody else sees it, or with other words
LAIN: list[tuple[str, str, Alamat]] = [
    ("sekdes", "get", _polos("beranda")),
    ("kades", "get", _polos("beranda")),
    ("kades", "get", _polos("permohonan", "?keadaan=diparaf&jenis=sku&q=euis")),
    ("kades", "get", _satu("periksa", "terbit")),
    ("operator", "get", _satu("periksa", "basah")),
    ("sekdes", "get", _satu("periksa", "surat", kueri="?lampiran=surat")),
    ("operator", "get", _satu("baca", "terbit")),
    ("operator", "get", _polos("penduduk", "?hal=2")),
    ("operator", "get", _satu("serah", "diserahkan")),
    *(
        ("operator", "get", _satu("mutasi_isi", "penduduk", j))
        for j in ("lahir", "pindah", "pindah-dalam-desa", "pisah-kk", "kawin", "kawin-luar", "cerai")
    ),
]


def test_every_page_of_the_office_is_counted() -> None:
    assert {
        p.name for p in urlpatterns
    } == HALAMAN.keys() | LEWAT | MENGALIHKAN | BUKAN_HALAMAN | DI_SERVER_DESA


def _delegasi(balai: Balai) -> UUID:
    sekdes = next(b for b in daftar_pejabat() if b.jabatan is Jabatan.SEKRETARIS_DESA)
    mandat = akun.limpahkan(
        pejabat_id=sekdes.pejabat_id, bentuk=Bentuk.ATAS_NAMA,
        mulai=date(2020, 1, 1), selesai=date(2020, 1, 2), pelaku="uji",
    )  # fmt: skip
    return mandat.pk


def _mutasi(balai: Balai) -> UUID:
    orang = Penduduk.objects.get(pk=balai.orang.penduduk_id)
    lembar = Lembar(new_id(), date(2020, 1, 1), str(balai.orang.operator))
    rumah = Rumah(dusun=f"DUSUN {lembar.kelompok.hex[-4:]}")
    catat_pindah_rumah(lembar, keluarga_id=orang.keluarga_id or new_id(), rumah=rumah)
    return lembar.kelompok


def _impor(banyak: int) -> UUID:
    isi = "nik,nama,jenis_kelamin\n" + "".join(f"{n},BUKAN NIK {n},L\n" for n in range(banyak))
    return siapkan_impor(isi=isi.encode(), nama_berkas="a.csv", lengkap=False, oleh="uji").id


def bahan(balai: Balai) -> Bahan:
    """Make one of everything."""
    basah, terbit, kembali, satu = (
        di(balai, s) for s in (Status.MENUNGGU_BASAH, Status.TERBIT, Status.DIKEMBALIKAN, Status.DIAJUKAN)
    )
    di(balai, Status.DIPARAF)
    padam, diserahkan = _pesan(balai), _serahkan(balai)
    oleh = balai.orang.pelaku(Peran.OPERATOR, loket=True)
    perbaikan = balai.dalam(surat.mulai_perbaikan, surat_id=kembali, oleh=oleh)
    pemilik = {"pemilik": balai.orang.operator, "penduduk_id": balai.orang.penduduk_id}
    draf = balai.dalam(surat.mulai_draf, jenis="sku", **pemilik)
    balai.dalam(surat.simpan_jawaban, draf_id=draf, pemilik=balai.orang.operator, jawaban=SKU)
    balai.dalam(tte_lokal, balai.orang)
    balai.dalam(diparaf, balai.orang)
    balai.operator.post(ke("penduduk_satu", balai.orang.penduduk_id), {"alasan": "loket"})
    penugasan = balai.dalam(lambda: daftar_pejabat()[0].penugasan_id)
    pasang_totp(balai.orang.kades)
    return Bahan(
        satu, basah, terbit, draf, (kembali, perbaikan), balai.dalam(_impor, 1), balai.orang.kades_pejabat,
        penugasan, balai.dalam(_delegasi, balai), balai.orang.penduduk_id, balai.dalam(_mutasi, balai),
        padam, diserahkan, balai.dalam(_warta, balai), balai.dalam(kunci_kades, balai.orang),
        balai.dalam(minta, balai.orang.warga, balai.orang.penduduk_id),
    )  # fmt: skip


def _warta(balai: Balai) -> UUID:
    """Write an announcement, and change it twice."""
    oleh, awal = str(balai.orang.operator), date(2020, 1, 1)
    isi = {"judul": "Kerja bakti", "mulai": awal, "sampai": None, "gambar": "", "pelaku": oleh}
    warta = papan.tulis_pengumuman(id_baru=new_id(), isi="Minggu", **isi)
    for revisi in (1, 2):
        papan.ubah_pengumuman(pengumuman_id=warta, revisi=revisi, isi=f"Minggu ke-{revisi}", **isi)
    return warta


def _pesan(balai: Balai) -> UUID:
    """Reserve a form for a power cut."""
    oleh = balai.orang.pelaku(Peran.OPERATOR)
    semua: list[UUID] = balai.dalam(surat.pesan_formulir, jenis="sku", banyak=1, oleh=oleh)
    return semua[0]


def _serahkan(balai: Balai) -> UUID:
    """Issue a letter and hand it over; the village signs on paper meanwhile."""
    surat_id = di(balai, Status.TERBIT)
    oleh = balai.orang.pelaku(Peran.OPERATOR)
    balai.dalam(surat.serahkan, surat_id=surat_id, penerima="Asep", sebagai=Sebagai.KELUARGA, oleh=oleh)
    return surat_id


def ingat_hasil(balai: Balai, surat_id: UUID, banyak: int) -> None:
    """Let the signer's last round have had so many letters."""
    session = balai.kades.session
    session["hasil_tanda"] = [
        {"surat": str(surat_id), "keadaan": "terbit", "nomor": "1", "kata": ""}
    ] * banyak
    session.save()


def perbanyak(balai: Balai, b: Bahan) -> Bahan:
    """Make twenty of everything, and many steps, files and openings for one."""
    balai.dalam(_banyak_orang, balai)
    for _ in range(BANYAK):
        balai.dalam(diajukan, balai.orang)
        balai.dalam(diparaf, balai.orang)
        _pesan(balai)
    balai.dalam(surat.ubah_pengaturan, pelaku="uji", cara_terbit=CaraTerbit.BASAH)
    for _ in range(3):
        _serahkan(balai)
        di(balai, Status.TERBIT)
        di(balai, Status.MENUNGGU_BASAH)
    balai.dalam(surat.ubah_pengaturan, pelaku="uji", cara_terbit=CaraTerbit.TTE_LOKAL)
    for _ in range(BANYAK // 2):  # to and fro
        _bolak_balik(balai, b.surat)
    impor = [balai.dalam(_impor, BANYAK) for _ in range(BANYAK)][-1]
    for _ in range(BANYAK):
        balai.dalam(_warta, balai)
        balai.dalam(_delegasi, balai)
        mutasi = balai.dalam(_mutasi, balai)
        balai.dalam(
            catat_akses, pengguna_id=balai.orang.sekdes, sasaran="penduduk", sasaran_id=b.penduduk,
            tindakan="lihat", alasan="Melayani", permintaan_id=None,
        )  # fmt: skip
    return Bahan(**{**b.__dict__, "impor": impor, "mutasi": mutasi})


def _banyak_orang(balai: Balai) -> None:
    keluarga = Penduduk.objects.get(pk=balai.orang.penduduk_id).keluarga
    for n in range(60):
        orang = penduduk(f"Warga {chr(65 + n // 26)}{chr(65 + n % 26)}", f"32071545068591{n:02}")
        if n < BANYAK:
            Penduduk.objects.filter(pk=orang.pk).update(keluarga=keluarga)
            p = akun.buat_aparat(nama_masuk=f"orang{n}", nama=f"Orang {n}", sandi=SANDI, pelaku="uji")
            akun.angkat(pejabat_id=p.pk, jabatan=Jabatan.KADUS, mulai=date(2020, 1, 1), pelaku="uji")


def _bolak_balik(balai: Balai, surat_id: UUID) -> None:
    langkah(balai, surat_id, Aksi.KEMBALIKAN)
    oleh = balai.orang.pelaku(Peran.OPERATOR, loket=True)
    draf = balai.dalam(surat.mulai_perbaikan, surat_id=surat_id, oleh=oleh)
    for nama in ("a", "b"):
        balai.dalam(
            surat.lampirkan, draf_id=draf, pemilik=balai.orang.operator, syarat="ktp", nama=nama, data=foto()
        )
    balai.dalam(surat.ajukan_ulang, surat_id=surat_id, draf_id=draf, oleh=oleh)


def hitung(klien: Client, cara: str, alamat: str) -> int:
    """Return how many statements a page takes, without those that open and close scope and savepoints."""
    data = {"q": "a"} if alamat == ke("loket") else {}
    with CaptureQueriesContext(connection) as kueri:
        jawab = getattr(klien, cara)(alamat, data)
    assert jawab.status_code == 200, (alamat, jawab.status_code, jawab.headers.get("Location"))
    return len([q for q in kueri.captured_queries if not q["sql"].startswith(BINGKAI)])


def semua(balai: Balai, b: Bahan) -> dict[str, int]:
    """Count every page, each seen once before, so that what is kept after the first look is there."""
    hasil = {}
    for nama, (siapa, cara, alamat) in [*HALAMAN.items(), *((f"lain {n}", h) for n, h in enumerate(LAIN))]:
        klien, tujuan = getattr(balai, siapa), alamat(b)
        hitung(klien, cara, tujuan)
        hasil[nama] = hitung(klien, cara, tujuan)
    return hasil


def test_fifteen_statements_with_one_row_and_as_many_with_twenty(balai: Balai) -> None:
    b = bahan(balai)
    ingat_hasil(balai, b.terbit, 1)
    balai.dalam(Penduduk.objects.update, shdk=3)  # a card without a head: one thing to doubt from the start
    satu = semua(balai, b)
    b = perbanyak(balai, b)
    ingat_hasil(balai, b.terbit, BANYAK)
    banyak = semua(balai, b)
    assert {n: (satu[n], banyak[n]) for n in satu if satu[n] != banyak[n]} == {}
    assert {n: jumlah for n, jumlah in banyak.items() if jumlah > BATAS} == {}
