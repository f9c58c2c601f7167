"""Long stories: a thousand tries against a second reading of the rule, a year of an office, a phone and its sheet."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pyotp
import pytest
import time_machine

from eoffice.akun import selectors, services
from eoffice.akun.models import Pengguna
from eoffice.akun.rules.jabatan import Bentuk, Jabatan, Sifat
from eoffice.akun.services.percobaan import satu_percobaan
from eoffice.kernel.errors import EofficeError, RuleRefused, TooManyAttempts
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran
from eoffice.wilayah.models import Desa

from .conftest import SANDI, SEKARANG, Orang, buat_orang

SALAH = "akun.masuk_salah"


@dataclass
class Buku:
    """The rule of tries written a second time, from the decision (011), without looking at the product."""

    gagal: dict[tuple[str, ...], tuple[int, datetime]] = field(default_factory=dict)
    kenal: dict[tuple[str, ...], datetime] = field(default_factory=dict)

    def _banyak(self, kunci: tuple[str, ...], kini: datetime) -> int:
        n, akhir = self.gagal.get(kunci, (0, kini))
        return 0 if akhir < kini - timedelta(hours=24) else n

    def _tambah(self, kunci: tuple[str, ...], kini: datetime) -> int:
        n = self._banyak(kunci, kini) + 1
        self.gagal[kunci] = (n, kini)
        return n

    def _tahan(self, kunci: tuple[str, ...], kini: datetime, mulai: int, menit: int, lama: int) -> bool:
        n, akhir = self.gagal.get(kunci, (0, kini))
        tunggu = min(menit * 2 ** max(0, n - mulai), lama)
        return n >= mulai and kini < akhir + timedelta(minutes=tunggu)

    def coba(self, akun: str, tempat: str, kini: datetime, *, benar: bool) -> str:
        """Return what must come out."""
        pasangan, tahan = (akun, tempat), self._tahan
        kenal = pasangan in self.kenal and kini - self.kenal[pasangan] < timedelta(days=90)
        ditahan = tahan(pasangan, kini, 5, 1, 60)
        if not kenal:
            ditahan |= tahan(("s", tempat), kini, 60, 1, 60) | tahan(("a", akun), kini, 40, 15, 360)
        if ditahan:
            return "akun.tertahan"
        n = self._tambah(pasangan, kini)
        if benar:
            self.gagal[pasangan] = (0, kini)
            self.kenal[pasangan] = kini
            return ""
        self._tambah(("s", tempat), kini)
        if n <= 10:
            self._tambah(("a", akun), kini)
        return SALAH


def coba(akun: str, tempat: str, *, benar: bool) -> str:
    try:
        with satu_percobaan(akun, tempat, salah=SALAH):
            if not benar:
                raise RuleRefused(Pesan(SALAH))
    except EofficeError as tolak:
        return tolak.pesan.kode
    return ""


@pytest.mark.parametrize("benih", range(8))
def test_whatever_is_tried_wherever_and_whenever_the_second_reading_says_the_same(
    db: None, benih: int
) -> None:
    acak, buku = random.Random(benih), Buku()
    akun, tempat = ["a", "b"][: 1 + benih % 2], [f"t{n}" for n in range((2, 9, 30)[benih % 3])]
    if benih > 5:  # a crowd behind one address
        akun, tempat = [f"a{n}" for n in range(30)], ["t0"]
    with time_machine.travel(SEKARANG, tick=False) as jam:
        kini, hasil = SEKARANG, []
        for nomor in range(160):
            siapa, dari, benar = acak.choice(akun), acak.choice(tempat), acak.random() < 0.05
            hasil.append(coba(siapa, dari, benar=benar))
            harap = buku.coba(siapa, dari, kini, benar=benar)
            assert hasil[-1] == harap, (nomor, siapa, dari, benar)
            maju = timedelta(minutes=acak.choice([0, 0, 0, 1, 3, 20, 70]), seconds=acak.randrange(60))
            jam.shift(maju)
            kini += maju
    assert {SALAH, "akun.tertahan"} <= set(hasil), "the story met both"


# ---- a year of an office ----

O, P, T = Peran.OPERATOR, Peran.PEMERIKSA, Peran.PENANDA_TANGAN
# day -> what head, sekdes and kasi may do on it; written by hand
TAHUN: list[tuple[date, set[Peran], set[Peran], set[Peran]]] = [
    (date(2026, 1, 1), {T}, {P}, {O}),
    (date(2026, 2, 28), {T}, {P}, {O}),
    (date(2026, 3, 1), {T}, {T}, {O, P}),  # the sekdes acts as head; a named kasi initials
    (date(2026, 3, 10), {T}, {T}, {O, P}),
    (date(2026, 3, 11), {T}, {P}, {O}),
    (date(2026, 6, 30), {T}, {P}, {O}),
    (date(2026, 7, 1), set(), {P}, {O}),  # the head's time is over
    (date(2026, 8, 1), set(), {T}, {O}),  # and the sekdes is put in his place
    (date(2027, 1, 1), set(), {T}, {O}),
]


@pytest.fixture
def kantor(di_cisontrol: Desa) -> dict[str, Orang]:
    """An office whose posts change within the year."""
    orang = {
        nama: buat_orang(nama, jabatan)
        for nama, jabatan in (
            ("kades", Jabatan.KEPALA_DESA),
            ("sekdes", Jabatan.SEKRETARIS_DESA),
            ("kasi", Jabatan.KASI_PELAYANAN),
        )
    }
    tugas = next(b for b in selectors.daftar_pejabat() if b.pejabat_id == orang["kades"].pejabat)
    services.akhiri_tugas(penugasan_id=tugas.penugasan_id, selesai=date(2026, 6, 30), pelaku="uji")
    sebagai: dict[str, Any] = {
        "pejabat_id": orang["sekdes"].pejabat,
        "jabatan": Jabatan.KEPALA_DESA,
        "pelaku": "uji",
    }
    services.angkat(**sebagai, sifat=Sifat.PLH, mulai=date(2026, 3, 1), selesai=date(2026, 3, 10))
    services.angkat(**sebagai, sifat=Sifat.PLT, mulai=date(2026, 8, 1))
    services.limpahkan(
        pejabat_id=orang["kasi"].pejabat, bentuk=Bentuk.PARAF, mulai=date(2026, 3, 1), selesai=date(2026, 3, 10),
        pelaku="uji",
    )  # fmt: skip
    return orang


@pytest.mark.parametrize(("hari", "kades", "sekdes", "kasi"), TAHUN, ids=[str(t[0]) for t in TAHUN])
def test_on_each_day_everybody_may_do_what_the_dates_say(
    kantor: dict[str, Orang], hari: date, kades: set[Peran], sekdes: set[Peran], kasi: set[Peran]
) -> None:
    harap = {"kades": kades, "sekdes": sekdes, "kasi": kasi}
    for nama, orang in kantor.items():
        assert selectors.tugas_pengguna(orang.pengguna, hari).peran == harap[nama], nama


@pytest.mark.parametrize(
    ("hari", "siapa", "sebutan"),
    [
        (date(2026, 2, 28), "kades", "Kepala Desa"),
        (date(2026, 3, 5), "sekdes", "Plh. Kepala Desa"),
        (date(2026, 3, 11), "sekdes", "Sekretaris Desa"),
        (date(2026, 7, 1), "kades", ""),
        (date(2026, 8, 1), "sekdes", "Plt. Kepala Desa"),
    ],
)
def test_the_title_follows_the_dates(kantor: dict[str, Orang], hari: date, siapa: str, sebutan: str) -> None:
    assert selectors.tugas_pengguna(kantor[siapa].pengguna, hari).sebutan == sebutan


@pytest.mark.parametrize(
    ("hari", "siapa"),
    [
        (date(2026, 2, 28), "kades"),
        (date(2026, 3, 5), "sekdes"),
        (date(2026, 7, 15), None),
        (date(2026, 8, 1), "sekdes"),
    ],
)
def test_exactly_one_signs_for_the_village_or_nobody(
    kantor: dict[str, Orang], hari: date, siapa: str | None
) -> None:
    penanda = selectors.calon_penanda_tangan(hari)
    assert (penanda[0].pengguna_id if penanda else None) == (kantor[siapa].pengguna if siapa else None)


def test_an_account_outlives_its_posts_and_its_password_does_not_change(kantor: dict[str, Orang]) -> None:
    with time_machine.travel(datetime(2026, 7, 15, 2, tzinfo=SEKARANG.tzinfo), tick=False):
        kades = services.masuk_aparat(nama_masuk="kades", sandi=SANDI, sumber="10.0.0.2")
        assert kades.pk == kantor["kades"].pengguna
        assert selectors.tugas_pengguna(kades.pk, date(2026, 7, 15)).peran == frozenset()


# ---- a phone, its sheet and its loss ----


def test_a_phone_from_the_first_code_to_the_last_recovery_code(kades: Orang) -> None:
    """Every code once, from whatever source; the sheet runs dry; a new phone brings a new sheet."""
    with time_machine.travel(SEKARANG, tick=False) as jam:
        rahasia = pyotp.parse_uri(services.mulai_pasang_totp(pengguna_id=kades.pengguna)).secret
        hp = pyotp.TOTP(rahasia)
        lembar = services.selesai_pasang_totp(pengguna_id=kades.pengguna, kode=hp.now())
        jam.shift(timedelta(seconds=30))
        kode = hp.now()
        services.periksa_totp(pengguna_id=kades.pengguna, kode=kode, sumber="a")
        with pytest.raises(RuleRefused, match="kode_salah"):
            services.periksa_totp(pengguna_id=kades.pengguna, kode=kode, sumber="b")
        for nomor, satu in enumerate(lembar):
            services.pakai_kode_pemulihan(pengguna_id=kades.pengguna, kode=satu, sumber="c")
            assert selectors.sisa_kode_pemulihan(kades.pengguna) == len(lembar) - nomor - 1
        for _ in range(5):
            with pytest.raises(RuleRefused):
                services.pakai_kode_pemulihan(pengguna_id=kades.pengguna, kode=lembar[0], sumber="c")
        with pytest.raises(TooManyAttempts):
            services.pakai_kode_pemulihan(pengguna_id=kades.pengguna, kode=lembar[0], sumber="c")
        jam.shift(timedelta(minutes=2))
        baru = pyotp.TOTP(pyotp.parse_uri(services.mulai_pasang_totp(pengguna_id=kades.pengguna)).secret)
        services.periksa_totp(pengguna_id=kades.pengguna, kode=hp.now(), sumber="a")
        lembar_baru = services.selesai_pasang_totp(pengguna_id=kades.pengguna, kode=baru.now())
        assert not set(lembar) & set(lembar_baru)
        jam.shift(timedelta(seconds=60))
        with pytest.raises(RuleRefused):
            services.periksa_totp(pengguna_id=kades.pengguna, kode=hp.now(), sumber="a")
        services.periksa_totp(pengguna_id=kades.pengguna, kode=baru.now(), sumber="a")


def test_ending_all_sessions_changes_the_key_of_each_once(kades: Orang, operator: Orang) -> None:
    def sidik(orang: Orang) -> str:
        return Pengguna.objects.get(pk=orang.pengguna).get_session_auth_hash()

    milik, lain = [sidik(kades)], sidik(operator)
    for _ in range(3):
        services.keluar_semua(pengguna_id=kades.pengguna)
        milik.append(sidik(kades))
    assert len(set(milik)) == 4
    assert sidik(operator) == lain, "nobody else is thrown out"
