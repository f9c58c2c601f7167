"""Passkeys: made once, good for both steps, and every way in which an answer may be none."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import structlog
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eoffice.akun import selectors, services
from eoffice.akun.models import KunciSandi, Pengguna, PercobaanMasuk
from eoffice.akun.rules.jabatan import Jabatan
from eoffice.akun.rules.kunci_sandi import BANYAK, Tempat
from eoffice.akun.services.kunci_sandi import PALING_PANJANG
from eoffice.jejak.selectors import riwayat
from eoffice.kernel.errors import EofficeError, InvalidInput, NotFound, RuleRefused, TooManyAttempts
from eoffice.kernel.ids import new_id
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.perangkat import HADIR, PASTI, Perangkat

from .conftest import SEKARANG, Orang, buat_orang

TEMPAT = Tempat("desa.example", "https://desa.example")
LAIN = Tempat("lain.example", "https://lain.example")
SUMBER = "10.0.0.5"


def pasang(orang: Orang, perangkat: Perangkat | None = None, nama: str = "HP Pak Kades") -> Perangkat:
    """Make a passkey for a person, and return the device that holds it."""
    perangkat = perangkat or Perangkat()
    tawaran = services.tawarkan_pasang(pengguna_id=orang.pengguna, tempat=TEMPAT)
    services.pasang_kunci(
        pengguna_id=orang.pengguna,
        nama=nama,
        jawaban=perangkat.pasang(tawaran.opsi),
        tantangan=tawaran.tantangan,
        tempat=TEMPAT,
    )
    return perangkat


def masuk(perangkat: Perangkat, *, tempat: Tempat = TEMPAT, sumber: str = SUMBER, **kw: Any) -> Pengguna:
    """Come in with a passkey."""
    milik = kw.pop("milik", None)
    tawaran = services.tawarkan_masuk(tempat=tempat, milik=milik)
    return services.masuk_kunci(
        jawaban=perangkat.masuk(tawaran.opsi, **kw),
        tantangan=tawaran.tantangan,
        tempat=tempat,
        sumber=sumber,
        milik=milik,
    )


def ditolak(coba: Callable[[], object]) -> str:
    """Return the code with which something is refused."""
    with pytest.raises(EofficeError) as tolak:
        coba()
    return tolak.value.pesan.kode


# ---- making one ----


@pytest.mark.parametrize("algoritma", [-7, -8, -257])
def test_a_passkey_is_made_and_opens_the_account(kades: Orang, algoritma: int) -> None:
    perangkat = pasang(kades, Perangkat(algoritma=algoritma))
    assert masuk(perangkat).pk == kades.pengguna


def test_what_the_browser_is_asked_for(kades: Orang) -> None:
    opsi = json.loads(json.dumps(services.tawarkan_pasang(pengguna_id=kades.pengguna, tempat=TEMPAT).opsi))
    pilih = opsi["authenticatorSelection"]
    assert (pilih["residentKey"], pilih["userVerification"]) == ("required", "required")
    assert opsi["attestation"] == "none", "which make of telephone somebody has is his affair"
    assert opsi["rp"]["id"] == "desa.example"
    assert [satu["alg"] for satu in opsi["pubKeyCredParams"]] == [-7, -8, -257]
    minta = json.loads(json.dumps(services.tawarkan_masuk(tempat=TEMPAT).opsi))
    assert (minta["userVerification"], minta["rpId"]) == ("required", "desa.example")
    assert "allowCredentials" not in minta, "nobody is told whose passkeys there are"


def test_a_device_that_has_one_is_named_so_that_it_makes_no_second(kades: Orang, sekdes: Orang) -> None:
    pasang(kades)
    opsi = services.tawarkan_pasang(pengguna_id=kades.pengguna, tempat=TEMPAT).opsi
    assert len(opsi["excludeCredentials"]) == 1
    for siapa, tempat in ((kades, LAIN), (sekdes, TEMPAT)):
        lain = services.tawarkan_pasang(pengguna_id=siapa.pengguna, tempat=tempat).opsi
        assert not lain.get("excludeCredentials")


@pytest.mark.parametrize(
    "perangkat",
    [
        Perangkat(asal="https://jahat.example"),
        Perangkat(asal="http://desa.example"),
        Perangkat(asal="https://desa.example:8443"),
        Perangkat(rp_id="jahat.example"),
        Perangkat(bendera=HADIR),
        Perangkat(bendera=PASTI),
        Perangkat(jenis_pasang="webauthn.get"),
        Perangkat(algoritma=-65535),
        Perangkat(nama=b"x" * 1024),
    ],
    ids=["origin", "scheme", "port", "rp", "no-uv", "no-up", "type", "algorithm", "long-id"],
)
def test_what_does_not_fit_is_not_kept(kades: Orang, perangkat: Perangkat) -> None:
    assert ditolak(lambda: pasang(kades, perangkat)) == "akun.kunci_lama"
    assert not KunciSandi.objects.exists()


def test_a_challenge_makes_one_passkey(kades: Orang) -> None:
    tawaran = services.tawarkan_pasang(pengguna_id=kades.pengguna, tempat=TEMPAT)
    isi = {"pengguna_id": kades.pengguna, "tantangan": tawaran.tantangan, "tempat": TEMPAT}
    services.pasang_kunci(nama="satu", jawaban=Perangkat().pasang(tawaran.opsi), **isi)
    lagi = Perangkat().pasang(tawaran.opsi)
    assert ditolak(lambda: services.pasang_kunci(nama="dua", jawaban=lagi, **isi)) == "akun.kunci_lama"


def test_one_passkey_belongs_to_one_account(kades: Orang, sekdes: Orang) -> None:
    perangkat = pasang(kades)
    assert ditolak(lambda: pasang(sekdes, perangkat.salinan(pemegang=b""))) == "akun.kunci_sudah_ada"
    assert not selectors.kunci_sandi(sekdes.pengguna)


@pytest.mark.parametrize(
    ("nama", "kode"), [("", "tanpa_nama"), (" \n", "tanpa_nama"), ("hp PAK  kades", "nama_ganda")]
)
def test_each_has_a_name_of_its_own(kades: Orang, nama: str, kode: str) -> None:
    pasang(kades)
    with pytest.raises(InvalidInput) as tolak:
        pasang(kades, nama=nama)
    assert tolak.value.per_field["nama"].kode == f"akun.kunci_{kode}"


def test_ten_are_enough(kades: Orang) -> None:
    for nomor in range(BANYAK):
        pasang(kades, nama=f"HP {nomor}")
    assert ditolak(lambda: pasang(kades, nama="HP lagi")) == "akun.kunci_penuh"


def test_its_owner_sees_when_it_was_used(kades: Orang, sekdes: Orang) -> None:
    with time_machine.travel(SEKARANG, tick=False):
        perangkat = pasang(kades)
        (baris,) = selectors.kunci_sandi(kades.pengguna)
        assert (baris.nama, baris.tempat, baris.dibuat_pada, baris.dipakai_pada, baris.ditahan) == (
            "HP Pak Kades",
            "desa.example",
            SEKARANG,
            None,
            False,
        )
    with time_machine.travel(SEKARANG + timedelta(days=1), tick=False):
        masuk(perangkat)
    assert selectors.kunci_sandi(kades.pengguna)[0].dipakai_pada == SEKARANG + timedelta(days=1)
    assert selectors.kunci_sandi(sekdes.pengguna) == []
    assert [selectors.punya_kunci(kades.pengguna, satu.nama) for satu in (TEMPAT, LAIN)] == [True, False]


# ---- coming in ----


def _asing(p: Perangkat) -> Pengguna:
    return masuk(Perangkat(pemegang=p.pemegang))


def _lain_pemegang(p: Perangkat) -> Pengguna:
    return masuk(p, pemegang=new_id().bytes)


def _tanpa_pemegang(p: Perangkat) -> Pengguna:
    return masuk(p, pemegang=b"")


SALAH: dict[str, Callable[[Perangkat], Pengguna]] = {
    "unknown": _asing,
    "somebody else's name": _lain_pemegang,
    "nobody's name": _tanpa_pemegang,
    "signature": lambda p: masuk(p, rusak=True),
    "origin": lambda p: masuk(p.salinan(asal="https://jahat.example")),
    "port": lambda p: masuk(p.salinan(asal="https://desa.example:8443")),
    "rp": lambda p: masuk(p.salinan(rp_id="jahat.example")),
    "no finger": lambda p: masuk(p.salinan(bendera=HADIR)),
    "nobody there": lambda p: masuk(p.salinan(bendera=PASTI)),
    "type": lambda p: masuk(p.salinan(jenis_masuk="webauthn.create")),
    "other key": lambda p: masuk(p.salinan(kunci=Perangkat().kunci)),
    "other place": lambda p: masuk(p.salinan(asal=LAIN.asal), tempat=LAIN),
}


@pytest.mark.parametrize("cara", SALAH)
def test_what_does_not_fit_opens_nothing_and_reads_the_same(kades: Orang, cara: str) -> None:
    perangkat = pasang(kades)
    assert ditolak(lambda: SALAH[cara](perangkat)) == "akun.kunci_salah"
    assert masuk(perangkat).pk == kades.pengguna, "the real one goes on working"


def test_an_answer_works_once_and_only_to_its_own_question(kades: Orang) -> None:
    perangkat = pasang(kades)
    satu, dua = (services.tawarkan_masuk(tempat=TEMPAT) for _ in range(2))
    jawaban = perangkat.masuk(satu.opsi)
    isi = {"jawaban": jawaban, "tempat": TEMPAT, "sumber": SUMBER}
    assert ditolak(lambda: services.masuk_kunci(tantangan=dua.tantangan, **isi)) == "akun.kunci_salah"
    assert ditolak(lambda: services.masuk_kunci(tantangan="", **isi)) == "akun.kunci_salah"
    services.masuk_kunci(tantangan=satu.tantangan, **isi)
    assert ditolak(lambda: services.masuk_kunci(tantangan=satu.tantangan, **isi)) == "akun.kunci_salah"


def test_as_second_step_only_the_account_whose_password_was_given(kades: Orang, sekdes: Orang) -> None:
    perangkat = pasang(kades)
    tawaran = services.tawarkan_masuk(tempat=TEMPAT, milik=kades.pengguna)
    assert len(tawaran.opsi["allowCredentials"]) == 1
    assert masuk(perangkat, milik=kades.pengguna, pemegang=b"").pk == kades.pengguna, (
        "a key that tells no name"
    )
    assert ditolak(lambda: masuk(perangkat, milik=sekdes.pengguna)) == "akun.kunci_salah"


def test_guessing_is_held_back_where_it_is_done_and_for_that_account_only(
    kades: Orang, sekdes: Orang
) -> None:
    perangkat, milik_sekdes = pasang(kades), pasang(sekdes)
    with time_machine.travel(SEKARANG, tick=False):
        for _ in range(5):
            assert ditolak(lambda: masuk(perangkat, rusak=True)) == "akun.kunci_salah"
        with pytest.raises(TooManyAttempts):
            masuk(perangkat)
        assert masuk(perangkat, sumber="tempat-lain").pk == kades.pengguna
        assert masuk(milik_sekdes).pk == sekdes.pengguna


# ---- a copy ----


def test_a_copied_passkey_is_found_out_held_and_logged(kades: Orang) -> None:
    asli = pasang(kades, Perangkat(hitung=3))
    asli.hitung = 9
    masuk(asli)
    with structlog.testing.capture_logs() as catatan:
        assert ditolak(lambda: masuk(asli.salinan(hitung=5))) == "akun.kunci_disalin"
    (satu,) = [c for c in catatan if c["event"] == "masuk.kunci_mundur"]
    assert satu["pengguna"] == str(kades.pengguna)
    assert "kades" not in repr(satu), "no name in the log"
    assert selectors.kunci_sandi(kades.pengguna)[0].ditahan
    asli.hitung = 50
    assert ditolak(lambda: masuk(asli)) == "akun.kunci_salah", "nobody knows which of the two is the owner's"
    assert not selectors.punya_kunci(kades.pengguna, TEMPAT.nama)


def test_the_same_count_twice_is_a_copy_but_no_count_at_all_is_none(kades: Orang) -> None:
    menghitung, tidak = pasang(kades, Perangkat(hitung=1)), pasang(kades, nama="laptop")
    for _ in range(3):
        masuk(tidak)
    menghitung.hitung = 2
    masuk(menghitung)
    assert ditolak(lambda: masuk(menghitung)) == "akun.kunci_disalin"


def test_a_device_that_stops_counting_is_a_copy(kades: Orang) -> None:
    perangkat = pasang(kades, Perangkat(hitung=4))
    assert ditolak(lambda: masuk(perangkat.salinan(hitung=0))) == "akun.kunci_disalin"


# ---- the end ----


def test_a_closed_account_has_no_passkey_any_more(kades: Orang) -> None:
    perangkat = pasang(kades)
    Pengguna.objects.filter(pk=kades.pengguna).update(is_active=False)
    assert ditolak(lambda: masuk(perangkat)) == "akun.kunci_salah"


def test_an_account_that_became_a_citizens_has_none_either(kades: Orang) -> None:
    perangkat = pasang(kades)
    Pengguna.objects.filter(pk=kades.pengguna).update(jenis="warga")
    assert ditolak(lambda: masuk(perangkat)) == "akun.kunci_salah"


def test_taking_one_away_ends_every_session(kades: Orang, sekdes: Orang) -> None:
    perangkat, tetap = pasang(kades), pasang(kades, nama="laptop")
    sesi = Pengguna.objects.get(pk=kades.pengguna).get_session_auth_hash()
    kunci = selectors.kunci_sandi(kades.pengguna)[0].id
    with pytest.raises(NotFound):
        services.lepas_kunci(pengguna_id=sekdes.pengguna, kunci_id=kunci)
    assert services.lepas_kunci(pengguna_id=kades.pengguna, kunci_id=kunci).get_session_auth_hash() != sesi
    assert ditolak(lambda: masuk(perangkat)) == "akun.kunci_salah"
    assert masuk(tetap).pk == kades.pengguna
    with pytest.raises(NotFound):
        services.lepas_kunci(pengguna_id=kades.pengguna, kunci_id=kunci)


def test_two_colleagues_who_release_a_lost_phone_release_its_passkeys(
    kades: Orang, sekdes: Orang, operator: Orang
) -> None:
    perangkat, milik_sekdes = pasang(kades), pasang(sekdes)
    services.reset_totp_dua_orang(
        nama_rekan="kades", oleh=sekdes.pengguna, saksi=operator.pengguna, alasan="HP hilang"
    )
    assert ditolak(lambda: masuk(perangkat)) == "akun.kunci_salah"
    assert masuk(milik_sekdes).pk == sekdes.pengguna


def test_whoever_keeps_the_server_takes_all_of_a_persons_and_it_is_recorded(
    kades: Orang, sekdes: Orang
) -> None:
    satu, dua, milik_sekdes = pasang(kades), pasang(kades, nama="laptop"), pasang(sekdes)
    sesi = Pengguna.objects.get(pk=kades.pengguna).get_session_auth_hash()
    assert services.lepas_semua_kunci(nama_masuk=" Kades ", alasan=" HP hilang ", pelaku="perintah") == 2
    for perangkat in (satu, dua):
        assert ditolak(lambda p=perangkat: masuk(p)) == "akun.kunci_salah"
    assert masuk(milik_sekdes).pk == sekdes.pengguna
    assert Pengguna.objects.get(pk=kades.pengguna).get_session_auth_hash() != sesi
    (kejadian,) = riwayat("pengguna", kades.pengguna)
    assert (kejadian.jenis, kejadian.publik, kejadian.pribadi) == (
        "akun.kunci_dilepas",
        {"banyak": 2},
        {"alasan": "HP hilang"},
    )


def test_taking_all_wants_a_reason_and_an_official_of_this_village(
    kades: Orang,
) -> None:
    with pytest.raises(InvalidInput):
        services.lepas_semua_kunci(nama_masuk="kades", alasan=" ", pelaku="perintah")
    with pytest.raises(NotFound):
        services.lepas_semua_kunci(nama_masuk="tidak-ada", alasan="x", pelaku="perintah")


def test_a_village_takes_nothing_from_another(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(cisontrol.kode):
        kades = buat_orang("kades", Jabatan.KEPALA_DESA)
        perangkat = pasang(kades)
    with lingkup(situmandala.kode), pytest.raises(NotFound):
        services.lepas_semua_kunci(nama_masuk="kades", alasan="x", pelaku="perintah")
    with lingkup(cisontrol.kode):
        assert masuk(perangkat).pk == kades.pengguna


def test_an_officer_of_the_regency_loses_them_with_the_phone(db: None) -> None:
    satu = services.buat_petugas(
        nama_masuk="dian", nama="Dian", sandi="empat kata yang panjang", pelaku="uji"
    )
    perangkat = pasang(Orang(satu.pk, satu.pk, "dian"))
    assert masuk(perangkat) == satu
    services.lepas_hp_petugas(nama_masuk="dian", alasan="hilang", pelaku="uji")
    assert ditolak(lambda: masuk(perangkat)) == "akun.kunci_salah"


# ---- whatever comes ----


@pytest.mark.parametrize(
    "jawaban",
    ["", "{}", "[]", "null", "1", '"x"', "{", '{"rawId": 1}', '{"rawId": "é"}', '{"rawId": "AA", "response": 3}', "9" * 5000],
)  # fmt: skip
def test_nonsense_is_a_wrong_passkey_never_a_crash(kades: Orang, jawaban: str) -> None:
    tawaran = services.tawarkan_masuk(tempat=TEMPAT)
    isi = {"jawaban": jawaban, "tempat": TEMPAT, "tantangan": tawaran.tantangan}
    with time_machine.travel(SEKARANG, tick=False):
        assert ditolak(lambda: services.masuk_kunci(sumber=SUMBER, **isi)) == "akun.kunci_salah"
    pasang = lambda: services.pasang_kunci(pengguna_id=kades.pengguna, nama="x", **isi)  # noqa: E731
    assert ditolak(pasang) == "akun.kunci_lama"


def test_an_answer_far_too_long_is_not_read(kades: Orang) -> None:
    perangkat = pasang(kades)
    tawaran = services.tawarkan_masuk(tempat=TEMPAT)
    panjang = perangkat.masuk(tawaran.opsi) + " " * PALING_PANJANG
    isi = {"tempat": TEMPAT, "tantangan": tawaran.tantangan, "sumber": SUMBER}
    assert ditolak(lambda: services.masuk_kunci(jawaban=panjang, **isi)) == "akun.kunci_salah"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["clientDataJSON", "authenticatorData", "signature", "attestationObject"]),
    st.integers(0, 10_000),
    st.text("AZaz09-_", max_size=12),
)
def test_a_damaged_answer_is_refused_never_a_crash(kades: Orang, bagian: str, di: int, lain: str) -> None:
    """One part of a genuine answer is cut, or other bytes stand in it."""
    KunciSandi.objects.all().delete()
    PercobaanMasuk.objects.all().delete()
    pasangan = bagian == "attestationObject"
    perangkat = Perangkat() if pasangan else pasang(kades)
    if pasangan:
        tawaran = services.tawarkan_pasang(pengguna_id=kades.pengguna, tempat=TEMPAT)
    else:
        tawaran = services.tawarkan_masuk(tempat=TEMPAT)
    isi = json.loads(perangkat.pasang(tawaran.opsi) if pasangan else perangkat.masuk(tawaran.opsi))
    semula = isi["response"][bagian]
    isi["response"][bagian] = semula[: di % len(semula)] + lain
    sama = {"jawaban": json.dumps(isi), "tantangan": tawaran.tantangan, "tempat": TEMPAT}
    if isi["response"][bagian] == semula:
        return  # nothing was damaged
    with pytest.raises(RuleRefused):
        if pasangan:
            services.pasang_kunci(pengguna_id=kades.pengguna, nama="x", **sama)
        else:
            services.masuk_kunci(sumber=str(new_id()), **sama)
