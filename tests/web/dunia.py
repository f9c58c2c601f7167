"""Two villages at work, with one of everything that an address can name, for tests about all addresses at once."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.test import Client

from eoffice.akun import services as akun
from eoffice.akun.rules.jabatan import Bentuk, Jabatan
from eoffice.akun.rules.kunci_sandi import Tempat
from eoffice.akun.selectors import calon_penanda_tangan, daftar_pejabat
from eoffice.dokumen import services as dokumen
from eoffice.kernel.ids import new_id
from eoffice.kernel.peran import Peran
from eoffice.papan import services as papan
from eoffice.papan.rules.pengumuman import Keadaan
from eoffice.penduduk.rules.mutasi import Lembar, Rumah
from eoffice.penduduk.selectors import satu as satu_penduduk
from eoffice.penduduk.selectors.permintaan import satu_permintaan
from eoffice.penduduk.services import catat_pindah_rumah, siapkan_impor
from eoffice.surat import services as surat
from eoffice.surat.models import Surat
from eoffice.surat.rules.alur import Aksi
from eoffice.surat.rules.ekspedisi import Sebagai
from eoffice.surat.rules.kode import kode_pendek, tampilkan_kode
from eoffice.surat.selectors.meja import rincian
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import PIN, Pemeran, diajukan, diparaf, foto, pemeran, penduduk
from tests.penduduk.permintaan_uji import minta
from tests.perangkat import Perangkat
from tests.web.aparat.conftest import browser

AWAL = date(2020, 1, 1)


@dataclass(frozen=True)
class Desaku:
    """One village: its people, and the arguments by which addresses name its things."""

    desa: Desa
    cast: Pemeran
    tetangga: UUID
    tetangga_penduduk: UUID
    argumen: dict[str, Any] = field(default_factory=dict)

    def klien(self) -> dict[str, Client]:
        """Return a browser for each of its people, officials freshly proven."""
        siapa = {
            "pemilik": self.cast.warga,
            "tetangga": self.tetangga,
            "operator": self.cast.operator,
            "sekdes": self.cast.sekdes,
            "kades": self.cast.kades,
        }
        return {nama: browser(pengguna_id) for nama, pengguna_id in siapa.items()}


def warga_lain(nama: str, nik: str) -> tuple[UUID, UUID]:
    """Make one more resident with an account in the village in scope; return the account and the resident."""
    warga = penduduk(nama, nik)
    slip = akun.terbitkan_slip(penduduk_id=warga.pk, pelaku="uji")
    pengguna = akun.aktifkan_warga(token=slip.token, pin=PIN, nik=nik, nama=nama, tanggal_lahir=None)
    return pengguna.pk, warga.pk


def bangun(desa: Desa, akhiran: str, nik: str, nik_tetangga: str) -> Desaku:
    """Build a village with one of everything."""
    dokumen.pastikan_otoritas(kabupaten="Ciamis")
    with lingkup(desa.kode):
        cast = pemeran(akhiran, nik)
        tetangga, tetangga_penduduk = warga_lain("Siti Aminah", nik_tetangga)
        desaku = Desaku(desa, cast, tetangga, tetangga_penduduk)
        desaku.argumen.update(_surat(cast), **_kantor(cast), kode_desa=desa.kode, kunci=kunci_kades(cast))
    return desaku


def kunci_kades(cast: Pemeran) -> UUID:
    """Give the head of the village a passkey."""
    tempat = Tempat("desa.example", "https://desa.example")
    tawaran = akun.tawarkan_pasang(pengguna_id=cast.kades, tempat=tempat)
    return akun.pasang_kunci(
        pengguna_id=cast.kades,
        nama="HP Pak Kades",
        jawaban=Perangkat().pasang(tawaran.opsi),
        tantangan=tawaran.tantangan,
        tempat=tempat,
    )


def _surat(cast: Pemeran) -> dict[str, Any]:
    """Make a letter in each state that an address wants."""
    baru, kembali, kembali_loket = diajukan(cast), dikembalikan(cast), dikembalikan(cast)
    warga, operator = cast.pelaku(Peran.WARGA), cast.pelaku(Peran.OPERATOR, loket=True)
    ulang = surat.mulai_perbaikan(surat_id=kembali, oleh=warga)
    isi = surat.draf(draf_id=ulang, pemilik=cast.warga)
    draf = surat.mulai_draf(pemilik=cast.warga, penduduk_id=cast.penduduk_id, jenis="sku")
    isi_draf = surat.lampirkan(draf_id=draf, pemilik=cast.warga, syarat="ktp", nama="ktp.jpg", data=foto())
    terbit = terbit_basah(cast)
    baris = Surat.objects.select_related("permohonan").get(pk=terbit)
    return {
        "surat": baru,
        "berkas": rincian(baru).berkas[0].id,
        "terkirim": _kunci_kirim(baru),
        "draf": draf,
        "sha256": isi_draf.berkas[0].sha256,
        "dompet": surat.simpan_dompet(pemilik=cast.warga, jenis="kk", data=foto(), setuju=True),
        "kembali": kembali,
        "ulang": ulang,
        "ulang_sha256": isi.berkas[0].sha256,
        "kembali_loket": kembali_loket,
        "ulang_loket": surat.mulai_perbaikan(surat_id=kembali_loket, oleh=operator),
        "draf_loket": surat.mulai_draf(pemilik=cast.operator, penduduk_id=cast.penduduk_id, jenis="sktm"),
        "diparaf": diparaf(cast),
        "dicetak": dicetak(cast),
        "terbit": terbit,
        "diserahkan": diserahkan(cast),
        "padam": surat.pesan_formulir(jenis="sku", banyak=1, oleh=cast.pelaku(Peran.OPERATOR))[0],
        "kode_surat": tampilkan_kode(kode_pendek(bytes.fromhex(baris.kode))),
    }


def _kunci_kirim(surat_id: UUID) -> UUID:
    return Surat.objects.select_related("permohonan").get(pk=surat_id).permohonan.kunci_kirim


def dikembalikan(cast: Pemeran, catatan: str = "Foto KK buram") -> UUID:
    """Send an application and let the operator ask for mending."""
    surat_id = diajukan(cast)
    operator = cast.pelaku(Peran.OPERATOR)
    surat.jalankan(surat_id=surat_id, aksi=Aksi.KEMBALIKAN, oleh=operator, versi=1, catatan=catatan)
    return surat_id


def dicetak(cast: Pemeran) -> UUID:
    """Bring an application to the paper that waits for a signature by hand; its number is drawn."""
    surat_id = diparaf(cast)
    penanda = calon_penanda_tangan(surat.hari_ini())[0]
    operator = cast.pelaku(Peran.OPERATOR)
    surat.cetak_basah(surat_id=surat_id, versi=3, oleh=operator, penanda=penanda)
    return surat_id


def terbit_basah(cast: Pemeran) -> UUID:
    """Issue a letter signed by hand: the scan is its file."""
    surat_id = dicetak(cast)
    surat.terbitkan_pindaian(surat_id=surat_id, versi=4, berkas=[foto()], oleh=cast.pelaku(Peran.OPERATOR))
    return surat_id


def diserahkan(cast: Pemeran) -> UUID:
    """Issue a letter and hand it over."""
    surat_id = terbit_basah(cast)
    oleh = cast.pelaku(Peran.OPERATOR)
    surat.serahkan(surat_id=surat_id, penerima="Euis Komariah", sebagai=Sebagai.PEMOHON, oleh=oleh)
    return surat_id


def _kantor(cast: Pemeran) -> dict[str, Any]:
    """Make what the addresses of register, import and settings name."""
    isi = b"nik,nama,jenis_kelamin\n1,BUKAN NIK,L\n"
    pejabat = daftar_pejabat()
    sekdes = next(b for b in pejabat if b.jabatan is Jabatan.SEKRETARIS_DESA)
    mandat = akun.limpahkan(
        pejabat_id=sekdes.pejabat_id,
        bentuk=Bentuk.ATAS_NAMA,
        mulai=AWAL,
        selesai=AWAL + timedelta(days=1),
        pelaku="uji",
    )
    return {
        "penduduk": cast.penduduk_id,
        "mutasi": _pindah_rumah(cast.penduduk_id),
        **_permintaan(cast),
        "impor": siapkan_impor(isi=isi, nama_berkas="a.csv", lengkap=False, oleh="uji").id,
        "pejabat": cast.kades_pejabat,
        "tugas": pejabat[0].penugasan_id,
        "mandat": mandat.pk,
        "token": akun.terbitkan_slip(penduduk_id=cast.penduduk_id, pelaku="uji").token,
        **_papan(),
    }


def _papan() -> dict[str, Any]:
    """Hang up an announcement with a picture."""
    gambar = dokumen.simpan(dokumen.terima_gambar(foto()))
    isi = {"judul": "Kerja bakti", "isi": "Minggu pagi.\n\nBawa cangkul.", "mulai": AWAL, "sampai": None}
    warta = papan.tulis_pengumuman(id_baru=new_id(), gambar=gambar, pelaku="uji", **isi)
    papan.jadikan(pengumuman_id=warta, revisi=1, keadaan=Keadaan.TAYANG, pelaku="uji")
    return {"pengumuman": warta, "cap": gambar[:12]}


def _permintaan(cast: Pemeran) -> dict[str, Any]:
    """Let the citizen ask for a correction, with a photo."""
    permintaan_id = minta(cast.warga, cast.penduduk_id)
    return {"permintaan": permintaan_id, "bukti": satu_permintaan(permintaan_id).berkas[0].sha256}


def _pindah_rumah(penduduk_id: UUID) -> UUID:
    """Let the family of somebody move inside the village; return the mutation."""
    keluarga_id = satu_penduduk(penduduk_id).keluarga_id
    assert keluarga_id
    lembar = Lembar(new_id(), AWAL, "uji")
    catat_pindah_rumah(lembar, keluarga_id=keluarga_id, rumah=Rumah(dusun="CICALUNG", rw="001", rt="004"))
    return lembar.kelompok


def tambah(desaku: Desaku, kali: int) -> None:
    """Make more rows of what lists show."""
    for nomor in range(kali):
        _surat(desaku.cast)
        warga_lain(f"Warga Lain {nomor}", f"32071555068590{50 + nomor}")
