"""The code tables of population administration (Permendagri 109/2019, F-1.01), as words.

Codes are the ones the ministry's forms and OpenSID's files share, except the marital status: their files know
only "kawin" (2), so our table keeps the five values of the family card and adds 6 for "kawin" whose
registration nobody stated.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_BUKAN_AKSARA = re.compile(r"[\W_]+")


def _kunci(teks: str) -> str:
    return _BUKAN_AKSARA.sub("", teks).casefold()


@dataclass(frozen=True, slots=True)
class TabelKode:
    """One code table: ``kata`` by code, and the spellings that lead to a code."""

    nama: str
    kata: Mapping[int, str]
    ejaan: Mapping[str, int] = field(repr=False)

    def sebut(self, kode: int | None) -> str:
        """Return the words of a code; "" for None and for an unknown code."""
        return self.kata.get(kode, "") if kode is not None else ""

    def cari(self, teks: str) -> int | None:
        """Return the code of a cell: a number of the table, or its words in any case and spacing."""
        bare = teks.strip()
        if bare.isascii() and bare.isdigit():
            return int(bare) if len(bare) < 4 and int(bare) in self.kata else None
        return self.ejaan.get(_kunci(bare))


def _tabel(nama: str, kata: Mapping[int, str], ejaan: Mapping[str, int] | None = None) -> TabelKode:
    spellings = {_kunci(words): code for code, words in kata.items()}
    spellings |= {_kunci(words): code for words, code in (ejaan or {}).items()}
    return TabelKode(nama, MappingProxyType(dict(kata)), MappingProxyType(spellings))


def _urut(*kata: str) -> dict[int, str]:
    return dict(enumerate(kata, 1))


AGAMA = _tabel(
    "agama",
    _urut(
        "Islam", "Kristen", "Katolik", "Hindu", "Buddha", "Konghucu", "Kepercayaan terhadap Tuhan YME",
    ),
    {"katholik": 3, "budha": 5, "khonghucu": 6, "kong hu chu": 6, "kristen protestan": 2, "kepercayaan": 7},
)  # fmt: skip
PENDIDIKAN = _tabel(
    "pendidikan",
    _urut(
        "Tidak/Belum Sekolah",
        "Belum Tamat SD/Sederajat",
        "Tamat SD/Sederajat",
        "SLTP/Sederajat",
        "SLTA/Sederajat",
        "Diploma I/II",
        "Akademi/Diploma III/Sarjana Muda",
        "Diploma IV/Strata I",
        "Strata II",
        "Strata III",
    ),
    {
        "tidak/blm sekolah": 1,
        "tidak tamat sd/sederajat": 2,
        "akademi/diploma iii/s. muda": 7,
        "diploma iv/strata-i": 8,
        "strata-ii": 9,
        "strata-iii": 10,
    },
)
STATUS_KAWIN = _tabel(
    "status_kawin",
    _urut("Belum Kawin", "Kawin Tercatat", "Kawin Belum Tercatat", "Cerai Hidup", "Cerai Mati", "Kawin"),
    {"bk": 1, "k": 6, "ch": 4, "cm": 5},
)
KAWIN_TERCATAT, KAWIN_BELUM_TERCATAT, CERAI_HIDUP, CERAI_MATI, KAWIN = 2, 3, 4, 5, 6
KEPALA_KELUARGA, SUAMI, ISTRI, ANAK = 1, 2, 3, 4
SHDK = _tabel(
    "shdk",
    _urut(
        "Kepala Keluarga",
        "Suami",
        "Istri",
        "Anak",
        "Menantu",
        "Cucu",
        "Orang Tua",
        "Mertua",
        "Famili Lain",
        "Pembantu",
        "Lainnya",
    ),
    {"isteri": 3, "orangtua": 7},
)
KEWARGANEGARAAN = _tabel(
    "kewarganegaraan",
    _urut("WNI", "WNA", "Dua Kewarganegaraan"),
    {"indonesia": 1, "warga negara indonesia": 1, "warga negara asing": 2, "dwi kewarganegaraan": 3},
)
GOLONGAN_DARAH_TIDAK_TAHU = 13
_GOLONGAN = ["A", "B", "AB", "O", "A+", "A-", "B+", "B-", "AB+", "AB-", "O+", "O-"]
GOLONGAN_DARAH = TabelKode(
    "golongan_darah",
    MappingProxyType(dict(enumerate(_GOLONGAN, 1)) | {GOLONGAN_DARAH_TIDAK_TAHU: "Tidak Tahu"}),
    # the sign is part of the word here, so the usual key (letters and digits only) would not do
    MappingProxyType({"tidaktahu": 13, "tdkth": 13}),
)
STATUS_HIDUP = 1
STATUS_DASAR = _tabel(
    "status_dasar",
    {1: "Hidup", 2: "Mati", 3: "Pindah", 4: "Hilang", 6: "Pergi", 9: "Tidak Valid"},
    {"pindah dalam negeri": 3, "pindah luar negeri": 3},
)
PEKERJAAN = _tabel(
    "pekerjaan",
    _urut(
        *"""Belum/Tidak Bekerja|Mengurus Rumah Tangga|Pelajar/Mahasiswa|Pensiunan|Pegawai Negeri Sipil (PNS)
|Tentara Nasional Indonesia (TNI)|Kepolisian RI (Polri)|Perdagangan|Petani/Pekebun|Peternak|Nelayan/Perikanan
|Industri|Konstruksi|Transportasi|Karyawan Swasta|Karyawan BUMN|Karyawan BUMD|Karyawan Honorer
|Buruh Harian Lepas|Buruh Tani/Perkebunan|Buruh Nelayan/Perikanan|Buruh Peternakan|Pembantu Rumah Tangga
|Tukang Cukur|Tukang Listrik|Tukang Batu|Tukang Kayu|Tukang Sol Sepatu|Tukang Las/Pandai Besi|Tukang Jahit
|Tukang Gigi|Penata Rias|Penata Busana|Penata Rambut|Mekanik|Seniman|Tabib|Paraji|Perancang Busana|Penterjemah
|Imam Masjid|Pendeta|Pastor|Wartawan|Ustadz/Mubaligh|Juru Masak|Promotor Acara|Anggota DPR-RI|Anggota DPD
|Anggota BPK|Presiden|Wakil Presiden|Anggota Mahkamah Konstitusi|Anggota Kabinet/Kementerian|Duta Besar
|Gubernur|Wakil Gubernur|Bupati|Wakil Bupati|Walikota|Wakil Walikota|Anggota DPRD Provinsi
|Anggota DPRD Kabupaten/Kota|Dosen|Guru|Pilot|Pengacara|Notaris|Arsitek|Akuntan|Konsultan|Dokter|Bidan|Perawat
|Apoteker|Psikiater/Psikolog|Penyiar Televisi|Penyiar Radio|Pelaut|Peneliti|Sopir|Pialang|Paranormal|Pedagang
|Perangkat Desa|Kepala Desa|Biarawati|Wiraswasta|Lainnya""".replace("\n", "").split("|")
    ),
    {"penerjemah": 40, "wali kota": 60, "wakil wali kota": 61, "pegawai negeri sipil": 5},
)


def cari_golongan_darah(teks: str) -> int | None:
    """Return the code of a blood group cell: ``13``, ``O+``, ``Tidak Tahu``."""
    bare = "".join(teks.split())
    if bare.isascii() and bare.isdigit():
        return GOLONGAN_DARAH.cari(bare)
    if bare.upper() in _GOLONGAN:
        return _GOLONGAN.index(bare.upper()) + 1
    return GOLONGAN_DARAH.cari(bare)


PENDIDIKAN_SEDANG = _tabel(
    "pendidikan_sedang",
    _urut(
        *"""Belum Masuk TK/Kelompok Bermain|Sedang TK/Kelompok Bermain|Tidak Pernah Sekolah|Sedang SD/Sederajat
|Tidak Tamat SD/Sederajat|Sedang SLTP/Sederajat|Sedang SLTA/Sederajat|Sedang D-1/Sederajat|Sedang D-2/Sederajat
|Sedang D-3/Sederajat|Sedang S-1/Sederajat|Sedang S-2/Sederajat|Sedang S-3/Sederajat|Sedang SLB A/Sederajat
|Sedang SLB B/Sederajat|Sedang SLB C/Sederajat|Tidak Dapat Membaca dan Menulis Huruf Latin/Arab
|Tidak Sedang Sekolah""".replace("\n", "").split("|")
    ),
)
CACAT = _tabel(
    "cacat",
    _urut(
        "Cacat Fisik", "Cacat Netra/Buta", "Cacat Rungu/Wicara", "Cacat Mental/Jiwa", "Cacat Fisik dan Mental",
        "Cacat Lainnya", "Tidak Cacat",
    ),
)  # fmt: skip
CARA_KB = _tabel(
    "cara_kb",
    _urut("Pil", "IUD", "Suntik", "Kondom", "Susuk KB", "Sterilisasi Wanita", "Sterilisasi Pria")
    | {99: "Lainnya"},
)
HAMIL = _tabel("hamil", _urut("Hamil", "Tidak Hamil"))
KTP_EL = _tabel("ktp_el", _urut("Belum", "KTP-el", "KIA"))
STATUS_REKAM = _tabel(
    "status_rekam",
    _urut(
        "Belum Wajib", "Belum Rekam", "Sudah Rekam", "Card Printed", "Print Ready Record", "Card Shipped",
        "Sent for Card Printing", "Card Issued",
    ),
)  # fmt: skip
ASURANSI = _tabel(
    "asuransi",
    _urut(
        "Tidak/Belum Punya",
        "BPJS Penerima Bantuan Iuran",
        "BPJS Non Penerima Bantuan Iuran",
        "BPJS Bantuan Daerah",
    )
    | {99: "Asuransi Lainnya"},
)
TABEL_LAIN = {
    "pendidikan_sedang_id": PENDIDIKAN_SEDANG,
    "cacat_id": CACAT,
    "cara_kb_id": CARA_KB,
    "hamil": HAMIL,
    "ktp_el": KTP_EL,
    "status_rekam": STATUS_REKAM,
    "id_asuransi": ASURANSI,
}
"""Tables of columns that are kept beside the register, by heading. ``ktp_el`` 3 comes in exports only."""
SEMUA = (
    AGAMA, PENDIDIKAN, PEKERJAAN, STATUS_KAWIN, SHDK, KEWARGANEGARAAN, GOLONGAN_DARAH, STATUS_DASAR,
)  # fmt: skip
TABEL = {tabel.nama: tabel for tabel in SEMUA}

_KELAMIN = {"L": "L", "1": "L", "LK": "L", "LAKILAKI": "L", "P": "P", "2": "P", "PR": "P", "PEREMPUAN": "P"}
KATA_KELAMIN = {"L": "Laki-laki", "P": "Perempuan"}


def cari_kelamin(teks: str) -> str | None:
    """Return ``L`` or ``P`` for a sex cell: 1/2, L/P, LK/PR or the words."""
    return _KELAMIN.get(_kunci(teks).upper())


def cari_kawin_opensid(teks: str) -> int | None:
    """Return our code for OpenSID's marital status: its number 1 to 4, or words."""
    bare = teks.strip()
    if bare.isascii() and bare.isdigit():
        return {1: 1, 2: KAWIN, 3: 4, 4: 5}.get(int(bare[:3]))
    return STATUS_KAWIN.cari(bare)


def kawin_ke_opensid(kode: int) -> int | None:
    """Translate our marital status into OpenSID's four codes."""
    return {1: 1, 2: 2, 3: 2, 6: 2, 4: 3, 5: 4}.get(kode)
