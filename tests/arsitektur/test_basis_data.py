"""The tests' own ground: which role serves, that a real commit leaves nothing behind, that templates are strict."""

import threading
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.template import Context, Template
from tools import pg_uji

from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import desa_aktif, lingkup_terbuka
from tests import basis_data

BEKAS = "32.07.01.1001"


def _tinggalkan_bekas() -> None:
    Desa.objects.create(
        kode=BEKAS, nama="Ciamis", kecamatan="Ciamis", kabupaten="Kabupaten Ciamis", provinsi="Jawa Barat"
    )


@pytest.mark.serentak
@pytest.mark.parametrize("kali", [1, 2])
def test_a_real_commit_is_seen_by_others_and_gone_afterwards(kali: int) -> None:
    """Twice: the second run would meet the row of the first one."""
    assert not Desa.objects.filter(pk=BEKAS).exists()
    _tinggalkan_bekas()
    terlihat: list[bool] = []

    def lihat() -> None:
        terlihat.append(Desa.objects.filter(pk=BEKAS).exists())
        connections.close_all()

    utas = threading.Thread(target=lihat)
    utas.start()
    utas.join()
    assert terlihat == [True]


@pytest.mark.django_db
@pytest.mark.parametrize("kali", [1, 2])
def test_an_ordinary_test_starts_from_nothing(kali: int) -> None:
    assert not Desa.objects.exists()
    _tinggalkan_bekas()


@pytest.mark.django_db
def test_tests_run_as_the_serving_role() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user, count(*) FROM pg_tables WHERE tableowner = current_user")
            assert cursor.fetchone()[0] == settings.EOFFICE_PERAN_LAYANAN_PG
            cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
            assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_the_serving_role_may_not_create_tables() -> None:
    if connection.vendor == "postgresql":
        from django.db import ProgrammingError

        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE TABLE coba (id int)")


@pytest.mark.django_db
def test_sqlite_is_a_file_with_our_pragmas() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
        assert "memory" not in str(connection.settings_dict["NAME"])


def test_an_undefined_variable_fails() -> None:
    with pytest.raises(AssertionError, match="undefined template variable: tidak_ada"):
        Template("{{ tidak_ada }}").render(Context({}))


def test_an_undefined_attribute_fails() -> None:
    with pytest.raises(AssertionError, match="undefined template variable"):
        Template("{{ ada.tidak }}").render(Context({"ada": object()}))


def test_asking_whether_a_variable_is_there_is_allowed() -> None:
    assert Template("{% if tidak_ada %}ya{% else %}tidak{% endif %}").render(Context({})) == "tidak"


def test_a_scope_is_open_in_the_village(di_cisontrol: Desa) -> None:
    assert desa_aktif() == di_cisontrol.kode == "32.07.15.2004"


def test_no_scope_is_left_open() -> None:
    assert not lingkup_terbuka()


def test_the_neighbour_is_another_village(cisontrol: Desa, situmandala: Desa) -> None:
    assert situmandala.kode == "32.07.15.2005"
    assert Desa.objects.count() == 2


def test_two_servers_for_tests_live_side_by_side() -> None:
    """Each has a folder and a port of its own, proves that it is ours, and disappears."""
    with pg_uji.cluster() as satu, pg_uji.cluster() as dua:
        assert satu.port != dua.port
        for cluster in (satu, dua):
            with psycopg.connect(cluster.url("postgres", "postgres")) as pengelola:
                row = pengelola.execute("SHOW data_directory").fetchone()
                assert row == (str(cluster.folder / "data"),)
            with psycopg.connect(cluster.url(pg_uji.SERVING, "postgres")) as layanan:
                hak = layanan.execute(
                    "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
                )
                assert hak.fetchone() == (False, False)
    assert not satu.folder.exists()
    assert not dua.folder.exists()


class _Butir:
    """A collected test as the selection sees it."""

    def __init__(self, *, tanda: tuple[str, ...] = (), perlengkapan: tuple[str, ...] = ()) -> None:
        self.tanda, self.fixturenames = tanda, perlengkapan

    def get_closest_marker(self, nama: str) -> str | None:
        return nama if nama in self.tanda else None


@pytest.mark.parametrize(
    ("tanda", "perlengkapan", "sqlite", "postgres"),
    [
        ((), ("tmp_path",), True, False),
        ((), ("tmp_path", "db"), True, True),
        ((), ("cisontrol",), True, True),
        (("django_db",), (), True, True),
        (("serentak",), (), True, True),
        (("hanya_postgres",), (), False, True),
        (("hanya_sqlite", "django_db"), ("db",), True, False),
        (("hanya_sqlite",), (), True, False),
        (("peramban",), ("db",), True, True),
    ],
)
def test_what_asks_no_database_is_proved_once(
    monkeypatch: pytest.MonkeyPatch,
    tanda: tuple[str, ...],
    perlengkapan: tuple[str, ...],
    sqlite: bool,
    postgres: bool,
) -> None:
    butir: Any = _Butir(tanda=tanda, perlengkapan=perlengkapan)
    for ini_postgres, dipakai in ((False, sqlite), (True, postgres)):
        monkeypatch.setattr(basis_data, "POSTGRES", ini_postgres)
        assert basis_data._is_for_this_database(butir) is dipakai
