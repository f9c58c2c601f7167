"""Usual answers for every letter type, as people type them; all people are invented."""

import json
from collections.abc import Mapping
from datetime import date

HARI = date(2026, 4, 14)
PENDUDUK = {
    "nama": "Euis Komariah",
    "nik": "3207154506859001",
    "ttl": "Ciamis, 5 Juni 1985",
    "jenis_kelamin": "Perempuan",
    "agama": "Islam",
    "status_kawin": "Cerai mati",
    "pekerjaan": "Buruh harian lepas",
    "alamat": "Dusun Cikupa RT 003 RW 002, Desa Cisontrol, Kecamatan Rancah, Kabupaten Ciamis",
    "rt_rw": "Ketua RT 003 RW 002",
}
SAKSI = [
    {"nama": "Endang Suryana", "nik": "3207151203709011", "alamat": "Dusun Cikupa RT 003 RW 002"},
    {"nama": "Tatang Rustandi", "nik": "3207150911759012", "alamat": "Dusun Sukamaju RT 001 RW 004"},
]


def orang(kode: str, nama: str, nik: str, lahir: str, **lagi: str) -> dict[str, str]:
    """Return the answers about one person."""
    isi = {
        "nama": nama,
        "nik": nik,
        "tempat_lahir": "Ciamis",
        "tanggal_lahir": lahir,
        "pekerjaan": "Petani",
        "alamat": "Dusun Cikupa RT 003 RW 002, Desa Cisontrol",
        **lagi,
    }
    return {f"{kode}_{kolom}": nilai for kolom, nilai in isi.items()}


JAWABAN: Mapping[str, Mapping[str, str]] = {
    "domisili": {
        "alamat_domisili": "Dusun Cikupa RT 003 RW 002",
        "sejak": "2019",
        "ktp_di_sini": "ya",
        "keperluan": "rekening",
    },
    "domisili-luar": {
        "alamat_domisili": "Dusun Cikupa RT 003 RW 002",
        "sejak": "2019",
        "ktp_di_sini": "tidak",
        "alamat_ktp": "Jalan Melati Nomor 4 RT 002 RW 007, Kelurahan Cibiru, Kota Bandung",
        "keperluan": "lainnya",
        "keperluan_lain": "pendaftaran pemasangan listrik",
    },
    "skck": {"polsek": "Polsek Rancah", "keperluan": "kerja"},
    "penghasilan": {
        "hubungan": "ibu",
        "nama_anak": "Rizki Maulana",
        "sekolah": "SMA Negeri 1 Rancah",
        "kelas": "kelas XI IPA 2",
        "penghasilan": "1.250.000",
        "keperluan": "beasiswa",
    },
    "beda_identitas": {
        "dok_1": "ktp",
        "nama_1": "Euis Komariah",
        "no_1": "3207154506859001",
        "dok_2": "ijazah",
        "nama_2": "Euis Komariyah",
        "no_2": "02 OB om 0184412",
        "unsur_beda": "ejaan nama",
        "acuan": "pertama",
    },
    "tanah": {
        "jenis_tanah": "sawah",
        "letak": "Blok Cikupa, Dusun Cikupa RT 003 RW 002",
        "luas": "1400",
        "bukti": "letter_c",
        "no_bukti": "C 412 Persil 18 Kelas S.II",
        "asal": "warisan",
        "tahun_asal": "1998",
        "batas_utara": "saluran air Cikupa",
        "batas_timur": "tanah milik Bapak Oman",
        "batas_selatan": "jalan desa",
        "batas_barat": "tanah milik Ibu Yati",
        "keperluan": "sertifikat",
    },
    "kelahiran": {
        "nama_anak": "Alya Nur Fadilah",
        "kelamin_anak": "perempuan",
        "anak_ke": "2",
        "tanggal_lahir_anak": "9-4-2026",
        "jam_lahir": "4.15",
        "tempat_lahir_anak": "Puskesmas Rancah",
        "penolong": "bidan",
        "berat": "3200",
        "panjang": "49",
        "ada_ayah": "ya",
        **orang("ibu", "Rina Marlina", "3207155203959021", "12-3-1995"),
        **orang("ayah", "Dede Kurnia", "3207150708929022", "7-8-1992"),
        "hubungan": "ayah",
        "saksi": json.dumps(SAKSI),
    },
    "kelahiran-ibu": {
        "nama_anak": "Alya Nur Fadilah",
        "kelamin_anak": "perempuan",
        "anak_ke": "1",
        "tanggal_lahir_anak": "9-4-2026",
        "jam_lahir": "23:59",
        "tempat_lahir_anak": "rumah di Dusun Cikupa",
        "penolong": "dukun",
        "berat": "2900",
        "panjang": "48",
        "ada_ayah": "tidak",
        **orang("ibu", "Rina Marlina", "3207155203959021", "12-3-1995"),
        "hubungan": "lainnya",
        "hubungan_lain": "ketua RT",
        "saksi": json.dumps(SAKSI),
    },
    "kematian": {
        **orang("alm", "Emen Sulaeman", "3207150107559008", "1-7-1955", kelamin="laki_laki", agama="islam"),
        "tanggal_meninggal": "9-3-2026",
        "jam_meninggal": "04.15",
        "tempat_meninggal": "rumah di Dusun Cikupa",
        "sebab": "sakit",
        "penentu": "keluarga",
        "hubungan": "anak",
    },
    "kematian-tanpa-jam": {
        **orang("alm", "Emen Sulaeman", "", "1-7-1955", kelamin="laki_laki", agama="islam"),
        "tanggal_meninggal": "9-3-2026",
        "tempat_meninggal": "rumah di Dusun Cikupa",
        "sebab": "lainnya",
        "sebab_lain": "tenggelam",
        "penentu": "polisi",
        "hubungan": "lainnya",
        "hubungan_lain": "cucu",
    },
    "keramaian": {
        "acara": "resepsi pernikahan anak",
        "tanggal_acara": "2-5-2026",
        "jam_mulai": "8",
        "jam_selesai": "22.00",
        "tempat": "Dusun Cikupa RT 003 RW 002",
        "hiburan": "organ tunggal",
        "jumlah": "300",
    },
    "nikah": {
        "status": "perawan",
        "di_bawah_21": "ya",
        **orang(
            "pasangan",
            "Dede Kurnia",
            "3207150708929022",
            "7-8-1992",
            kelamin="laki_laki",
            agama="islam",
            warga_negara="Indonesia",
            pekerjaan="Wiraswasta",
        ),
        **orang("ayah", "Oman Rohman", "3207150102609031", "1-2-1960"),
        **orang("ibu", "Yati Nurhayati", "3207154709659006", "7-9-1965"),
        "kua": "KUA Kecamatan Rancah",
        "tanggal_akad": "16-5-2026",
        "tempat_akad": "rumah mempelai perempuan",
        "mahar": "seperangkat alat salat",
    },
    "nikah-janda": {
        "status": "janda",
        "pasangan_lama": "Asep Saepudin",
        "sebab_akhir": "meninggal",
        "di_bawah_21": "tidak",
        **orang(
            "pasangan",
            "Dede Kurnia",
            "",
            "7-8-1992",
            kelamin="laki_laki",
            agama="islam",
            warga_negara="Indonesia",
        ),
        **orang("ayah", "Oman Rohman", "", ""),
        **orang("ibu", "Yati Nurhayati", "", ""),
        "kua": "KUA Kecamatan Rancah",
        "tanggal_akad": "16-5-2026",
        "tempat_akad": "kantor KUA",
    },
    "waris": {
        "pewaris_nama": "Emen Sulaeman",
        "pewaris_nik": "3207150107559008",
        "pewaris_alamat": "Dusun Cikupa RT 002 RW 001, Desa Cisontrol",
        "tanggal_meninggal": "9-3-2026",
        "tempat_meninggal": "Cisontrol",
        "bukti_kematian": "akta kematian nomor 3207-KM-16032026-9009",
        "waris": json.dumps(
            [
                {"nama": nama, "nik": nik, "umur": umur, "hubungan": kaitan, "alamat": "Cikupa RT 002 RW 001"}
                for nama, nik, umur, kaitan in (
                    ("Siti Rohayati", "3207155003609004", "66", "Istri"),
                    ("Ujang Hermawan", "3207151105829005", "43", "Anak kandung"),
                    ("Yati Nurhayati", "3207154709859006", "40", "Anak kandung"),
                    ("Agus Kurniawan", "3207150308909007", "35", "Anak kandung"),
                )
            ]
        ),
        "saksi": json.dumps(SAKSI),
        "keperluan": "tanah",
    },
}
