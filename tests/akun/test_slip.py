"""The activation slip against people who make their own: forged, borrowed, outlived, replaced, used at two places."""

import base64
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import cbor2
import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from eoffice.akun import selectors, services
from eoffice.akun.models import AkunWarga, Pengguna, SlipAktivasi
from eoffice.akun.services import rahasia
from eoffice.kernel.errors import EofficeError, InvalidInput
from eoffice.kernel.ids import new_id
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup

from .conftest import LAHIR, NIK, PIN, SEKARANG, buat_warga

ORANG = UUID("01a20c00-0000-7000-8000-000000000001")
SAMPAI = int((SEKARANG + timedelta(days=3)).timestamp())


def token(isi: Any, kunci: Ed25519PrivateKey | None = None, *, mentah: bytes | None = None) -> str:
    """Make a token of anything, signed by this node or by somebody else."""
    data = cbor2.dumps(isi) if mentah is None else mentah
    return base64.b32encode(data + (kunci or rahasia.kunci_simpul()).sign(data)).decode().rstrip("=")


def baca(satu: str) -> str:
    """Return the code with which a slip is refused, ``""`` when it is readable."""
    try:
        services.baca_slip(satu)
    except EofficeError as tolak:
        return tolak.pesan.kode
    return ""


def terbit(desa: Desa, penduduk: UUID = ORANG) -> services.Slip:
    with lingkup(desa.kode):
        return services.terbitkan_slip(penduduk_id=penduduk, pelaku="uji")


def aktifkan(satu: str, pin: str = PIN, nik: str = NIK) -> Pengguna:
    return services.aktifkan_warga(token=satu, pin=pin, nik=nik, nama="Euis", tanggal_lahir=LAHIR)


@pytest.fixture(autouse=True)
def jam(db: None) -> Any:
    with time_machine.travel(SEKARANG, tick=False) as jam_uji:
        yield jam_uji


def test_what_this_node_signed_is_read_field_by_field(cisontrol: Desa) -> None:
    slip = services.baca_slip(token([1, cisontrol.kode, ORANG.bytes, b"\x01" * 8, SAMPAI]))
    assert (slip.desa, slip.penduduk_id, slip.jti) == (cisontrol.kode, ORANG, "01" * 8)
    assert slip.kedaluwarsa == SEKARANG + timedelta(days=3)


@pytest.mark.parametrize(
    "isi",
    [
        [2, "32.07.15.2004", ORANG.bytes, b"12345678", SAMPAI],
        [0, "32.07.15.2004", ORANG.bytes, b"12345678", SAMPAI],
        ["1", "32.07.15.2004", ORANG.bytes, b"12345678", SAMPAI],
        [1, "32.07.15.2004", ORANG.bytes, b"12345678"],
        [1, "32.07.15.2004", ORANG.bytes, b"12345678", SAMPAI, "lebih"],
        [1, "32.07.15.2004", "bukan bytes", b"12345678", SAMPAI],
        [1, "32.07.15.2004", b"pendek", b"12345678", SAMPAI],
        [1, "32.07.15.2004", ORANG.bytes, "bukan bytes", SAMPAI],
        [1, "32.07.15.2004", ORANG.bytes, b"12345678", "besok"],
        [1, "32.07.15.2004", ORANG.bytes, b"12345678", 10**30],
        [1, 32, ORANG.bytes, b"12345678", SAMPAI],
        [],
        {},
        7,
        None,
        "teks",
    ],
)
def test_a_signed_record_of_another_kind_or_version_is_no_slip(cisontrol: Desa, isi: Any) -> None:
    """Also what the node's key signs for other purposes must never open an account."""
    assert baca(token(isi)) == "akun.slip_salah"


@pytest.mark.parametrize(
    "mentah", [b"", b"\xff", b"\x85", b"\x9f" * 50, b"\xa1" * 200, b"\x1b" + b"\xff" * 8]
)
def test_signed_nonsense_is_no_slip(cisontrol: Desa, mentah: bytes) -> None:
    assert baca(token(None, mentah=mentah)) == "akun.slip_salah"


def test_a_key_of_another_node_opens_nothing_here(cisontrol: Desa) -> None:
    asing = Ed25519PrivateKey.generate()
    palsu = token([1, cisontrol.kode, ORANG.bytes, b"12345678", SAMPAI], asing)
    assert baca(palsu) == "akun.slip_salah"
    with pytest.raises(EofficeError, match="slip_salah"):
        aktifkan(palsu)
    assert not AkunWarga.objects.exists()


def test_two_slips_cannot_be_put_together(cisontrol: Desa) -> None:
    """The words of one slip under the signature of another."""

    def belah(satu: str) -> tuple[bytes, bytes]:
        data = base64.b32decode(satu + "=" * (-len(satu) % 8))
        return data[:-64], data[-64:]

    (isi_a, _), (_, tanda_b) = (belah(terbit(cisontrol, new_id()).token) for _ in range(2))
    assert baca(base64.b32encode(isi_a + tanda_b).decode().rstrip("=")) == "akun.slip_salah"


@pytest.mark.parametrize("tambah", ["A", "AAAAAAAA", "="])
def test_something_added_to_a_token_breaks_it_or_changes_nothing(cisontrol: Desa, tambah: str) -> None:
    assert baca(terbit(cisontrol).token + tambah) in ({""} if tambah == "=" else {"akun.slip_salah"})


@pytest.mark.parametrize("cara", [str.lower, lambda t: f" {t} ", "-".join, lambda t: t + "\n"])
def test_a_token_read_by_a_careless_scanner_still_works(cisontrol: Desa, cara: Any) -> None:
    assert baca(cara(terbit(cisontrol).token)) == ""


@pytest.mark.parametrize(
    ("geser", "kode"),
    [
        (timedelta(0), ""),
        (timedelta(days=14), ""),
        (timedelta(days=14, seconds=1), "akun.slip_kedaluwarsa"),
        (timedelta(days=400), "akun.slip_kedaluwarsa"),
        (timedelta(days=-365), ""),
    ],
)
def test_how_long_a_slip_lasts_by_token_and_by_code(
    cisontrol: Desa, jam: Any, geser: timedelta, kode: str
) -> None:
    """With the clock set back it lasts longer on paper, but still works only once."""
    slip = terbit(cisontrol)
    jam.shift(geser)
    assert (baca(slip.token), baca(slip.kode)) == (kode, kode)
    if kode:
        with pytest.raises(EofficeError, match="kedaluwarsa"):
            aktifkan(slip.token)
        assert not Pengguna.objects.exists()


def test_the_end_written_in_the_token_counts_not_that_of_the_table(cisontrol: Desa) -> None:
    slip = terbit(cisontrol)
    SlipAktivasi.objects.update(kedaluwarsa=SEKARANG + timedelta(days=9999))
    with time_machine.travel(SEKARANG + timedelta(days=15), tick=False):
        assert baca(slip.token) == "akun.slip_kedaluwarsa"


def test_used_is_said_before_replaced_and_before_expired(cisontrol: Desa, jam: Any) -> None:
    slip = terbit(cisontrol)
    aktifkan(slip.token)
    terbit(cisontrol)
    jam.shift(timedelta(days=99))
    assert baca(slip.token) == "akun.slip_terpakai"


def test_of_many_slips_of_a_person_only_the_last_works(cisontrol: Desa) -> None:
    semua = [terbit(cisontrol) for _ in range(5)]
    assert [baca(satu.token) for satu in semua] == ["akun.slip_diganti"] * 4 + [""]
    assert [baca(satu.kode) for satu in semua] == ["akun.slip_diganti"] * 4 + [""]
    assert len({satu.jti for satu in semua}) == len({satu.kode for satu in semua}) == 5


def test_a_slip_replaced_while_its_pin_is_typed_works_no_more(
    cisontrol: Desa, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The operator prints a new one in the 30 ms in which the PIN is stretched."""
    from eoffice.akun.services import warga

    slip, lama = terbit(cisontrol), warga.simpan_pin

    def sela(pin: str) -> str:
        terbit(cisontrol)
        return lama(pin)

    monkeypatch.setattr(warga, "simpan_pin", sela)
    with pytest.raises(EofficeError, match="slip_terpakai"):
        aktifkan(slip.token)
    assert not Pengguna.objects.exists()


@pytest.mark.parametrize("pin", ["", "12345", "123456", "040791", "111111", NIK[:6]])
def test_a_refused_pin_uses_nothing_up(cisontrol: Desa, pin: str) -> None:
    slip = terbit(cisontrol)
    with pytest.raises(InvalidInput) as info:
        aktifkan(slip.token, pin)
    assert set(info.value.per_field) == {"pin"}
    assert SlipAktivasi.objects.get().dipakai_pada is None
    assert aktifkan(slip.token).nama == "Euis"


def test_a_slip_of_the_neighbour_village_is_refused_in_this_ones_scope(
    cisontrol: Desa, situmandala: Desa
) -> None:
    slip = terbit(situmandala)
    for cara in (slip.token, services.baca_slip(slip.kode).token):
        with lingkup(cisontrol.kode), pytest.raises(EofficeError, match="slip_salah"):
            aktifkan(cara)
    assert aktifkan(slip.token).desa_id == situmandala.kode


def test_the_same_resident_id_in_two_villages_are_two_people(cisontrol: Desa, situmandala: Desa) -> None:
    akun = {desa.kode: aktifkan(terbit(desa, new_id()).token).pk for desa in (cisontrol, situmandala)}
    assert len(set(akun.values())) == 2
    for desa in (cisontrol, situmandala):
        penduduk = selectors.akun_warga(akun[desa.kode])
        assert selectors.warga_punya_akun(desa.kode, penduduk) == akun[desa.kode]
    assert selectors.warga_punya_akun(cisontrol.kode, selectors.akun_warga(akun[situmandala.kode])) is None


def test_a_new_slip_for_one_leaves_the_slips_of_others(cisontrol: Desa, situmandala: Desa) -> None:
    milik_lain = [terbit(cisontrol, new_id()), terbit(situmandala, ORANG)]
    terbit(cisontrol, ORANG)
    assert [baca(satu.token) for satu in milik_lain] == ["", ""]


def test_codes_are_long_and_hold_no_letter_that_is_read_as_another(cisontrol: Desa) -> None:
    kode = "".join(terbit(cisontrol, new_id()).kode.replace("-", "") for _ in range(60))
    assert len(kode) == 60 * 12
    assert not set(kode) & set("IO01LIl")
    assert len(set(kode)) > 25, "the whole alphabet is used"


def test_a_name_longer_than_its_column_is_cut_not_refused(di_cisontrol: Desa) -> None:
    slip = services.terbitkan_slip(penduduk_id=ORANG, pelaku="uji")
    akun = services.aktifkan_warga(token=slip.token, pin=PIN, nik=NIK, nama="é" * 150, tanggal_lahir=LAHIR)
    assert Pengguna.objects.get(pk=akun.pk).nama == "é" * 100


@pytest.mark.parametrize("nik", ["", " ", "3207154407919002", f"{NIK} ", NIK[:-1], NIK[::-1], "x" * 5000])
def test_signing_in_wants_the_very_nik(di_cisontrol: Desa, nik: str) -> None:
    buat_warga(ORANG)
    with pytest.raises(EofficeError) as info:
        services.masuk_warga(desa=di_cisontrol.kode, nik=nik, pin=PIN, sumber="rumah")
    assert info.value.pesan.kode == "akun.masuk_warga_salah"


@pytest.mark.parametrize("pin", ["", " ", f" {PIN}", f"{PIN} ", PIN[:-1], PIN[::-1], "0" * 5000, "٨٣٦١٩٤"])
def test_signing_in_wants_the_very_pin(di_cisontrol: Desa, pin: str) -> None:
    buat_warga(ORANG)
    with pytest.raises(EofficeError) as info:
        services.masuk_warga(desa=di_cisontrol.kode, nik=NIK, pin=pin, sumber="rumah")
    assert info.value.pesan.kode == "akun.masuk_warga_salah"


def test_the_end_of_a_slip_survives_a_year_beyond_2038(cisontrol: Desa, jam: Any) -> None:
    jauh = datetime(2045, 1, 1, tzinfo=SEKARANG.tzinfo)
    jam.move_to(jauh)
    slip = services.baca_slip(terbit(cisontrol).token)
    assert slip.kedaluwarsa == jauh + timedelta(days=14)
    assert slip.kedaluwarsa.timestamp() > 2**31
