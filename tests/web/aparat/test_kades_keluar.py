"""The head is away: who signs, with which words, on which days; who may write it down; when it ends."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from eoffice.akun import services as akun
from eoffice.akun.rules.jabatan import Bentuk, Jabatan
from eoffice.akun.rules.keluar import Ganti
from eoffice.akun.selectors import (
    daftar_delegasi,
    daftar_keluar,
    daftar_pejabat,
    penanda_tangan,
    penanda_tangan_bertugas,
    peran_pengguna,
)
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.kernel.ids import new_id
from eoffice.kernel.peran import Peran
from eoffice.surat.rules.alur import CaraTerbit
from eoffice.surat.services import hari_ini, ubah_pengaturan
from eoffice.wilayah.models import Desa
from tests.web.aparat.conftest import Balai, browser, buka_balai, isi, ke
from tests.web.markup import read

pytestmark = pytest.mark.django_db


def pejabat(balai: Balai, jabatan: Jabatan) -> UUID:
    """Return the person who holds a post."""
    ada: UUID = balai.dalam(lambda: next(b.pejabat_id for b in daftar_pejabat() if b.jabatan is jabatan))
    return ada


def kasi(balai: Balai) -> UUID:
    """Make a kasi with an account."""

    def buat() -> UUID:
        satu = akun.buat_aparat(
            nama_masuk="asep.kasi", nama="Asep", sandi="gunung kabut melati", pelaku="uji"
        )
        akun.angkat(pejabat_id=satu.pk, jabatan=Jabatan.KASI_PELAYANAN, mulai=date(2020, 1, 1), pelaku="uji")
        return satu.pk

    satu: UUID = balai.dalam(buat)
    return satu


def hari(balai: Balai, n: int = 0) -> date:
    """Return a day of the village."""
    kini: date = balai.dalam(hari_ini)
    return kini + timedelta(days=n)


def data(balai: Balai, dari: int = 0, sampai: int = 3, **lain: str) -> dict[str, str]:
    """Return a filled form: the sekdes is Plh."""
    return {
        "mulai": hari(balai, dari).isoformat(),
        "selesai": hari(balai, sampai).isoformat(),
        "pejabat": str(pejabat(balai, Jabatan.SEKRETARIS_DESA)),
        "ganti": "plh",
        "dasar": "SP 12/2026",
        **lain,
    }


def kirim(klien: Client, isian: dict[str, str]) -> Any:
    """Send the form."""
    return klien.post(ke("kades_keluar"), isian)


def test_the_acting_head_signs_from_his_first_day_to_his_last_and_no_longer(balai: Balai) -> None:
    pemaraf = kasi(balai)
    assert kirim(balai.kades, data(balai, 1, 3, pemaraf=str(pemaraf))).status_code == 302
    sekdes, semua = balai.orang.sekdes, []
    for n in range(5):
        siapa = balai.dalam(penanda_tangan_bertugas, hari(balai, n))
        semua.append((siapa.bentuk, balai.dalam(peran_pengguna, sekdes, hari(balai, n))))
    tetap = ("definitif", {Peran.PEMERIKSA})
    assert semua == [tetap, *[("plh", {Peran.PENANDA_TANGAN})] * 3, tetap]
    akun_kasi = balai.dalam(lambda: next(b.pengguna_id for b in daftar_pejabat() if b.pejabat_id == pemaraf))
    memaraf = [Peran.PEMERIKSA in balai.dalam(peran_pengguna, akun_kasi, hari(balai, n)) for n in range(5)]
    assert memaraf == [False, True, True, True, False]
    assert balai.dalam(lambda: periksa_rantai(balai.desa.kode).utuh)


def test_on_behalf_the_words_of_the_letter_say_so_and_the_head_may_sign_himself(balai: Balai) -> None:
    assert kirim(balai.kades, data(balai, ganti="an", pemaraf=str(kasi(balai)))).status_code == 302
    sekdes = balai.dalam(penanda_tangan, balai.orang.sekdes, hari(balai))
    assert (sekdes.bentuk, sekdes.an) == ("an", "Sekretaris Desa")
    assert balai.dalam(penanda_tangan, balai.orang.kades, hari(balai)).bentuk == "definitif"
    assert balai.dalam(penanda_tangan, balai.orang.sekdes, hari(balai, 4)) is None


def test_somebody_below_the_sekdes_signs_through_him(balai: Balai) -> None:
    assert kirim(balai.sekdes, data(balai, ganti="an", pejabat=str(kasi(balai)))).status_code == 302
    [mandat] = balai.dalam(daftar_delegasi)
    assert (mandat.bentuk, mandat.nama) == (Bentuk.UNTUK_BELIAU, "Asep")


def test_the_page_and_the_first_page_of_everybody_tell_of_it(balai: Balai) -> None:
    assert "Kepala desa sedang keluar" not in isi(balai.operator.get(ke("beranda")))
    kirim(balai.kades, data(balai, pemaraf=str(kasi(balai))))
    teks = read(isi(balai.kades.get(ke("kades_keluar")))).text
    assert "Plh. Kepala Desa" in teks
    assert "Berlaku" in teks
    assert "SP 12/2026" in teks
    for klien in (balai.operator, balai.kades):
        page = isi(klien.get(ke("beranda")))
        assert "menandatangani sebagai Plh. Kepala Desa" in page
        assert "Kepala desa sedang keluar sampai" in page
    assert ke("kades_keluar") not in isi(balai.operator.get(ke("beranda")))


def test_days_ahead_are_listed_and_change_nothing_yet(balai: Balai) -> None:
    kirim(balai.kades, data(balai, 5, 6, ganti="an", pemaraf=str(kasi(balai))))
    assert "Akan datang" in isi(balai.kades.get(ke("kades_keluar")))
    assert "Kepala desa sudah kembali" not in isi(balai.kades.get(ke("kades_keluar")))
    assert "Kepala desa sedang keluar" not in isi(balai.operator.get(ke("beranda")))
    with time_machine.travel(hari(balai, 5), tick=False):
        assert "atas nama kepala desa" in isi(browser(balai.orang.operator).get(ke("beranda")))


def test_back_early_everything_ends_with_yesterday(balai: Balai) -> None:
    kirim(balai.kades, data(balai, 0, 9, pemaraf=str(kasi(balai))))
    with time_machine.travel(hari(balai, 2), tick=False):
        assert browser(balai.orang.kades).post(ke("kades_kembali")).status_code == 302
        assert balai.dalam(daftar_keluar, hari(balai)) == []
        assert balai.dalam(penanda_tangan_bertugas, hari(balai)).bentuk == "definitif"
        assert [m.selesai for m in balai.dalam(daftar_delegasi)] == [hari(balai, -1)]
        assert browser(balai.orang.kades).post(ke("kades_kembali")).status_code == 302, "pressed twice"


def test_what_began_today_ends_today(balai: Balai) -> None:
    kirim(balai.kades, data(balai, 0, 9, pemaraf=str(kasi(balai))))
    kirim(balai.kades, data(balai, 20, 21, pemaraf=str(kasi_ada(balai))))
    balai.kades.post(ke("kades_kembali"))
    semua = balai.dalam(daftar_keluar, hari(balai))
    assert [(s.mulai, s.selesai) for s in semua] == [
        (hari(balai), hari(balai)),
        (hari(balai, 20), hari(balai, 21)),
    ], "what lies ahead stays"


def kasi_ada(balai: Balai) -> UUID:
    """Return the kasi that is there."""
    return pejabat(balai, Jabatan.KASI_PELAYANAN)


@pytest.mark.parametrize(
    ("lain", "kotak", "kata"),
    [
        ({"mulai": "2020-01-01"}, "mulai", "paling awal hari ini"),
        ({"selesai": "2020-01-01"}, "selesai", "lebih awal"),
        ({"selesai": ""}, "selesai", "belum diisi"),
        ({"pejabat": ""}, "pejabat", ""),
        ({"pejabat": "' OR 1=1"}, "pejabat", ""),
        ({"ganti": "plt"}, "ganti", ""),
        ({"dasar": ""}, "dasar", "belum diisi"),
        ({"pemaraf": ""}, "pemaraf", "karena sekretaris desa menandatangani sendiri"),
        ({"pemaraf": "00000000-0000-7000-8000-000000000007"}, "pemaraf", ""),
    ],
)
def test_what_cannot_be_stands_beside_its_box(
    balai: Balai, lain: dict[str, str], kotak: str, kata: str
) -> None:
    page = isi(kirim(balai.kades, data(balai, pemaraf=str(kasi(balai))) | lain), 422)
    assert f'href="#id_{kotak}' in page
    assert kata in page
    assert balai.dalam(daftar_keluar, hari(balai)) == []


def test_without_initials_nobody_needs_to_be_named_for_them(balai: Balai) -> None:
    balai.dalam(ubah_pengaturan, paraf=False, pelaku="uji")
    assert kirim(balai.kades, data(balai)).status_code == 302


def test_two_may_not_stand_for_the_head_on_one_day(balai: Balai) -> None:
    satu = str(kasi(balai))
    kirim(balai.kades, data(balai, 0, 3, pemaraf=satu))
    for dari, sampai in ((0, 0), (3, 9), (1, 2)):
        page = isi(kirim(balai.kades, data(balai, dari, sampai, ganti="an", pemaraf=satu)), 422)
        assert "sudah ada pengganti" in page
    assert kirim(balai.kades, data(balai, 4, 5, pemaraf=satu)).status_code == 302


def test_who_signs_does_not_initial(balai: Balai) -> None:
    satu = str(kasi(balai))
    page = isi(kirim(balai.kades, data(balai, pejabat=satu, pemaraf=satu)), 422)
    assert "tidak boleh memaraf suratnya sendiri" in page
    assert balai.dalam(daftar_keluar, hari(balai)) == [], "the whole is taken back"


def test_a_village_without_others_is_told_to_name_them_first(cisontrol: Desa) -> None:
    balai = buka_balai(cisontrol, "cisontrol", "3207154506859001")
    for tugas in balai.dalam(daftar_pejabat):
        if tugas.jabatan is not Jabatan.KEPALA_DESA:
            balai.dalam(
                akun.akhiri_tugas, penugasan_id=tugas.penugasan_id, selesai=hari(balai, -1), pelaku="uji"
            )
    assert "Belum ada Sekretaris Desa, Kaur, atau Kasi" in isi(balai.kades.get(ke("kades_keluar")))


def test_the_operator_and_the_neighbour_write_nothing_here(balai: Balai, balai_lain: Balai) -> None:
    isian = data(balai, pemaraf=str(kasi(balai)))
    assert kirim(balai.operator, isian).status_code == 404
    assert kirim(balai_lain.kades, isian).status_code == 422, "people of another village are no choice"
    kirim(balai.kades, isian)
    assert balai.operator.post(ke("kades_kembali")).status_code == 404
    balai_lain.kades.post(ke("kades_kembali"))
    assert len(balai.dalam(daftar_keluar, hari(balai))) == 1
    assert balai_lain.dalam(daftar_keluar, hari(balai)) == []


def test_who_was_not_proven_just_now_is_asked_first(balai: Balai) -> None:
    lama = browser(balai.orang.kades, segar=False)
    assert kirim(lama, data(balai, pemaraf=str(kasi(balai)))).status_code == 302
    assert balai.dalam(daftar_keluar, hari(balai)) == []


@pytest.mark.parametrize("siapa", [Jabatan.KEPALA_DESA, Jabatan.OPERATOR])
def test_only_the_sekdes_and_heads_of_sections_stand_for_the_head(balai: Balai, siapa: Jabatan) -> None:
    def ganti() -> None:
        akun.kades_keluar(
            pejabat_id=pejabat_sini(siapa), ganti=Ganti.PLH, mulai=hari_ini(), selesai=hari_ini(), dasar="SP",
            pelaku="uji",
        )  # fmt: skip

    def pejabat_sini(jabatan: Jabatan) -> UUID:
        return next(b.pejabat_id for b in daftar_pejabat() if b.jabatan is jabatan)

    with pytest.raises(InvalidInput) as tolak:
        balai.dalam(ganti)
    assert tolak.value.per_field["pejabat"].kode == "akun.pengganti_salah"


def test_nobody_stands_for_a_head_who_is_not_there_and_strangers_are_not_found(balai: Balai) -> None:
    sekdes = pejabat(balai, Jabatan.SEKRETARIS_DESA)
    kapan = {
        "ganti": Ganti.PLH,
        "mulai": date(2000, 1, 1),
        "selesai": date(2000, 1, 2),
        "dasar": "",
        "pelaku": "uji",
    }
    with pytest.raises(InvalidInput) as tolak:
        balai.dalam(akun.kades_keluar, pejabat_id=sekdes, **kapan)
    assert tolak.value.per_field["pejabat"].kode == "akun.keluar_tanpa_kepala"
    kapan |= {"mulai": hari(balai), "selesai": hari(balai)}
    with pytest.raises(InvalidInput):
        balai.dalam(akun.kades_keluar, pejabat_id=new_id(), **kapan)
    with pytest.raises(NotFound):
        balai.dalam(akun.kades_keluar, pejabat_id=sekdes, pemaraf_id=new_id(), **kapan)
    assert balai.dalam(daftar_keluar, hari(balai)) == []


def test_a_village_that_signs_electronically_is_told_who_cannot_yet(balai: Balai) -> None:
    balai.dalam(ubah_pengaturan, cara_terbit=CaraTerbit.TTE_LOKAL, pelaku="uji")
    kirim(balai.kades, data(balai, pemaraf=str(kasi(balai))))
    assert "belum punya sertifikat tanda tangan" in isi(balai.kades.get(ke("kades_keluar")))
