"""What is measured: the clerk's letter, lists and search, and the pages a person waits for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.core.management import call_command
from django.test import Client
from django.utils.timezone import localdate
from tests import pabrik

from config.demo.penduduk import bangkitkan, besar, ke_csv
from eoffice.akun.selectors import pengguna
from eoffice.dokumen import services as dokumen
from eoffice.jejak.desa import daftarkan_desa
from eoffice.kernel import clock
from eoffice.kernel.peran import Peran
from eoffice.penduduk import selectors
from eoffice.penduduk.rules.statistik import MENURUT_NAMA, Wilayah
from eoffice.penduduk.selectors.statistik import hitung, wilayah_desa
from eoffice.penduduk.services import hitung_kata, siapkan_impor, terapkan_impor
from eoffice.surat import services as surat
from eoffice.wilayah.tenancy import lingkup

KODE = "32.07.15.2004"
TUMPUKAN = 5
SEBERKAS = 25_000
Pekerjaan = tuple[str, Callable[[], object], int | None]


@dataclass(frozen=True, slots=True)
class Dunia:
    """A village that is ready to be measured."""

    pemeran: pabrik.Pemeran
    operator: Client


def siapkan(jumlah: int) -> Dunia:
    """Make a village with its office and about ``jumlah`` residents through the real import."""
    call_command("migrate", verbosity=0, interactive=False)
    isi_register(jumlah)
    with lingkup(KODE):
        pemeran = pabrik.pemeran(nik="3207154506859999")
        pabrik.tte_lokal(pemeran)
        hitung_kata()
    operator = Client()
    operator.force_login(pengguna(pemeran.operator))
    return Dunia(pemeran, operator)


def isi_register(jumlah: int) -> None:
    """Make the village with about ``jumlah`` residents through the real import."""
    daftarkan_desa(kode=KODE, pelaku="bench")
    judul, *baris = ke_csv(KODE, bangkitkan(besar(jumlah, KODE))).splitlines(keepends=True)
    for awal in range(0, len(baris), SEBERKAS):
        impor_sebagian(judul + b"".join(baris[awal : awal + SEBERKAS]))


def impor_sebagian(isi: bytes) -> None:
    """Import one file of a register that is too large for one."""
    with lingkup(KODE):
        impor = siapkan_impor(isi=isi, nama_berkas="bench.csv", lengkap=False, oleh="bench")
    with lingkup(KODE):
        terapkan_impor(impor_id=impor.id, oleh="bench")


def pekerjaan(dunia: Dunia) -> Iterator[Pekerjaan]:
    """Yield what is measured: name, one run of it, and the budget in milliseconds."""
    yield (
        f"{TUMPUKAN} surat: loket sampai PDF/A bertanda tangan, kunci dibuka sekali",
        lambda: setumpuk(dunia),
        150 * TUMPUKAN,
    )
    yield "buka kunci sekali per tumpukan", lambda: buka(dunia), None
    yield "daftar penduduk, halaman pertama", lambda: di_desa(lambda: selectors.daftar(1, per_halaman=50)), 25
    yield "daftar penduduk, halaman di web", lambda: minta(dunia, "/aparat/penduduk/"), 25
    yield "cari penduduk: potongan nama", lambda: di_desa(lambda: selectors.cari("komar", batas=20)), 30
    yield "cari penduduk: potongan NIK", lambda: di_desa(lambda: selectors.cari("15450685", batas=20)), 30
    yield "cari penduduk: dua potongan", lambda: di_desa(lambda: selectors.temukan("sari komar")), 10
    yield "cari penduduk: ejaan lama", lambda: di_desa(lambda: selectors.temukan("soeparman")), 10
    yield "cari penduduk: salah ketik", lambda: di_desa(lambda: selectors.temukan("komaraih")), 10
    yield "cari penduduk: tidak ada", lambda: di_desa(lambda: selectors.temukan("xyzzyxyz")), 10
    yield "statistik umur lima tahunan", lambda: di_desa(umur_lima_tahunan), 60
    yield "statistik umur, satu dusun", lambda: di_desa(umur_satu_dusun), 60
    yield "statistik agama", lambda: di_desa(lambda: statistik("agama")), 60
    yield "statistik umur di web", lambda: minta(dunia, "/aparat/penduduk/statistik/umur-lima-tahunan/"), 30
    yield "beranda aparat di web", lambda: minta(dunia, "/aparat/"), None
    yield "beranda desa di web", lambda: minta(dunia, f"/desa/{KODE}/"), None
    yield "cek keaslian di web", lambda: minta(dunia, "/cek/"), None


def di_desa(kerja: Callable[[], object]) -> object:
    """Do something in the village's scope."""
    with lingkup(KODE):
        return kerja()


def minta(dunia: Dunia, alamat: str) -> None:
    """Ask for a page as the operator."""
    jawab = dunia.operator.get(alamat)
    if jawab.status_code != 200:
        raise RuntimeError(f"{alamat}: {jawab.status_code}")


def umur_lima_tahunan() -> object:
    """Count the residents by age groups of five years."""
    return statistik("umur-lima-tahunan")


def umur_satu_dusun() -> object:
    """Count the age groups of the first dusun."""
    return statistik("umur-lima-tahunan", wilayah_desa()[0])


def statistik(nama: str, wilayah: Wilayah = Wilayah()) -> object:  # noqa: B008  frozen
    """Count a statistic anew, as if the register had moved just now."""
    return hitung(MENURUT_NAMA[nama], wilayah, localdate(clock.now()))


def buka(dunia: Dunia) -> None:
    """Open the signer's key."""
    with lingkup(KODE):
        dokumen.buka_kunci(pejabat_id=dunia.pemeran.kades_pejabat, frasa=pabrik.FRASA)


def setumpuk(dunia: Dunia) -> None:
    """A pile of letters, each from the counter's form to the registered, signed file; the key is opened once."""
    with lingkup(KODE):
        surat_id = [pabrik.diparaf(dunia.pemeran) for _ in range(TUMPUKAN)]
    oleh = dunia.pemeran.pelaku(Peran.PENANDA_TANGAN)
    pilihan = [(satu, 3) for satu in surat_id]
    for hasil in surat.tanda_tangani(desa=KODE, pilihan=pilihan, frasa=pabrik.FRASA, oleh=oleh):
        if not hasil.terbit:
            raise RuntimeError(str(hasil.pesan))
