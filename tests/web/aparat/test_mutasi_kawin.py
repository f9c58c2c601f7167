"""Recording a marriage or its end at the counter: the form, the page to check, the book, the letter, the log."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from eoffice.jejak.selectors import akses_atas
from eoffice.penduduk.models import Keluarga, Penduduk
from eoffice.penduduk.selectors.mutasi import mutasi_terakhir
from eoffice.surat import services as surat
from tests.web.aparat.conftest import Balai, isi, ke
from tests.web.aparat.test_mutasi import KK_BARU, NIK_BARU, anggota, catat, galat, jawab

pytestmark = pytest.mark.django_db
NIK_PRIA = "3207151203019004"
KK_LAIN = "3207150101159077"


@pytest.fixture
def janda(balai: Balai) -> UUID:
    """Euis, widowed; a widower with a grown child lives on another card."""

    def buat() -> UUID:
        Penduduk.objects.filter(pk=balai.orang.penduduk_id).update(status_kawin=5)
        rumah = Keluarga(no_kk=KK_LAIN, dusun="JETAK", rw="001", rt="002")
        rumah.save(force_insert=True)
        for nama, nik, shdk in (("OMAN", NIK_PRIA, 1), ("DODI", "", 4)):
            satu = Penduduk(
                nama=nama, nik=nik, shdk=shdk, keluarga=rumah, jenis_kelamin="L", tanggal_lahir=date(1980, 5, 5),
                status_kawin=5 if nik else 1,
            )  # fmt: skip
            satu.isi_kunci_cari()
            satu.save(force_insert=True)
        return balai.orang.penduduk_id

    return UUID(str(balai.dalam(buat)))


def pria(balai: Balai) -> Penduduk:
    satu = balai.dalam(lambda: Penduduk.objects.select_related("keluarga").get(nik=NIK_PRIA))
    assert isinstance(satu, Penduduk)
    return satu


def data_kawin(balai: Balai, janda: UUID, **ubah: Any) -> tuple[str, dict[str, Any]]:
    alamat = ke("mutasi_isi", janda, "kawin")
    isinya = {
        "nik_pasangan": NIK_PRIA,
        "akta": "0123/45/XI/2026",
        "tempat": "KUA Rancah",
        "tinggal": "kk_pasangan",
    }
    return alamat, jawab(balai.operator, alamat, **(isinya | ubah))


def test_a_marriage_is_checked_first_and_then_stands_in_the_book_of_both(balai: Balai, janda: UUID) -> None:
    alamat, data = data_kawin(balai, janda)
    periksa = isi(balai.operator.post(alamat, data))
    for kata in ("OMAN", "Kawin Tercatat", "0123/45/XI/2026", "KK baru", "KUA Rancah"):
        assert kata in periksa, kata
    assert balai.dalam(mutasi_terakhir) == [], "looking changes nothing"
    halaman = isi(balai.operator.get(catat(balai.operator, alamat, data)))
    assert "Kawin dengan OMAN" in halaman
    assert "Kawin dengan Euis Komariah" in halaman
    assert "Buat surat" not in halaman, "after a wedding of two residents no letter belongs to it"
    istri = balai.dalam(lambda: Penduduk.objects.select_related("keluarga").get(pk=janda))
    assert (istri.keluarga.no_kk, istri.shdk, istri.status_kawin) == (KK_LAIN, 3, 2)
    for siapa in (janda, pria(balai).pk):
        assert "mutasi" in {a.tindakan for a in balai.dalam(akses_atas, "penduduk", siapa)}


def test_that_somebody_was_looked_up_by_number_is_logged_even_if_nothing_comes_of_it(
    balai: Balai, janda: UUID
) -> None:
    alamat, data = data_kawin(balai, janda, tinggal="")
    assert galat(balai.operator.post(alamat, data)) == ["#id_tinggal_0"]
    assert [a.tindakan for a in balai.dalam(akses_atas, "penduduk", pria(balai).pk)] == ["lihat"]


def test_the_head_of_the_other_card_is_asked_for_when_he_leaves_it(balai: Balai, janda: UUID) -> None:
    alamat, data = data_kawin(balai, janda, tinggal="kk_sendiri")
    balai.dalam(lambda: Penduduk.objects.filter(pk=janda).update(shdk=1))
    data |= {"versi": ""}
    jawaban = balai.operator.post(alamat, data)
    assert galat(jawaban) == ["#id_kepala_baru_pasangan_0"]
    dodi = balai.dalam(lambda: Penduduk.objects.get(nama="DODI").pk)
    catat(balai.operator, alamat, data | {"kepala_baru_pasangan": str(dodi)})
    assert balai.dalam(lambda: Penduduk.objects.get(pk=dodi).shdk) == 1
    assert pria(balai).shdk == 2, "he is the husband on the card of a woman who is head"


@pytest.mark.parametrize("nik", ["3207151203019999", "123", "", "3207154506859002"])
def test_a_number_nobody_here_has_leads_to_the_other_form(
    balai: Balai, balai_lain: Balai, janda: UUID, nik: str
) -> None:
    """The last one belongs to somebody of the neighbouring village."""
    assert balai_lain.dalam(lambda: Penduduk.objects.filter(nik="3207154506859002").exists())
    alamat, data = data_kawin(balai, janda, nik_pasangan=nik)
    assert galat(balai.operator.post(alamat, data)) == ["#id_nik_pasangan"]
    assert balai.dalam(mutasi_terakhir) == []


def test_who_is_married_already_is_refused_in_words(balai: Balai, janda: UUID) -> None:
    balai.dalam(lambda: Penduduk.objects.filter(pk=janda).update(status_kawin=2))
    alamat, data = data_kawin(balai, janda)
    assert "catat cerainya dulu" in isi(balai.operator.post(alamat, data), 422)


def test_a_husband_from_elsewhere_comes_with_the_letter_for_a_newcomer(balai: Balai, janda: UUID) -> None:
    anak = anggota(balai, "Neng Rina", tanggal_lahir=date(2000, 1, 1))
    balai.dalam(lambda: Penduduk.objects.filter(pk=janda).update(shdk=1))
    alamat = ke("mutasi_isi", janda, "kawin-luar")
    data = jawab(
        balai.operator, alamat, nama="Dede Kurnia", nik=NIK_BARU, tanggal_lahir="1990-04-14", asal="Kota Banjar",
        akta="0123", tinggal="kk_baru", no_kk=KK_BARU, kepala_baru=str(anak),
    )  # fmt: skip
    tempat = catat(balai.operator, alamat, data)
    kelompok = balai.dalam(mutasi_terakhir)[0].kelompok
    halaman = isi(balai.operator.get(tempat))
    assert "dari Kota Banjar" in halaman
    assert NIK_BARU not in halaman
    assert ke("mutasi_surat", kelompok) in halaman
    draf = balai.operator.post(ke("mutasi_surat", kelompok)).headers["Location"]
    draf_id = UUID(str(draf).rstrip("/").rpartition("/")[2])
    satu = balai.dalam(surat.draf, draf_id=draf_id, pemilik=balai.orang.operator)
    dede = balai.dalam(lambda: Penduduk.objects.get(nik=NIK_BARU))
    assert (satu.jenis.kode, satu.penduduk_id) == ("domisili", dede.pk)
    assert (dede.shdk, balai.dalam(lambda: Penduduk.objects.get(pk=anak).shdk)) == (1, 1)


def test_a_divorce_is_recorded_for_both_with_the_one_who_leaves(balai: Balai, janda: UUID) -> None:
    kawin, data = data_kawin(balai, janda)
    catat(balai.operator, kawin, data)
    halaman = isi(balai.operator.get(ke("mutasi_isi", janda, "cerai")))
    assert "OMAN (Kepala Keluarga)" in halaman
    alamat = ke("mutasi_isi", janda, "cerai")
    cerai = jawab(
        balai.operator, alamat, sebab="hidup", akta="12/AC/2026", mantan=str(pria(balai).pk), keluar=str(janda),
        no_kk=KK_BARU, dusun="Cikupa",
    )  # fmt: skip
    tempat = catat(balai.operator, alamat, cerai)
    assert "Cerai hidup dengan" in isi(balai.operator.get(tempat))
    istri = balai.dalam(lambda: Penduduk.objects.select_related("keluarga").get(pk=janda))
    assert (istri.keluarga.no_kk, istri.shdk, istri.status_kawin, pria(balai).status_kawin) == (
        KK_BARU,
        1,
        4,
        4,
    )
    riwayat = isi(balai.operator.post(ke("penduduk_satu", janda), {"alasan": "loket"}, follow=True))
    for kata in ("Cerai Hidup", "Akta perceraian: kosong menjadi nomor tercatat", "12/AC/2026"):
        assert (kata in riwayat) == (kata != "12/AC/2026"), kata


def test_a_widow_of_somebody_elsewhere_is_recorded(balai: Balai) -> None:
    euis = balai.orang.penduduk_id
    balai.dalam(lambda: Penduduk.objects.filter(pk=euis).update(status_kawin=2))
    alamat = ke("mutasi_isi", euis, "cerai")
    tempat = catat(balai.operator, alamat, jawab(balai.operator, alamat, sebab="mati", pasangan="Dadang"))
    assert "Cerai mati, Dadang meninggal" in isi(balai.operator.get(tempat))
    assert balai.dalam(lambda: Penduduk.objects.get(pk=euis).status_kawin) == 5
