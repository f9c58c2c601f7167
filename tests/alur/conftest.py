"""The office of Cisontrol, as in the tests of letters, for the bad days of a whole flow."""

from tests.alur.lakon import chromium, kosong, panggung, peladen
from tests.surat.conftest import basah, cast, langkah, siap, tanda

__all__ = ["basah", "cast", "chromium", "kosong", "langkah", "panggung", "peladen", "siap", "tanda"]
