"""``eoffice sync`` as a person meets it: words and exit codes, without a line."""

import re
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import LazySettings

from config.commands import sync
from eoffice.jejak.models import Peristiwa
from eoffice.kernel.errors import ServiceDown
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.models import Node, StatusNode
from eoffice.sinkron.rules.undangan import sidik_kunci
from eoffice.sinkron.services import antaran
from eoffice.sinkron.services.antar import HasilAntar
from eoffice.sinkron.services.keadaan import semua_keadaan
from eoffice.sinkron.services.kunci import Diri, Kabupaten, diri, ingat_kabupaten
from eoffice.sinkron.services.pendaftaran import daftarkan
from eoffice.sinkron.services.pusat import riwayat_tindakan
from eoffice.sinkron.services.sesi import HasilSesi, Kabar
from eoffice.sinkron.services.temu import HasilTemu
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.config.conftest import Jalankan
from tests.conftest import CISONTROL

SEMUA_TIBA = "Kabupaten memegang tanda terima untuk semua catatan desa.\n"
LAMA = "Cadangan lama pernah dipasang kembali di sini: periksa data yang perlu ditinjau.\n"
LAMBAT = "Jam komputer ini 61 menit lebih lambat. Setel tanggal dan jam.\n"
CEPAT = "Jam komputer ini 6 menit lebih cepat. Setel tanggal dan jam.\n"


@pytest.fixture
def kabupaten(rumah: Path, settings: LazySettings, cisontrol: Desa) -> LazySettings:
    """Work at the hub."""
    settings.EOFFICE_PERAN, settings.EOFFICE_ALAMAT_PUBLIK = "kabupaten", "https://eoffice.contoh.go.id"
    return settings


@pytest.fixture
def desa(rumah: Path, settings: LazySettings, cisontrol: Desa) -> LazySettings:
    """Work in the village."""
    settings.EOFFICE_PERAN, settings.EOFFICE_DESA = "desa", CISONTROL
    return settings


class TestSetujui:
    def test_a_second_person_approves_a_replacement(
        self, kabupaten: LazySettings, jalankan: Jalankan
    ) -> None:
        hasil = jalankan("sync", "kode", "--desa", CISONTROL, "--ganti", "--oleh", "Asep")
        assert "Belum dapat dipakai: orang lain menyetujui dahulu" in hasil.output
        sendiri = jalankan("sync", "setujui", "--desa", CISONTROL, "--oleh", "Asep")
        assert (sendiri.exit_code, sendiri.output) == (
            1,
            "Error: Kode ini Anda sendiri yang membuatnya. Minta orang lain menyetujuinya.\n",
        )
        hasil = jalankan("sync", "setujui", "--desa", CISONTROL, "--oleh", "Neni")
        assert hasil.exit_code == 0
        assert "\nDisetujui oleh Neni. Kode penggantian server " in hasil.output

    def test_without_a_code_there_is_nothing_to_approve(
        self, kabupaten: LazySettings, jalankan: Jalankan
    ) -> None:
        hasil = jalankan("sync", "setujui", "--desa", CISONTROL, "--oleh", "Neni")
        assert hasil.exit_code == 1
        assert "Tidak ada kode penggantian yang menunggu persetujuan." in hasil.output


class TestKode:
    def test_prints_all_that_the_village_needs_also_as_one_line(
        self, kabupaten: LazySettings, jalankan: Jalankan
    ) -> None:
        hasil = jalankan("sync", "kode", "--desa", "3207152004")
        sidik = sidik_kunci(diri().kunci.public_key().public_bytes_raw())
        kode = re.findall(r": ([2-9A-Z]{20})$", hasil.output, re.MULTILINE)
        assert (hasil.exit_code, len(kode)) == (0, 1)
        assert "Alamat kabupaten: https://eoffice.contoh.go.id\n" in hasil.output
        assert f"Sidik kunci kabupaten: {sidik}\n" in hasil.output
        baris = f"  eoffice sync daftar 'https://eoffice.contoh.go.id#{CISONTROL}#{kode[0]}#{sidik}'\n"
        assert hasil.output.endswith(baris)

    def test_a_second_server_wants_to_be_named(self, kabupaten: LazySettings, jalankan: Jalankan) -> None:
        siapa = Diri(diri().node, Ed25519PrivateKey.generate())
        teks = jalankan("sync", "kode", "--desa", CISONTROL).output.split("#")[2]
        with lingkup(CISONTROL):
            daftarkan(kode=teks, node=siapa.node, kunci=siapa.kunci.public_key().public_bytes_raw())
        ditolak = jalankan("sync", "kode", "--desa", CISONTROL)
        assert ditolak.exit_code == 1
        assert ditolak.output.startswith("Error: Desa ini sudah mempunyai server yang terdaftar.")
        assert jalankan("sync", "kode", "--desa", CISONTROL, "--ganti").exit_code == 0


CABUT = ("sync", "cabut", "--desa", CISONTROL, "--alasan", "Komputernya dicuri")


def test_shutting_out_says_that_there_was_somebody(kabupaten: LazySettings, jalankan: Jalankan) -> None:
    tidak_ada = jalankan(*CABUT)
    assert tidak_ada.exit_code == 1
    assert tidak_ada.output == "Error: Desa Cisontrol tidak mempunyai server yang terdaftar.\n"
    assert jejak() == []
    masuk(jalankan)
    assert jalankan(*CABUT).stdout == (
        "Kunci server Desa Cisontrol dicabut. Daftarkan lagi dengan `eoffice sync kode`.\n"
    )
    with lingkup(CISONTROL):
        assert Node.objects.get().status == StatusNode.DICABUT


def masuk(jalankan: Jalankan) -> None:
    """Let a server of the village in with a code of the command."""
    teks = jalankan("sync", "kode", "--desa", CISONTROL).output.split("#")[2]
    with lingkup(CISONTROL):
        daftarkan(kode=teks, node=diri().node, kunci=diri().kunci.public_key().public_bytes_raw())


def jejak() -> list[tuple[str, str, str]]:
    """Return the trail of the village as its page at the regency shows it, the oldest first."""
    with lingkup(CISONTROL):
        return [(satu.kata, satu.nama, satu.alasan) for satu in riwayat_tindakan(20)][::-1]


class TestJejak:
    """An act by command stands in the same trail as one on a page: the regency and the village read it."""

    def test_every_act_names_who_and_why(self, kabupaten: LazySettings, jalankan: Jalankan) -> None:
        masuk(jalankan)
        jalankan("sync", "kode", "--desa", CISONTROL, "--ganti", "--oleh", "Asep")
        jalankan("sync", "setujui", "--desa", CISONTROL, "--oleh", "Neni")
        assert jalankan(*CABUT, "--oleh", "Neni").exit_code == 0
        assert jejak() == [
            ("kode", "perintah sync", ""),
            ("kode_ganti", "Asep", ""),
            ("setujui_ganti", "Neni", ""),
            ("cabut", "Neni", "Komputernya dicuri"),
        ]

    def test_the_stream_says_that_it_was_a_command(self, kabupaten: LazySettings, jalankan: Jalankan) -> None:
        jalankan("sync", "kode", "--desa", CISONTROL, "--oleh", "Asep")
        with lingkup(CISONTROL):
            satu = Peristiwa.objects.get(jenis="sinkron.tindakan")
        assert (satu.pelaku, satu.macam) == ("perintah sync", "cmd")
        assert "Asep" not in str(satu.publik), "a name stands beside the chain, not in it"

    @pytest.mark.parametrize(
        "kata",
        [
            ("setujui", "--desa", CISONTROL, "--oleh", "Neni"),
            ("cabut", "--desa", CISONTROL, "--alasan", "  "),
            ("cabut", "--desa", CISONTROL, "--alasan", "Tidak ada servernya"),
        ],
    )
    def test_what_is_refused_leaves_no_trail(
        self, kabupaten: LazySettings, jalankan: Jalankan, kata: tuple[str, ...]
    ) -> None:
        assert jalankan("sync", *kata).exit_code == 1
        assert jejak() == []

    def test_without_a_reason_nothing_is_revoked(self, kabupaten: LazySettings, jalankan: Jalankan) -> None:
        masuk(jalankan)
        for alasan in ((), ("--alasan", "   ")):
            assert jalankan("sync", "cabut", "--desa", CISONTROL, *alasan).exit_code != 0
        with lingkup(CISONTROL):
            assert Node.objects.get().status == StatusNode.AKTIF
        assert [kata for kata, *_ in jejak()] == ["kode"]

    def test_the_board_of_the_regency_follows_at_once(
        self, kabupaten: LazySettings, jalankan: Jalankan
    ) -> None:
        masuk(jalankan)
        assert jalankan(*CABUT).exit_code == 0
        assert semua_keadaan()[CISONTROL].status == StatusNode.DICABUT


@pytest.mark.parametrize("kata", [("sync",), ("sync", "daftar", "x")])
def test_at_the_hub_a_villages_command_is_told_so(
    kabupaten: LazySettings, jalankan: Jalankan, kata: tuple[str, ...]
) -> None:
    hasil = jalankan(*kata)
    assert (hasil.exit_code, hasil.output) == (
        1,
        "Error: Perintah ini untuk server desa (EOFFICE_PERAN=desa).\n",
    )


@pytest.mark.parametrize("perintah", ["kode", "cabut"])
def test_in_the_village_a_hubs_command_is_told_so(
    desa: LazySettings, jalankan: Jalankan, perintah: str
) -> None:
    hasil = jalankan("sync", perintah, "--desa", CISONTROL)
    assert (hasil.exit_code, hasil.output) == (
        1,
        "Error: Perintah ini untuk server kabupaten (EOFFICE_PERAN=kabupaten).\n",
    )


def test_before_enrolment_it_says_what_to_do(desa: LazySettings, jalankan: Jalankan) -> None:
    hasil = jalankan("sync")
    assert hasil.exit_code == 1
    assert hasil.output.startswith(
        "Error: Server desa ini belum terdaftar di kabupaten. Minta kode kepada Diskominfo"
    )


@pytest.mark.parametrize(
    ("baris", "kata"),
    [
        ("https://a.b#32.07.15.2004#K", "Error: Undangan tidak lengkap."),
        ("https://a.b#32.07.15.2005#K#S", "Error: Undangan ini untuk desa 32.07.15.2005,"),
        (
            f"https://a.b#{CISONTROL}#K#S",
            "Error: Kunci kabupaten pada undangan ini berbeda dari yang dikenal di sini,",
        ),
    ],
)
def test_a_wrong_invitation_is_a_sentence(
    desa: LazySettings, jalankan: Jalankan, baris: str, kata: str
) -> None:
    ingat_kabupaten(Kabupaten("https://a.b", diri().node, Ed25519PrivateKey.generate().public_key()))
    hasil = jalankan("sync", "daftar", baris)
    assert (hasil.exit_code, hasil.output.startswith(kata)) == (1, True), hasil.output


@pytest.mark.parametrize(
    ("hasil", "menunggu", "kata"),
    [
        (HasilTemu(HasilSesi(3, 2), 0), 0, f"Selesai. Dikirim 3 catatan, diambil 2 catatan.\n{SEMUA_TIBA}"),
        (
            HasilTemu(HasilSesi(), 0),
            4,
            "Selesai. Dikirim 0 catatan, diambil 0 catatan.\nMasih menunggu: 4 catatan. Jalankan sekali lagi.\n",
        ),
        (
            HasilTemu(HasilSesi(1, 0, 1), -3700),
            0,
            f"Selesai. Dikirim 1 catatan, diambil 0 catatan.\n{SEMUA_TIBA}{LAMA}{LAMBAT}",
        ),
        (
            HasilTemu(HasilSesi(), 360),
            0,
            f"Selesai. Dikirim 0 catatan, diambil 0 catatan.\n{SEMUA_TIBA}{CEPAT}",
        ),
    ],
)
def test_a_meeting_is_told_in_plain_words(
    desa: LazySettings,
    jalankan: Jalankan,
    monkeypatch: pytest.MonkeyPatch,
    hasil: HasilTemu,
    menunggu: int,
    kata: str,
) -> None:
    def bertemu(kode: str, kabar: Kabar, _: object) -> HasilTemu:
        assert kode == CISONTROL
        kabar(HasilSesi(200, 0))
        return hasil

    monkeypatch.setattr(sync, "bertemu", bertemu)
    monkeypatch.setattr(sync.muat, "antarkan_berkas", lambda _, **__: None)
    monkeypatch.setattr(sync, "belum_dikonfirmasi", lambda: menunggu)
    jawab = jalankan("sync")
    assert (jawab.exit_code, jawab.stdout) == (0, kata)
    assert jawab.stderr == "  dikirim 200, diambil 0 ...\n"


class TestGiliran:
    """Whose turn it is by stick ends what the commands say, also when there is no line."""

    @pytest.fixture(autouse=True)
    def temu(self, desa: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
        def bertemu(*_: object) -> HasilTemu:
            raise ServiceDown(Pesan("sinkron.garis_putus", sebab="gaierror"))

        monkeypatch.setattr(sync, "bertemu", bertemu)
        monkeypatch.setattr(sync.muat, "antarkan_berkas", lambda _, **__: None)

    def test_nothing_is_said_of_a_stick_that_never_was(self, jalankan: Jalankan) -> None:
        jawab = jalankan("sync")
        assert (jawab.exit_code, "Lewat USB" in jawab.output) == (1, False)

    def test_without_a_line_the_turn_is_told_and_the_failure_stays_one(self, jalankan: Jalankan) -> None:
        with lingkup(CISONTROL):
            antaran.catat_ditulis(4)
        jawab = jalankan("sync")
        assert jawab.exit_code == 1
        assert (
            "Lewat USB: Giliran desa: antarkan ke kabupaten. Berkas dengan 4 data dibuat hari ini,"
            in jawab.stdout
        )
        assert jawab.stderr.startswith("Error: ")

    def test_after_a_meeting_it_is_told_too(
        self, jalankan: Jalankan, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sync, "bertemu", lambda *_: HasilTemu(HasilSesi(), 0))
        with lingkup(CISONTROL):
            antaran.catat_diterima(kurang=False)
        jawab = jalankan("sync")
        assert (jawab.exit_code, jawab.stdout.splitlines()[-1]) == (
            0,
            (
                "Lewat USB: Tidak ada yang menunggu. Yang terakhir diantar sudah dijawab. Tidak ada berkas USB yang "
                "sedang diantar."
            ),
        )


class TestBerkas:
    """What the command says of files that wait: why, and what changes that."""

    @pytest.fixture(autouse=True)
    def temu(self, desa: LazySettings, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
        self.besar: list[bool] = []
        self.hasil = HasilAntar()

        def antarkan(_: object, *, besar_juga: bool) -> HasilAntar:
            self.besar.append(besar_juga)
            return self.hasil

        monkeypatch.setattr(sync, "bertemu", lambda *_: HasilTemu(HasilSesi(), 0))
        monkeypatch.setattr(sync.muat, "antarkan", antarkan)
        monkeypatch.setattr(sync.muat, "berkas_belum_terkirim", lambda: 3)
        return self.besar

    @pytest.mark.parametrize(
        ("hasil", "kata"),
        [
            (
                HasilAntar(malam=2),
                (
                    "2 berkas besar dikirim malam hari, pukul 19.00 sampai 5.00. Sekarang juga: "
                    "`eoffice sync --berkas-besar`."
                ),
            ),
            (
                HasilAntar(ditolak=1),
                "1 berkas belum diterima: tempat desa di kabupaten penuh. Minta Diskominfo menambah kuota.",
            ),
            (HasilAntar(jatah_habis=True), "Jatah hari ini (500 MB) habis; sisanya menyusul besok."),
        ],
    )
    def test_each_reason_is_told(self, jalankan: Jalankan, hasil: HasilAntar, kata: str) -> None:
        self.hasil = hasil
        keluaran = jalankan("sync").stdout.splitlines()
        assert keluaran[-2:] == ["Berkas yang masih menunggu: 3 akan dikirim, 0 akan diambil.", kata]

    def test_what_merely_waits_has_no_reason(self, jalankan: Jalankan) -> None:
        assert jalankan("sync").stdout.endswith("3 akan dikirim, 0 akan diambil.\n")

    @pytest.mark.parametrize("kata", [(), ("--berkas-besar",)])
    def test_a_person_may_send_large_ones_now(self, jalankan: Jalankan, kata: tuple[str, ...]) -> None:
        assert jalankan("sync", *kata).exit_code == 0
        assert self.besar == [bool(kata)]
