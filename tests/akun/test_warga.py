"""The activation slip, the PIN, and the account behind them."""

import base64
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.conf import settings as pengaturan
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eoffice.akun import selectors, services
from eoffice.akun.models import AkunWarga, Pengguna, SlipAktivasi
from eoffice.akun.services import rahasia
from eoffice.akun.services import slip as slip_services
from eoffice.jejak.selectors import riwayat
from eoffice.kernel.errors import EofficeError, InvalidInput, NotFound, RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup

from .conftest import LAHIR, NIK, PIN, SEKARANG, buat_warga

PIN_LAIN = "905163"
NIK_LAIN = "3207150101809002"


def _slip(penduduk: UUID | None = None) -> services.Slip:
    return services.terbitkan_slip(penduduk_id=penduduk or new_id(), pelaku="operator")


def _aktifkan(token: str, pin: str = PIN, nik: str = NIK) -> Pengguna:
    return services.aktifkan_warga(token=token, pin=pin, nik=nik, nama="Euis", tanggal_lahir=LAHIR)


def _masuk(pin: str, nik: str = NIK) -> Pengguna:
    return services.masuk_warga(desa="32.07.15.2004", nik=nik, pin=pin, sumber="rumah")


def _kode(token: str) -> str:
    with pytest.raises(EofficeError) as info:
        services.baca_slip(token)
    return info.value.pesan.kode


def test_a_slip_leads_to_an_account(di_cisontrol: Desa) -> None:
    penduduk = new_id()
    slip = _slip(penduduk)
    terbaca = services.baca_slip(slip.token)
    assert (terbaca.desa, terbaca.penduduk_id) == (di_cisontrol.kode, penduduk)
    akun = _aktifkan(slip.token)
    assert (akun.jenis, akun.desa_id, akun.nama) == ("warga", di_cisontrol.kode, "Euis")
    assert selectors.akun_warga(akun.pk) == penduduk
    assert selectors.warga_punya_akun(di_cisontrol.kode, penduduk) == akun.pk
    assert _masuk(PIN).pk == akun.pk


def test_a_slip_that_is_known_already_stays_as_it_is(di_cisontrol: Desa) -> None:
    """It may come again by another way, after it was used or revoked here."""
    lama = _slip()
    _slip(lama.penduduk_id)
    dicabut = SlipAktivasi.objects.get(pk=lama.jti)
    assert dicabut.dicabut_pada is not None
    slip_services._ingat(lama, "ABCD-EFGH-JKMN")
    satu = SlipAktivasi.objects.get(pk=lama.jti)
    assert (satu.dicabut_pada, satu.kode_digest) == (dicabut.dicabut_pada, dicabut.kode_digest)


def test_a_slip_nobody_told_of_is_remembered_as_usable(di_cisontrol: Desa) -> None:
    slip = _slip()
    SlipAktivasi.objects.all().delete()
    slip_services._ingat(slip, slip.kode)
    satu = SlipAktivasi.objects.get()
    assert (satu.pk, satu.penduduk_id, satu.desa_id) == (slip.jti, slip.penduduk_id, di_cisontrol.kode)
    assert (satu.dipakai_pada, satu.dicabut_pada) == (None, None)


def test_the_token_fits_an_alphanumeric_qr(di_cisontrol: Desa) -> None:
    token = _slip().token
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    assert len(token) <= 210, "with the address in front it stays below 235 characters, version 9-M"


def test_the_typed_code_works_like_the_token_however_it_is_typed(di_cisontrol: Desa) -> None:
    slip = _slip()
    assert len(slip.kode) == 14
    for ketikan in (
        slip.kode,
        slip.kode.lower(),
        slip.kode.replace("-", " "),
        f" {slip.kode.replace('-', '')} ",
    ):
        assert services.baca_slip(ketikan).penduduk_id == slip.penduduk_id
    terbaca = services.baca_slip(slip.kode)
    assert _aktifkan(terbaca.token).pk == _masuk(PIN).pk
    assert _kode(slip.kode) == _kode(slip.token) == "akun.slip_terpakai"


def test_a_slip_works_once(di_cisontrol: Desa) -> None:
    slip = _slip()
    _aktifkan(slip.token)
    assert _kode(slip.token) == "akun.slip_terpakai"
    with pytest.raises(RuleRefused):
        _aktifkan(slip.token, PIN_LAIN)
    assert _masuk(PIN)


def test_a_slip_printed_anew_revokes_the_one_before(di_cisontrol: Desa) -> None:
    penduduk, orang_lain = new_id(), new_id()
    lama, milik_lain, baru = _slip(penduduk), _slip(orang_lain), _slip(penduduk)
    assert _kode(lama.token) == _kode(lama.kode) == "akun.slip_diganti"
    assert services.baca_slip(baru.token).jti == baru.jti
    assert services.baca_slip(milik_lain.token).jti == milik_lain.jti


def test_a_slip_ends_after_fourteen_days(di_cisontrol: Desa) -> None:
    with time_machine.travel(SEKARANG, tick=False) as jam:
        slip = _slip()
        jam.shift(timedelta(days=14))
        assert services.baca_slip(slip.token)
        jam.shift(timedelta(seconds=1))
        assert _kode(slip.token) == _kode(slip.kode) == "akun.slip_kedaluwarsa"


def test_another_installation_with_the_key_accepts_a_slip_it_has_not_heard_of(di_cisontrol: Desa) -> None:
    slip = _slip()
    SlipAktivasi.objects.all().delete()
    _aktifkan(slip.token)
    assert _kode(slip.token) == "akun.slip_terpakai", "and remembers that it was used"


@pytest.mark.parametrize(
    "token", ["", "A", "ABC-DEF", "0" * 12, "AAAAAAAAAAAA", "A" * 208, "é" * 40, "====", "A" * 100_000]
)
def test_anything_else_is_an_unknown_slip(di_cisontrol: Desa, token: str) -> None:
    assert _kode(token) == "akun.slip_salah"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**12), st.integers(0, 7))
def test_a_slip_with_one_bit_changed_is_refused(di_cisontrol: Desa, letak: int, bit: int) -> None:
    token = _slip().token
    isi = bytearray(base64.b32decode(token + "=" * (-len(token) % 8)))
    isi[letak % len(isi)] ^= 1 << bit
    salah = _kode(base64.b32encode(bytes(isi)).decode().rstrip("="))
    assert salah in {"akun.slip_salah", "akun.slip_desa_lain"}  # the bit may make it another village's


def test_a_slip_signed_by_somebody_else_is_refused(
    di_cisontrol: Desa, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from eoffice.akun.services import slip

    with monkeypatch.context() as asing:
        asing.setattr(slip, "kunci_simpul", Ed25519PrivateKey.generate)
        token = _slip().token
    assert _kode(token) == "akun.slip_salah"


def test_a_slip_of_another_village_does_not_work_here(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(situmandala.kode):
        slip = _slip()
    with lingkup(cisontrol.kode), pytest.raises(RuleRefused, match="slip_salah"):
        _aktifkan(slip.token)
    assert not AkunWarga.objects.exists()


def test_activation_opens_the_slips_village_when_none_is_open(cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        slip = _slip()
    assert _aktifkan(slip.token).desa_id == cisontrol.kode


def test_an_easy_pin_leaves_the_slip_usable(di_cisontrol: Desa) -> None:
    slip = _slip()
    for pin in ("040791", "123456", "919001", "12345"):
        with pytest.raises(InvalidInput) as info:
            _aktifkan(slip.token, pin)
        assert "pin" in info.value.per_field
    assert _aktifkan(slip.token)


def test_a_new_slip_rebinds_and_the_old_pin_dies(di_cisontrol: Desa) -> None:
    penduduk = new_id()
    lama = Pengguna.objects.get(pk=buat_warga(penduduk))
    baru = Pengguna.objects.get(pk=buat_warga(penduduk, pin=PIN_LAIN))
    assert baru.pk == lama.pk, "the same account: his letters stay his"
    assert baru.get_session_auth_hash() != lama.get_session_auth_hash()
    assert _masuk(PIN_LAIN).pk == lama.pk
    with pytest.raises(RuleRefused):
        _masuk(PIN)


def test_a_corrected_nik_moves_with_the_account(di_cisontrol: Desa) -> None:
    penduduk = new_id()
    akun = buat_warga(penduduk)
    assert buat_warga(penduduk, nik=NIK_LAIN) == akun
    assert _masuk(PIN, NIK_LAIN).pk == akun
    with pytest.raises(RuleRefused):
        _masuk(PIN, NIK)


def test_one_nik_never_opens_two_accounts(di_cisontrol: Desa) -> None:
    buat_warga()
    slip = _slip()
    with pytest.raises(RuleRefused, match="nik_ganda"):
        _aktifkan(slip.token)
    assert services.baca_slip(slip.token), "the slip is not used up by that"


def test_the_same_nik_in_two_villages_are_two_accounts(cisontrol: Desa, situmandala: Desa) -> None:
    """Double registration is a report, never a block; and a PIN opens only its own village."""
    akun = {}
    for desa, pin in ((cisontrol, PIN), (situmandala, PIN_LAIN)):
        with lingkup(desa.kode):
            akun[desa.kode] = buat_warga(pin=pin)
    for desa, pin, salah in ((cisontrol, PIN, PIN_LAIN), (situmandala, PIN_LAIN, PIN)):
        siapa = services.masuk_warga(desa=desa.kode, nik=NIK, pin=pin, sumber="rumah")
        assert siapa.pk == akun[desa.kode]
        with pytest.raises(RuleRefused):
            services.masuk_warga(desa=desa.kode, nik=NIK, pin=salah, sumber="rumah")


def test_no_nik_no_pin_no_code_lies_in_the_database(di_cisontrol: Desa) -> None:
    slip = _slip()
    akun = _aktifkan(slip.token)
    isi = repr([*AkunWarga.objects.values(), *Pengguna.objects.values(), *SlipAktivasi.objects.values()])
    for rahasia_ in (NIK, PIN, slip.kode, slip.kode.replace("-", ""), slip.token):
        assert rahasia_ not in isi
    assert akun.nama_masuk.startswith("warga-")


def test_the_stream_tells_of_slip_and_activation_without_secrets(di_cisontrol: Desa) -> None:
    penduduk = new_id()
    akun = buat_warga(penduduk)
    buat_warga(penduduk, pin=PIN_LAIN)
    kejadian = riwayat("akun_warga", penduduk)
    assert [satu.jenis for satu in kejadian] == ["akun.slip_terbit", "akun.warga_aktif"] * 2
    assert [satu.revisi for satu in kejadian if satu.jenis == "akun.warga_aktif"] == [1, 2]
    assert kejadian[1].pelaku == str(akun)
    assert NIK not in repr(kejadian)


def test_a_closed_account_stays_out_until_a_new_slip(di_cisontrol: Desa) -> None:
    penduduk = new_id()
    akun = buat_warga(penduduk)
    Pengguna.objects.filter(pk=akun).update(is_active=False)
    with pytest.raises(RuleRefused):
        _masuk(PIN)
    buat_warga(penduduk)
    assert _masuk(PIN).pk == akun


def test_the_pin_is_changed_by_who_knows_it(di_cisontrol: Desa) -> None:
    akun = buat_warga()
    isi = {"pengguna_id": akun, "tanggal_lahir": LAHIR, "nik": NIK, "sumber": "rumah"}
    with pytest.raises(InvalidInput, match="pin_lama_salah"):
        services.ganti_pin(lama="000000", baru=PIN_LAIN, **isi)
    with pytest.raises(InvalidInput, match="pin_tanggal_lahir"):
        services.ganti_pin(lama=PIN, baru="040791", **isi)
    services.ganti_pin(lama=PIN, baru=PIN_LAIN, **isi)
    assert _masuk(PIN_LAIN).pk == akun


def test_a_borrowed_telephone_cannot_guess_the_old_pin(di_cisontrol: Desa) -> None:
    isi = {"pengguna_id": buat_warga(), "tanggal_lahir": LAHIR, "sumber": "rumah", "baru": PIN_LAIN}
    with time_machine.travel(SEKARANG, tick=False):
        for _ in range(5):
            with pytest.raises(InvalidInput):
                services.ganti_pin(lama="000000", **isi)
        with pytest.raises(EofficeError, match="tertahan"):
            services.ganti_pin(lama=PIN, **isi)


def test_an_officials_password_is_no_pin(di_cisontrol: Desa) -> None:
    pejabat = services.buat_aparat(nama_masuk="kades", nama="Kades", sandi="x" * 14, pelaku="sistem")
    with pytest.raises(Pengguna.DoesNotExist):
        services.ganti_pin(pengguna_id=pejabat.pengguna_id, lama="x", baru=PIN, tanggal_lahir=None)
    with pytest.raises(NotFound):
        selectors.akun_warga(pejabat.pengguna_id)


# ---- verifiers and keys ----


def test_the_pin_hash_has_the_agreed_costs_and_the_pepper_in_it(
    di_cisontrol: Desa, kunci_asli: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    tersimpan = rahasia.simpan_pin(PIN)
    assert tersimpan.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert rahasia.pin_cocok(PIN, tersimpan)
    assert not rahasia.pin_cocok(PIN_LAIN, tersimpan)
    assert rahasia.simpan_pin(PIN) != tersimpan, "salted"
    monkeypatch.setattr(pengaturan, "EOFFICE_LADA", "lada lain")
    assert not rahasia.pin_cocok(PIN, tersimpan), "a stolen database alone cannot be tried"


@pytest.mark.parametrize("rusak", ["", "!", "argon2$x", "$argon2id$v=19$m=1$x"])
def test_a_damaged_verifier_is_a_wrong_pin_not_a_crash(rusak: str) -> None:
    assert not rahasia.pin_cocok(PIN, rusak)


def test_a_verifier_of_other_costs_is_renewed_at_the_next_sign_in(di_cisontrol: Desa) -> None:
    from argon2 import PasswordHasher

    akun = buat_warga()
    lama = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(rahasia._berlada(PIN))
    Pengguna.objects.filter(pk=akun).update(password=lama)
    masuk = _masuk(PIN)
    assert not rahasia.pin_usang(masuk.password)
    assert _masuk(PIN).pk == akun


def test_the_nodes_key_is_made_once_and_only_its_owner_reads_it() -> None:
    kunci = rahasia.kunci_simpul()
    berkas = pengaturan.EOFFICE_HOME / "kunci" / "simpul.pem"
    assert berkas.stat().st_mode & 0o777 == 0o600
    assert rahasia.kunci_simpul() is kunci
    assert [satu.name for satu in berkas.parent.glob("simpul*")] == ["simpul.pem"]


def test_keys_of_different_purposes_differ() -> None:
    assert len({rahasia.kunci_turunan(satu) for satu in ("nik", "kode", "pin", "totp", "percobaan")}) == 5


@pytest.mark.serentak
def test_two_who_use_one_slip_at_once_make_one_account(cisontrol: Desa) -> None:
    import threading

    from django.db import connections

    with lingkup(cisontrol.kode):
        slip = _slip()
    hasil: list[str] = []
    mulai = threading.Barrier(4)

    def kerja(nomor: int) -> None:
        mulai.wait()
        try:
            _aktifkan(slip.token, (PIN, PIN_LAIN, "271828", "480271")[nomor])
            hasil.append("jadi")
        except RuleRefused as galat:
            hasil.append(galat.pesan.kode)
        finally:
            connections.close_all()

    utas = [threading.Thread(target=kerja, args=(nomor,)) for nomor in range(4)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    assert sorted(hasil) == ["akun.slip_terpakai"] * 3 + ["jadi"]
    assert AkunWarga.objects.count() == Pengguna.objects.count() == 1
