"""A signer's certificate and passphrase: who makes it, what is refused, what guessing at it does."""

import logging
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client
from django.utils.timezone import localdate

from eoffice.akun import selectors, services
from eoffice.akun.rules.jabatan import Bentuk, Jabatan
from eoffice.dokumen.services import penandatangan_aktif, semua_penandatangan
from eoffice.kernel import clock
from eoffice.surat.rules.alur import Status
from eoffice.surat.selectors.meja import rincian
from tests.pabrik import FRASA, diparaf, tte_lokal
from tests.web.aparat.conftest import Balai, browser, isi, ke
from tests.web.markup import read

PUTUSKAN, TUMPUKAN = "/aparat/tanda-tangan/putuskan/", "/aparat/tanda-tangan/"
BARU = "padi menguning di lereng"
TERTAHAN = "Frasa sandi terlalu sering salah"


def kirim(klien: Client, surat_id: UUID, frasa: str, **meta: str) -> str:
    """Sign one letter of the pile; return the page that follows."""
    data = {f"versi_{surat_id.hex}": "3", f"putus_{surat_id.hex}": "setuju", "aksi": "tanda_tangani", "frasa": frasa}  # fmt: skip
    jawab = klien.post(PUTUSKAN, data, **meta)  # type: ignore[arg-type]
    assert jawab.status_code == 302
    return isi(klien.get(jawab.headers["Location"]))


def status(balai: Balai, surat_id: UUID) -> Status:
    return balai.dalam(rincian, surat_id).status  # type: ignore[no-any-return]


@pytest.fixture
def siap(balai: Balai) -> tuple[Balai, UUID]:
    """A village that signs electronically, with a letter on the pile."""
    balai.dalam(tte_lokal, balai.orang)
    return balai, balai.dalam(diparaf, balai.orang)


# ---- guessing a passphrase ----


@pytest.mark.serentak
def test_guessing_the_passphrase_is_held_back_and_the_choices_stay(siap: tuple[Balai, UUID]) -> None:
    balai, surat_id = siap
    with time_machine.travel(clock.now(), tick=False) as jam:
        for _ in range(5):
            assert "Frasa sandi tidak cocok" in kirim(balai.kades, surat_id, "bukan frasa ini")
        halaman = kirim(balai.kades, surat_id, FRASA)
        assert TERTAHAN in halaman, "also the right one waits now"
        assert "Coba lagi 1 menit lagi." in halaman
        dipilih = read(halaman).all("input", name=f"putus_{surat_id.hex}", value="setuju")
        assert "checked" in dipilih[0]
        assert status(balai, surat_id) is Status.DIPARAF
        assert FRASA not in halaman
        jam.shift(timedelta(seconds=61))
        assert "1 surat terbit" in kirim(balai.kades, surat_id, FRASA)
    assert status(balai, surat_id) is Status.TERBIT


@pytest.mark.serentak
def test_a_signer_signs_while_another_is_held_at_the_same_computer(siap: tuple[Balai, UUID]) -> None:
    balai, surat_id = siap
    hari = localdate(clock.now())
    sekdes = next(b for b in balai.dalam(selectors.daftar_pejabat) if b.jabatan is Jabatan.SEKRETARIS_DESA)
    balai.dalam(
        services.limpahkan,
        pejabat_id=sekdes.pejabat_id,
        bentuk=Bentuk.ATAS_NAMA,
        mulai=hari - timedelta(days=1),
        selesai=hari + timedelta(days=1),
        pelaku="uji",
    )
    for _ in range(6):
        halaman = kirim(balai.kades, surat_id, "bukan frasa ini")
    assert TERTAHAN in halaman
    balai.sekdes.post(ke("sertifikat_baru"), {"frasa": BARU, "frasa_ulang": BARU})
    jawab = kirim(balai.sekdes, surat_id, BARU)
    assert TERTAHAN not in jawab


@pytest.mark.serentak
def test_the_owner_signs_from_his_own_computer_while_a_thief_is_held(siap: tuple[Balai, UUID]) -> None:
    balai, surat_id = siap
    for _ in range(8):
        kirim(balai.kades, surat_id, "bukan frasa ini", REMOTE_ADDR="10.0.0.66")
    assert TERTAHAN in kirim(balai.kades, surat_id, FRASA, REMOTE_ADDR="10.0.0.66")
    assert "1 surat terbit" in kirim(balai.kades, surat_id, FRASA, REMOTE_ADDR="10.0.0.5")


@pytest.mark.serentak
def test_a_lost_key_file_is_no_wrong_passphrase(
    siap: tuple[Balai, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    balai, surat_id = siap

    def hilang(self: object) -> bytes:
        raise FileNotFoundError("p12")

    with monkeypatch.context() as rusak:
        rusak.setattr("pathlib.Path.read_bytes", hilang)
        for _ in range(7):
            assert balai.kades.post(PUTUSKAN, {f"versi_{surat_id.hex}": "3", f"putus_{surat_id.hex}": "setuju", "aksi": "tanda_tangani", "frasa": FRASA}).status_code == 503  # fmt: skip
    assert "1 surat terbit" in kirim(balai.kades, surat_id, FRASA)


@pytest.mark.serentak
@pytest.mark.parametrize("frasa", [f"  {FRASA}  ", FRASA.replace(" ", "\u00a0")])
def test_a_passphrase_typed_with_other_spaces_is_the_same(siap: tuple[Balai, UUID], frasa: str) -> None:
    balai, surat_id = siap
    assert "1 surat terbit" in kirim(balai.kades, surat_id, frasa)


@pytest.mark.serentak
@pytest.mark.parametrize("frasa", [FRASA.upper(), FRASA[:-1], FRASA + "\u200b.", "' OR 1=1 --", "x" * 200])
def test_a_passphrase_that_is_nearly_right_is_wrong(siap: tuple[Balai, UUID], frasa: str) -> None:
    balai, surat_id = siap
    halaman = kirim(balai.kades, surat_id, frasa)
    assert "Frasa sandi tidak cocok" in halaman
    assert status(balai, surat_id) is Status.DIPARAF


@pytest.mark.serentak
def test_signing_wants_a_fresh_proof_however_right_the_passphrase(siap: tuple[Balai, UUID]) -> None:
    balai, surat_id = siap
    basi = browser(balai.orang.kades, segar=False)
    data = {f"versi_{surat_id.hex}": "3", f"putus_{surat_id.hex}": "setuju", "aksi": "tanda_tangani", "frasa": FRASA}  # fmt: skip
    jawab = basi.post(PUTUSKAN, data)
    assert jawab.headers["Location"] == f"/aparat/pastikan/?lanjut={TUMPUKAN}"
    assert status(balai, surat_id) is Status.DIPARAF
    assert FRASA not in repr(dict(basi.session)), "the choices wait, the passphrase never"


# ---- making and revoking a certificate ----


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("frasa", "ulang", "bidang", "kata"),
    [
        ("pendek", "pendek", "", "12 sampai 128"),
        ("x" * 129, "x" * 129, "", "12 sampai 128"),
        ("a" * 20, "a" * 20, "", "mudah ditebak"),
        ("password password", "password password", "", "mudah ditebak"),
        ("", "", "frasa", ""),
        (BARU, "", "frasa_ulang", ""),
        (BARU, BARU + "x", "frasa_ulang", "tidak sama"),
    ],
)
def test_a_weak_or_mistyped_passphrase_makes_no_certificate(
    balai: Balai, frasa: str, ulang: str, bidang: str, kata: str
) -> None:
    jawab = balai.kades.post(ke("sertifikat_baru"), {"frasa": frasa, "frasa_ulang": ulang})
    assert jawab.status_code == 422
    halaman = read(jawab.content.decode())
    assert kata in halaman.text
    assert not bidang or halaman.ids[f"id_{bidang}-g"]
    assert not frasa or frasa not in jawab.content.decode()
    assert balai.dalam(semua_penandatangan) == []


@pytest.mark.django_db
def test_a_signer_makes_his_own_certificate_and_a_new_one_takes_its_place(balai: Balai) -> None:
    for frasa in (BARU, "hujan reda menjelang subuh"):
        jawab = balai.kades.post(ke("sertifikat_baru"), {"frasa": frasa, "frasa_ulang": frasa}, follow=True)
        assert "Sertifikat sudah dibuat" in jawab.content.decode()
    dua = balai.dalam(semua_penandatangan)
    assert [satu.dicabut_pada is None for satu in dua] == [True, False]
    aktif = balai.dalam(penandatangan_aktif, balai.orang.kades_pejabat)
    assert aktif is not None
    assert aktif.serial == dua[0].serial
    halaman = read(isi(balai.operator.get(ke("sertifikat"))))
    assert "Berlaku" in halaman.text
    assert "Dicabut" in halaman.text
    assert not halaman.all("a", href=ke("sertifikat_cabut", balai.orang.kades_pejabat)), "an operator looks"


@pytest.mark.django_db
def test_who_may_not_sign_today_makes_no_certificate(balai: Balai) -> None:
    for klien in (balai.operator, balai.sekdes):
        assert klien.get(ke("sertifikat_baru")).status_code == 404
        assert klien.post(ke("sertifikat_baru"), {"frasa": BARU, "frasa_ulang": BARU}).status_code == 404
    assert balai.dalam(semua_penandatangan) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "bidang"),
    [
        ({"alasan": "", "paham": "on"}, "alasan"),
        ({"alasan": "HP hilang"}, "paham"),
        ({"alasan": "x" * 201, "paham": "on"}, "alasan"),
    ],
)
def test_revoking_wants_a_reason_and_a_yes(balai: Balai, data: dict[str, str], bidang: str) -> None:
    balai.dalam(tte_lokal, balai.orang)
    jawab = balai.sekdes.post(ke("sertifikat_cabut", balai.orang.kades_pejabat), data)
    assert jawab.status_code == 422
    assert read(jawab.content.decode()).ids[f"id_{bidang}-g"]
    assert balai.dalam(penandatangan_aktif, balai.orang.kades_pejabat) is not None


@pytest.mark.django_db
def test_a_revoked_certificate_signs_no_more_and_cannot_be_revoked_twice(balai: Balai) -> None:
    balai.dalam(tte_lokal, balai.orang)
    cabut = ke("sertifikat_cabut", balai.orang.kades_pejabat)
    data = {"alasan": "HP hilang", "paham": "on"}
    assert "sudah dicabut" in balai.sekdes.post(cabut, data, follow=True).content.decode()
    assert balai.dalam(penandatangan_aktif, balai.orang.kades_pejabat) is None
    lagi = balai.sekdes.post(cabut, data)
    assert lagi.status_code == 422
    assert cabut not in isi(balai.kades.get(ke("sertifikat")))
    assert "Sertifikat tanda tangan belum dibuat" in isi(balai.kades.get(TUMPUKAN))


@pytest.mark.django_db
def test_certificates_of_another_village_are_nothing(balai: Balai, balai_lain: Balai) -> None:
    balai_lain.dalam(tte_lokal, balai_lain.orang)
    data = {"alasan": "iseng", "paham": "on"}
    for kunci in (balai_lain.orang.kades_pejabat, uuid4()):
        cabut = ke("sertifikat_cabut", kunci)
        assert (balai.kades.get(cabut).status_code, balai.kades.post(cabut, data).status_code) == (404, 404)
    assert balai_lain.dalam(penandatangan_aktif, balai_lain.orang.kades_pejabat) is not None
    serial = balai_lain.dalam(semua_penandatangan)[0].serial
    assert serial not in isi(balai.kades.get(ke("sertifikat")))


@pytest.mark.django_db
def test_the_list_says_when_a_certificate_has_run_out(balai: Balai) -> None:
    balai.dalam(tte_lokal, balai.orang)
    with time_machine.travel(clock.now() + timedelta(days=4000), tick=False):
        assert "Kedaluwarsa" in isi(browser(balai.orang.sekdes).get(ke("sertifikat")))


@pytest.mark.django_db
def test_a_passphrase_stands_in_no_event_and_no_log(balai: Balai, caplog: Any) -> None:
    from eoffice.jejak.models import MuatanPribadi, Peristiwa

    caplog.set_level(logging.DEBUG)
    balai.kades.post(ke("sertifikat_baru"), {"frasa": BARU, "frasa_ulang": BARU})
    tertulis = balai.dalam(lambda: repr([*Peristiwa.objects.values(), *MuatanPribadi.objects.values()]))
    assert "dokumen.penandatangan" in tertulis
    assert BARU not in tertulis
    assert BARU not in "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith("django.db"))
