"""The port other rooms use: keys of officials in the database, the trail of them, and payload keys of villages."""

import stat
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from django.db import IntegrityError, transaction

from eoffice.dokumen import services as dokumen
from eoffice.dokumen.models import Penandatangan
from eoffice.dokumen.rules.hasil import Klaim
from eoffice.dokumen.services import muatan
from eoffice.jejak.models import MuatanPribadi, Peristiwa
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, RuleRefused, ServiceDown
from eoffice.kernel.ids import new_id
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import LingkupTidakAktif, lingkup
from tests.dokumen.alat import FRASA, contoh

KLAIM = Klaim(
    desa="32.07.15.2004",
    kode=bytes(16),
    jenis="SKTM",
    nama="Euis Komariah",
    keperluan="sekolah",
    terbit=date(2026, 4, 14),
    berlaku=None,
)


@pytest.fixture
def rumah(tmp_path: Path, settings: object) -> Iterator[Path]:
    """A home of its own with an authority."""
    settings.EOFFICE_HOME = tmp_path  # type: ignore[attr-defined]
    settings.EOFFICE_FOLDER_CA = tmp_path / "ca-akar"  # type: ignore[attr-defined]
    muatan._kunci.cache_clear()
    dokumen.pastikan_otoritas(kabupaten="Kabupaten Ciamis")
    yield tmp_path
    muatan._kunci.cache_clear()


@pytest.fixture
def pejabat() -> UUID:
    return new_id()


def _daftar(pejabat: UUID, nama: str = "Dadang Suhendar, S.IP.", frasa: str = FRASA) -> str:
    return dokumen.daftarkan_penandatangan(
        pejabat_id=pejabat, nama=nama, jabatan="Kepala Desa", frasa=frasa, pelaku="uji"
    ).serial


def _tanda(pejabat: UUID) -> bytes:
    kunci = dokumen.buka_kunci(pejabat_id=pejabat, frasa=FRASA)
    return dokumen.tanda_tangani(
        dokumen.rangkai(contoh()), kunci, alasan="a", lokasi="Cisontrol", waktu=clock.now()
    )


# ---------- signers ----------


def test_enrolled_signer_signs_and_is_believed(rumah: Path, di_cisontrol: Desa, pejabat: UUID) -> None:
    serial = _daftar(pejabat)
    hasil = dokumen.periksa_pdf(_tanda(pejabat))
    assert (hasil.keadaan, hasil.serial) == ("sah", serial)


def test_key_lies_in_a_file_only_its_owner_reads(rumah: Path, di_cisontrol: Desa, pejabat: UUID) -> None:
    serial = _daftar(pejabat)
    (berkas,) = (rumah / "kunci" / "pejabat").glob("*.p12")
    assert berkas.stem == serial
    assert stat.S_IMODE(berkas.stat().st_mode) == 0o600
    assert FRASA.encode() not in berkas.read_bytes()


def test_enrolment_stands_in_the_trail_without_the_key(
    rumah: Path, di_cisontrol: Desa, pejabat: UUID
) -> None:
    serial = _daftar(pejabat)
    peristiwa = Peristiwa.objects.get(jenis="dokumen.penandatangan")
    assert (peristiwa.publik["serial"], peristiwa.revisi, peristiwa.publik["dicabut_pada"]) == (
        serial,
        1,
        None,
    )
    semua = f"{peristiwa.publik} {MuatanPribadi.objects.get(peristiwa=peristiwa).isi}"
    assert "PRIVATE" not in semua
    assert FRASA not in semua


def test_wrong_passphrase(rumah: Path, di_cisontrol: Desa, pejabat: UUID) -> None:
    _daftar(pejabat)
    with pytest.raises(RuleRefused) as galat:
        dokumen.buka_kunci(pejabat_id=pejabat, frasa="salah sekali ini")
    assert galat.value.pesan.kode == "dokumen.frasa_salah"


def test_weak_passphrase_enrols_nobody(rumah: Path, di_cisontrol: Desa, pejabat: UUID) -> None:
    with pytest.raises(InvalidInput):
        _daftar(pejabat, frasa="123456")
    assert not Penandatangan.objects.exists()
    assert not (rumah / "kunci" / "pejabat").exists()


def test_who_has_no_key(rumah: Path, di_cisontrol: Desa, pejabat: UUID) -> None:
    assert dokumen.penandatangan_aktif(pejabat) is None
    with pytest.raises(RuleRefused):
        dokumen.buka_kunci(pejabat_id=pejabat, frasa=FRASA)
    with pytest.raises(RuleRefused):
        dokumen.cabut_penandatangan(pejabat_id=pejabat, alasan="x", pelaku="uji")


def test_lost_key_file_is_out_of_order_not_a_crash(rumah: Path, di_cisontrol: Desa, pejabat: UUID) -> None:
    serial = _daftar(pejabat)
    (rumah / "kunci" / "pejabat" / f"{serial}.p12").unlink()
    with pytest.raises(ServiceDown):
        dokumen.buka_kunci(pejabat_id=pejabat, frasa=FRASA)


def test_revocation(rumah: Path, di_cisontrol: Desa, pejabat: UUID) -> None:
    _daftar(pejabat)
    kunci = dokumen.buka_kunci(pejabat_id=pejabat, frasa=FRASA)
    pdf = _tanda(pejabat)
    kapan = dokumen.cabut_penandatangan(pejabat_id=pejabat, alasan="frasa bocor", pelaku="uji")
    hasil = dokumen.periksa_pdf(pdf)
    assert (hasil.keadaan, hasil.dicabut_pada) == ("dicabut", kapan)
    with pytest.raises(RuleRefused):  # a key still open in another request signs nothing either
        dokumen.tanda_tangani(dokumen.rangkai(contoh()), kunci, alasan="a", lokasi="l", waktu=clock.now())
    with pytest.raises(RuleRefused):
        dokumen.buka_kunci(pejabat_id=pejabat, frasa=FRASA)
    semua = Peristiwa.objects.order_by("urut").values_list("jenis", "revisi")
    assert list(semua) == [
        ("dokumen.penandatangan", 1),
        ("dokumen.otoritas", 1),
        ("dokumen.penandatangan", 2),
        ("dokumen.otoritas", 2),
    ]


def test_new_key_supersedes_the_old_and_spares_its_letters(
    rumah: Path, di_cisontrol: Desa, pejabat: UUID
) -> None:
    lama = _daftar(pejabat)
    pdf = _tanda(pejabat)
    with time_machine.travel(clock.now() + timedelta(days=30), tick=True):
        baru = _daftar(pejabat)
        assert dokumen.periksa_pdf(pdf).keadaan == "sah"
    assert lama != baru
    aktif = dokumen.penandatangan_aktif(pejabat)
    assert aktif is not None
    assert aktif.serial == baru
    assert [(b.serial, b.dicabut_pada is None) for b in dokumen.semua_penandatangan()] == [
        (baru, True),
        (lama, False),
    ]


def test_clock_set_back_a_year_signs_nothing(rumah: Path, di_cisontrol: Desa, pejabat: UUID) -> None:
    _daftar(pejabat)
    with time_machine.travel(clock.now() - timedelta(days=365)), pytest.raises(RuleRefused) as galat:
        dokumen.buka_kunci(pejabat_id=pejabat, frasa=FRASA)
    assert galat.value.pesan.kode == "dokumen.sertifikat_belum_berlaku"


def test_one_active_key_per_person_by_constraint(rumah: Path, di_cisontrol: Desa, pejabat: UUID) -> None:
    _daftar(pejabat)
    lain = Penandatangan.objects.get()
    lain.pk, lain.serial = new_id(), "ff"
    with pytest.raises(IntegrityError), transaction.atomic():
        lain.save(force_insert=True)


def test_neighbours_keys_do_not_exist_here(
    rumah: Path, cisontrol: Desa, situmandala: Desa, pejabat: UUID
) -> None:
    with lingkup(cisontrol.kode):
        _daftar(pejabat)
    with lingkup(situmandala.kode):
        assert dokumen.semua_penandatangan() == []
        with pytest.raises(RuleRefused):
            dokumen.buka_kunci(pejabat_id=pejabat, frasa=FRASA)
    with pytest.raises(LingkupTidakAktif):
        dokumen.penandatangan_aktif(pejabat)


# ---------- node without authority, other roots ----------


def test_node_without_authority_knows_nobody(
    rumah: Path, di_cisontrol: Desa, pejabat: UUID, settings: object, tmp_path: Path
) -> None:
    _daftar(pejabat)
    pdf = _tanda(pejabat)
    lain = tmp_path / "lain"
    settings.EOFFICE_HOME = lain  # type: ignore[attr-defined]
    assert dokumen.periksa_pdf(pdf).keadaan == "tidak_dikenal"
    with pytest.raises(ServiceDown):
        _daftar(new_id())
    percaya = lain / "kunci" / "kepercayaan"
    percaya.mkdir(parents=True)
    for nama in ("akar.pem", "penerbit.pem", "akar.crl", "penerbit.crl"):
        (percaya / nama).write_bytes((rumah / "kunci" / "ca" / nama).read_bytes())
    assert dokumen.periksa_pdf(pdf).keadaan == "sah"


# ---------- payload keys ----------


def test_payload_of_a_village(rumah: Path) -> None:
    assert dokumen.baca_muatan(dokumen.buat_muatan(KLAIM)) == KLAIM


def test_payload_signed_by_the_neighbour_is_forged(rumah: Path) -> None:
    dokumen.buat_muatan(KLAIM)
    tetangga = muatan._kunci(rumah / "kunci" / "muatan", "32.07.15.2005")
    with pytest.raises(dokumen.MuatanPalsu):
        dokumen.baca_muatan(muatan.payload.buat(KLAIM, tetangga))


def test_payload_of_a_village_unknown_here(rumah: Path) -> None:
    teks = muatan.payload.buat(replace(KLAIM, desa="32.07.99.2001"), muatan.certificates.buat_kunci())
    with pytest.raises(dokumen.MuatanPalsu):
        dokumen.baca_muatan(teks)


def test_two_first_letters_at_once_make_one_key(rumah: Path) -> None:
    teks: list[str] = []
    utas = [threading.Thread(target=lambda: teks.append(dokumen.buat_muatan(KLAIM))) for _ in range(6)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    assert len(teks) == 6
    assert all(dokumen.baca_muatan(satu) == KLAIM for satu in teks)


def test_public_keys_for_the_browser(rumah: Path) -> None:
    dokumen.buat_muatan(KLAIM)
    dokumen.buat_muatan(replace(KLAIM, desa="32.07.16.2001"))
    assert [k["desa"] for k in dokumen.kunci_publik()] == ["32.07.15.2004", "32.07.16.2001"]
    (satu,) = dokumen.kunci_publik("32.07.15")
    assert (satu["kty"], satu["crv"], "d" in satu) == ("EC", "P-256", False)


# ---------- files ----------


def test_store_lies_in_the_home(rumah: Path) -> None:
    sha256 = dokumen.simpan(b"surat")
    assert (rumah / "berkas" / sha256[:2] / sha256[2:4] / sha256).read_bytes() == b"surat"
    assert dokumen.baca(sha256) == b"surat"
    assert list(dokumen.berkas_bermasalah()) == []


def test_preview_is_drawn_once(rumah: Path) -> None:
    hitung: list[int] = []

    def buat() -> bytes:
        hitung.append(1)
        return b"png"

    assert [dokumen.simpan_pratinjau("ab12", buat) for _ in range(3)] == [b"png"] * 3
    assert hitung == [1]
