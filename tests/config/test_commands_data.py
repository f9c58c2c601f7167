"""Commands that touch a village's data: import, verify, audit, first account, migrate, serve, worker."""

import json
import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
import pytest
from django.conf import LazySettings
from django.db import OperationalError
from django.utils.timezone import localdate

from config.commands import serve, statik, worker
from config.commands.audit import SEBAB
from config.commands.impor import ADA_DITOLAK
from config.commands.periksa import Temuan, temuan
from config.server import Server, nilai
from config.workers import TUGAS, Tugas
from eoffice.akun.rules.jabatan import Jabatan
from eoffice.akun.selectors import penanda_tangan_bertugas
from eoffice.dokumen.rules.hasil import HasilPeriksa
from eoffice.jejak.cursors import HasilJalan
from eoffice.jejak.verify import HasilRantai, Putus, periksa_rantai
from eoffice.kernel import clock
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.selectors import jumlah_penduduk
from eoffice.surat.selectors.verifikasi import Jawaban, Keadaan
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.config.conftest import Jalankan

JUDUL = (
    "no_kk;nik;nama;jenis_kelamin;tempat_lahir;tanggal_lahir;agama;pendidikan;pekerjaan;status_kawin;"
    "shdk;alamat;rt;rw"
)
BAIK = (
    "3207150101009001;3207154506859001;Euis Contoh;2;Ciamis;1985-06-05;1;5;9;2;3;Dusun Contoh;001;001",
    "3207150101009001;3207151206829002;Udin Contoh;1;Ciamis;1982-06-12;1;5;9;2;1;Dusun Contoh;001;001",
)
BURUK = "3207150101009001;32071;Nomor Pendek;1;Ciamis;1982-06-12;1;5;9;2;4;Dusun Contoh;001;001"


@pytest.fixture
def berkas(tmp_path: Path) -> Callable[..., str]:
    def tulis(*baris: str) -> str:
        path = tmp_path / "penduduk.csv"
        path.write_text("\n".join([JUDUL, *baris]) + "\n", encoding="utf-8")
        return str(path)

    return tulis


def _banyak(desa: Desa) -> int:
    with lingkup(desa.kode):
        return jumlah_penduduk()


class TestImpor:
    def test_preview_changes_nothing(
        self, jalankan: Jalankan, cisontrol: Desa, berkas: Callable[..., str]
    ) -> None:
        hasil = jalankan("import", "penduduk", berkas(*BAIK), "--desa", cisontrol.kode)
        assert hasil.exit_code == 0, hasil.output
        assert "2  baru" in hasil.output
        assert "Pratinjau saja" in hasil.output
        assert _banyak(cisontrol) == 0

    def test_applied_and_again(self, jalankan: Jalankan, cisontrol: Desa, berkas: Callable[..., str]) -> None:
        kata = ("import", "penduduk", berkas(*BAIK), "--desa", cisontrol.kode, "--terapkan")
        assert jalankan(*kata).exit_code == 0
        assert _banyak(cisontrol) == 2
        ulang = jalankan(*kata)
        assert "2  tidak berubah" in ulang.output
        assert _banyak(cisontrol) == 2

    def test_refused_rows_end_with_three(
        self, jalankan: Jalankan, cisontrol: Desa, berkas: Callable[..., str]
    ) -> None:
        hasil = jalankan("import", "penduduk", berkas(*BAIK, BURUK), "--desa", cisontrol.kode)
        assert hasil.exit_code == ADA_DITOLAK == 3
        assert "Baris 4 ditolak." in hasil.output
        assert "32071" not in hasil.output.replace(BAIK[0], "")

    def test_the_good_rows_go_in_all_the_same(
        self, jalankan: Jalankan, cisontrol: Desa, berkas: Callable[..., str]
    ) -> None:
        hasil = jalankan("import", "penduduk", berkas(*BAIK, BURUK), "--desa", cisontrol.kode, "--terapkan")
        assert hasil.exit_code == ADA_DITOLAK
        assert _banyak(cisontrol) == 2

    def test_many_refused_rows_are_summed_up(
        self, jalankan: Jalankan, cisontrol: Desa, berkas: Callable[..., str]
    ) -> None:
        hasil = jalankan("import", "penduduk", berkas(*BAIK, *[BURUK] * 25), "--desa", cisontrol.kode)
        assert "... 5 baris ditolak lainnya" in hasil.output

    def test_the_neighbour_gets_nothing(
        self, jalankan: Jalankan, cisontrol: Desa, situmandala: Desa, berkas: Callable[..., str]
    ) -> None:
        jalankan("import", "penduduk", berkas(*BAIK), "--desa", cisontrol.kode, "--terapkan")
        assert _banyak(situmandala) == 0

    def test_a_partial_file_marks_nobody_as_vanished(
        self, jalankan: Jalankan, cisontrol: Desa, berkas: Callable[..., str]
    ) -> None:
        jalankan("import", "penduduk", berkas(*BAIK), "--desa", cisontrol.kode, "--terapkan")
        penuh = jalankan("import", "penduduk", berkas(BAIK[0]), "--desa", cisontrol.kode)
        sebagian = jalankan("import", "penduduk", berkas(BAIK[0]), "--desa", cisontrol.kode, "--sebagian")
        assert "1  tidak ada lagi di berkas" in penuh.output
        assert "0  tidak ada lagi di berkas" in sebagian.output

    @pytest.mark.parametrize("isi", [b"", b"%PDF-1.7 bukan lembar", b"a;b;c\n1;2;3\n", b"\xff\xfe\x00"])
    def test_a_file_that_is_no_register_is_refused_in_words(
        self, jalankan: Jalankan, cisontrol: Desa, tmp_path: Path, isi: bytes
    ) -> None:
        path = tmp_path / "aneh.csv"
        path.write_bytes(isi)
        hasil = jalankan("import", "penduduk", str(path), "--desa", cisontrol.kode)
        assert hasil.exit_code == 1
        assert "Error: " in hasil.output
        assert "Traceback" not in hasil.output

    @pytest.mark.django_db
    def test_a_village_that_is_not_here(self, jalankan: Jalankan, berkas: Callable[..., str]) -> None:
        assert jalankan("import", "penduduk", berkas(*BAIK), "--desa", "32.07.15.2004").exit_code == 1

    def test_a_file_that_is_not_there_is_a_typing_error(self, jalankan: Jalankan) -> None:
        assert jalankan("import", "penduduk", "tidak-ada.csv", "--desa", "32.07.15.2004").exit_code == 2


class TestPejabat:
    KATA = ("pejabat", "tambah", "kades", "--nama", "Contoh Kades, S.IP.", "--jabatan", "kepala_desa")

    def test_the_first_account_holds_its_post_from_today(self, jalankan: Jalankan, cisontrol: Desa) -> None:
        sandi = "sandi panjang sekali"
        hasil = jalankan(*self.KATA, "--desa", cisontrol.kode, masukan=f"{sandi}\n{sandi}\n")
        assert hasil.exit_code == 0, hasil.output
        assert sandi not in hasil.output
        with lingkup(cisontrol.kode):
            penanda = penanda_tangan_bertugas(localdate(clock.now()) + timedelta(days=1))
        assert penanda is not None
        assert penanda.nama == "Contoh Kades, S.IP."

    def test_a_short_password_is_refused(self, jalankan: Jalankan, cisontrol: Desa) -> None:
        hasil = jalankan(*self.KATA, "--desa", cisontrol.kode, masukan="pendek\npendek\n")
        assert (hasil.exit_code, "paling sedikit 12" in hasil.output) == (2, True)

    def test_a_taken_name_is_refused(self, jalankan: Jalankan, cisontrol: Desa) -> None:
        kata = (*self.KATA, "--desa", cisontrol.kode, "--sandi", "sandi panjang sekali")
        assert jalankan(*kata).exit_code == 0
        assert jalankan(*kata).exit_code == 1

    def test_every_post_can_be_chosen(self, jalankan: Jalankan) -> None:
        keluaran = jalankan("pejabat", "tambah", "--help").output
        assert all(jabatan.value in keluaran for jabatan in Jabatan)


class TestAudit:
    def test_every_village_is_walked(self, jalankan: Jalankan, cisontrol: Desa, situmandala: Desa) -> None:
        hasil = jalankan("audit", "verify")
        assert hasil.exit_code == 0
        assert hasil.output.count("utuh, 0 peristiwa.") == 2

    def test_one_village_can_be_named(self, jalankan: Jalankan, cisontrol: Desa, situmandala: Desa) -> None:
        keluaran = jalankan("audit", "verify", "--desa", situmandala.kode).output
        assert "Situmandala" in keluaran
        assert "Cisontrol" not in keluaran

    def test_real_events_are_counted(self, jalankan: Jalankan, cisontrol: Desa) -> None:
        jalankan(*TestPejabat.KATA, "--desa", cisontrol.kode, "--sandi", "sandi panjang sekali")
        jumlah = periksa_rantai(cisontrol.kode).peristiwa
        assert jumlah > 0
        assert f"utuh, {jumlah} peristiwa" in jalankan("audit", "verify").output

    @pytest.mark.parametrize("sebab", sorted(SEBAB))
    def test_the_first_broken_link_is_named(
        self, jalankan: Jalankan, cisontrol: Desa, sebab: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        putus = Putus(new_id(), 7, sebab, new_id())
        monkeypatch.setattr(
            "config.commands.audit.periksa_rantai", lambda desa: HasilRantai(desa, 6, 0, putus)
        )
        hasil = jalankan("audit", "verify")
        assert hasil.exit_code == 1
        assert (
            f"PUTUS pada peristiwa nomor 7 (aliran {putus.epoch}, id {putus.id_peristiwa}): {SEBAB[sebab]}"
            in (hasil.output)
        )

    def test_erased_persons_are_told(
        self, jalankan: Jalankan, cisontrol: Desa, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(
            "config.commands.audit.periksa_rantai", lambda desa: HasilRantai(desa, 9, 2, None)
        )
        assert "2 data pribadi telah dihapus" in jalankan("audit", "verify").output


class TestVerify:
    @pytest.fixture
    def pdf(self, tmp_path: Path) -> str:
        path = tmp_path / "surat.pdf"
        path.write_bytes(b"%PDF-1.7")
        return str(path)

    @pytest.mark.parametrize(
        ("tanda", "buku", "kode"),
        [
            ("sah", Keadaan.SAH, 0),
            ("sah", Keadaan.KEDALUWARSA, 1),
            ("tidak_bertanda", Keadaan.KEDALUWARSA, 1),
            ("sah", Keadaan.BELUM_TIBA, 0),
            ("sah", Keadaan.DICABUT, 1),
            ("dicabut", Keadaan.SAH, 0),
            ("dicabut", Keadaan.PALSU, 1),
            ("rusak", Keadaan.PALSU, 1),
            ("tidak_dikenal", Keadaan.TIDAK_DIKENAL, 1),
            ("tidak_bertanda", Keadaan.TIDAK_DIKENAL, 1),
            ("tidak_bertanda", Keadaan.SAH, 0),
            ("bukan_pdf", Keadaan.TIDAK_DIKENAL, 1),
            ("terlalu_besar", Keadaan.TIDAK_DIKENAL, 1),
        ],
    )
    def test_signature_and_register_together(
        self,
        jalankan: Jalankan,
        pdf: str,
        tanda: Any,
        buku: Keadaan,
        kode: int,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        hasil = HasilPeriksa(tanda, "ab" * 32, Pesan("kernel.tidak_ditemukan"), penanda_tangan="Contoh Kades")
        monkeypatch.setattr("config.commands.verify.periksa_pdf", lambda _pdf: hasil)
        monkeypatch.setattr("config.commands.verify.periksa_berkas", lambda _pdf: Jawaban(buku))
        selesai = jalankan("verify", pdf)
        assert selesai.exit_code == kode
        ditolak = "KEDALUWARSA." if buku is Keadaan.KEDALUWARSA else "TIDAK SAH."
        assert selesai.output.startswith("SAH." if kode == 0 else ditolak)
        assert "ab" * 32 in selesai.output

    def test_a_file_that_is_not_there_is_a_typing_error(self, jalankan: Jalankan) -> None:
        assert jalankan("verify", "tidak-ada.pdf").exit_code == 2


class TestServe:
    def test_a_wrong_deployment_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        found = [
            Temuan("eoffice.E007", "Migrasi menunggu.", "Jalankan `eoffice migrate`.", berat=True),
            Temuan("eoffice.W015", "Alamat localhost.", "", berat=False),
        ]
        monkeypatch.setattr(serve, "temuan", lambda: found)
        with pytest.raises(click.ClickException) as ditangkap:
            serve.tolak_pemasangan_salah()
        assert "[eoffice.E007]" in ditangkap.value.message
        assert "eoffice migrate" in ditangkap.value.message
        assert "W015" not in ditangkap.value.message

    def test_warnings_do_not_stop_the_server(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(serve, "temuan", lambda: [Temuan("eoffice.W015", "Alamat.", "", berat=False)])
        serve.tolak_pemasangan_salah()

    def test_a_disk_that_is_nearly_full_is_served_all_the_same_with_a_word(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        penuh = Temuan("eoffice.E012", "Ruang simpan hampir habis: sisa 90 MB.", "Kosongkan.", berat=True)
        monkeypatch.setattr(serve, "temuan", lambda: [penuh])
        serve.tolak_pemasangan_salah()
        assert capsys.readouterr().err == (
            "Peringatan [eoffice.E012] Ruang simpan hampir habis: sisa 90 MB. Kosongkan.\n"
        )

    def test_a_full_disk_excuses_nothing_else(self, monkeypatch: pytest.MonkeyPatch) -> None:
        found = [
            Temuan("eoffice.E012", "Ruang simpan hampir habis.", "", berat=True),
            Temuan("eoffice.E007", "Migrasi menunggu.", "", berat=True),
        ]
        monkeypatch.setattr(serve, "temuan", lambda: found)
        with pytest.raises(click.ClickException) as ditangkap:
            serve.tolak_pemasangan_salah()
        assert "E007" in ditangkap.value.message
        assert "E012" not in ditangkap.value.message

    def test_gunicorn_accepts_every_value(self) -> None:
        cfg = Server(nilai("127.0.0.1:8123", 3, 5)).cfg
        assert (cfg.workers, cfg.threads, cfg.preload_app) == (3, 5, False)
        assert cfg.address == [("127.0.0.1", 8123)]

    def test_the_port_comes_from_the_settings(
        self, jalankan: Jalankan, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
    ) -> None:
        bind: list[str] = []
        settings.EOFFICE_PORT = 8765
        monkeypatch.setattr(serve, "tolak_pemasangan_salah", lambda: None)
        monkeypatch.setattr(serve, "segarkan_statik", lambda: None)
        monkeypatch.setattr(serve.connections, "close_all", lambda: None)
        monkeypatch.setattr(serve, "jadi_server", lambda alamat, proses, utas: bind.append(alamat))
        jalankan("serve")
        jalankan("serve", "--porta", "9001", "--alamat", "127.0.0.1")
        assert bind == ["0.0.0.0:8765", "127.0.0.1:9001"]

    @pytest.mark.parametrize("porta", ["0", "70000", "delapan"])
    def test_a_port_that_is_none_is_a_typing_error(self, jalankan: Jalankan, porta: str) -> None:
        assert jalankan("serve", "--porta", porta).exit_code == 2


class TestStatik:
    def test_collected_once_per_release(self, rumah: Path) -> None:
        assert statik.segarkan_statik() is True
        assert (rumah / "static" / "eoffice" / "desa.css").exists()
        assert statik.segarkan_statik() is False

    def test_a_new_release_replaces_the_old_files(self, rumah: Path) -> None:
        statik.segarkan_statik()
        (rumah / "static" / "lama.css").touch()
        (rumah / "static" / ".sidik").write_text("rilis lama")
        assert statik.segarkan_statik() is True
        assert not (rumah / "static" / "lama.css").exists()


@pytest.mark.django_db
def test_findings_put_the_grave_ones_first(rumah: Path, settings: LazySettings) -> None:
    settings.EOFFICE_PERAN, settings.EOFFICE_DESA = "desa", ""
    semua = temuan()
    assert [satu.berat for satu in semua] == sorted((satu.berat for satu in semua), reverse=True)
    assert semua[0].id == "eoffice.E014"
    assert all(satu.id.startswith("eoffice.") for satu in semua)


class TestWorker:
    @pytest.fixture(autouse=True)
    def _tanpa_sinyal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(worker, "close_old_connections", lambda: None)

    def test_once_means_until_nothing_waits(
        self, jalankan: Jalankan, cisontrol: Desa, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        putaran = iter([1, 1, 0])
        monkeypatch.setattr(
            worker, "run_round", lambda _k, desa: [HasilJalan("uji", kode, next(putaran)) for kode in desa]
        )
        before = {nomor: signal.getsignal(nomor) for nomor in (signal.SIGTERM, signal.SIGINT)}
        assert jalankan("worker", "--sekali").exit_code == 0
        assert next(putaran, None) is None
        for nomor, semula in before.items():
            signal.signal(nomor, semula)

    @pytest.mark.django_db
    def test_a_busy_database_does_not_end_the_worker(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def sibuk(*_: object) -> list[HasilJalan]:
            raise OperationalError("database is locked")

        monkeypatch.setattr(worker, "run_round", sibuk)
        assert worker.Putaran().jalan() is False

    @pytest.mark.django_db
    def test_a_defect_in_a_chore_is_not_swallowed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def cacat() -> None:
            raise ZeroDivisionError

        monkeypatch.setattr(worker, "TUGAS", (Tugas("cacat", timedelta(hours=1), cacat),))
        with pytest.raises(ZeroDivisionError):
            worker.Putaran().jalan()

    @pytest.mark.django_db
    def test_chores_keep_their_rhythm(self, monkeypatch: pytest.MonkeyPatch) -> None:
        kali: list[float] = []
        now = [100.0]
        monkeypatch.setattr(worker.time, "monotonic", lambda: now[0])
        monkeypatch.setattr(
            worker, "TUGAS", (Tugas("satu", timedelta(seconds=10), lambda: kali.append(now[0])),)
        )
        putaran = worker.Putaran()
        for detik in (100.0, 101.0, 109.9, 110.0, 125.0):
            now[0] = detik
            putaran.jalan()
        assert kali == [100.0, 110.0, 125.0]

    def test_chores_have_names_of_their_own(self) -> None:
        assert len({tugas.nama for tugas in TUGAS}) == len(TUGAS)

    @pytest.mark.parametrize("tugas", TUGAS, ids=lambda tugas: tugas.nama)
    def test_every_chore_runs_and_may_run_again(self, tugas: Tugas, cisontrol: Desa, rumah: Path) -> None:
        tugas.jalankan()
        tugas.jalankan()

    def test_a_signal_ends_the_loop(
        self, jalankan: Jalankan, cisontrol: Desa, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = {nomor: signal.getsignal(nomor) for nomor in (signal.SIGTERM, signal.SIGINT)}

        def putaran(_konsumen: object, _desa: object) -> list[HasilJalan]:
            signal.raise_signal(signal.SIGTERM)
            return []

        monkeypatch.setattr(worker, "run_round", putaran)
        assert jalankan("worker").exit_code == 0
        for nomor, semula in before.items():
            signal.signal(nomor, semula)


def test_catalog_is_one_json_document(jalankan: Jalankan) -> None:
    json.loads(jalankan("catalog", "--json").output)
