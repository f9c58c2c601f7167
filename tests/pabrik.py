"""The fixed fictional cast of the tests, and a few makers of rows. All people are invented (serial >= 9000)."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pyotp
import time_machine

from eoffice.akun import services as akun
from eoffice.akun.models import Pejabat
from eoffice.akun.rules.jabatan import Jabatan
from eoffice.dokumen import services as dokumen
from eoffice.kernel import clock
from eoffice.kernel.peran import Peran
from eoffice.penduduk.models import Keluarga, Penduduk
from eoffice.penduduk.rules.teks import kunci_cari
from eoffice.surat import services as surat
from eoffice.surat.rules.alur import Aksi, CaraTerbit

FRASA = "gunung kabut kancil melati"
SANDI = "sandi-uji-yang-panjang"
PIN = "739154"
AWAL = date(2020, 1, 1)
SKU = {
    "nama_usaha": "Warung Bu Euis",
    "jenis_usaha": "warung makan",
    "di_rumah": "tidak",
    "alamat_usaha": "Dusun Cikupa",
    "mulai_usaha": "2018",
    "keperluan": "kur",
}


@dataclass(frozen=True, slots=True)
class Pemeran:
    """Ids of the cast of one village."""

    warga: UUID
    penduduk_id: UUID
    operator: UUID
    sekdes: UUID
    kades: UUID
    kades_pejabat: UUID

    def pelaku(self, peran: Peran, *, loket: bool = False) -> surat.Pelaku:
        """Return an actor of the cast in a role."""
        siapa = {
            Peran.WARGA: self.warga,
            Peran.OPERATOR: self.operator,
            Peran.PEMERIKSA: self.sekdes,
            Peran.PENANDA_TANGAN: self.kades,
        }
        return surat.Pelaku(siapa[peran], frozenset({peran}), lewat_loket=loket)


def penduduk(nama: str = "Euis Komariah", nik: str = "3207154506859001") -> Penduduk:
    """Make a resident with a family in the village in scope."""
    keluarga = Keluarga(no_kk=f"{nik[:12]}9{nik[13:]}", alamat="", dusun="CIKUPA", rw="002", rt="003")
    keluarga.save(force_insert=True)
    orang = Penduduk(
        keluarga=keluarga,
        nik=nik,
        nama=nama,
        jenis_kelamin="P",
        tempat_lahir="Ciamis",
        tanggal_lahir=date(1985, 6, 5),
        agama=1,
        pekerjaan=1,
        status_kawin=2,
        shdk=1,
        kunci_cari=kunci_cari(nama, nik, keluarga.no_kk),
    )
    orang.save(force_insert=True)
    return orang


def _aparat(nama_masuk: str, nama: str, jabatan: Jabatan) -> Pejabat:
    pejabat = akun.buat_aparat(nama_masuk=nama_masuk, nama=nama, sandi=SANDI, pelaku="uji")
    akun.angkat(pejabat_id=pejabat.pk, jabatan=jabatan, mulai=AWAL, pelaku="uji")
    return pejabat


def pemeran(akhiran: str = "cisontrol", nik: str = "3207154506859001") -> Pemeran:
    """Make the cast in the village in scope; ``akhiran`` keeps sign-in names apart."""
    orang = penduduk(nik=nik)
    slip = akun.terbitkan_slip(penduduk_id=orang.pk, pelaku="uji")
    warga = akun.aktifkan_warga(
        token=slip.token, pin=PIN, nik=orang.nik, nama=orang.nama, tanggal_lahir=orang.tanggal_lahir
    )
    operator = _aparat(f"rika.{akhiran}", "Rika Amelia", Jabatan.OPERATOR)
    sekdes = _aparat(f"dadang.{akhiran}", "Dadang Suhendar, S.IP.", Jabatan.SEKRETARIS_DESA)
    kades = _aparat(f"oman.{akhiran}", "H. Oman Rohman", Jabatan.KEPALA_DESA)
    akun_id = [p.pengguna_id or UUID(int=0) for p in (operator, sekdes, kades)]
    return Pemeran(warga.pk, orang.pk, *akun_id, kades_pejabat=kades.pk)


def tte_lokal(cast: Pemeran) -> None:
    """Let the village in scope sign electronically, with a key for its kades."""
    dokumen.pastikan_otoritas(kabupaten="Ciamis")
    surat.ubah_pengaturan(pelaku="uji", cara_terbit=CaraTerbit.TTE_LOKAL)
    dokumen.daftarkan_penandatangan(
        pejabat_id=cast.kades_pejabat, nama="H. Oman Rohman", jabatan="Kepala Desa", frasa=FRASA, pelaku="uji"
    )


def pasang_totp(pengguna_id: UUID) -> str:
    """Set up a phone that shows codes, and return its secret.

    It happened a minute ago, at one instant: this moment's code is for signing in, and no step begins in between.
    """
    with time_machine.travel(clock.now() - timedelta(minutes=1), tick=False):
        rahasia = pyotp.parse_uri(akun.mulai_pasang_totp(pengguna_id=pengguna_id)).secret
        akun.selesai_pasang_totp(pengguna_id=pengguna_id, kode=pyotp.TOTP(rahasia).at(clock.now()))
    return str(rahasia)


def diajukan(cast: Pemeran) -> UUID:
    """Let the operator send an application for a business letter at the counter; return the letter."""
    oleh = cast.pelaku(Peran.OPERATOR, loket=True)
    draf = surat.mulai_draf(pemilik=cast.operator, penduduk_id=cast.penduduk_id, jenis="sku")
    surat.simpan_jawaban(draf_id=draf, pemilik=cast.operator, jawaban=SKU)
    for syarat in surat.draf(draf_id=draf, pemilik=cast.operator).jenis.syarat:
        surat.lampirkan(draf_id=draf, pemilik=cast.operator, syarat=syarat.kode, nama="foto.jpg", data=foto())
    return surat.ajukan(draf_id=draf, oleh=oleh).surat_id


def foto() -> bytes:
    """Return a small valid JPEG."""
    return _FOTO


def diparaf(cast: Pemeran) -> UUID:
    """Bring an application up to the signer's pile."""
    surat_id = diajukan(cast)
    surat.jalankan(surat_id=surat_id, aksi=Aksi.VERIFIKASI, oleh=cast.pelaku(Peran.OPERATOR), versi=1)
    surat.jalankan(surat_id=surat_id, aksi=Aksi.PARAF, oleh=cast.pelaku(Peran.PEMERIKSA), versi=2)
    return surat_id


def _foto() -> bytes:
    import io

    from PIL import Image

    keluar = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((640, 480)).save(keluar, "JPEG")
    return keluar.getvalue()


_FOTO = _foto()
