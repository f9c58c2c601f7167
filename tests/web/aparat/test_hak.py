"""An official without a post, and how much the pages of the office ask the database; who may what: test_matriks."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tests.pabrik import diparaf
from tests.web.aparat.conftest import Balai, browser

pytestmark = pytest.mark.django_db


def test_an_official_without_a_post_sees_only_his_account(balai: Balai) -> None:
    from eoffice.akun import services

    orang = balai.dalam(
        services.buat_aparat, nama_masuk="baru", nama="Orang Baru", sandi="sandi yang panjang", pelaku="uji"
    )
    klien = browser(orang.pengguna_id)
    assert "belum punya jabatan" in klien.get("/aparat/").content.decode()
    assert klien.get("/aparat/keamanan/").status_code == 200
    for ke in ("/aparat/penduduk/", "/aparat/loket/", "/aparat/tanda-tangan/", "/aparat/pengaturan/nomor/"):
        assert klien.get(ke).status_code == 404, ke


def banyak_kueri(klien: Client, ke: str) -> int:
    """Return how many SQL statements a page takes, without those that open and close scope and savepoints."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as kueri:
        assert klien.get(ke).status_code == 200
    bingkai = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SELECT set_config")
    return len([q for q in kueri.captured_queries if not q["sql"].startswith(bingkai)])


def halaman_dihitung(balai: Balai, surat_id: UUID) -> Iterator[tuple[Client, str]]:
    """Yield the pages that people open all day, with who opens them."""
    yield balai.operator, "/aparat/"
    yield balai.kades, "/aparat/"
    yield balai.operator, "/aparat/permohonan/?keadaan=semua"
    yield balai.operator, reverse("aparat:periksa", args=[surat_id])
    yield balai.kades, reverse("aparat:periksa", args=[surat_id])
    yield balai.operator, "/aparat/penduduk/"
    yield balai.operator, reverse("aparat:penduduk_satu", args=[balai.orang.penduduk_id])
    yield balai.kades, "/aparat/tanda-tangan/"
    yield balai.operator, "/aparat/pengaturan/"
    yield balai.sekdes, "/aparat/pengaturan/pejabat/"


def test_fifteen_statements_a_page_with_one_row_and_with_three(balai: Balai) -> None:
    balai.operator.post(reverse("aparat:penduduk_satu", args=[balai.orang.penduduk_id]), {"alasan": "loket"})
    satu = balai.dalam(diparaf, balai.orang)
    dulu = {ke + str(id(k)): banyak_kueri(k, ke) for k, ke in halaman_dihitung(balai, satu)}
    for _ in range(2):
        balai.dalam(diparaf, balai.orang)
    kini = {ke + str(id(k)): banyak_kueri(k, ke) for k, ke in halaman_dihitung(balai, satu)}
    assert kini == dulu
    assert max(kini.values()) <= 15, kini
