"""Two officers at the same moment, really committed."""

from threading import Thread
from uuid import uuid4

import pytest
from django.db import connections

from eoffice.kernel.errors import ChangedMeanwhile
from eoffice.sinkron.services import pusat
from eoffice.sinkron.services.pusat import Petugas
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL
from tests.web.kabupaten.conftest import tahan


@pytest.mark.serentak
def test_of_two_who_press_at_once_one_leaves_it_out(cisontrol: Desa) -> None:
    karantina, hasil = tahan(), list[str]()

    def putuskan(nama: str) -> None:
        try:
            with lingkup(CISONTROL):
                pusat.buang_tertahan(
                    petugas=Petugas(uuid4(), nama), karantina_id=karantina, alasan=nama, proyeksi=()
                )
            hasil.append(nama)
        except ChangedMeanwhile:
            hasil.append("kalah")
        finally:
            connections.close_all()

    utas = [Thread(target=putuskan, args=(nama,)) for nama in ("Dian", "Asep")]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    with lingkup(CISONTROL):
        alasan = [satu.alasan for satu in pusat.riwayat_tindakan(5)]
    assert sorted(hasil)[1] == "kalah"
    assert alasan == [next(nama for nama in hasil if nama != "kalah")]
