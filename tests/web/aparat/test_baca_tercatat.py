"""Reading a whole letter leaves a line that its citizen can read; what was refused leaves none."""

import pytest
from django.test import Client

from eoffice.jejak.selectors import akses_atas
from tests.pabrik import diajukan, diparaf
from tests.web.aparat.conftest import Balai, isi, ke
from tests.web.markup import read
from tests.web.warga.conftest import hp


@pytest.mark.parametrize(
    ("dari", "alasan"),
    [
        ("", "Memeriksa permohonan"),
        ("?dari=tumpukan", "Memeriksa sebelum menandatangani"),
        ("?dari=lain", "Memeriksa permohonan"),
    ],
)
def test_reading_a_letter_is_logged_with_who_and_why(balai: Balai, dari: str, alasan: str) -> None:
    surat_id = balai.dalam(lambda: diparaf(balai.orang))
    isi(balai.kades.get(ke("baca", surat_id) + dari))
    (satu,) = balai.dalam(lambda: akses_atas("surat", surat_id))
    assert (satu.pengguna_id, satu.tindakan, satu.alasan) == (balai.orang.kades, "baca", alasan)
    teks = read(isi(hp(balai.orang.warga).get("/warga/akses/"))).text
    assert "(Kepala Desa) membaca surat." in teks
    assert alasan in teks


def test_whoever_may_not_read_it_leaves_no_line(balai: Balai, balai_lain: Balai) -> None:
    surat_id = balai.dalam(lambda: diajukan(balai.orang))
    for browser, status in ((Client(), 302), (balai_lain.operator, 404), (hp(balai.orang.warga), 404)):
        assert browser.get(ke("baca", surat_id)).status_code == status
    assert balai.dalam(lambda: akses_atas("surat", surat_id)) == []
