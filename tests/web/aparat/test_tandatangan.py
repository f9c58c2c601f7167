"""The signer's pile: choosing, proving who one is, one passphrase, a result for each letter."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from eoffice.kernel import clock
from eoffice.surat.rules.alur import Status
from eoffice.surat.selectors.meja import Rincian, rincian
from eoffice.web.aparat.formulir.tandatangan import Lembaran, Tumpukan
from tests.pabrik import FRASA, diajukan, diparaf, tte_lokal
from tests.web.aparat.conftest import Balai, browser
from tests.web.markup import read

PUTUSKAN = "/aparat/tanda-tangan/putuskan/"
TUMPUKAN = "/aparat/tanda-tangan/"


@pytest.fixture
def siap(balai: Balai) -> Balai:
    """A village that signs electronically."""
    balai.dalam(tte_lokal, balai.orang)
    return balai


def lihat(balai: Balai, surat_id: UUID) -> Rincian:
    """Read the letter as it is now."""
    return balai.dalam(rincian, surat_id)  # type: ignore[no-any-return]


def putus(*pilihan: tuple[UUID, str], frasa: str = FRASA, versi: int = 3, **lain: str) -> dict[str, Any]:
    """Return the form with these decisions."""
    isi: dict[str, Any] = {"frasa": frasa, "aksi": "tanda_tangani", **lain}
    for surat_id, kata in pilihan:
        isi |= {f"versi_{surat_id.hex}": versi, f"putus_{surat_id.hex}": kata}
    return isi


def kirim(klien: Client, isi: dict[str, Any]) -> tuple[str, str]:
    """Send the pile; return where it led and the page there."""
    jawab = klien.post(PUTUSKAN, isi)
    assert jawab.status_code == 302
    return jawab.headers["Location"], klien.get(jawab.headers["Location"]).content.decode()


@pytest.mark.django_db
def test_the_pile_shows_each_letter_and_nothing_is_chosen(siap: Balai) -> None:
    surat_id = siap.dalam(diparaf, siap.orang)
    page = siap.kades.get(TUMPUKAN).content.decode()
    assert "1 surat menunggu tanda tangan Bapak/Ibu" in page
    assert f"/aparat/permohonan/{surat_id}/halaman/1.png" in page
    assert "Sama dengan contoh surat" in page
    assert re.search(rf'name="putus_{surat_id.hex}" value="nanti"[^>]* checked', page)
    assert siap.kades.get(f"/aparat/permohonan/{surat_id}/halaman/1.png").content.startswith(b"\x89PNG")


@pytest.mark.django_db
def test_what_the_operator_changed_is_marked(siap: Balai) -> None:
    from tests.pabrik import SKU

    surat_id = siap.dalam(diajukan, siap.orang)
    siap.operator.post(
        f"/aparat/permohonan/{surat_id}/isian/", {**SKU, "nama_usaha": "Warung Makan Bu Euis", "versi": 1}
    )
    siap.operator.post(
        f"/aparat/permohonan/{surat_id}/langkah/",
        {"aksi": "verifikasi", "versi": 2, "diperiksa": ["pengantar", "ktp", "kk", "foto_usaha"]},
    )
    siap.sekdes.post(f"/aparat/permohonan/{surat_id}/langkah/", {"aksi": "paraf", "versi": 3})
    page = siap.kades.get(TUMPUKAN).content.decode()
    assert "Ada yang diubah petugas" in page
    assert "<b>nama usaha</b> dari Warung Bu Euis menjadi <mark>Warung Makan Bu Euis</mark>" in page


@pytest.mark.serentak
def test_one_passphrase_signs_some_and_others_go_back(siap: Balai) -> None:
    satu, dua, tiga = (siap.dalam(diparaf, siap.orang) for _ in range(3))
    isi = putus((satu, "setuju"), (dua, "kembali"), (tiga, "nanti"))
    isi[f"alasan_{dua.hex}"] = "Alamat usaha belum jelas."
    ke, page = kirim(siap.kades, isi)
    assert ke == "/aparat/tanda-tangan/hasil/"
    assert "1 surat terbit" in page
    assert "Dikembalikan beserta alasannya" in page
    assert [lihat(siap, s).status for s in (satu, dua, tiga)] == [
        Status.TERBIT,
        Status.TERVERIFIKASI,
        Status.DIPARAF,
    ]
    assert lihat(siap, dua).langkah[-1].catatan == "Alamat usaha belum jelas."
    pdf = siap.operator.get(f"/aparat/permohonan/{satu}/surat.pdf")
    assert pdf.content.startswith(b"%PDF-")
    assert FRASA not in str(dict(siap.kades.session))
    _, lagi = kirim(siap.kades, putus((satu, "setuju")))
    assert "Terbit dengan nomor" in lagi, "a second press shows what the first one did"
    assert len(lihat(siap, satu).langkah) == 5


@pytest.mark.serentak
def test_a_wrong_passphrase_touches_nothing_and_keeps_the_choices(siap: Balai) -> None:
    satu, dua = (siap.dalam(diparaf, siap.orang) for _ in range(2))
    isi = putus((satu, "setuju"), (dua, "kembali"), frasa="bukan frasa saya ini")
    isi[f"alasan_{dua.hex}"] = "Periksa lagi."
    ke, page = kirim(siap.kades, isi)
    assert ke == TUMPUKAN
    assert "ringkas-galat" in page
    assert re.search(rf'name="putus_{satu.hex}" value="setuju"[^>]* checked', page)
    assert "Periksa lagi." in page
    assert "bukan frasa saya ini" not in page
    assert {lihat(siap, s).status for s in (satu, dua)} == {Status.DIPARAF}
    assert lihat(siap, satu).nomor == ""


@pytest.mark.serentak
def test_a_letter_somebody_else_moved_does_not_stop_the_pile(siap: Balai) -> None:
    satu, dua = (siap.dalam(diparaf, siap.orang) for _ in range(2))
    siap.kades.post(
        f"/aparat/permohonan/{satu}/langkah/kembalikan/", {"versi": 3, "catatan": "Belum lengkap."}
    )
    _, page = kirim(siap.kades, putus((satu, "setuju"), (dua, "setuju")))
    assert lihat(siap, dua).status is Status.TERBIT
    assert lihat(siap, satu).status is Status.TERVERIFIKASI
    assert "kabar buruk" in page


@pytest.mark.django_db
def test_sending_back_wants_a_reason_beside_that_letter(siap: Balai) -> None:
    surat_id = siap.dalam(diparaf, siap.orang)
    _, page = kirim(siap.kades, putus((surat_id, "kembali")))
    assert f"#id_alasan_{surat_id.hex}" in page
    assert lihat(siap, surat_id).status is Status.DIPARAF


@pytest.mark.django_db
def test_signing_wants_a_passphrase_and_a_choice(siap: Balai) -> None:
    surat_id = siap.dalam(diparaf, siap.orang)
    _, tanpa_frasa = kirim(siap.kades, putus((surat_id, "setuju"), frasa=""))
    assert "#id_frasa" in tanpa_frasa
    _, tanpa_pilihan = kirim(siap.kades, putus((surat_id, "nanti")))
    assert "Belum ada surat yang Bapak/Ibu putuskan" in tanpa_pilihan


@pytest.mark.django_db
def test_proof_comes_first_and_the_choices_wait(siap: Balai) -> None:
    surat_id = siap.dalam(diparaf, siap.orang)
    klien = browser(siap.orang.kades, segar=False)
    page = klien.get(TUMPUKAN).content.decode()
    assert "pastikan ini saya" in page
    assert 'type="password"' not in page
    isi = putus((surat_id, "setuju"), frasa="")
    ke = klien.post(PUTUSKAN, isi | {"aksi": "pastikan"}).headers["Location"]
    assert ke == f"/aparat/pastikan/?lanjut={TUMPUKAN}"
    kembali = klien.get(TUMPUKAN).content.decode()
    assert re.search(rf'name="putus_{surat_id.hex}" value="setuju"[^>]* checked', kembali)


@pytest.mark.django_db
def test_half_an_hour_after_the_proof_a_sent_pile_asks_again(siap: Balai) -> None:
    surat_id = siap.dalam(diparaf, siap.orang)
    with time_machine.travel(clock.now() + timedelta(minutes=31), tick=False):
        ke = siap.kades.post(PUTUSKAN, putus((surat_id, "setuju"))).headers["Location"]
    assert ke.startswith("/aparat/pastikan/")
    assert lihat(siap, surat_id).status is Status.DIPARAF


@pytest.mark.serentak
def test_a_foreign_letter_in_the_form_is_not_signed(siap: Balai, balai_lain: Balai) -> None:
    asing = balai_lain.dalam(diparaf, balai_lain.orang)
    _, page = kirim(siap.kades, putus((asing, "setuju")))
    assert lihat(balai_lain, asing).status is Status.DIPARAF
    assert "Euis Komariah" not in page


@pytest.mark.serentak
def test_a_letter_that_waits_with_its_number_is_signed_again(
    siap: Balai, monkeypatch: pytest.MonkeyPatch
) -> None:
    from eoffice.kernel.errors import StorageFull
    from eoffice.surat.services import terbit

    surat_id = siap.dalam(diparaf, siap.orang)

    def penuh(*_: Any, **__: Any) -> str:
        raise StorageFull

    with monkeypatch.context() as patch:
        patch.setattr(terbit.dokumen, "simpan", penuh)
        _, page = kirim(siap.kades, putus((surat_id, "setuju")))
    r = lihat(siap, surat_id)
    assert r.status is Status.MENUNGGU_TTE
    assert f"Nomor {r.nomor} tetap disimpan" in read(page).text
    ulang = siap.kades.get(TUMPUKAN).content.decode()
    assert "Tanda tangani lagi" in ulang
    assert r.nomor in ulang.replace("<wbr>", "")
    kirim(siap.kades, putus((surat_id, "setuju"), versi=r.versi))
    akhir = lihat(siap, surat_id)
    assert (akhir.status, akhir.nomor) == (Status.TERBIT, r.nomor)


@pytest.mark.django_db
def test_a_village_that_signs_on_paper_says_so(balai: Balai) -> None:
    assert "Tanda tangan di kertas" in balai.kades.get(TUMPUKAN).content.decode()


@pytest.mark.django_db
def test_a_signer_without_certificate_is_led_to_it(balai: Balai) -> None:
    from eoffice.surat import services
    from eoffice.surat.rules.alur import CaraTerbit

    balai.dalam(services.ubah_pengaturan, pelaku="uji", cara_terbit=CaraTerbit.TTE_LOKAL)
    page = balai.kades.get(TUMPUKAN).content.decode()
    assert "Sertifikat tanda tangan belum dibuat" in page
    buat = {"frasa": FRASA, "frasa_ulang": FRASA}
    beda = balai.kades.post("/aparat/pengaturan/sertifikat/baru/", {**buat, "frasa_ulang": "lain"})
    assert beda.status_code == 422
    assert FRASA not in beda.content.decode()
    lemah = balai.kades.post("/aparat/pengaturan/sertifikat/baru/", {"frasa": "abc", "frasa_ulang": "abc"})
    assert lemah.status_code == 422
    assert balai.kades.post("/aparat/pengaturan/sertifikat/baru/", buat).status_code == 302
    assert "Sertifikat tanda tangan belum dibuat" not in balai.kades.get(TUMPUKAN).content.decode()
    daftar = balai.sekdes.get("/aparat/pengaturan/sertifikat/").content.decode()
    assert "Berlaku" in daftar
    cabut = f"/aparat/pengaturan/sertifikat/{balai.orang.kades_pejabat}/cabut/"
    isi = {"alasan": "HP hilang", "paham": "on"}
    assert balai.sekdes.post(cabut, isi).status_code == 302
    assert "Dicabut" in balai.kades.get("/aparat/pengaturan/sertifikat/").content.decode()
    assert balai.sekdes.post(cabut, isi).status_code == 422


def test_the_form_never_gives_the_passphrase_back() -> None:
    satu = Lembaran(UUID(int=1), 3, ulang=False)
    form = Tumpukan({"frasa": "rahasia sekali", f"putus_{satu.id.hex}": "setuju"}, lembar=[satu])
    assert form.is_valid()
    assert form.pilihan() == {f"putus_{satu.id.hex}": "setuju"}
    assert "rahasia sekali" not in str(form)
