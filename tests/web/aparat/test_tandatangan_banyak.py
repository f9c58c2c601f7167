"""Signing many with one passphrase: a result for each letter, whatever happens to one of them."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils.timezone import localdate

from eoffice.akun import services as akun
from eoffice.dokumen import services as dokumen
from eoffice.surat import services as surat
from eoffice.surat.rules.alur import CaraTerbit, Status
from eoffice.surat.services import terbit
from eoffice.web.aparat import tandatangan
from tests.pabrik import FRASA, diparaf, tte_lokal
from tests.web.aparat.conftest import HTMX, Balai, browser, isi, ke
from tests.web.aparat.perjalanan import lihat
from tests.web.markup import read

ALASAN = "Alamat usahanya belum jelas."


@pytest.fixture
def siap(balai: Balai) -> Balai:
    """A village that signs electronically."""
    balai.dalam(tte_lokal, balai.orang)
    return balai


def tumpukan(siap: Balai, banyak: int) -> list[UUID]:
    """Bring letters to the signer."""
    return [siap.dalam(diparaf, siap.orang) for _ in range(banyak)]


def putus(*pilihan: tuple[UUID, str], frasa: str = FRASA, versi: int = 3) -> dict[str, Any]:
    """Return the form with these decisions; who sends back gives a reason."""
    data: dict[str, Any] = {"frasa": frasa, "aksi": "tanda_tangani"}
    for surat_id, kata in pilihan:
        data |= {f"versi_{surat_id.hex}": versi, f"putus_{surat_id.hex}": kata}
        if kata == "kembali":
            data[f"alasan_{surat_id.hex}"] = ALASAN
    return data


def kirim(klien: Client, data: dict[str, Any]) -> str:
    """Send the pile; return the page that follows."""
    jawab = klien.post(ke("putuskan"), data)
    assert jawab.status_code == 302, jawab.status_code
    return isi(klien.get(jawab.headers["Location"]))


@pytest.mark.serentak
def test_many_letters_have_numbers_in_a_row_and_one_line_each(siap: Balai) -> None:
    semua = tumpukan(siap, 4)
    page = kirim(siap.kades, putus(*((s, "setuju") for s in semua)))
    assert "4 surat terbit" in page
    nomor = [lihat(siap, s).nomor for s in semua]
    urut = [int(re.search(r"/0*(\d+)/", n)[1]) for n in nomor]  # type: ignore[index]
    assert urut == list(range(urut[0], urut[0] + 4))
    for satu, kata in zip(semua, nomor, strict=True):
        assert f"Terbit dengan nomor {kata}" in read(page).text
        assert ke("periksa", satu) in page
    assert len({lihat(siap, s).sha256 for s in semua}) == 4


@pytest.mark.serentak
def test_every_fate_at_once(siap: Balai) -> None:
    setuju, kembali, nanti, basi = tumpukan(siap, 4)
    siap.kades.post(ke("alasan", basi, "kembalikan"), {"versi": 3, "catatan": ALASAN})
    page = kirim(
        siap.kades,
        putus(
            (setuju, "setuju"), (kembali, "kembali"), (nanti, "nanti"), (basi, "setuju"), (uuid4(), "setuju")
        ),
    )
    assert "1 surat terbit" in page
    assert "Dikembalikan beserta alasannya." in page
    status = [lihat(siap, s).status for s in (setuju, kembali, nanti, basi)]
    assert status == [Status.TERBIT, Status.TERVERIFIKASI, Status.DIPARAF, Status.TERVERIFIKASI]
    assert lihat(siap, kembali).langkah[-1].catatan == ALASAN
    assert lihat(siap, basi).nomor == ""
    assert len(lihat(siap, nanti).langkah) == 3


@pytest.mark.serentak
def test_a_letter_changed_after_it_was_looked_at_is_not_signed(siap: Balai) -> None:
    """It went down and came up again with other words: the version before the signer's eyes is gone."""
    (satu,) = tumpukan(siap, 1)
    siap.kades.post(ke("alasan", satu, "kembalikan"), {"versi": 3, "catatan": ALASAN})
    siap.sekdes.post(ke("langkah", satu), {"aksi": "paraf", "versi": 4})
    assert lihat(siap, satu).status is Status.DIPARAF
    page = kirim(siap.kades, putus((satu, "setuju"), versi=3))
    assert "kabar buruk" in page
    assert (lihat(siap, satu).status, lihat(siap, satu).nomor) == (Status.DIPARAF, "")
    kirim(siap.kades, putus((satu, "setuju"), versi=5))
    assert lihat(siap, satu).status is Status.TERBIT


@pytest.mark.serentak
@pytest.mark.parametrize(
    "frasa", ["salah sekali ini", FRASA.upper(), FRASA[:-1], FRASA.replace(" ", ""), "x" * 199]
)
def test_a_wrong_passphrase_draws_no_number_and_comes_back_empty(siap: Balai, frasa: str) -> None:
    semua = tumpukan(siap, 2)
    page = kirim(siap.kades, putus(*((s, "setuju") for s in semua), frasa=frasa))
    assert 'href="#id_frasa"' in page
    assert "Tidak ada surat yang ditandatangani" in page
    assert frasa not in page
    assert not re.search(r'name="frasa"[^>]*value=', page)
    assert {(lihat(siap, s).status, lihat(siap, s).nomor) for s in semua} == {(Status.DIPARAF, "")}
    assert frasa not in str(dict(siap.kades.session))


@pytest.mark.serentak
def test_a_revoked_signer_signs_nothing_and_old_letters_stay(siap: Balai) -> None:
    lama, baru = tumpukan(siap, 2)
    kirim(siap.kades, putus((lama, "setuju")))
    siap.dalam(
        dokumen.cabut_penandatangan, pejabat_id=siap.orang.kades_pejabat, alasan="HP hilang", pelaku="uji"
    )
    page = kirim(siap.kades, putus((baru, "setuju")))
    assert 'href="#id_frasa"' in page or "Sertifikat tanda tangan belum dibuat" in page
    assert (lihat(siap, baru).status, lihat(siap, baru).nomor) == (Status.DIPARAF, "")
    assert lihat(siap, lama).status is Status.TERBIT
    assert siap.operator.get(ke("unduh", lama)).content.startswith(b"%PDF-")


@pytest.mark.serentak
def test_a_post_that_ended_signs_nothing(siap: Balai) -> None:
    from datetime import timedelta

    from eoffice.akun.selectors import daftar_pejabat
    from eoffice.kernel import clock

    (satu,) = tumpukan(siap, 1)
    kades = siap.dalam(lambda: next(b for b in daftar_pejabat() if b.pejabat_id == siap.orang.kades_pejabat))
    akhir = localdate(clock.now()) - timedelta(days=2)
    siap.dalam(akun.akhiri_tugas, penugasan_id=kades.penugasan_id, selesai=akhir, pelaku="uji")
    assert siap.kades.post(ke("putuskan"), putus((satu, "setuju"))).status_code == 404
    assert lihat(siap, satu).status is Status.DIPARAF


@pytest.mark.serentak
def test_one_letter_that_cannot_be_stored_does_not_stop_the_rest(
    siap: Balai, monkeypatch: pytest.MonkeyPatch
) -> None:
    from eoffice.kernel.errors import StorageFull

    satu, dua, tiga = tumpukan(siap, 3)
    asli, kali = terbit.dokumen.simpan, iter(range(9))

    def kadang(isi_berkas: bytes) -> str:
        if next(kali) == 1:
            raise StorageFull
        return asli(isi_berkas)

    with monkeypatch.context() as patch:
        patch.setattr(terbit.dokumen, "simpan", kadang)
        page = kirim(siap.kades, putus(*((s, "setuju") for s in (satu, dua, tiga))))
    assert "2 surat terbit" in page
    assert [lihat(siap, s).status for s in (satu, dua, tiga)] == [
        Status.TERBIT,
        Status.MENUNGGU_TTE,
        Status.TERBIT,
    ]
    nomor = lihat(siap, dua).nomor
    assert f"Nomor {nomor} tetap disimpan; tanda tangani lagi nanti." in read(page).text
    assert "Menunggu tanda tangan" not in isi(siap.operator.get(ke("periksa", dua)))
    kirim(siap.kades, putus((dua, "setuju"), versi=lihat(siap, dua).versi))
    assert (lihat(siap, dua).status, lihat(siap, dua).nomor) == (Status.TERBIT, nomor)


@pytest.mark.serentak
def test_the_result_can_be_looked_at_again_but_signs_nothing_again(siap: Balai) -> None:
    (satu,) = tumpukan(siap, 1)
    kirim(siap.kades, putus((satu, "setuju")))
    langkah = len(lihat(siap, satu).langkah)
    for _ in range(2):
        assert "1 surat terbit" in isi(siap.kades.get(ke("hasil_tanda")))
    assert siap.kades.post(ke("hasil_tanda")).status_code == 405
    assert len(lihat(siap, satu).langkah) == langkah
    assert "Hasil keputusan" in isi(browser(siap.orang.kades).get(ke("hasil_tanda"))), (
        "another sitting knows nothing"
    )


@pytest.mark.django_db
def test_a_pile_larger_than_a_page_says_how_many_follow(siap: Balai, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tandatangan, "SEKALI", 2)
    tumpukan(siap, 5)
    page = isi(siap.kades.get(ke("tumpukan")))
    assert "5 surat menunggu tanda tangan Bapak/Ibu" in page
    assert page.count('value="setuju"') == 2
    assert "Masih ada 3 surat lain." in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kunci", ["versi_", "versi_xyz", "versi_" + "0" * 31, "versi_" + "g" * 32, "putus_" + "1" * 32]
)
def test_broken_names_in_the_form_are_passed_over(siap: Balai, kunci: str) -> None:
    (satu,) = tumpukan(siap, 1)
    page = kirim(siap.kades, {"frasa": FRASA, "aksi": "tanda_tangani", kunci: "setuju"})
    assert "Belum ada surat yang Bapak/Ibu putuskan" in page
    assert lihat(siap, satu).status is Status.DIPARAF


@pytest.mark.django_db
@pytest.mark.parametrize("kata", ["", "SETUJU", "ya", "setuju ", "\x00", "terbit"])
def test_a_decision_that_is_none_signs_nothing(siap: Balai, kata: str) -> None:
    (satu,) = tumpukan(siap, 1)
    kirim(siap.kades, putus((satu, kata)))
    assert lihat(siap, satu).status is Status.DIPARAF


@pytest.mark.django_db
def test_choices_survive_the_proof_but_the_passphrase_does_not(siap: Balai) -> None:
    satu, dua = tumpukan(siap, 2)
    klien = browser(siap.orang.kades, segar=False)
    data = putus((satu, "setuju"), (dua, "kembali"))
    jawab = klien.post(ke("putuskan"), data)
    assert jawab.headers["Location"].startswith(ke("pastikan"))
    page = isi(klien.get(ke("tumpukan")))
    assert re.search(rf'name="putus_{satu.hex}" value="setuju"[^>]* checked', page)
    assert re.search(rf'name="putus_{dua.hex}" value="kembali"[^>]* checked', page)
    assert ALASAN in page
    assert FRASA not in str(dict(klien.session))
    assert {lihat(siap, s).status for s in (satu, dua)} == {Status.DIPARAF}


@pytest.mark.django_db
def test_the_part_for_htmx_is_in_the_page(siap: Balai) -> None:
    tumpukan(siap, 1)
    bagian = isi(siap.kades.get(ke("tumpukan"), headers=HTMX))
    assert "<html" not in bagian
    assert f'action="{ke("putuskan")}"' in bagian


@pytest.mark.django_db
@pytest.mark.parametrize("siapa", ["operator", "sekdes"])
def test_others_reach_no_pile(siap: Balai, siapa: str) -> None:
    (satu,) = tumpukan(siap, 1)
    klien = getattr(siap, siapa)
    assert klien.get(ke("tumpukan")).status_code == 404
    assert klien.post(ke("putuskan"), putus((satu, "setuju"))).status_code == 404
    assert lihat(siap, satu).status is Status.DIPARAF


@pytest.mark.django_db
def test_a_village_on_paper_signs_nothing_electronically(balai: Balai) -> None:
    balai.dalam(tte_lokal, balai.orang)
    balai.dalam(surat.ubah_pengaturan, pelaku="uji", cara_terbit=CaraTerbit.BASAH)
    balai.dalam(diparaf, balai.orang)
    page = isi(balai.kades.get(ke("tumpukan")))
    assert "Tanda tangan di kertas" in page
    assert 'value="setuju"' not in page
