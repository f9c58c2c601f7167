"""The light of one village is not lit by another's: what waits is counted by hand-written SQL, so it is proved apart."""

from eoffice.sinkron.selectors import keadaan
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.sinkron.test_keadaan_desa import berkas, tahan


def test_what_another_village_has_open_is_not_counted(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(situmandala.kode):
        berkas(ditunggu=False), berkas(ditunggu=True), berkas(ditunggu=True), tahan()
        sana = keadaan()
    with lingkup(cisontrol.kode):
        sini = keadaan()
    assert (sana.berkas_menunggu, sana.berkas_ditunggu, sana.tertahan) == (1, 2, 1)
    assert (sini.berkas_menunggu, sini.berkas_ditunggu, sini.tertahan) == (0, 0, 0)
