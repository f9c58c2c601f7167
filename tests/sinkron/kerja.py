"""What a village does in some weeks, through the verbs of its rooms; and carrying its stream to another disk."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from config.proyeksi import PROYEKSI
from eoffice.akun import services as akun
from eoffice.akun.rules.jabatan import Bentuk, Jabatan, Sifat
from eoffice.arsip.models import BukuNomor
from eoffice.arsip.rules.nomor import FORMAT_BAKU, KUNCI_TAHUN, Lingkup
from eoffice.arsip.services import PermintaanNomor, ambil_nomor, batalkan_nomor, mulai_dari
from eoffice.jejak.aliran import Kiriman, UjungAliran, kiriman, kunci_aliran, semua_ujung, tempel
from eoffice.jejak.cursors import run_once
from eoffice.jejak.desa import ubah_identitas
from eoffice.jejak.proyeksi import Gambaran
from eoffice.kernel.ids import new_id
from eoffice.papan import services as papan
from eoffice.papan.rules.pengaduan import PANJANG
from eoffice.papan.rules.pengumuman import Keadaan
from eoffice.penduduk.models import Penduduk
from eoffice.penduduk.rules.mutasi import Lembar, OrangBaru, Rumah
from eoffice.penduduk.services import (
    bedakan,
    betulkan_mutasi,
    catat_kedatangan,
    catat_kematian,
    siapkan_impor,
    terapkan_impor,
)
from eoffice.sinkron.models import Karantina
from eoffice.sinkron.workers import TerapkanAliran
from eoffice.surat.services import ubah_pengaturan
from tests.penduduk import berkas_uji as uji
from tests.penduduk.koreksi_uji import betulkan
from tests.sinkron.mesin import Mesin

SANDI = "sandi-uji-yang-panjang"
Isi = dict[str, list[Gambaran]]


def bekerja() -> None:
    """Do a bit of everything."""
    ubah_identitas(pelaku="uji", alamat="Jalan Raya Rancah Nomor 21", telepon="0265-555-0121")
    ubah_pengaturan(pelaku="uji", paraf=False)
    mengimpor(uji.orang(), uji.istri(), uji.bayi())
    mengimpor(uji.orang(pekerjaan="PETANI/PEKEBUN", rt="009"), uji.istri())  # the child is missing now
    mengimpor(uji.orang(no_kk="", nik="3207150101809002", nama="UJANG", shdk=""))
    bermutasi()
    mengangkat()
    bernomor()
    berkabar()


def bermutasi() -> None:
    """Let somebody come to a card of his own, take a death back that was another's, correct a name."""
    hari = date(2026, 3, 3)
    baru = OrangBaru("DEDE KURNIA", "L", date(1990, 4, 14), shdk=1, nik="3207151404909007")
    rumah = Rumah("3207150101269051", dusun="CICALUNG", rw="001", rt="004")
    catat_kedatangan(Lembar(new_id(), hari, "uji"), orang=baru, rumah=rumah, asal="Kota Banjar")
    dede = Penduduk.objects.get(nik=baru.nik).pk
    keliru = Lembar(new_id(), hari, "uji")
    catat_kematian(keliru, penduduk_id=dede, sebab="Sakit")
    betulkan_mutasi(Lembar(new_id(), hari, "uji"), kelompok=keliru.kelompok, alasan="Salah orang")
    bedakan(orang=[dede, Penduduk.objects.get(nik=uji.ASEP).pk], oleh="uji")
    betulkan(dede, nama="DEDE KURNIAWAN", golongan_darah=2)


def berkabar() -> None:
    """Hang one announcement up and take it down, leave another a draft, say where to complain."""
    isi = {"judul": "Kerja bakti", "mulai": date(2026, 3, 1), "sampai": date(2026, 3, 8), "pelaku": "uji"}
    satu = papan.tulis_pengumuman(id_baru=new_id(), isi="Minggu pagi.\n\nBawa cangkul.", **isi)
    papan.tulis_pengumuman(id_baru=new_id(), isi="Belum pasti.", **(isi | {"sampai": None}))
    papan.jadikan(pengumuman_id=satu, revisi=1, keadaan=Keadaan.TAYANG, pelaku="uji")
    papan.ubah_pengumuman(pengumuman_id=satu, revisi=2, isi="Minggu sore.", gambar="", **isi)
    papan.jadikan(pengumuman_id=satu, revisi=3, keadaan=Keadaan.DITARIK, pelaku="uji")
    kosong = dict.fromkeys(PANJANG, "")
    papan.ubah_kontak_pengaduan(pelaku="uji", hari_tanggap=7, **kosong | {"petugas": "Kasi Pelayanan"})


def mengimpor(*orang: dict[str, str]) -> None:
    """Take in a complete file."""
    berkas = siapkan_impor(isi=uji.berkas_csv(*orang), nama_berkas="warga.csv", lengkap=True, oleh="uji")
    terapkan_impor(impor_id=berkas.id, oleh="uji")


def mengangkat() -> None:
    """Put people into posts and out of them, with and without an account."""
    kades = akun.buat_aparat(
        nama_masuk="oman", nama="H. Oman Rohman", sandi=SANDI, pelaku="uji", nip="198001012005011001"
    )
    sekdes = akun.simpan_pejabat(nama="Dadang Suhendar, S.IP.", niap="12.3", pelaku="uji")
    awal = date(2026, 1, 5)
    akun.angkat(pejabat_id=kades.pk, jabatan=Jabatan.KEPALA_DESA, mulai=awal, dasar="SK 1", pelaku="uji")
    tugas = akun.angkat(
        pejabat_id=sekdes.pk, jabatan=Jabatan.SEKRETARIS_DESA, sifat=Sifat.PLT, mulai=awal, pelaku="uji"
    )
    mandat = akun.limpahkan(
        pejabat_id=sekdes.pk, bentuk=Bentuk.ATAS_NAMA, mulai=awal, selesai=date(2026, 2, 1), pelaku="uji"
    )
    akun.akhiri_pelimpahan(delegasi_id=mandat.pk, selesai=date(2026, 1, 9), pelaku="uji")
    akun.akhiri_tugas(penugasan_id=tugas.pk, selesai=date(2026, 6, 30), pelaku="uji")


def bernomor() -> None:
    """Continue a paper register twice, draw, make void, and change the way of counting to and fro."""
    for urut in (40, 41):
        mulai_dari(tahun=2026, lingkup=Lingkup.PER_BUKU, buku="surat_keterangan", urut=urut, pelaku="uji")
    mulai_dari(tahun=2026, lingkup=Lingkup.PER_BUKU, buku="surat_pengantar", urut=7, pelaku="uji")
    surat = new_id()
    nomor(surat)
    batalkan_nomor(untuk=surat, alasan="salah nama", pelaku="uji")
    nomor(surat)
    nomor(lingkup=Lingkup.BERSAMA)
    nomor()
    nomor(tanggal=date(2027, 1, 4))


def nomor(untuk: UUID | None = None, **ubah: Any) -> str:
    """Draw a number."""
    isi: dict[str, Any] = {
        "untuk": untuk or new_id(),
        "lingkup": Lingkup.PER_BUKU,
        "buku": "surat_keterangan",
        "pola": FORMAT_BAKU,
        "kode_klasifikasi": "400.9.14.5",
        "kode_jenis": "sktm",
        "tanggal": date(2026, 4, 14),
    }
    return ambil_nomor(PermintaanNomor(**(isi | ubah)), pelaku="uji")


def gambaran() -> Isi:
    """Return every picture of every table here, by its event."""
    return {p.jenis.nama: sorted(p.gambaran(), key=lambda g: g.agregat_id) for p in PROYEKSI}


def turunan() -> object:
    """Return what no event tells and every side works out for itself."""
    buku = BukuNomor.objects.exclude(lingkup=KUNCI_TAHUN).order_by("pk")
    return (
        list(buku.values_list("pk", "tahun", "lingkup", "awal", "urut", "revisi")),
        list(Penduduk.objects.order_by("pk").values_list("pk", "kunci_cari")),
    )


def muat() -> list[tuple[UjungAliran, list[Kiriman]]]:
    """Return every stream here as it travels."""
    return [(satu, kiriman(satu.epoch, 0, 10_000)) for satu in semua_ujung()]


def bongkar(muatan: list[tuple[UjungAliran, list[Kiriman]]]) -> None:
    """Take streams in, what is not here yet."""
    for aliran, semua in muatan:
        ada = kunci_aliran(aliran.epoch, aliran.induk)
        tempel(aliran.epoch, semua[ada.urut :])


def bawa(dari: Mesin, ke: Mesin) -> None:
    """Carry every stream of one installation to another; nothing is applied there yet."""
    ke.di_sini(bongkar, dari.di_sini(muat))


def terapkan(sekali: int = 200) -> int:
    """Let the worker follow the streams to their ends; return how many events it handled."""
    kerja = 0
    for hasil in iter(lambda: run_once(TerapkanAliran(PROYEKSI), batch=sekali), None):
        assert hasil.tertahan is None, hasil
        kerja += hasil.dikerjakan
        if not hasil.dikerjakan:
            break
    return kerja


def tertahan() -> list[tuple[str, str]]:
    """Return what is set aside: which event, and why."""
    terbuka = Karantina.objects.filter(selesai_pada=None).order_by("urut")
    return list(terbuka.values_list("jenis", "sebab"))


def isi_beda(satu: Isi, lain: Isi) -> Iterator[str]:
    """Yield the events whose tables differ."""
    return (nama for nama in satu if satu[nama] != lain[nama])


def sama(node: Mesin, hub: Mesin) -> None:
    """Fail unless both hold the same rows, also what is worked out, and nothing is set aside."""
    assert hub.di_sini(tertahan) == []
    desa = node.di_sini(gambaran)
    assert list(isi_beda(desa, hub.di_sini(gambaran))) == []
    assert node.di_sini(turunan) == hub.di_sini(turunan)
    assert desa["penduduk.penduduk_dicatat"], "the village holds nothing"
