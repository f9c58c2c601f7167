"""Buttons of the workflow: who sees which in every state, and that nobody gets further by force."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localdate

from eoffice.akun import services as akun
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.rules.alur import Aksi, Status
from tests.pabrik import diparaf, foto, tte_lokal
from tests.web.aparat.conftest import Balai, browser, isi, ke, rekan
from tests.web.aparat.perjalanan import ALASAN, TANPA_TTE, di, langkah, lihat

pytestmark = pytest.mark.django_db
O, S, K = "operator", "sekdes", "kades"
DIPERIKSA = ["pengantar", "ktp", "kk", "foto_usaha"]
# written by hand, not read from the table of the product: state, role -> the moves, in the order of the buttons
TOMBOL: dict[tuple[Status, str], list[str]] = {
    (Status.DIAJUKAN, O): ["verifikasi", "kembalikan", "tolak", "tarik"],
    (Status.DIKEMBALIKAN, O): ["ajukan_ulang", "tarik"],
    (Status.TERVERIFIKASI, S): ["paraf", "kembalikan"],
    (Status.DIPARAF, O): ["cetak_basah"],
    (Status.DIPARAF, K): ["kembalikan", "tolak"],
    (Status.MENUNGGU_BASAH, O): ["batalkan"],
    (Status.TERBIT, K): ["cabut"],
}
TOMBOL_TTE: dict[tuple[Status, str], list[str]] = {
    (Status.DIPARAF, K): ["tanda_tangani", "kembalikan", "tolak"],
    (Status.DIPARAF, O): [],
    (Status.DIPARAF, S): [],
    (Status.TERVERIFIKASI, K): [],
}


def tombol(page: str) -> list[str]:
    """Return the moves that the page offers, in their order."""
    palang = re.findall(r'<div class="palang"[^>]*>.*?(?=</main>)', page, re.DOTALL)
    if not palang:
        return []
    alamat = {"/tanda-tangan/": "tanda_tangani", "/cetak/": "cetak_basah", "/cabut/": "cabut"}
    hasil = []
    for tekan, tautan in re.findall(
        r'name="aksi" value="(\w+)"|<a class="tombol[^>]*href="([^"]+)"', palang[0]
    ):
        lewat = re.search(r"/langkah/(\w+)/", tautan)
        ujung = next((aksi for akhir, aksi in alamat.items() if tautan.endswith(akhir)), tautan)
        hasil.append(tekan or (lewat[1] if lewat else ujung))
    return hasil


@pytest.mark.parametrize(("status", "peran"), list(product(TANPA_TTE, (O, S, K))))
def test_each_role_sees_exactly_its_buttons(balai: Balai, status: Status, peran: str) -> None:
    page = isi(getattr(balai, peran).get(ke("periksa", di(balai, status))))
    assert tombol(page) == TOMBOL.get((status, peran), [])


@pytest.mark.parametrize(("status", "peran"), TOMBOL_TTE)
def test_an_electronic_village_has_its_own_buttons(balai: Balai, status: Status, peran: str) -> None:
    balai.dalam(tte_lokal, balai.orang)
    page = isi(getattr(balai, peran).get(ke("periksa", di(balai, status))))
    assert tombol(page) == TOMBOL_TTE[status, peran]


def paksa(klien: Client, surat_id: UUID, aksi: str, versi: int) -> Any:
    """Send what a button would send, whether it is shown or not."""
    dasar = {"versi": versi, "catatan": ALASAN}
    if aksi in {"verifikasi", "paraf", "ajukan_ulang"}:
        return klien.post(ke("langkah", surat_id), {**dasar, "aksi": aksi, "diperiksa": DIPERIKSA})
    if aksi == "cetak_basah":
        return klien.post(ke("cetak_basah", surat_id), {**dasar, "penanda_tangan": ""})
    if aksi == "cabut":
        return klien.post(ke("cabut", surat_id), {**dasar, "paham": "on"})
    if aksi == "terbitkan":
        return klien.post(
            ke("pindaian", surat_id), {**dasar, "pindaian": SimpleUploadedFile("a.jpg", foto())}
        )
    return klien.post(ke("alasan", surat_id, aksi), dasar)


SEMUA = [
    "verifikasi",
    "paraf",
    "ajukan_ulang",
    "kembalikan",
    "tolak",
    "tarik",
    "batalkan",
    "cetak_basah",
    "cabut",
]


@pytest.mark.parametrize(("status", "peran"), list(product(TANPA_TTE, (O, S, K))))
def test_what_is_not_offered_is_refused_and_changes_nothing(balai: Balai, status: Status, peran: str) -> None:
    surat_id = di(balai, status)
    awal = lihat(balai, surat_id)
    boleh = TOMBOL.get((status, peran), [])
    if (status, peran) != (Status.MENUNGGU_BASAH, O):
        boleh = [*boleh, ""]
    for aksi in [*SEMUA, "terbitkan"]:
        if aksi in boleh or (aksi == "terbitkan" and (status, peran) == (Status.MENUNGGU_BASAH, O)):
            continue
        kode = paksa(getattr(balai, peran), surat_id, aksi, awal.versi).status_code
        assert kode in {404, 409, 422, 200}, (aksi, kode)
        kini = lihat(balai, surat_id)
        assert (kini.status, kini.versi, len(kini.langkah)) == (awal.status, awal.versi, len(awal.langkah)), (
            aksi
        )


@pytest.mark.parametrize(
    ("status", "peran", "aksi", "jadi"),
    [
        (Status.DIAJUKAN, O, "verifikasi", Status.TERVERIFIKASI),
        (Status.DIAJUKAN, O, "kembalikan", Status.DIKEMBALIKAN),
        (Status.DIAJUKAN, O, "tolak", Status.DITOLAK),
        (Status.DIAJUKAN, O, "tarik", Status.DITARIK),
        (Status.DIKEMBALIKAN, O, "tarik", Status.DITARIK),
        (Status.TERVERIFIKASI, S, "paraf", Status.DIPARAF),
        (Status.TERVERIFIKASI, S, "kembalikan", Status.DIAJUKAN),
        (Status.DIPARAF, K, "kembalikan", Status.TERVERIFIKASI),
        (Status.DIPARAF, K, "tolak", Status.DITOLAK),
        (Status.MENUNGGU_BASAH, O, "batalkan", Status.DIAJUKAN),
        (Status.MENUNGGU_BASAH, O, "terbitkan", Status.TERBIT),
        (Status.TERBIT, K, "cabut", Status.DICABUT),
    ],
)
def test_what_is_offered_does_what_it_says(
    balai: Balai, status: Status, peran: str, aksi: str, jadi: Status
) -> None:
    surat_id = di(balai, status)
    jawab = paksa(getattr(balai, peran), surat_id, aksi, lihat(balai, surat_id).versi)
    assert jawab.status_code == 302
    r = lihat(balai, surat_id)
    assert r.status is jadi
    assert r.langkah[-1].aksi == aksi
    assert r.langkah[-1].pelaku_id == getattr(balai.orang, peran)


@pytest.mark.parametrize(
    ("status", "peran", "aksi", "kata"),
    [
        (Status.DIAJUKAN, O, "verifikasi", "Permohonan diteruskan."),
        (Status.DIAJUKAN, O, "kembalikan", "Permohonan dikembalikan kepada warga untuk diperbaiki."),
        (Status.DIAJUKAN, O, "tolak", "Permohonan ditolak."),
        (Status.DIAJUKAN, O, "tarik", "Permohonan dibatalkan."),
        (Status.TERVERIFIKASI, S, "paraf", "Surat diparaf dan diteruskan."),
        (Status.TERVERIFIKASI, S, "kembalikan", "Surat dikembalikan."),
        (Status.MENUNGGU_BASAH, O, "batalkan", "Nomor dibatalkan dan dicatat."),
        (Status.TERBIT, K, "cabut", "Surat dicabut."),
    ],
)
def test_after_each_move_the_page_says_what_happened(
    balai: Balai, status: Status, peran: str, aksi: str, kata: str
) -> None:
    surat_id, klien = di(balai, status), getattr(balai, peran)
    jawab = paksa(klien, surat_id, aksi, lihat(balai, surat_id).versi)
    assert kata in isi(klien.get(jawab.headers["Location"]))


def test_who_verified_may_not_initial_as_well(balai: Balai) -> None:
    """The operator becomes acting secretary: still he is not the second pair of eyes."""
    surat_id = di(balai, Status.TERVERIFIKASI)
    sari = rekan(balai)
    assert sari.post(ke("langkah", surat_id), {"aksi": "paraf", "versi": 2}).status_code == 422
    oleh = surat.Pelaku(balai.orang.operator, frozenset({Peran.OPERATOR, Peran.PEMERIKSA}))
    from eoffice.kernel.errors import RuleRefused

    with pytest.raises(RuleRefused) as tolak:
        balai.dalam(surat.jalankan, surat_id=surat_id, aksi=Aksi.PARAF, oleh=oleh, versi=2)
    assert tolak.value.pesan.kode == "surat.pemeriksa_sama"


def test_with_initials_switched_off_the_words_name_the_signer(balai: Balai) -> None:
    surat_id = di(balai, Status.DIAJUKAN)
    assert "Sesuai, teruskan ke Sekdes" in isi(balai.operator.get(ke("periksa", surat_id)))
    balai.dalam(surat.ubah_pengaturan, pelaku="uji", paraf=False)
    assert "Sesuai, teruskan ke Kepala Desa" in isi(balai.operator.get(ke("periksa", surat_id)))
    langkah(balai, surat_id, Aksi.VERIFIKASI)
    assert tombol(isi(balai.sekdes.get(ke("periksa", surat_id)))) == []
    assert tombol(isi(balai.kades.get(ke("periksa", surat_id)))) == ["kembalikan", "tolak"]


def test_a_post_that_ended_today_has_no_buttons_tomorrow(balai: Balai) -> None:
    from eoffice.akun.selectors import daftar_pejabat
    from eoffice.kernel import clock

    surat_id = di(balai, Status.DIAJUKAN)
    hari = localdate(clock.now())
    rika = balai.dalam(lambda: next(b for b in daftar_pejabat() if b.nama == "Rika Amelia"))
    from datetime import timedelta

    balai.dalam(
        akun.akhiri_tugas, penugasan_id=rika.penugasan_id, selesai=hari - timedelta(days=2), pelaku="uji"
    )
    assert browser(balai.orang.operator).get(ke("periksa", surat_id)).status_code == 404
    assert paksa(balai.operator, surat_id, "verifikasi", 1).status_code == 404
    assert lihat(balai, surat_id).status is Status.DIAJUKAN


def langkah_asing(balai: Balai, surat_id: UUID) -> Iterator[tuple[str, Any]]:
    """Yield every move, sent by each of the village's people."""
    for aksi, peran in product([*SEMUA, "terbitkan"], (O, S, K)):
        yield f"{aksi} {peran}", paksa(getattr(balai, peran), surat_id, aksi, 1)


def test_no_move_reaches_another_villages_letter(balai: Balai, balai_lain: Balai) -> None:
    asing = di(balai_lain, Status.DIAJUKAN)
    assert {nama: j.status_code for nama, j in langkah_asing(balai, asing) if j.status_code != 404} == {}
    assert {nama: j.status_code for nama, j in langkah_asing(balai, uuid4()) if j.status_code != 404} == {}
    assert lihat(balai_lain, asing).versi == 1


@pytest.mark.parametrize(
    "aksi", ["", "tanda_tangani", "terbitkan", "VERIFIKASI", "x" * 5000, "\x00", "kembalikan"]
)
def test_a_move_of_another_kind_is_not_found(balai: Balai, aksi: str) -> None:
    surat_id = di(balai, Status.DIAJUKAN)
    assert balai.operator.post(ke("langkah", surat_id), {"aksi": aksi, "versi": 1}).status_code == 404


def test_a_signer_without_post_in_the_village_signs_no_paper(balai: Balai) -> None:
    surat_id = balai.dalam(diparaf, balai.orang)
    for siapa in ("", str(uuid4()), "x", str(balai.orang.operator)):
        jawab = balai.operator.post(ke("cetak_basah", surat_id), {"versi": 3, "penanda_tangan": siapa})
        assert jawab.status_code == 422
    assert lihat(balai, surat_id).nomor == ""
