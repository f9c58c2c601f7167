"""The command line: help, exit codes, sentences instead of tracebacks."""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from config.commands.grup import PERINTAH, Grup
from config.commands.kemajuan import berjalan
from config.commands.periksa import Temuan
from eoffice.kernel.errors import NotFound, StorageFull
from eoffice.surat.rules.jenis import katalog
from eoffice.wilayah.models import Desa
from tests.arsitektur.sumber import SRC
from tests.config.conftest import Jalankan

ISIAN = {
    "keperluan": "pendidikan",
    "lembaga": "SMA Negeri 1 Rancah",
    "untuk": "sendiri",
    "penghasilan": 850_000,
    "tanggungan": 3,
    "no_pengantar": "12/RT.003/IV/2026",
}


def test_help_names_every_command_and_the_exit_codes(jalankan: Jalankan) -> None:
    hasil = jalankan("--help")
    assert hasil.exit_code == 0
    for nama, entri in PERINTAH.items():
        assert nama in hasil.output
        assert entri.ringkas in hasil.output
    assert "3 ada baris" in hasil.output


@pytest.mark.parametrize("nama", sorted(PERINTAH))
def test_every_command_has_a_help_text(
    jalankan: Jalankan, nama: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EOFFICE_SEBAGAI_PEMILIK", raising=False)
    hasil = jalankan(nama, "--help")
    assert hasil.exit_code == 0
    assert "--help" in hasil.output


def test_help_is_quick_and_loads_no_room() -> None:
    """Two seconds are generous for a slow mini PC; what is measured is that no room is imported."""
    kode = "import sys; from config.commands import eoffice; print([m for m in sys.modules if m.endswith('.models')])"
    awal = time.monotonic()
    hasil = subprocess.run([sys.executable, "-c", kode], cwd=SRC, capture_output=True, text=True, check=True)
    rooms = [nama for nama in json.loads(hasil.stdout.replace("'", '"')) if nama.startswith("eoffice.")]
    assert rooms == []
    assert time.monotonic() - awal < 10


def test_an_unknown_command_is_a_typing_error(jalankan: Jalankan) -> None:
    assert jalankan("terbang").exit_code == 2


def test_the_version_is_told(jalankan: Jalankan) -> None:
    assert "e-Office Desa 0" in jalankan("--version").output


@pytest.mark.parametrize(
    ("error", "kata"),
    [
        (NotFound(), "tidak"),
        (StorageFull(), "penuh"),
        (ImproperlyConfigured("EOFFICE_PORT='x'"), "Setelan salah. EOFFICE_PORT='x'"),
        (OperationalError("database is locked"), "Basis data sedang dipakai proses lain. Tunggu sebentar"),
        (FileNotFoundError(2, "No such file", "a.pdf"), "Berkas atau folder tidak ada: a.pdf."),
    ],
)
def test_known_errors_become_sentences(error: Exception, kata: str) -> None:
    grup = Grup(name="uji")

    @click.command()
    def gagal() -> None:
        raise error

    konteks = click.Context(grup)
    konteks.args, konteks._protected_args = [], ["gagal"]
    grup.resolve_command = lambda _ctx, _args: ("gagal", gagal, [])  # type: ignore[method-assign, assignment]
    with pytest.raises(click.ClickException, match=kata) as ditangkap:
        grup.invoke(konteks)
    assert ditangkap.value.exit_code == 1


def test_an_unknown_defect_keeps_its_traceback() -> None:
    grup = Grup(name="uji")

    @click.command()
    def cacat() -> None:
        raise ZeroDivisionError

    konteks = click.Context(grup)
    konteks.args, konteks._protected_args = [], ["cacat"]
    grup.resolve_command = lambda _ctx, _args: ("cacat", cacat, [])  # type: ignore[method-assign, assignment]
    with pytest.raises(ZeroDivisionError):
        grup.invoke(konteks)


def test_progress_goes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    with berjalan("Menghitung"):
        pass
    tangkapan = capsys.readouterr()
    assert tangkapan.out == ""
    assert "Menghitung: selesai dalam" in tangkapan.err


def test_progress_ticks_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with berjalan("Menunggu"):
        time.sleep(1.2)
    assert "1 detik" in capsys.readouterr().err


class TestCatalog:
    def test_json_has_every_type_with_fields_and_requirements(self, jalankan: Jalankan) -> None:
        isi = json.loads(jalankan("catalog", "--json").output)
        assert isi["skema"] == "katalog/1"
        assert [jenis["kode"] for jenis in isi["jenis"]] == list(katalog())
        for jenis in isi["jenis"]:
            assert {"kode", "label", "tipe", "wajib"} <= jenis["isian"][0].keys()
            assert {"kode", "label", "wajib"} <= jenis["syarat"][0].keys()
            assert {kode for halaman in jenis["halaman"] for kode in halaman["isian"]} == {
                isian["kode"] for isian in jenis["isian"]
            }

    def test_json_tells_people_lists_paper_and_where_no_letter_is_needed(self, jalankan: Jalankan) -> None:
        isi = json.loads(jalankan("catalog", "--json").output)
        jenis = {satu["kode"]: satu for satu in isi["jenis"]}
        assert [p["kode"] for p in jenis["nikah"]["pihak"]] == ["pasangan", "ayah", "ibu"]
        (waris,) = [i for i in jenis["waris"]["isian"] if i["kode"] == "waris"]
        assert (waris["min"], waris["maks"], len(waris["kolom"])) == (1, 30, 5)
        assert (jenis["waris"]["hanya_basah"], jenis["waris"]["camat"]) == (True, True)
        assert jenis["keramaian"]["berlaku_isian"] == "tanggal_acara"
        assert {p["kode"] for p in isi["petunjuk"]} >= {"pindah", "ktp-hilang"}

    def test_text_is_for_people(self, jalankan: Jalankan) -> None:
        keluaran = jalankan("catalog").output
        assert "Pindah tempat tinggal: tidak perlu surat desa." in keluaran
        assert "Surat Keterangan Tidak Mampu" in keluaran
        assert "boleh kosong" in keluaran


class TestRender:
    @pytest.fixture
    def data(self, tmp_path: Path) -> Path:
        path = tmp_path / "data.json"
        path.write_text(json.dumps({"isian": ISIAN}))
        return path

    def test_a_draft_comes_out(self, jalankan: Jalankan, data: Path, tmp_path: Path) -> None:
        keluaran = tmp_path / "draf.pdf"
        hasil = jalankan("render", "sktm", str(data), str(keluaran))
        assert hasil.exit_code == 0, hasil.output
        assert keluaran.read_bytes().startswith(b"%PDF-")
        teks = subprocess.run(
            ["pdftotext", "-layout", str(keluaran), "-"], capture_output=True, text=True, check=True
        )
        assert "SMA" in teks.stdout
        assert "Siti Rahayu" in teks.stdout

    def test_the_resident_and_the_village_can_be_given(self, jalankan: Jalankan, tmp_path: Path) -> None:
        data, keluaran = tmp_path / "data.json", tmp_path / "draf.pdf"
        isi = {"isian": ISIAN, "penduduk": {"nama": "Udin Contoh"}, "desa": {"desa": "Situmandala"}}
        data.write_text(json.dumps(isi))
        assert jalankan("render", "sktm", str(data), str(keluaran)).exit_code == 0
        teks = subprocess.run(
            ["pdftotext", str(keluaran), "-"], capture_output=True, text=True, check=True
        ).stdout
        assert "Udin Contoh" in teks
        assert "SITUMANDALA" in teks

    def test_wrong_answers_are_named_one_by_one(self, jalankan: Jalankan, tmp_path: Path) -> None:
        data = tmp_path / "data.json"
        data.write_text(json.dumps({"isian": ISIAN | {"keperluan": "terbang", "tanggungan": "banyak"}}))
        hasil = jalankan("render", "sktm", str(data), str(tmp_path / "x.pdf"))
        assert hasil.exit_code == 1
        assert "keperluan:" in hasil.output
        assert "tanggungan:" in hasil.output
        assert not (tmp_path / "x.pdf").exists()

    def test_an_unknown_field_is_named(self, jalankan: Jalankan, tmp_path: Path) -> None:
        data = tmp_path / "data.json"
        data.write_text(json.dumps({"isian": {"warna": "biru"}}))
        hasil = jalankan("render", "sktm", str(data), str(tmp_path / "x.pdf"))
        assert (hasil.exit_code, "warna" in hasil.output) == (1, True)

    def test_an_unknown_part_of_the_village_is_named_with_those_there_are(
        self, jalankan: Jalankan, tmp_path: Path
    ) -> None:
        data = tmp_path / "data.json"
        data.write_text(json.dumps({"isian": ISIAN, "desa": {"kota": "Ciamis", "desa": "Cisontrol"}}))
        hasil = jalankan("render", "sktm", str(data), str(tmp_path / "x.pdf"))
        assert hasil.exit_code == 1
        assert "Bagian desa tidak dikenal: kota. Yang ada: kabupaten, kecamatan, desa, alamat" in hasil.output
        assert not (tmp_path / "x.pdf").exists()

    @pytest.mark.parametrize(
        ("bagian", "nilai", "tempat"),
        [("desa", {"desa": 5}, "tanda_tangan.tempat"), ("penduduk", {"nama": ["a"]}, "isian.nama")],
    )
    def test_a_value_that_is_no_text_is_named_by_its_place(
        self, jalankan: Jalankan, tmp_path: Path, bagian: str, nilai: dict[str, object], tempat: str
    ) -> None:
        data = tmp_path / "data.json"
        data.write_text(json.dumps({"isian": ISIAN, bagian: nilai}))
        hasil = jalankan("render", "sktm", str(data), str(tmp_path / "x.pdf"))
        assert (hasil.exit_code, tempat in hasil.output) == (1, True)

    @pytest.mark.parametrize("isi", ["{", "[]", '{"isian": 3}', "\x00", "[" * 200_000])
    def test_data_that_is_no_object_is_refused(self, jalankan: Jalankan, tmp_path: Path, isi: str) -> None:
        data = tmp_path / "data.json"
        data.write_text(isi)
        hasil = jalankan("render", "sktm", str(data), str(tmp_path / "x.pdf"))
        assert hasil.exit_code == 1
        assert "Traceback" not in hasil.output

    def test_an_unknown_type_is_a_typing_error(self, jalankan: Jalankan, data: Path, tmp_path: Path) -> None:
        assert jalankan("render", "tidak-ada", str(data), str(tmp_path / "x.pdf")).exit_code == 2


class TestDoctor:
    @pytest.fixture
    def temuan(self, monkeypatch: pytest.MonkeyPatch) -> list[Temuan]:
        found: list[Temuan] = []
        monkeypatch.setattr("config.commands.doctor.temuan", lambda: found)
        return found

    def test_all_is_well(self, jalankan: Jalankan, temuan: list[Temuan]) -> None:
        hasil = jalankan("doctor")
        assert (hasil.exit_code, "Semua baik" in hasil.output) == (0, True)

    def test_warnings_alone_are_no_failure(self, jalankan: Jalankan, temuan: list[Temuan]) -> None:
        temuan.append(Temuan("eoffice.W015", "Alamat localhost.", "", berat=False))
        hasil = jalankan("doctor")
        assert (hasil.exit_code, "0 masalah, 1 peringatan" in hasil.output) == (0, True)

    def test_a_problem_ends_with_one(self, jalankan: Jalankan, temuan: list[Temuan]) -> None:
        temuan.append(Temuan("eoffice.E007", "Migrasi menunggu.", "Jalankan `eoffice migrate`.", berat=True))
        hasil = jalankan("doctor")
        assert hasil.exit_code == 1
        assert "Lakukan: Jalankan `eoffice migrate`." in hasil.output

    @pytest.mark.django_db
    def test_it_runs_the_real_checks(self, jalankan: Jalankan, rumah: Path) -> None:
        hasil = jalankan("doctor")
        assert hasil.exit_code == 0, hasil.output
        assert "security.W" not in hasil.output


@pytest.mark.usefixtures("rumah")
class TestDesa:
    @pytest.mark.django_db
    def test_the_first_village_gives_the_node_its_keys(self, jalankan: Jalankan, rumah: Path) -> None:
        """Without them no letter can be issued, on paper neither: its QR is signed by the node."""
        (rumah / "kunci" / "ca" / "simpul.pem").unlink()
        assert jalankan("desa", "tambah", "32.07.15.2004").exit_code == 0
        ca, akar = rumah / "kunci" / "ca", rumah / "ca-akar"
        pertama = (ca / "penerbit.pem").read_bytes()
        assert {path.name for path in akar.glob("akar.*")} == {"akar.pem", "akar.key"}
        assert all(path.stat().st_mode & 0o077 == 0 for path in (*ca.glob("*.key"), *akar.glob("*.key")))
        assert jalankan("desa", "tambah", "32.07.15.2005").exit_code == 0
        assert (ca / "penerbit.pem").read_bytes() == pertama

    @pytest.mark.django_db
    def test_a_root_that_was_taken_away_is_not_made_anew(self, jalankan: Jalankan, rumah: Path) -> None:
        """Its place is a drawer at the regency: a second root beside it would be trusted by nobody."""
        jalankan("desa", "tambah", "32.07.15.2004")
        shutil.rmtree(rumah / "ca-akar")
        assert jalankan("desa", "tambah", "32.07.15.2005").exit_code == 0
        assert not (rumah / "ca-akar").exists()

    @pytest.mark.django_db
    def test_a_village_is_added_by_its_code_alone(self, jalankan: Jalankan) -> None:
        assert "terdaftar" in jalankan("desa", "tambah", "32.07.15.2004").output
        desa = Desa.objects.get(pk="32.07.15.2004")
        assert (desa.nama, desa.sebutan, desa.kecamatan, desa.kabupaten) == (
            "Cisontrol",
            "Desa",
            "Rancah",
            "Kabupaten Ciamis",
        )

    @pytest.mark.django_db
    def test_twice_is_once(self, jalankan: Jalankan) -> None:
        jalankan("desa", "tambah", "3207152004")
        assert "sudah terdaftar" in jalankan("desa", "tambah", "32.07.15.2004").output
        assert Desa.objects.count() == 1

    @pytest.mark.django_db
    def test_a_kelurahan_is_called_what_it_is(self, jalankan: Jalankan) -> None:
        jalankan("desa", "tambah", "32.07.01.1001")
        assert Desa.objects.get().sebutan == "Kelurahan"

    @pytest.mark.django_db
    @pytest.mark.parametrize("kode", ["99.99.99.9999", "32.07.15", "abc", ""])
    def test_a_code_that_is_no_village_is_refused(self, jalankan: Jalankan, kode: str) -> None:
        hasil = jalankan("desa", "tambah", kode)
        assert hasil.exit_code == 1
        assert "tidak ada dalam daftar desa" in hasil.output
        assert not Desa.objects.exists()

    def test_the_list_names_them(self, jalankan: Jalankan, cisontrol: Desa, situmandala: Desa) -> None:
        keluaran = jalankan("desa", "daftar").output
        assert keluaran.splitlines() == [
            f"{desa.kode}  Desa {desa.nama}, Kecamatan Rancah, Kabupaten Ciamis"
            for desa in (cisontrol, situmandala)
        ]
