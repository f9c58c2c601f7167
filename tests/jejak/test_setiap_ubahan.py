"""Every verb that changes data tells the stream in the same transaction, or says here why it does not.

Read from the source: a verb is a public function of a room's ``services``. What it does includes what it calls
inside its own room. Who calls the verb of another room is told for by that room.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.arsitektur.sumber import SRC, berkas_kode, pohon

MENULIS = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
MENGABARI = {"catat", "catat_banyak", "hapus_pribadi"}
RAHASIA_AKUN = "secrets and failures of one account at one installation: they never travel"
BELUM_DIKIRIM = "a draft: nobody's business until it is sent"
DIBAWA = "what it stores was told where it came from, or is how two installations stand to each other"
PETUGAS = (
    "an account of the whole installation: no village in whose stream it could stand, so the server's log"
)
PAPAN = "how a village's server is, computed from tables: the regency's board, nothing new"
PENDAFTARAN = "whose key is believed here is this installation's own business, and stands in its log"
USUL = "what officers of the regency weigh among themselves: its trail is ``sinkron.tindakan``"
SEBUTAN = "it writes nothing: it mentions a name that another function of the room has as well"
NOMOR = "a step inside the taking of a number, which is told"
BERKAS = "which files came or went between two installations: each knows only its own"
BELUM_DITERAPKAN = "a file being looked at: the register is not touched"
DIAM = {
    "jejak.catat_akses": "the access log is a log of its own",
    "wilayah.daftarkan_desa": "jejak.desa tells of it: the stream lies above this room",
    "wilayah.kenali_desa": DIBAWA,
    "wilayah.lepaskan_desa": "nothing of the village was ever written here: nobody has to know",
    "wilayah.layani_desa": DIBAWA,
    "wilayah.pindahkan_wewenang": "sinkron.wewenang tells of it: the stream lies above this room",
    "wilayah.terapkan_identitas": DIBAWA,
    "wilayah.ubah_identitas": "jejak.desa tells of it: the stream lies above this room",
    "akun.buat_petugas": PETUGAS,
    "akun.lepas_hp_petugas": PETUGAS,
    "akun.tutup_petugas": PETUGAS,
    "akun.kenali_kode": "a slip of another installation as its code tells it: its use is told",
    "akun.antre": "a row to wait on, it holds nothing",
    "akun.buat_kode_pemulihan": RAHASIA_AKUN,
    "akun.ganti_pin": RAHASIA_AKUN,
    "akun.ganti_sandi": RAHASIA_AKUN,
    "akun.keluar_semua": RAHASIA_AKUN,
    "akun.lepas_kunci": RAHASIA_AKUN,
    "akun.masuk_aparat": RAHASIA_AKUN,
    "akun.masuk_kunci": RAHASIA_AKUN,
    "akun.masuk_warga": RAHASIA_AKUN,
    "akun.mulai_pasang_totp": RAHASIA_AKUN,
    "akun.pakai_kode_pemulihan": RAHASIA_AKUN,
    "akun.pasang_kunci": RAHASIA_AKUN,
    "akun.pastikan_sandi": RAHASIA_AKUN,
    "akun.percobaan_frasa": RAHASIA_AKUN,
    "akun.pakai_jatah": RAHASIA_AKUN,
    "akun.periksa_totp": RAHASIA_AKUN,
    "akun.satu_percobaan": RAHASIA_AKUN,
    "akun.selesai_pasang_totp": RAHASIA_AKUN,
    "akun.tambah": RAHASIA_AKUN,
    "arsip.berikut": NOMOR,
    "arsip.kunci_tahun": NOMOR,
    "arsip.pastikan_buku": NOMOR,
    "dokumen.tanda_tangani": "what it saves is a PDF; the room whose document it is tells of it",
    "penduduk.batalkan_impor": BELUM_DITERAPKAN,
    "penduduk.gagalkan_impor": BELUM_DITERAPKAN,
    "penduduk.edisi_baru": "a mark beside what is told: by it counts that are remembered are known to be old",
    "penduduk.hitung_serupa": "pairs worked out from the register, which tells of itself",
    "penduduk.putuskan": "a step of an answer to a citizen: who calls it tells",
    "penduduk.hitung_kata": "words counted from the register, which tells of itself",
    "penduduk.minta_siapkan": BELUM_DITERAPKAN,
    "penduduk.minta_terapkan": BELUM_DITERAPKAN,
    "penduduk.siapkan_diminta": BELUM_DITERAPKAN,
    "penduduk.siapkan_impor": BELUM_DITERAPKAN,
    "sinkron.akhiri_muat": DIBAWA,
    "sinkron.ambil_giliran": DIBAWA,
    "sinkron.antar": BERKAS,
    "sinkron.antarkan": BERKAS,
    "sinkron.ambil_tempat": BERKAS,
    "sinkron.beri_kuota": "an officer's act: its trail is ``sinkron.tindakan``",
    "sinkron.catat_diterima": DIBAWA,
    "sinkron.catat_ditolak": BERKAS,
    "sinkron.catat_ditulis": DIBAWA,
    "sinkron.ingat_kuota": BERKAS,
    "sinkron.isi_jawab": SEBUTAN,
    "sinkron.lanjutkan": BERKAS,
    "sinkron.lepas_tempat": BERKAS,
    "sinkron.pakai": BERKAS,
    "sinkron.arsipkan": DIBAWA,
    "sinkron.baca_tanya": SEBUTAN,
    "sinkron.batalkan_usul": USUL,
    "sinkron.bertemu": DIBAWA,
    "sinkron.biarkan_karya_desa": USUL,
    "sinkron.buat_kode": PENDAFTARAN,
    "sinkron.buka": SEBUTAN,
    "sinkron.buka_isi": SEBUTAN,
    "sinkron.buka_segel": SEBUTAN,
    "sinkron.cabut": PENDAFTARAN,
    "sinkron.catat_antar": DIBAWA,
    "sinkron.catat_kunjungan": DIBAWA,
    "sinkron.catat_laporan": PAPAN,
    "sinkron.catat_salinan": PAPAN,
    "sinkron.catat_sebutan": BERKAS,
    "sinkron.cocokkan_titik": DIBAWA,
    "sinkron.cukup": SEBUTAN,
    "sinkron.daftar": PENDAFTARAN,
    "sinkron.daftar_segmen": DIBAWA,
    "sinkron.dorong": DIBAWA,
    "sinkron.ekspor": DIBAWA,
    "sinkron.impor": DIBAWA,
    "sinkron.ingat_ditulis_kabupaten": DIBAWA,
    "sinkron.ingat_hasil": DIBAWA,
    "sinkron.ingat_kata": DIBAWA,
    "sinkron.ingat_terkirim": BERKAS,
    "sinkron.jalankan": DIBAWA,
    "sinkron.jawab": BERKAS,
    "sinkron.keadaan": PAPAN,
    "sinkron.kemajuan_muat": SEBUTAN,
    "sinkron.kemas": SEBUTAN,
    "sinkron.kemas_muat": SEBUTAN,
    "sinkron.kunci_slip": SEBUTAN,
    "sinkron.lucuti": DIBAWA,
    "sinkron.masukkan": DIBAWA,
    "sinkron.mesin_terdaftar": PENDAFTARAN,
    "sinkron.muat": DIBAWA,
    "sinkron.periksa": DIBAWA,
    "sinkron.periksa_segel": SEBUTAN,
    "sinkron.potongan": BERKAS,
    "sinkron.pulangkan": DIBAWA,
    "sinkron.rahasia_bersama": SEBUTAN,
    "sinkron.segarkan": PAPAN,
    "sinkron.setujui_kode": PENDAFTARAN,
    "sinkron.simpan": DIBAWA,
    "sinkron.simpan_berkas": BERKAS,
    "sinkron.tambah": BERKAS,
    "sinkron.tandai_basi": PAPAN,
    "sinkron.tarik": DIBAWA,
    "sinkron.temui": DIBAWA,
    "sinkron.terima": DIBAWA,
    "sinkron.titipkan": BERKAS,
    "sinkron.tutup": DIBAWA,
    "sinkron.usulkan_tarik": USUL,
    "surat.lampirkan_jadi": BELUM_DIKIRIM,
    "surat.buang_berkas_lepas": BELUM_DIKIRIM,
    "surat.buang_draf": BELUM_DIKIRIM,
    "surat.buang_draf_lama": BELUM_DIKIRIM,
    "surat.buang_lampiran": BELUM_DIKIRIM,
    "surat.kode_baru": NOMOR,
    "surat.lampirkan": BELUM_DIKIRIM,
    "surat.lepaskan": BELUM_DIKIRIM,
    "surat.mulai_draf": BELUM_DIKIRIM,
    "surat.simpan_formulir": BELUM_DIKIRIM,
    "surat.simpan_jawaban": BELUM_DIKIRIM,
    "surat.simpan_telepon": BELUM_DIKIRIM,
}


@dataclass(frozen=True, slots=True)
class Fungsi:
    """A function of a room: where it stands, whether it writes, whether it tells, which names it mentions."""

    berkas: str
    nama: str
    kata_kerja: bool
    menulis: bool
    mengabari: bool
    sebutan: frozenset[str]


def _fungsi(tree: ast.Module, *, services: bool, berkas: str = "") -> Iterator[Fungsi]:
    for node in tree.body:
        names = [node] if isinstance(node, ast.FunctionDef) else _metode(node)
        for function in names:
            calls = [call for call in ast.walk(function) if isinstance(call, ast.Call)]
            mentioned = {name.id for name in ast.walk(function) if isinstance(name, ast.Name)}
            mentioned |= {call.func.attr for call in calls if isinstance(call.func, ast.Attribute)}
            yield Fungsi(
                berkas=berkas,
                nama=function.name,
                kata_kerja=services and function is node and not function.name.startswith("_"),
                menulis=any(_menulis(call) for call in calls),
                mengabari=bool(mentioned & MENGABARI),
                sebutan=frozenset(mentioned),
            )


def _metode(node: ast.stmt) -> list[ast.FunctionDef]:
    body = node.body if isinstance(node, ast.ClassDef) else []
    return [satu for satu in body if isinstance(satu, ast.FunctionDef)]


def _menulis(call: ast.Call) -> bool:
    """Tell whether a call writes to a table; ``dict.update(other)`` has a positional argument, ours never."""
    if not isinstance(call.func, ast.Attribute):
        return False
    verb = call.func.attr
    return (
        verb in MENULIS
        or (verb == "update" and not call.args and bool(call.keywords))
        or (verb == "delete" and not call.args and not call.keywords)
    )


def _dijangkau(mulai: Fungsi, semua: dict[str, list[Fungsi]]) -> set[Fungsi]:
    """Return a function and what it reaches inside its room; a name with an underscore only inside its file."""
    found, left = {mulai}, [mulai]
    while left:
        dari = left.pop()
        for name in dari.sebutan:
            fresh = [satu for satu in semua.get(name, []) if satu not in found and _terlihat(satu, dari)]
            found.update(fresh)
            left += fresh
    return found


def _terlihat(satu: Fungsi, dari: Fungsi) -> bool:
    return satu.berkas == dari.berkas or not satu.nama.startswith("_")


def _diam(functions: list[Fungsi]) -> Iterator[str]:
    """Yield the verbs that write and do not tell."""
    semua: dict[str, list[Fungsi]] = {}
    for satu in functions:
        semua.setdefault(satu.nama, []).append(satu)
    for satu in functions:
        reached = _dijangkau(satu, semua) if satu.kata_kerja else set()
        if any(f.menulis for f in reached) and not any(f.mengabari for f in reached):
            yield satu.nama


def _ruang() -> list[str]:
    eoffice = SRC / "eoffice"
    tables = (*eoffice.glob("*/models.py"), *eoffice.glob("*/models/__init__.py"))
    return sorted(path.relative_to(eoffice).parts[0] for path in tables)


def _fungsi_ruang(ruang: str) -> list[Fungsi]:
    found: list[Fungsi] = []
    for path in berkas_kode():
        parts = path.relative_to(SRC).parts
        if parts[:2] == ("eoffice", ruang) and "rules" not in parts:
            services = "services" in {*parts, Path(parts[-1]).stem}
            found += _fungsi(pohon(path), services=services, berkas=str(path))
    return found


@pytest.mark.parametrize("ruang", _ruang())
def test_a_verb_that_writes_tells_the_stream_or_says_why_not(ruang: str) -> None:
    silent = {f"{ruang}.{nama}" for nama in _diam(_fungsi_ruang(ruang))}
    # ``catat`` itself writes the event
    allowed = {nama for nama in DIAM if nama.startswith(f"{ruang}.")} | {"jejak.catat", "jejak.catat_banyak"}
    assert silent - allowed == set(), "write an event in the same transaction, or say why not"


def test_no_excuse_outlives_its_verb() -> None:
    silent = {f"{ruang}.{nama}" for ruang in _ruang() for nama in _diam(_fungsi_ruang(ruang))}
    assert DIAM.keys() - silent == set()


def test_every_room_has_verbs_that_tell() -> None:
    """So that a change of the folders does not let the test above see nothing."""
    for ruang in set(_ruang()) - {"jejak", "sinkron", "wilayah"}:  # sinkron carries what others told
        telling = [satu for satu in _fungsi_ruang(ruang) if satu.mengabari]
        assert telling, ruang


CONTOH = {
    "langsung": ("def ubah():\n    Desa.objects.filter(pk=1).update(nama='x')\n", ["ubah"]),
    "lewat fungsi lain": ("def ubah():\n    _tulis()\ndef _tulis():\n    Baris(x=1).save()\n", ["ubah"]),
    "lewat argumen": ("def ubah():\n    jalankan(_tulis)\ndef _tulis():\n    baris.delete()\n", ["ubah"]),
    "lewat kelas": ("def ubah():\n    Kerja().jalan()\nclass Kerja:\n    def jalan(self):\n        x.save()\n", ["ubah"]),
    "mengabari": ("def ubah():\n    x.save()\n    catat(jenis=1)\n", []),
    "mengabari lewat fungsi lain": ("def ubah():\n    x.save()\n    _tulis()\ndef _tulis():\n    jejak.catat()\n", []),
    "hanya membaca": ("def baca():\n    isi.update(lain)\n    return Desa.objects.filter(pk=1)\n", []),
    "bukan kata kerja": ("def _ubah():\n    x.save()\n", []),
}  # fmt: skip


@pytest.mark.parametrize("nama", CONTOH)
def test_the_reading_finds_what_it_should(nama: str) -> None:
    source, silent = CONTOH[nama]
    assert list(_diam(list(_fungsi(ast.parse(source), services=True)))) == silent
