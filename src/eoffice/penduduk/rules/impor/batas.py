"""How large an import file may be: enough for the largest village, too small to harm a small machine."""

MAKS_BITA = 20 * 1024 * 1024
MAKS_TERURAI = 400 * 1024 * 1024  # bytes of an XLSX after unpacking
MAKS_BARIS = 120_000
MAKS_KOLOM = 256
MAKS_SEL = 5_000_000
MAKS_LEMBAR = 20
