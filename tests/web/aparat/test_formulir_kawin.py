"""The forms about marriage and its end: which boxes they have for which families, and how answers are read."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from eoffice.penduduk.rules.mutasi import Rumah
from eoffice.penduduk.rules.perkawinan import Menetap, Nikah, Tinggal
from eoffice.penduduk.rules.ringkas import RingkasPenduduk
from eoffice.web.aparat import kata_mutasi
from eoffice.web.aparat.formulir.kawin import Perceraian, Perkawinan, PerkawinanLuar
from tests.web.aparat.test_formulir_mutasi import ANAK, ASEP, EUIS, UMUM, kirim

KK_BARU = "3207150101269051"
NENG = replace(ANAK, id=UUID(int=4), nama="NENG ASIH", jenis_kelamin="P", status_kawin="Belum Kawin")
UJANG = replace(ASEP, id=UUID(int=5), nama="UJANG", keluarga_id=UUID(int=8), status_kawin="Cerai Mati")
CUCU = replace(ANAK, id=UUID(int=6), nama="CICI", keluarga_id=UUID(int=8), status_kawin="Belum Kawin")
SERUMAH = (NENG, ASEP, EUIS)
NIKAH = {"akta", "tempat", "penetapan", "tinggal", "no_kk", "dusun", "rt", "rw", "alamat", "ikut"}
DIRI = {"nama", "nik", "tempat_lahir", "tanggal_lahir", "agama", "pendidikan", "pekerjaan", "asal"}
ORTU = {"nama_ayah", "nama_ibu"}
CERAI = {"sebab", "akta", "pasangan"}
KARTU = {"keluar", "ikut", "no_kk", "dusun", "rt", "rw", "alamat", "kepala_baru"}


def bidang(form: Any) -> set[str]:
    return set(form.fields) - UMUM


@pytest.mark.parametrize(
    ("keluarga", "pasangan", "tambahan"),
    [
        (SERUMAH, (), set()),
        (SERUMAH, (UJANG, CUCU), {"kepala_baru_pasangan"}),
        (SERUMAH, (CUCU, UJANG), set()),
        ((UJANG, CUCU), (), {"kepala_baru"}),
        ((UJANG, CUCU), (NENG, ASEP, EUIS), {"kepala_baru"}),
        ((EUIS, ASEP, NENG), (ASEP, EUIS, NENG), {"kepala_baru"}),
    ],
)
def test_a_marriage_asks_for_heads_only_where_a_head_may_leave(
    keluarga: tuple[RingkasPenduduk, ...], pasangan: tuple[RingkasPenduduk, ...], tambahan: set[str]
) -> None:
    form = Perkawinan(keluarga=keluarga, pasangan=pasangan)
    assert bidang(form) == NIKAH | {"nik_pasangan"} | tambahan


def test_who_may_come_along_is_of_either_card_and_not_one_of_the_couple() -> None:
    def nama(form: Perkawinan) -> list[str]:
        return [str(kata).split(" (")[0] for _, kata in form.fields["ikut"].choices]

    assert nama(Perkawinan(keluarga=SERUMAH)) == ["ASEP SUTISNA", "EUIS KOMARIAH"]
    berdua = Perkawinan(keluarga=(UJANG, CUCU), pasangan=(NENG, ASEP, EUIS))
    assert nama(berdua) == ["CICI", "ASEP SUTISNA", "EUIS KOMARIAH"]
    serumah = Perkawinan(keluarga=(EUIS, ASEP, NENG), pasangan=(ASEP, EUIS, NENG))
    assert nama(serumah) == ["NENG ASIH"]
    assert "ikut" not in Perkawinan(keluarga=(NENG,)).fields


def test_a_number_nobody_here_has_is_refused_with_the_way_out() -> None:
    data = kirim(nik_pasangan="3207151203019004", tinggal="tetap")
    tanpa = Perkawinan(data, keluarga=SERUMAH)
    assert set(tanpa.errors) == {"nik_pasangan"}
    assert "luar desa" in str(tanpa.errors["nik_pasangan"])
    ada = Perkawinan(data, keluarga=SERUMAH, pasangan=(UJANG, CUCU))
    assert ada.is_valid(), ada.errors
    assert ada.pasangan_id() == UJANG.id


@pytest.mark.parametrize(
    ("data", "salah"),
    [
        ({"nik_pasangan": ""}, {"nik_pasangan"}),
        ({"nik_pasangan": "123"}, {"nik_pasangan"}),
        ({"tinggal": ""}, {"tinggal"}),
        ({"tinggal": "di mana saja"}, {"tinggal"}),
        ({"akta": "x" * 101}, {"akta"}),
        ({"penetapan": "x" * 101}, {"penetapan"}),
        ({"no_kk": "12"}, {"no_kk"}),
        ({"ikut": [str(NENG.id)]}, {"ikut"}),
        ({"kepala_baru_pasangan": str(ASEP.id)}, {"kepala_baru_pasangan"}),
    ],
)
def test_what_cannot_be_is_refused_beside_its_box(data: dict[str, Any], salah: set[str]) -> None:
    baik = {"nik_pasangan": "3207151203019004", "tinggal": "kk_baru", "no_kk": KK_BARU}
    assert Perkawinan(kirim(**baik), keluarga=SERUMAH, pasangan=(UJANG, CUCU)).is_valid()
    assert set(Perkawinan(kirim(**(baik | data)), keluarga=SERUMAH, pasangan=(UJANG, CUCU)).errors) == salah


def test_a_marriage_is_read_as_the_register_writes_it() -> None:
    data = kirim(
        nik_pasangan="3207 1512 0301 9004", akta=" 0123/45/XI/2026 ", tempat="KUA Rancah", penetapan="7/2026",
        tinggal="kk_baru", no_kk="3207.1501.0126.9051", dusun="Jetak", rt="3", rw="2",
        ikut=[str(CUCU.id)], kepala_baru_pasangan=str(CUCU.id),
    )  # fmt: skip
    form = Perkawinan(data, keluarga=SERUMAH, pasangan=(UJANG, CUCU))
    assert form.is_valid(), form.errors
    assert form.nikah() == Nikah("0123/45/XI/2026", "7/2026", "KUA Rancah")
    rumah = Rumah(KK_BARU, dusun="JETAK", rt="003", rw="002")
    assert form.menetap() == Menetap(Tinggal.KK_BARU, rumah, [CUCU.id], None, CUCU.id)


@pytest.mark.parametrize(
    ("keluarga", "tambahan"),
    [(SERUMAH, {"ikut"}), ((NENG,), set()), ((UJANG, CUCU), {"ikut", "kepala_baru"})],
)
def test_a_marriage_with_an_outsider_asks_who_that_is(
    keluarga: tuple[RingkasPenduduk, ...], tambahan: set[str]
) -> None:
    assert bidang(PerkawinanLuar(keluarga=keluarga)) == (NIKAH - {"ikut"}) | DIRI | ORTU | tambahan


@pytest.mark.parametrize(("siapa", "kelamin"), [(NENG, "L"), (UJANG, "P")])
def test_the_sex_of_the_outsider_is_the_other_one(siapa: RingkasPenduduk, kelamin: str) -> None:
    data = kirim(
        nama="Dede Kurnia", tanggal_lahir="14-04-1990", asal="Kota Banjar", tinggal="kk_sendiri", agama="1"
    )
    form = PerkawinanLuar(data, keluarga=(siapa,))
    assert form.is_valid(), form.errors
    dia = form.orang_baru()
    assert (dia.nama, dia.jenis_kelamin, dia.tanggal_lahir) == ("DEDE KURNIA", kelamin, date(1990, 4, 14))
    assert (dia.agama, dia.status_kawin, dia.kewarganegaraan) == (1, None, 1)
    assert form.menetap() == Menetap(Tinggal.KK_SENDIRI, Rumah(), [], None, None)
    assert set(PerkawinanLuar(kirim(tinggal="tetap"), keluarga=(siapa,)).errors) == {"nama", "tanggal_lahir"}


@pytest.mark.parametrize(
    ("keluarga", "bidangnya"),
    [
        ((EUIS,), CERAI),
        ((EUIS, ASEP, NENG), CERAI | KARTU | {"mantan"}),
        ((EUIS, NENG), CERAI | KARTU),
        ((EUIS, replace(ASEP, status_kawin="Cerai Hidup")), CERAI | KARTU),
    ],
)
def test_a_divorce_asks_for_whom_the_card_can_mean(
    keluarga: tuple[RingkasPenduduk, ...], bidangnya: set[str]
) -> None:
    assert bidang(Perceraian(keluarga=keluarga)) == bidangnya


def test_the_spouse_of_the_card_is_chosen_already_and_nobody_leaves_unless_said() -> None:
    form = Perceraian(keluarga=(EUIS, ASEP, NENG))
    assert (form["mantan"].value(), form["keluar"].value()) == (str(ASEP.id), "tidak")
    menantu = replace(UJANG, status_kawin="Kawin", shdk="Menantu")
    anak = Perceraian(keluarga=(NENG, ASEP, menantu))
    assert anak["mantan"].value() is None, "of two married men on the card nobody is guessed"


def test_nobody_chosen_is_nobody() -> None:
    isi = {"sebab": "hidup", "mantan": "tidak", "keluar": "tidak", "akta": "1/AC/2026"}
    form = Perceraian(kirim(**isi), keluarga=(EUIS, ASEP, NENG))
    assert form.is_valid(), form.errors
    assert (form.orang("mantan"), form.orang("keluar"), form.cerai_mati) == (None, None, False)
    form = Perceraian(
        kirim(**isi | {"mantan": str(ASEP.id), "keluar": str(EUIS.id), "ikut": [str(NENG.id)]}),
        keluarga=(EUIS, ASEP, NENG),
    )
    assert form.is_valid(), form.errors
    assert (form.orang("mantan"), form.orang("keluar"), form.banyak_orang("ikut")) == (
        ASEP.id,
        EUIS.id,
        [NENG.id],
    )
    mati = Perceraian(kirim(sebab="mati", pasangan="Dadang"), keluarga=(EUIS,))
    assert mati.is_valid(), mati.errors
    assert mati.cerai_mati


@pytest.mark.parametrize(
    ("data", "salah"),
    [
        ({"sebab": ""}, {"sebab"}),
        ({"sebab": "lain"}, {"sebab"}),
        ({"mantan": ""}, {"mantan"}),
        ({"mantan": str(NENG.id)}, {"mantan"}),
        ({"keluar": str(NENG.id)}, {"keluar"}),
        ({"pasangan": "x" * 81}, {"pasangan"}),
    ],
)
def test_a_divorce_that_cannot_be_is_refused_beside_its_box(data: dict[str, str], salah: set[str]) -> None:
    baik = {"sebab": "hidup", "mantan": str(ASEP.id), "keluar": "tidak"}
    assert set(Perceraian(kirim(**(baik | data)), keluarga=(EUIS, ASEP, NENG)).errors) == salah


@pytest.mark.parametrize(
    ("siapa", "cerai"),
    [(EUIS, True), (replace(EUIS, status_kawin="Kawin Belum Tercatat"), True), (NENG, False), (UJANG, False)],
)
def test_a_divorce_is_offered_to_who_is_married(siapa: RingkasPenduduk, cerai: bool) -> None:
    teks = [t["teks"] for t in kata_mutasi.tautan(siapa)]
    assert ("Catat cerai" in teks) == cerai
    assert {"Catat kawin dengan warga desa", "Catat kawin dengan orang luar desa"} <= set(teks)
