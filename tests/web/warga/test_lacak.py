"""After sending: my letters, one of them in each state, who looked at my data, and what a ticket alone tells."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from eoffice.dokumen import services as dokumen
from eoffice.jejak.services import catat_akses
from eoffice.kernel.ids import new_id
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import Surat
from eoffice.surat.rules.alur import Aksi, Status
from eoffice.surat.rules.tiket import KATA, baca_tiket, sebutan
from eoffice.web.warga import sajian
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import SKU, Pemeran, diajukan, diparaf
from tests.web.dunia import dicetak, dikembalikan, terbit_basah
from tests.web.markup import read
from tests.web.warga.conftest import NIK, Pengisian

Buat = Callable[[Pemeran], UUID]


@pytest.fixture
def buat(cast: Pemeran, cisontrol: Desa) -> Callable[[Buat], UUID]:
    """Make a letter of Euis in some state."""
    dokumen.pastikan_otoritas(kabupaten="Ciamis")

    def dalam(jadikan: Buat) -> UUID:
        with lingkup(cisontrol.kode):
            return jadikan(cast)

    return dalam


def tiket(surat_id: UUID, desa: Desa) -> str:
    """Return the ticket of a letter."""
    with lingkup(desa.kode):
        return Surat.objects.select_related("permohonan").get(pk=surat_id).permohonan.tiket


def jalan(cast: Pemeran, surat_id: UUID, aksi: Aksi, peran: Peran, catatan: str = "") -> UUID:
    """Take one step of a letter."""
    versi = Surat.objects.get(pk=surat_id).versi
    surat.jalankan(surat_id=surat_id, aksi=aksi, oleh=cast.pelaku(peran), versi=versi, catatan=catatan)
    return surat_id


def terverifikasi(cast: Pemeran) -> UUID:
    return jalan(cast, diajukan(cast), Aksi.VERIFIKASI, Peran.OPERATOR)


def ditolak(cast: Pemeran) -> UUID:
    return jalan(cast, diajukan(cast), Aksi.TOLAK, Peran.OPERATOR, "Bukan warga desa ini")


def ditarik(cast: Pemeran) -> UUID:
    return jalan(cast, diajukan(cast), Aksi.TARIK, Peran.WARGA)


def dicabut(cast: Pemeran) -> UUID:
    return jalan(cast, terbit_basah(cast), Aksi.CABUT, Peran.PENANDA_TANGAN, "Nama keliru")


KEADAAN: dict[Status, tuple[Buat, str]] = {
    Status.DIAJUKAN: (diajukan, "Permohonan Anda menunggu diperiksa petugas"),
    Status.DIKEMBALIKAN: (dikembalikan, "Permohonan Anda perlu diperbaiki"),
    Status.TERVERIFIKASI: (terverifikasi, "Surat Anda menunggu paraf Sekretaris Desa"),
    Status.DIPARAF: (diparaf, "Surat Anda menunggu tanda tangan Kepala Desa"),
    Status.MENUNGGU_BASAH: (dicetak, "Surat Anda sedang ditandatangani"),
    Status.TERBIT: (terbit_basah, "Surat Anda sudah selesai"),
    Status.DITOLAK: (ditolak, "Permohonan ini ditolak"),
    Status.DITARIK: (ditarik, "Permohonan ini sudah dibatalkan"),
    Status.DICABUT: (dicabut, "Surat ini sudah dicabut"),
}


def test_every_state_has_a_letter_here() -> None:
    assert set(Status) - KEADAAN.keys() == {Status.MENUNGGU_TTE}, (
        "waits for a signature that fails; see tests/surat"
    )


@pytest.mark.parametrize("status", KEADAAN, ids=str)
def test_a_letter_says_where_it_is_and_offers_what_can_be_done(
    warga: Client, buat: Callable[[Buat], UUID], status: Status
) -> None:
    surat_id = buat(KEADAAN[status][0])
    isi = warga.get(f"/warga/surat/{surat_id}/").content.decode()
    page = read(isi)
    assert len(page.all("h1")) == 1
    assert KEADAAN[status][1] in page.text
    assert NIK not in isi
    awal = f"/warga/surat/{surat_id}/"
    ada = {nama: bool(page.all("a", href=f"{awal}{nama}/")) for nama in ("tarik", "perbaiki", "unduh")}
    assert ada == {
        "tarik": status in {Status.DIAJUKAN, Status.DIKEMBALIKAN, Status.TERVERIFIKASI, Status.DIPARAF},
        "perbaiki": status is Status.DIKEMBALIKAN,
        "unduh": status is Status.TERBIT,
    }


@pytest.mark.parametrize("status", KEADAAN, ids=str)
def test_a_ticket_tells_the_same_state_and_no_name(
    client: Client, cisontrol: Desa, buat: Callable[[Buat], UUID], status: Status
) -> None:
    nomor = tiket(buat(KEADAAN[status][0]), cisontrol)
    jawab = client.get(f"/desa/{cisontrol.kode}/lacak/", {"tiket": nomor})
    isi = jawab.content.decode()
    teks = read(isi).text
    assert jawab.status_code == 200
    assert KEADAAN[status][1].replace(" Anda", "") in teks
    assert nomor in teks
    for rahasia in (
        "Euis",
        "Komariah",
        NIK,
        SKU["nama_usaha"],
        "Cikupa",
        "Rika",
        "Bukan warga",
        "Nama keliru",
    ):
        assert rahasia not in isi
    assert nomor not in jawab.headers.get("Content-Disposition", "")
    assert jawab.headers["Cache-Control"] == "private, no-store"


LANGKAH = {
    Status.DIAJUKAN: (
        "Petugas pelayanan kantor desa",
        ["Sekretaris Desa memaraf", "Kepala Desa menandatangani"],
    ),
    Status.TERVERIFIKASI: ("Sekretaris Desa", ["Kepala Desa menandatangani"]),
    Status.DIPARAF: ("Kepala Desa", []),
    Status.DITOLAK: ("", None),
    Status.DITARIK: ("", None),
}


@pytest.mark.parametrize("status", LANGKAH, ids=str)
def test_a_ticket_tells_in_whose_hands_it_lies_and_what_comes_next(
    client: Client, cisontrol: Desa, buat: Callable[[Buat], UUID], status: Status
) -> None:
    siapa, sesudah = LANGKAH[status]
    nomor = tiket(buat(KEADAAN[status][0]), cisontrol)
    teks = read(client.get(f"/desa/{cisontrol.kode}/lacak/", {"tiket": nomor}).content.decode()).text
    assert ("Sekarang di" in teks) == bool(siapa)
    assert siapa in teks
    assert ("Sesudah itu" in teks) == (sesudah is not None)
    letak = [teks.index(kata) for kata in (sesudah or [])]
    assert letak == sorted(letak)
    assert ("Surat siap diunduh atau diambil di kantor desa" in teks) == (sesudah is not None)


def test_a_village_without_initials_names_the_one_who_signs() -> None:
    assert sajian.pemegang(Status.TERVERIFIKASI, paraf=False) == "Kepala Desa"
    assert sajian.sesudah_ini(Status.DIAJUKAN, paraf=False)[0] == "Kepala Desa menandatangani"
    assert sajian.sesudah_ini(Status.TERVERIFIKASI, paraf=False) == [
        "Surat siap diunduh atau diambil di kantor desa"
    ]


@pytest.mark.parametrize(
    "ubah",
    [
        str,
        str.lower,
        lambda t: t.replace("-", " "),
        lambda t: f"  {t}  ",
        lambda t: t.replace("-", "  -  "),
        sebutan,
        lambda t: t.replace("-", "."),
    ],
    ids=["as printed", "small", "spaces", "blanks", "wide", "dictated", "dots"],
)
def test_a_ticket_is_understood_as_people_write_it(
    client: Client, cisontrol: Desa, buat: Callable[[Buat], UUID], ubah: Callable[[str], str]
) -> None:
    nomor = tiket(buat(diajukan), cisontrol)
    assert nomor in client.get(f"/desa/{cisontrol.kode}/lacak/", {"tiket": ubah(nomor)}).content.decode()


def _digit_lain(nomor: str) -> str:
    return nomor[:-1] + str((int(nomor[-1]) + 1) % 10)


def _tukar(nomor: str) -> str:
    a, b, angka = nomor.split("-")
    return f"{b}-{a}-{angka}"


def _tak_terpakai(nomor: str) -> str:
    """Return a ticket that is well formed and nobody's."""
    calon = (f"{KATA[i]}-{KATA[j]}-{n:02d}".upper() for i in range(9) for j in range(9) for n in range(100))
    return next(c for c in calon if baca_tiket(c) == c != nomor)


@pytest.mark.parametrize("ubah", [_digit_lain, _tukar, _tak_terpakai, lambda _: "SALAH", lambda t: t + "1"])
def test_a_mistyped_ticket_is_not_somebody_elses(
    client: Client, cisontrol: Desa, buat: Callable[[Buat], UUID], ubah: Callable[[str], str]
) -> None:
    ketikan = ubah(tiket(buat(diajukan), cisontrol))
    jawab = client.get(f"/desa/{cisontrol.kode}/lacak/", {"tiket": ketikan})
    page = read(jawab.content.decode())
    assert jawab.status_code == 422
    assert "Tiket itu tidak kami temukan. Periksa kedua kata dan angkanya." in page.text
    assert page.all("a", href="#id_tiket")
    assert page.all("input", name="tiket")[0]["value"] == ketikan


def test_a_ticket_of_the_other_village_is_unknown_here(
    client: Client, cisontrol: Desa, situmandala: Desa, buat: Callable[[Buat], UUID]
) -> None:
    nomor = tiket(buat(diajukan), cisontrol)
    jawab = client.get(f"/desa/{situmandala.kode}/lacak/", {"tiket": nomor})
    assert jawab.status_code == 422
    assert "tidak kami temukan" in jawab.content.decode()


@pytest.mark.parametrize("ketikan", ["", "  ", "x" * 81, "<script>alert(1)</script>", "\x00", "ＭＡＮＵＫ"])
def test_nonsense_is_answered_in_place(client: Client, cisontrol: Desa, ketikan: str) -> None:
    jawab = client.get(f"/desa/{cisontrol.kode}/lacak/", {"tiket": ketikan})
    assert jawab.status_code == 422
    assert "<script>alert" not in jawab.content.decode()
    read(jawab.content.decode().replace("\x00", ""))


def test_guessing_tickets_is_held_back(client: Client, cisontrol: Desa, cast: Pemeran) -> None:
    kode = [
        client.get(f"/desa/{cisontrol.kode}/lacak/", {"tiket": _tak_terpakai("")}).status_code
        for _ in range(42)
    ]
    assert kode[0] == 422
    assert kode[-1] == 429
    assert kode == sorted(kode)


def test_another_persons_ticket_opens_no_letter(
    tetangga: Client, cisontrol: Desa, buat: Callable[[Buat], UUID]
) -> None:
    surat_id = buat(diajukan)
    halaman = tetangga.get(
        f"/desa/{cisontrol.kode}/lacak/", {"tiket": tiket(surat_id, cisontrol)}
    ).content.decode()
    assert str(surat_id) not in halaman
    assert "Euis" not in halaman
    assert tetangga.get(f"/warga/surat/{surat_id}/").status_code == 404


def test_whoever_knows_no_village_is_asked_for_it_first(client: Client, cisontrol: Desa) -> None:
    assert client.get("/lacak/").headers["Location"] == "/?untuk=lacak"
    pilih = client.get("/?untuk=lacak").content.decode()
    assert "Tiket dari desa mana?" in pilih
    assert f'href="/desa/{cisontrol.kode}/lacak/"' in pilih
    client.get(f"/desa/{cisontrol.kode}/")
    assert client.get("/lacak/").headers["Location"] == f"/desa/{cisontrol.kode}/lacak/"


# ---- my letters ----


def test_my_letters_are_mine_drafts_first(
    lengkap: Pengisian, tetangga: Client, buat: Callable[[Buat], UUID]
) -> None:
    surat_id = buat(diajukan)
    isi = lengkap.hp.get("/warga/").content.decode()
    page = read(isi)
    assert isi.index(lengkap.ke("lanjut")) < isi.index(f"/warga/surat/{surat_id}/")
    assert "Belum dikirim. Tersimpan sampai" in page.text
    kosong = read(tetangga.get("/warga/").content.decode()).text
    assert "Belum ada permohonan" in kosong
    assert "Belum dikirim" not in kosong


def test_a_long_list_has_pages_and_nonsense_is_the_first(warga: Client, buat: Callable[[Buat], UUID]) -> None:
    semua = [buat(diajukan) for _ in range(12)]

    def ada(alamat: str) -> set[UUID]:
        isi = warga.get(alamat).content.decode()
        return {satu for satu in semua if f"/warga/surat/{satu}/" in isi}

    satu, dua = ada("/warga/"), ada("/warga/?hal=2")
    assert (len(satu), len(dua)) == (10, 2)
    assert satu | dua == set(semua)
    for aneh in ("0", "-1", "x", "１", "1e9", "99999999999", ""):
        assert ada(f"/warga/?hal={aneh}") == satu, aneh
    assert ada("/warga/?hal=99") == dua, "beyond the end is the last page"


def test_a_letter_served_at_the_counter_belongs_to_the_citizen(
    warga: Client, cast: Pemeran, buat: Callable[[Buat], UUID]
) -> None:
    surat_id = buat(diajukan)
    isi = warga.get(f"/warga/surat/{surat_id}/").content.decode()
    assert "Warung Bu Euis" in isi
    assert f"/warga/surat/{surat_id}/" in warga.get("/warga/").content.decode()


def test_the_timeline_tells_what_was_done_and_what_comes(warga: Client, buat: Callable[[Buat], UUID]) -> None:
    teks = read(warga.get(f"/warga/surat/{buat(terverifikasi)}/").content.decode()).text
    urut = ["Terkirim", "Berkas lengkap dan cocok", "Diperiksa Rika Amelia", "Sekretaris Desa memaraf",
            "Kepala Desa menandatangani", "Surat siap diunduh"]  # fmt: skip
    letak = [teks.index(kata) for kata in urut]
    assert letak == sorted(letak)
    assert "Paling lambat" in teks


def test_notes_within_the_office_stay_there(
    warga: Client, cast: Pemeran, buat: Callable[[Buat], UUID]
) -> None:
    def turun(cast: Pemeran) -> UUID:
        return jalan(cast, diparaf(cast), Aksi.KEMBALIKAN, Peran.PENANDA_TANGAN, "Rika kurang teliti")

    isi = warga.get(f"/warga/surat/{buat(turun)}/").content.decode()
    assert "Rika kurang teliti" not in isi
    assert "Diperiksa sekali lagi oleh kantor desa" in isi


@pytest.mark.parametrize(("jadikan", "alasan"), [(ditolak, "Bukan warga desa ini"), (dicabut, "Nama keliru")])
def test_the_reason_of_an_end_stands_above_the_way(
    warga: Client, buat: Callable[[Buat], UUID], jadikan: Buat, alasan: str
) -> None:
    teks = read(warga.get(f"/warga/surat/{buat(jadikan)}/").content.decode()).text
    atas, _, bawah = teks.partition("Perjalanan surat")
    assert "Alasan dari kantor desa" in atas
    assert alasan in atas
    assert alasan in bawah, "and in its place on the way"


@pytest.mark.parametrize("jadikan", [terverifikasi, ditarik])
def test_where_the_office_ended_nothing_no_reason_is_given(
    warga: Client, buat: Callable[[Buat], UUID], jadikan: Buat
) -> None:
    assert "Alasan dari kantor desa" not in warga.get(f"/warga/surat/{buat(jadikan)}/").content.decode()


@pytest.mark.parametrize(("jadikan", "alasan"), [(ditolak, "Bukan warga desa ini"), (dicabut, "Nama keliru")])
def test_the_reason_of_an_end_is_told(
    warga: Client, buat: Callable[[Buat], UUID], jadikan: Buat, alasan: str
) -> None:
    assert alasan in warga.get(f"/warga/surat/{buat(jadikan)}/").content.decode()


def test_my_files_are_shown_to_me(warga: Client, buat: Callable[[Buat], UUID]) -> None:
    isi = read(warga.get(f"/warga/surat/{buat(diajukan)}/").content.decode())
    berkas = [t["href"] for t in isi.all("a") if "/berkas/" in t.get("href", "")]
    assert len(berkas) == 5
    jawab = warga.get(berkas[0])
    assert jawab.headers["Content-Type"] == "image/jpeg"
    assert jawab.headers["Cache-Control"] == "private, no-store"


# ---- who looked at my data ----


def lihat(desa: Desa, cast: Pemeran, **lain: Any) -> None:
    """Let Rika open something, with a line in the access log."""
    isi = {
        "sasaran": "penduduk",
        "sasaran_id": cast.penduduk_id,
        "tindakan": "lihat",
        "alasan": "Melayani di loket",
    }
    with lingkup(desa.kode):
        catat_akses(pengguna_id=cast.operator, permintaan_id=new_id(), **(isi | lain))


def test_a_citizen_sees_who_opened_his_data_and_why(warga: Client, cast: Pemeran, cisontrol: Desa) -> None:
    assert "Belum ada yang membuka" in warga.get("/warga/akses/").content.decode()
    lihat(cisontrol, cast)
    lihat(cisontrol, cast, tindakan="lihat_nik")
    isi = warga.get("/warga/akses/").content.decode()
    teks = read(isi).text
    assert "Rika Amelia (Operator) membuka data. Melayani di loket." in teks
    assert "Rika Amelia (Operator) melihat NIK. Melayani di loket." in teks
    assert NIK not in isi


def test_the_same_act_within_an_hour_is_one_line(warga: Client, cast: Pemeran, cisontrol: Desa) -> None:
    for _ in range(4):
        lihat(cisontrol, cast)
    assert warga.get("/warga/akses/").content.decode().count("Rika Amelia (Operator) membuka data") == 1


def test_nobody_sees_who_opened_the_data_of_another(tetangga: Client, cast: Pemeran, cisontrol: Desa) -> None:
    lihat(cisontrol, cast, alasan="Perkara Euis")
    assert "Perkara Euis" not in tetangga.get("/warga/akses/").content.decode()


def test_a_reason_is_shown_as_text(warga: Client, cast: Pemeran, cisontrol: Desa) -> None:
    lihat(cisontrol, cast, alasan="<script>alert(1)</script>")
    assert "<script>alert" not in warga.get("/warga/akses/").content.decode()


def test_the_letter_shows_who_opened_it(
    warga: Client, cast: Pemeran, cisontrol: Desa, buat: Callable[[Buat], UUID]
) -> None:
    surat_id = buat(diajukan)
    lihat(cisontrol, cast, sasaran="surat", sasaran_id=surat_id, alasan="Memeriksa permohonan")
    teks = read(warga.get(f"/warga/surat/{surat_id}/").content.decode()).text
    assert "Rika Amelia membuka surat ini. Memeriksa permohonan." in teks


def test_the_overview_tells_also_who_opened_a_letter_and_its_papers(
    warga: Client, cast: Pemeran, cisontrol: Desa, buat: Callable[[Buat], UUID]
) -> None:
    surat_id = buat(diajukan)
    lihat(cisontrol, cast, sasaran="surat", sasaran_id=surat_id, alasan="Memeriksa permohonan")
    lihat(cisontrol, cast, sasaran="surat", sasaran_id=surat_id, tindakan="lihat_berkas ktp", alasan="")
    lihat(cisontrol, cast)
    teks = read(warga.get("/warga/akses/").content.decode()).text
    assert "Rika Amelia (Operator) membuka permohonan Anda. Memeriksa permohonan." in teks
    assert "Rika Amelia (Operator) melihat berkas." in teks
    assert "Rika Amelia (Operator) membuka data. Melayani di loket." in teks
