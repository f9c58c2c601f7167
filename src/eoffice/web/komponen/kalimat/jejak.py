"""Sentences of the stream."""

KALIMAT: dict[str, str] = {
    "jejak.isi_tidak_sah": "Isi kolom {kolom} pada catatan ini tidak dapat disimpan di sini.",
    "jejak.peristiwa_rusak": "Catatan nomor {urut} rusak atau bukan lanjutan catatan sebelumnya, jadi tidak disimpan.",
}
