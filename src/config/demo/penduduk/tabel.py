"""How often things are so: rough shares of a village in the south-east of West Java. No real data."""

ISLAM = "ISLAM"
AGAMA_LAIN = {
    "KRISTEN": 46, "KATOLIK": 36, "BUDDHA": 7, "KEPERCAYAAN TERHADAP TUHAN YME": 7, "HINDU": 2, "KONGHUCU": 2,
}  # fmt: skip
SD0, SDB, SD = "TIDAK/BELUM SEKOLAH", "BELUM TAMAT SD/SEDERAJAT", "TAMAT SD/SEDERAJAT"
SMP, SMA, D2 = "SLTP/SEDERAJAT", "SLTA/SEDERAJAT", "DIPLOMA I/II"
D3, S1, S2 = "AKADEMI/DIPLOMA III/SARJANA MUDA", "DIPLOMA IV/STRATA I", "STRATA II"
TINGKAT = {word: level for level, word in enumerate((SD0, SDB, SD, SMP, SMA, D2, D3, S1, S2))}
PENDIDIKAN = (  # for who was born before this year
    (1955, {SD0: 12, SDB: 16, SD: 58, SMP: 7, SMA: 5, D2: 0.5, D3: 0.5, S1: 1}),
    (1970, {SD0: 3, SDB: 7, SD: 62, SMP: 12, SMA: 11, D2: 1, D3: 1, S1: 2.7, S2: 0.3}),
    (1985, {SD0: 1, SDB: 2, SD: 47, SMP: 23, SMA: 20, D2: 0.7, D3: 1.3, S1: 4.5, S2: 0.5}),
    (1995, {SD0: 0.5, SDB: 0.8, SD: 22, SMP: 32, SMA: 35, D2: 0.5, D3: 2.2, S1: 6.6, S2: 0.4}),
    (9999, {SD0: 0.4, SDB: 0.4, SD: 8, SMP: 27, SMA: 54, D2: 0.3, D3: 2.4, S1: 7.4, S2: 0.1}),
)
RUMAH, PELAJAR = "MENGURUS RUMAH TANGGA", "PELAJAR/MAHASISWA"
MENGANGGUR, PENSIUNAN = "BELUM/TIDAK BEKERJA", "PENSIUNAN"
PNS, GURU, SWASTA = "PEGAWAI NEGERI SIPIL (PNS)", "GURU", "KARYAWAN SWASTA"
TNI, POLRI = "TENTARA NASIONAL INDONESIA (TNI)", "KEPOLISIAN RI (POLRI)"
BERPENSIUN = frozenset({PNS, GURU, TNI, POLRI, "KARYAWAN BUMN", "BIDAN", "PERAWAT"})
PEKERJAAN = {  # by sex and schooling: below SLTA, SLTA, above
    ("L", "rendah"): {
        "PETANI/PEKEBUN": 30, "BURUH HARIAN LEPAS": 24, "WIRASWASTA": 19, "BURUH TANI/PERKEBUNAN": 8,
        "PEDAGANG": 6, SWASTA: 5, "SOPIR": 2.5, "TUKANG BATU": 1.2, "TUKANG KAYU": 1.2, "PETERNAK": 0.6,
        "TUKANG JAHIT": 0.5, "MEKANIK": 0.4, "KONSTRUKSI": 0.4, "BURUH PETERNAKAN": 0.3, "TRANSPORTASI": 0.3,
        "USTADZ/MUBALIGH": 0.3, "TUKANG LAS/PANDAI BESI": 0.2, "SENIMAN": 0.1, "LAINNYA": 0.7,
    },
    ("L", "menengah"): {
        "WIRASWASTA": 30, SWASTA: 26, "BURUH HARIAN LEPAS": 15, "PETANI/PEKEBUN": 9, "PEDAGANG": 6, PNS: 2.5,
        "KARYAWAN HONORER": 2.5, "SOPIR": 2, POLRI: 0.9, TNI: 0.8, "MEKANIK": 0.8, "PERDAGANGAN": 0.6,
        "PETERNAK": 0.5, "KARYAWAN BUMN": 0.4, "INDUSTRI": 0.4, "USTADZ/MUBALIGH": 0.4, GURU: 0.3,
        "KARYAWAN BUMD": 0.2, "LAINNYA": 0.7,
    },
    ("L", "tinggi"): {
        PNS: 26, SWASTA: 18, "WIRASWASTA": 17, GURU: 16, "KARYAWAN HONORER": 10, "KARYAWAN BUMN": 2,
        "PERAWAT": 2, "PEDAGANG": 2, "DOSEN": 1, "PETANI/PEKEBUN": 1, POLRI: 0.8, "DOKTER": 0.6, TNI: 0.5,
        "KONSULTAN": 0.4, "PENGACARA": 0.4, "APOTEKER": 0.3, "WARTAWAN": 0.3, "LAINNYA": 1,
    },
    ("P", "rendah"): {
        RUMAH: 78, "PETANI/PEKEBUN": 6, "PEDAGANG": 4, "BURUH HARIAN LEPAS": 3, "BURUH TANI/PERKEBUNAN": 3,
        "WIRASWASTA": 3, SWASTA: 1.5, "PEMBANTU RUMAH TANGGA": 0.7, "TUKANG JAHIT": 0.4, "PARAJI": 0.05,
        "LAINNYA": 0.3,
    },
    ("P", "menengah"): {
        RUMAH: 66, SWASTA: 14, "WIRASWASTA": 7, "PEDAGANG": 4, "KARYAWAN HONORER": 2.5, PNS: 1.6, GURU: 1.5,
        "PETANI/PEKEBUN": 1.5, "BURUH HARIAN LEPAS": 1, "PENATA RIAS": 0.2, "LAINNYA": 0.6,
    },
    ("P", "tinggi"): {
        RUMAH: 24, GURU: 24, PNS: 20, SWASTA: 9, "KARYAWAN HONORER": 8, "WIRASWASTA": 5, "BIDAN": 4.5,
        "PERAWAT": 3, "PEDAGANG": 0.8, "DOKTER": 0.6, "DOSEN": 0.6, "KARYAWAN BUMN": 0.6, "APOTEKER": 0.5,
        "LAINNYA": 0.6,
    },
}  # fmt: skip
DARAH = {
    "TIDAK TAHU": 62,
    "O": 14,
    "B": 10.5,
    "A": 9.5,
    "AB": 3,
    "O+": 0.4,
    "A+": 0.25,
    "B+": 0.25,
    "AB+": 0.1,
}
UMUR_PASANGAN = {  # five years from this age
    20: 2.0, 25: 8.0, 30: 11.5, 35: 13, 40: 13, 45: 12, 50: 11, 55: 10, 60: 8.6, 65: 6.8, 70: 4.6, 75: 2.6,
    80: 1.1, 85: 0.3,
}  # fmt: skip
UMUR_JANDA = {30: 2, 35: 4, 40: 6, 45: 8, 50: 11, 55: 14, 60: 16, 65: 15, 70: 12, 75: 8, 80: 4, 85: 2}
