"""Sentences of the stream."""

KALIMAT: dict[str, str] = {
    "jejak.peristiwa_rusak": "Catatan nomor {urut} rusak atau bukan lanjutan catatan sebelumnya, jadi tidak disimpan.",
}
