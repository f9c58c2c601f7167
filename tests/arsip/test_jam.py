"""A date that looks wrong is confirmed by a person before it stands on a letter; nobody is locked out."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from eoffice.arsip import services as arsip
from eoffice.arsip.rules.jam import MELOMPAT, MUNDUR, SELISIH, meragukan
from eoffice.jejak.models import Peristiwa
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, RuleRefused
from eoffice.sinkron.services.jumpa import catat_jumpa
from tests.arsip.kantor import Kantor

KINI = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
HARI = 24 * 3600


@pytest.mark.parametrize(
    ("kini", "terakhir", "selisih", "sebab"),
    [
        (KINI, None, 0, ""),
        (datetime(1970, 1, 1, tzinfo=UTC), None, 0, MUNDUR),
        (KINI, KINI, HARI, ""),
        (KINI, KINI, HARI + 1, SELISIH),
        (KINI, KINI, -HARI - 1, SELISIH),
        (KINI - timedelta(minutes=59), KINI, 0, ""),
        (KINI - timedelta(minutes=61), KINI, 0, MUNDUR),
        (datetime(1970, 1, 1, tzinfo=UTC), KINI, 0, MUNDUR),
        (KINI + timedelta(days=31), KINI, 0, ""),
        (KINI + timedelta(days=32), KINI, 0, MELOMPAT),
        (KINI.replace(year=2029), KINI, 0, MELOMPAT),
    ],
)
def test_when_a_clock_is_in_doubt(
    kini: datetime, terakhir: datetime | None, selisih: int, sebab: str
) -> None:
    assert meragukan(kini, terakhir, selisih) == sebab


@pytest.fixture
def jam(monkeypatch: pytest.MonkeyPatch) -> Any:
    def setel(saat: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: saat)

    setel(KINI)
    return setel


def bernomor(kantor: Kantor, saat: datetime) -> str:
    return kantor.nomor(tanggal=saat.date())


@pytest.mark.parametrize("saat", [datetime(1970, 1, 1, 0, 3, tzinfo=UTC), KINI.replace(year=2029)])
def test_1970_and_three_years_ahead_give_no_number(kantor: Kantor, jam: Any, saat: datetime) -> None:
    bernomor(kantor, KINI)
    jam(saat)
    with pytest.raises(RuleRefused) as tolak:
        bernomor(kantor, saat)
    assert tolak.value.pesan.kode == "arsip.tanggal_belum_pasti"
    assert tolak.value.pesan.params == {"tanggal": f"{saat:%d-%m-%Y}"}
    jam(KINI + timedelta(hours=1))
    assert bernomor(kantor, KINI).split("/")[1] == "002", "set right again, nothing has to be confirmed"


def test_a_clock_far_from_the_regency_s_asks_until_a_person_confirms(kantor: Kantor, jam: Any) -> None:
    bernomor(kantor, KINI)
    catat_jumpa(3 * HARI)
    pesan = arsip.ragu(KINI.date())
    assert pesan is not None and (pesan.kode, pesan.params) == (SELISIH, {"hari": 3})
    with pytest.raises(RuleRefused):
        bernomor(kantor, KINI)
    with kantor.dikomit():
        arsip.pastikan_tanggal(diketik=KINI.date(), hari=KINI.date(), pelaku="operator")
    assert arsip.ragu(KINI.date()) is None
    assert bernomor(kantor, KINI).split("/")[1] == "002"
    satu = Peristiwa.objects.get(jenis="arsip.tanggal_dipastikan")
    assert satu.publik == {"tanggal": "2026-11-24", "sebab": SELISIH, "selisih": 3 * HARI}
    assert satu.pelaku == "operator"
    besok = KINI + timedelta(days=1)
    jam(besok)
    assert arsip.ragu(besok.date()) is not None, "confirmed for that day only"


def test_after_a_clock_that_ran_ahead_the_right_date_can_be_confirmed(kantor: Kantor, jam: Any) -> None:
    """The last event was written in 2029; now the clock is right, and the office must go on."""
    jam(KINI.replace(year=2029))
    bernomor(kantor, KINI.replace(year=2029))
    jam(KINI)
    with pytest.raises(RuleRefused):
        bernomor(kantor, KINI)
    with kantor.dikomit():
        arsip.pastikan_tanggal(diketik=KINI.date(), hari=KINI.date(), pelaku="operator")
    assert bernomor(kantor, KINI).endswith("/XI/2026")
    waktu = list(Peristiwa.objects.order_by("urut").values_list("waktu", flat=True))
    assert waktu == sorted(waktu), "the time of the stream never goes back"


def test_a_date_that_the_computer_does_not_show_is_not_confirmed(kantor: Kantor, jam: Any) -> None:
    bernomor(kantor, KINI)
    jam(datetime(1970, 1, 1, tzinfo=UTC))
    with pytest.raises(InvalidInput) as tolak:
        arsip.pastikan_tanggal(diketik=KINI.date(), hari=date(1970, 1, 1), pelaku="operator")
    assert tolak.value.pesan.params == {"komputer": "01-01-1970", "diketik": "24-11-2026"}
    assert list(tolak.value.per_field) == ["tanggal"]
    assert not Peristiwa.objects.filter(jenis="arsip.tanggal_dipastikan").exists()


def test_the_regency_asks_nobody(kantor: Kantor, jam: Any, settings: Any) -> None:
    settings.EOFFICE_PERAN = "kabupaten"
    bernomor(kantor, KINI)
    jam(KINI.replace(year=2029))
    assert arsip.ragu(date(2029, 11, 24)) is None
    assert bernomor(kantor, KINI.replace(year=2029)).endswith("/2029")
