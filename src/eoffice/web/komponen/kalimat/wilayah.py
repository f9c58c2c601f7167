"""Sentences about regions and the office calendar."""

KALIMAT: dict[str, str] = {
    "wilayah.cuti_bersama_belum_ada": (
        "Cuti bersama tahun {tahun} belum dimasukkan, jadi janji waktu layanan tahun itu masih perkiraan."
    ),
}
