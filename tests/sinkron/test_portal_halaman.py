"""The portal's pages for a village with its own server: what a citizen reads and presses, and what is never shown."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context
from typing import Any
from uuid import UUID

import pytest
from django.test import Client, override_settings

from eoffice.akun import services as akun
from eoffice.akun.models import SlipAktivasi
from eoffice.akun.selectors import pengguna
from eoffice.penduduk.selectors import by_nik
from eoffice.sinkron.services.antar import antar
from eoffice.sinkron.services.sesi import jalankan
from eoffice.sinkron.services.slip import kunci_slip
from eoffice.surat.models import Draf, Permohonan, Surat
from eoffice.surat.rules.kode import kode_pendek
from eoffice.surat.selectors.warga import berkas_terbit
from eoffice.wilayah.models import Desa
from tests import pabrik
from tests.conftest import CISONTROL, SITUMANDALA
from tests.penduduk import berkas_uji as uji
from tests.sinkron.garis_uji import bekerja
from tests.sinkron.mesin import Mesin
from tests.sinkron.portal_uji import Portal, menambah
from tests.web.markup import read

pytestmark = pytest.mark.hanya_sqlite  # two database files in one process
NENENG = "3207150509909001"
AKTIVASI = f"/desa/{CISONTROL}/aktivasi/"


@contextmanager
def hp(portal: Portal, *, masuk: bool = True) -> Iterator[Client]:
    """Return a telephone at the portal."""
    with portal.hub.tanpa_lingkup():
        klien = Client(REMOTE_ADDR="10.0.0.7")
        if masuk:
            klien.force_login(pengguna(portal.warga))  # type: ignore[arg-type]
        yield klien


def teks(jawab: Any) -> str:
    return read(jawab.content.decode()).text


def buka(portal: Portal, ke: str, status: int = 200) -> str:
    """Return what the citizen reads at an address."""
    with hp(portal) as klien:
        jawab = klien.get(ke)
    assert jawab.status_code == status
    return teks(jawab)


def slip_neneng(portal: Portal) -> akun.Slip:
    """Print a slip at the village for somebody whom the portal knows."""

    def cetak() -> akun.Slip:
        menambah(uji.orang(nik=NENENG, nama="NENENG HASANAH", no_kk="3207150101159051", jenis_kelamin="P"))
        orang = by_nik(NENENG)
        assert orang is not None
        return akun.terbitkan_slip(penduduk_id=orang.id, pelaku="uji", kunci=kunci_slip())

    return portal.node.di_sini(cetak)  # type: ignore[no-any-return]


def test_a_slip_is_scanned_at_the_portal(portal: Portal) -> None:
    slip = slip_neneng(portal)
    portal.bertemu()
    with hp(portal, masuk=False) as klien:
        arah = klien.get(f"/aktivasi/{slip.token}/")
        assert arah.headers["Location"] == f"{AKTIVASI}{slip.token}/"
        halaman = klien.get(arah.headers["Location"])
        assert "NE*** HA***" in teks(halaman)
        assert "PIN ini untuk portal kabupaten." in teks(halaman)
        jadi = klien.post(arah.headers["Location"], {"pin": pabrik.PIN, "ulang": pabrik.PIN})
        assert jadi.headers["Location"] == "/warga/"
        assert klien.get("/warga/").status_code == 200


def test_a_code_is_typed_with_the_nik_and_the_nik_stands_in_no_address(portal: Portal) -> None:
    slip = slip_neneng(portal)
    portal.bertemu()
    with hp(portal, masuk=False) as klien:
        assert "NIK Anda" in teks(klien.get(AKTIVASI))
        jawab = klien.post(AKTIVASI, {"kode": slip.kode.lower(), "nik": NENENG})
        ke = jawab.headers["Location"]
        assert ke == f"{AKTIVASI}{slip.kode.replace('-', '')}/"
        assert NENENG not in ke
        assert klien.post(ke, {"pin": pabrik.PIN, "ulang": pabrik.PIN}).headers["Location"] == "/warga/"


@pytest.mark.parametrize(
    ("kode", "nik"),
    [("", uji.ASEP), ("", "3207150101809009"), ("ABCD-EFGH-JKMN", NENENG)],
    ids=["of a neighbour", "of nobody", "invented"],
)
def test_a_wrong_pair_of_code_and_nik_learns_nothing(portal: Portal, kode: str, nik: str) -> None:
    slip = slip_neneng(portal)
    portal.bertemu()
    with hp(portal, masuk=False) as klien:
        jawab = klien.post(AKTIVASI, {"kode": kode or slip.kode, "nik": nik})
    assert jawab.status_code == 422
    assert "Kode slip dan NIK ini tidak cocok." in teks(jawab)
    assert portal.hub.di_sini(lambda: SlipAktivasi.objects.exclude(kode_digest="").count()) == 0


def test_guessing_codes_is_held_back(portal: Portal) -> None:
    with hp(portal, masuk=False) as klien:
        status = [
            klien.post(
                AKTIVASI, {"kode": f"ABCD-EFGH-JK{n:02}".replace("0", "A").replace("1", "B"), "nik": NENENG}
            ).status_code
            for n in range(42)
        ]
    assert status[:40] == [422] * 40
    assert status[40:] == [429] * 2


def test_a_slip_of_somebody_the_portal_has_not_heard_of_waits(portal: Portal) -> None:
    """Printed offline for a resident who was registered a minute ago."""
    slip = slip_neneng(portal)
    with hp(portal, masuk=False) as klien:
        jawab = klien.get(f"{AKTIVASI}{slip.token}/")
        assert jawab.status_code == 422
        assert "data penduduk dari desa belum tiba di kabupaten" in teks(jawab)
    portal.bertemu()
    with hp(portal, masuk=False) as klien:
        assert klien.get(f"{AKTIVASI}{slip.token}/").status_code == 200


def test_without_a_village_the_code_page_asks_for_it(portal: Portal) -> None:
    slip = slip_neneng(portal)
    portal.bertemu()
    with hp(portal, masuk=False) as klien:
        assert "Pilih desanya dulu" in teks(klien.get("/aktivasi/"))
        assert "Slip dari desa mana?" in teks(klien.get("/?untuk=aktivasi"))
        assert AKTIVASI in klien.get("/?untuk=aktivasi").content.decode()
        tempel = klien.post("/aktivasi/", {"kode": slip.token})
        assert tempel.headers["Location"] == f"{AKTIVASI}{slip.token}/"


def test_a_slip_under_the_neighbours_address_does_not_exist(portal: Portal) -> None:
    slip = slip_neneng(portal)
    portal.bertemu()
    portal.hub.di_sini(
        lambda: Desa.objects.create(kode=SITUMANDALA, nama="S", kecamatan="R", kabupaten="C", provinsi="J")
    )
    with hp(portal, masuk=False) as klien:
        assert klien.get(f"/desa/{SITUMANDALA}/aktivasi/{slip.token}/").status_code == 422


def test_what_the_citizen_sees_until_the_village_has_it(portal: Portal) -> None:
    with hp(portal) as klien:
        draf = _context(portal.draf)
        jawab = klien.post(f"/warga/isi/{draf}/kirim/", {"benar": "on"})
        terkirim = teks(klien.get(jawab.headers["Location"]))
        assert "Permohonan tersimpan dan dikirim ke desa" in terkirim
        assert "Dikirim ke server desa" in terkirim
        ke = jawab.headers["Location"].removesuffix("terkirim/")
        halaman = teks(klien.get(ke))
        tiket = _context(portal.hub.di_sini, lambda: Permohonan.objects.get().tiket)
        daftar, lacak = teks(klien.get("/warga/")), teks(klien.get(f"/desa/{CISONTROL}/lacak/?tiket={tiket}"))
    assert "Permohonan Anda sedang dikirim ke desa" in halaman
    assert "Dikirim ke desa" in halaman
    assert "Paling lambat" not in halaman
    assert "sedang dikirim ke desa" in daftar
    assert "Permohonan sedang dikirim ke desa" in lacak
    portal.bertemu(2)
    halaman = buka(portal, ke)
    assert "Permohonan Anda menunggu diperiksa petugas" in halaman
    assert "Dikirim ke desa" not in halaman
    assert "Paling lambat" in halaman


def _context(kerja: Callable[..., Any], *args: Any) -> Any:
    """Do something in a scope of its own, while a browser is open."""
    return Context().run(kerja, *args)


def test_a_withdrawal_is_shown_on_its_way_and_done(portal: Portal) -> None:
    surat_id = portal.ajukan()
    portal.bertemu(2)
    ke = f"/warga/surat/{surat_id}/"
    with hp(portal) as klien:
        jawab = klien.post(f"{ke}tarik/", {"versi": "1"}, follow=True)
    isi = teks(jawab)
    assert "Permintaan Anda tersimpan dan dikirim ke desa." in isi
    assert "Permintaan Anda sedang dikirim ke desa" in isi
    assert "Anda meminta membatalkan permohonan" in isi
    assert "Batalkan permohonan ini" not in isi
    portal.bertemu(2)
    isi = buka(portal, ke)
    assert "Permohonan ini sudah dibatalkan" in isi
    assert "sedang dikirim" not in isi


def test_a_refused_request_says_why(portal: Portal) -> None:
    surat_id = portal.ajukan()
    portal.bertemu(2)
    portal.tarik(surat_id)
    portal.terbitkan(surat_id)
    portal.bertemu(2)
    isi = buka(portal, f"/warga/surat/{surat_id}/")
    assert "Permintaan Anda tidak dapat dijalankan" in isi
    assert "kantor desa sudah memproses suratnya lebih jauh" in isi


def test_a_mending_is_sent_by_pages_and_its_way_is_shown(portal: Portal) -> None:
    surat_id = portal.ajukan()
    portal.bertemu(2)
    portal.kembalikan(surat_id)
    portal.bertemu()
    ke = f"/warga/surat/{surat_id}/"
    assert "Foto KTP buram." in buka(portal, ke)
    with hp(portal) as klien:
        klien.post(f"{ke}perbaiki/")
        draf = portal.hub.di_sini(lambda: str(_draf_perbaikan(surat_id)))
        for _ in range(2):
            jawab = klien.post(f"{ke}perbaiki/{draf}/kirim/", {"benar": "on"}, follow=True)
            assert "Permintaan Anda sedang dikirim ke desa" in teks(jawab)
            assert "Perbaiki sekarang" not in teks(jawab)
        assert klien.get(f"{ke}perbaiki/").status_code == 302, "nothing to mend while it is on its way"
    portal.bertemu(2)
    assert "Permohonan Anda menunggu diperiksa petugas" in buka(portal, ke)


def _draf_perbaikan(surat_id: UUID) -> UUID:
    return Draf.objects.get(memperbaiki=surat_id).pk


def test_the_letter_is_issued_before_its_file_arrives(portal: Portal) -> None:
    surat_id = portal.ajukan()
    portal.bertemu(2)
    portal.terbitkan(surat_id)
    bekerja(portal.node)
    portal.node.di_sini(jalankan, portal.garis, portal.node.diri)  # events only
    bekerja(portal.hub)
    ke = f"/warga/surat/{surat_id}/"
    with hp(portal) as klien:
        isi = teks(klien.get(ke))
        assert "Surat sudah terbit, berkasnya sedang dikirim dari desa" in isi
        assert "Berkas suratnya belum tiba di kabupaten." in isi
        assert "Unduh surat" not in isi
        assert klien.get(f"{ke}unduh/").status_code == 503
    kode = portal.hub.di_sini(lambda: kode_pendek(bytes.fromhex(Surat.objects.get(pk=surat_id).kode)))
    assert "Surat ini asli" in buka(portal, f"/cek/{kode}/")
    portal.node.di_sini(antar, portal.garis)
    bekerja(portal.hub)
    with hp(portal) as klien:
        assert "Unduh surat (PDF)" in teks(klien.get(ke))
        pdf = klien.get(f"{ke}unduh/")
    assert pdf.content == portal.node.di_sini(berkas_terbit, surat_id)


def test_checking_a_letter_of_which_nothing_has_arrived(portal: Portal) -> None:
    """By its code alone nothing is known; its QR proves itself. Both say that the regency may not have heard."""
    surat_id = portal.di_loket()
    portal.terbitkan(surat_id)

    def kertas() -> tuple[str, str]:
        satu = Surat.objects.get(pk=surat_id)
        assert satu.data is not None
        return kode_pendek(bytes.fromhex(satu.kode)), satu.data["qr"]["isi"].rsplit("/", 1)[1]

    kode, muatan = portal.node.di_sini(kertas)
    oleh_kode, oleh_qr = buka(portal, f"/cek/{kode}/"), buka(portal, f"/v/{muatan}")
    assert "catatannya mungkin belum tiba di kabupaten" in oleh_kode
    assert "catatannya belum tiba di kabupaten" in oleh_qr
    assert "ASEP" in oleh_qr.upper()
    portal.bertemu()
    for ke in (f"/cek/{kode}/", f"/v/{muatan}"):
        assert "Surat ini asli" in buka(portal, ke)


@pytest.mark.parametrize(
    "ke", ["", "tarik/", "perbaiki/", "unduh/"], ids=["letter", "withdraw", "mend", "download"]
)
def test_a_neighbour_sees_nothing_of_it(portal: Portal, ke: str, buat_mesin: Callable[[str], Mesin]) -> None:
    milik_lain = portal.node.di_sini(pabrik.diajukan, portal.kantor)
    portal.node.di_sini(menambah, uji.istri(nik="3207154506859009", no_kk="3207150101159059"))
    portal.bertemu()
    buka(portal, f"/warga/surat/{milik_lain}/{ke}", status=404)


def test_where_a_ticket_is_unknown_the_way_is_mentioned(portal: Portal) -> None:
    isi = buka(portal, f"/desa/{CISONTROL}/lacak/?tiket=manuk-padi-27", status=422)
    assert "catatannya mungkin belum tiba di kabupaten" in isi


def test_the_sign_in_page_explains_the_two_pins(portal: Portal) -> None:
    with hp(portal, masuk=False) as klien:
        assert "PIN untuk portal kabupaten ini terpisah" in teks(klien.get(f"/desa/{CISONTROL}/masuk/"))


def test_who_looked_at_the_data_in_the_village_is_not_denied_at_the_portal(portal: Portal) -> None:
    """The village's access log stays there; the portal must not say that nobody looked."""
    surat_id = portal.ajukan()
    for ke in ("/warga/akses/", f"/warga/surat/{surat_id}/"):
        isi = buka(portal, ke)
        assert "Belum ada petugas yang membuka data Anda" not in isi
        assert "dapat Anda lihat lewat wifi kantor desa" in isi


@pytest.mark.parametrize("ke", ["/aparat/masuk/", "/aparat/"])
def test_the_village_office_does_not_work_at_the_portal(portal: Portal, ke: str) -> None:
    """No account of that office lives here: the sign-in page says where it works."""
    with hp(portal, masuk=False) as klien:
        isi = teks(klien.get(ke, follow=True))
    assert "Kantor desa yang memakai server sendiri bekerja di server desanya, bukan di sini." in isi


def test_the_printed_slip_names_both_addresses_and_its_code_works_at_the_portal(portal: Portal) -> None:
    """Its QR leads to the portal; on the office's Wi-Fi another address is opened."""

    def cetak() -> str:
        """Return the sheet."""
        klien = Client()
        with (
            portal.node.tanpa_lingkup(),
            override_settings(EOFFICE_ALAMAT_PUBLIK="https://surat.contoh.go.id"),
        ):
            klien.force_login(pengguna(portal.kantor.operator))  # type: ignore[arg-type]
            return klien.post(f"/aparat/penduduk/{portal.penduduk_id}/slip/").content.decode()

    lembar = Context().run(cetak)
    isi = read(lembar).text
    assert f"buka surat.contoh.go.id/desa/{CISONTROL}/aktivasi di HP." in isi
    assert f"Di wifi kantor desa: buka testserver/desa/{CISONTROL}/aktivasi." in isi
    kode = re.search(r'class="kode">([A-Z0-9-]{14})<', lembar)
    assert kode is not None
    with hp(portal, masuk=False) as klien:
        assert klien.post(AKTIVASI, {"kode": kode[1], "nik": uji.ASEP}).status_code == 302
