"""Letters that are asked for now and then: one applicant in five of the trial. Pure."""

from collections.abc import Callable
from datetime import date, timedelta

from config.demo.penduduk import KeluargaDemo
from config.demo.penduduk.acak import Acak
from config.demo.penduduk.orang import Orang

Jawaban = dict[str, str]
SUDAH_LAMA = timedelta(days=90)  # before any application of the trial
NANTI = timedelta(days=21)


def _tempat(rumah: KeluargaDemo) -> str:
    alamat = rumah.alamat
    return f"Dusun {alamat.dusun.title()} RT {alamat.rt} RW {alamat.rw}"


def _domisili(acak: Acak, rumah: KeluargaDemo, _orang: Orang, hari: date) -> Jawaban:
    return {
        "alamat_domisili": _tempat(rumah),
        "sejak": str(hari.year - 2 - acak.bulat(20)),
        "ktp_di_sini": "ya",
        "keperluan": acak.satu(("rekening", "kerja", "kesehatan")),
    }


def _skck(acak: Acak, _rumah: KeluargaDemo, _orang: Orang, _hari: date) -> Jawaban:
    return {"polsek": "Polsek Rancah", "keperluan": acak.satu(("kerja", "sekolah", "luar_negeri"))}


def _keramaian(acak: Acak, rumah: KeluargaDemo, _orang: Orang, hari: date) -> Jawaban:
    return {
        "acara": acak.satu(("resepsi pernikahan anak", "khitanan anak", "pengajian keluarga")),
        "tanggal_acara": (hari + NANTI).strftime("%d-%m-%Y"),
        "jam_mulai": "08.00",
        "jam_selesai": "17.00",
        "tempat": _tempat(rumah),
        "hiburan": acak.satu(("organ tunggal", "degung", "tanpa hiburan")),
        "jumlah": str(100 + 50 * acak.bulat(8)),
    }


def _tanah(acak: Acak, rumah: KeluargaDemo, _orang: Orang, hari: date) -> Jawaban:
    return {
        "jenis_tanah": acak.satu(("sawah", "darat", "kebun")),
        "letak": f"Blok {rumah.alamat.dusun.title()}, {_tempat(rumah)}",
        "luas": str(140 * (1 + acak.bulat(20))),
        "bukti": "letter_c",
        "no_bukti": f"C {100 + acak.bulat(800)} Persil {1 + acak.bulat(60)}",
        "asal": acak.satu(("warisan", "jual_beli")),
        "tahun_asal": str(hari.year - 5 - acak.bulat(25)),
        "batas_utara": "saluran air",
        "batas_timur": "jalan desa",
        "batas_selatan": "tanah milik warga",
        "batas_barat": "selokan",
        "keperluan": acak.satu(("sertifikat", "bank")),
    }


def _kematian(acak: Acak, rumah: KeluargaDemo, _orang: Orang, hari: date) -> Jawaban:
    wafat = hari - SUDAH_LAMA - timedelta(days=acak.bulat(60))
    return {
        "alm_nama": acak.satu(("Emen Sulaeman", "Sarman Wirya", "Kardi Sutisna")),
        "alm_tempat_lahir": "Ciamis",
        "alm_tanggal_lahir": wafat.replace(year=wafat.year - 60 - acak.bulat(25), day=1).strftime("%d-%m-%Y"),
        "alm_kelamin": "laki_laki",
        "alm_agama": "islam",
        "alm_pekerjaan": "Petani",
        "alm_alamat": _tempat(rumah),
        "tanggal_meninggal": wafat.strftime("%d-%m-%Y"),
        "jam_meninggal": "04.15",
        "tempat_meninggal": f"rumah di {_tempat(rumah)}",
        "sebab": "sakit",
        "penentu": "keluarga",
        "hubungan": "anak",
    }


def _beda(_acak: Acak, _rumah: KeluargaDemo, orang: Orang, _hari: date) -> Jawaban:
    nama = orang.nama.title()
    return {
        "dok_1": "ktp",
        "nama_1": nama,
        "no_1": orang.nik,
        "dok_2": "ijazah",
        "nama_2": nama.split()[0],
        "no_2": "02 OB om 0184412",
        "unsur_beda": "kelengkapan nama",
        "acuan": "pertama",
    }


RAGAM: tuple[tuple[str, Callable[[Acak, KeluargaDemo, Orang, date], Jawaban]], ...] = (
    ("domisili", _domisili),
    ("skck", _skck),
    ("keramaian", _keramaian),
    ("kematian", _kematian),
    ("tanah", _tanah),
    ("beda_identitas", _beda),
)
"""Type and who answers its questions, in turn."""
