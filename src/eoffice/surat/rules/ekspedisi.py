"""Who fetches an issued letter at the counter (register book A.8, Buku Ekspedisi, Permendagri 47/2016)."""

from enum import StrEnum


class Sebagai(StrEnum):
    """What somebody is to the applicant when he takes the letter along."""

    PEMOHON = "pemohon"
    KELUARGA = "keluarga"
    KUASA = "kuasa"
    KURIR = "kurir"


PANJANG_PENERIMA = 100
PANJANG_ALASAN = 200
