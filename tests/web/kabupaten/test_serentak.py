"""Two officers at the same moment, really committed."""

from threading import Thread
from uuid import uuid4

import pytest
from django.db import connections

from eoffice.jejak.models import Peristiwa
from eoffice.kernel.errors import ChangedMeanwhile
from eoffice.sinkron.services import pusat, tarik
from eoffice.sinkron.services.pusat import Petugas
from eoffice.surat.models import Surat
from eoffice.surat.projections import ProyeksiSurat
from eoffice.surat.rules.alur import Aksi
from eoffice.surat.services.ditarik import langkah_kabupaten
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.conftest import CISONTROL
from tests.sinkron.test_tarik_serentak import bersamaan
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


@pytest.mark.serentak
@pytest.mark.parametrize("putaran", range(3))
def test_of_two_who_return_and_refuse_at_once_one_wins(cisontrol: Desa, putaran: int) -> None:
    del putaran
    with lingkup(CISONTROL):
        cast = pabrik.pemeran()
        Desa.objects.filter(pk=CISONTROL).update(dilayani_di_sini=False)
    with lingkup(CISONTROL):
        surat_id = pabrik.diajukan(cast)
        usul = tarik.usulkan_tarik(agregat_id=surat_id, alasan="server mati", oleh="ani", nama="Ani")
        tarik.setujui_tarik(usul_id=usul, proyeksi=ProyeksiSurat(), oleh="budi", nama="Budi")
    dian, asep = Petugas(uuid4(), "Dian"), Petugas(uuid4(), "Asep")
    hasil = bersamaan(
        lambda: langkah_kabupaten(
            surat_id=surat_id, aksi=Aksi.KEMBALIKAN, petugas=dian, alasan="Foto buram."
        ),
        lambda: langkah_kabupaten(surat_id=surat_id, aksi=Aksi.TOLAK, petugas=asep, alasan="Bukan warga."),
        lambda: tarik.beri_lagi(agregat_id=surat_id, proyeksi=ProyeksiSurat(), oleh="ani"),
    )
    with lingkup(CISONTROL):
        cerita = Peristiwa.objects.filter(agregat_id=surat_id).order_by("epoch_pemilik", "revisi")
        akhir = list(cerita)[-1]
        satu, tindakan = Surat.objects.get(pk=surat_id), pusat.riwayat_tindakan(9)
    assert len(tindakan) == hasil[:2].count("") <= 1
    assert satu.versi == 1 + len(tindakan)
    assert akhir.revisi == satu.versi, "what was told last is what stands here"
    assert (akhir.macam == "give") == (hasil[2] == "")
