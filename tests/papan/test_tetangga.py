"""The boards of two villages side by side."""

import pytest
from django.db import transaction

from eoffice.jejak.selectors import riwayat
from eoffice.kernel.errors import NotFound
from eoffice.papan.rules.pengumuman import Keadaan
from eoffice.papan.selectors import kontak_sendiri, satu_pengumuman, tayang
from eoffice.papan.services import jadikan, ubah_kontak_pengaduan
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.papan.test_services import HARI, KOSONG, gantung, tulis, ubah

pytestmark = pytest.mark.django_db


def test_the_neighbour_has_a_board_of_his_own(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(cisontrol.kode):
        satu = gantung()
        ubah_kontak_pengaduan(pelaku="uji", hari_tanggap=3, **KOSONG)
    with lingkup(situmandala.kode):
        assert tayang(HARI) == []
        assert kontak_sendiri().hari_tanggap == 14
        for laksana in (
            lambda: satu_pengumuman(satu),
            lambda: ubah(satu, 2),
            lambda: jadikan(pengumuman_id=satu, revisi=2, keadaan=Keadaan.DITARIK, pelaku="uji"),
            lambda: tulis(satu),
        ):
            with pytest.raises(NotFound), transaction.atomic():
                laksana()
        assert riwayat("pengumuman", satu) == []
    with lingkup(cisontrol.kode):
        assert satu_pengumuman(satu).revisi == 2
