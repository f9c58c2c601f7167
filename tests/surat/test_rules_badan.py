"""From type and answers to the printable document; golden text per type."""

import dataclasses
import json
import os
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.kernel.messages import Pesan
from eoffice.surat.rules.badan import (
    SIAP,
    BahanSurat,
    KepalaSurat,
    KodeQr,
    PenandaTanganSurat,
    isi_templat,
    kalimat_pembuka,
    kode_dipakai,
    periksa_ubahan,
    sebut_penanda_tangan,
    susun_surat,
    urai_sebaris,
)
from eoffice.surat.rules.daftar import baca_semua, tulis_semua
from eoffice.surat.rules.isian import LAINNYA, Isian, Nilai, Pilihan, Tipe
from eoffice.surat.rules.jenis import JenisSurat, UbahanJenis, baca_jenis, katalog
from eoffice.surat.rules.periksa_jenis import cacat
from eoffice.surat.rules.terbilang import tanggal_indonesia
from tests.surat.contoh_jenis import JAWABAN as CONTOH_JENIS
from tests.surat.contoh_jenis import PENDUDUK

GOLDEN = Path(__file__).parent / "golden"
HARI = date(2026, 4, 14)
KEPALA = KepalaSurat("Ciamis", "Rancah", "Cisontrol", "Jalan Raya Cisontrol Nomor 17, Kode Pos 46387")
KADES = PenandaTanganSurat("H. Dudung Abdurahman, S.Pd.", "Kepala Desa Cisontrol")
SEKDES = PenandaTanganSurat(
    "Dadang Suhendar, S.IP.",
    "Kepala Desa Cisontrol",
    "an",
    "Sekretaris Desa",
    identitas=("NIAP 32071520040002",),
)
JAWABAN: dict[str, Mapping[str, str]] = {
    **CONTOH_JENIS,
    "sktm": {
        "keperluan": "pendidikan",
        "lembaga": "SMA Negeri 1 Rancah",
        "untuk": "keluarga",
        "nama_anak": "Rizki Maulana",
        "nik_anak": "3207151202109002",
        "hubungan": "anak_kandung",
        "penghasilan": "850000",
        "tanggungan": "3",
        "no_pengantar": "12/RT.003/IV/2026",
    },
    "sktm-sendiri": {
        "keperluan": "lainnya",
        "keperluan_lain": "pemasangan listrik bersubsidi",
        "lembaga": "PLN Ranting Rancah",
        "untuk": "sendiri",
        "penghasilan": "0",
        "tanggungan": "0",
        "no_pengantar": "13/RT.003/IV/2026",
    },
    "sku": {
        "nama_usaha": "Gula Aren Mekar Rasa",
        "jenis_usaha": "Pengolahan dan penjualan gula aren",
        "mulai_usaha": "2017",
        "di_rumah": "tidak",
        "alamat_usaha": "Dusun Sukamaju RT 001 RW 004, Desa Cisontrol",
        "keperluan": "kur",
        "omzet": "Rp 4.500.000",
    },
    "sku-di-rumah": {
        "nama_usaha": "Warung Bu Euis",
        "jenis_usaha": "Warung makan dan kelontong",
        "mulai_usaha": "2018",
        "di_rumah": "ya",
        "keperluan": "sekolah",
    },
}


def bahan(contoh: str, **ubah: Any) -> BahanSurat:
    jenis = katalog()[contoh.split("-", maxsplit=1)[0]]
    nilai, galat = baca_semua(jenis.isian, JAWABAN[contoh], HARI)
    assert galat == {}
    berlaku = jenis.berlaku_sampai(HARI, nilai)
    siap = PENDUDUK | ({"berlaku_sampai": tanggal_indonesia(berlaku)} if berlaku else {})
    return dataclasses.replace(
        BahanSurat(
            jenis=jenis,
            cara_terbit="basah" if jenis.hanya_basah else "tte_lokal",
            kepala=KEPALA,
            penanda_tangan=SEKDES if jenis.kode == "sktm" else KADES,
            tanggal=HARI,
            nilai=nilai,
            teks=tulis_semua(jenis.isian, nilai, siap),
            nomor="400.9.14.5/007/3207152004/IV/2026",
            qr=KodeQr("HTTPS://CONTOH.EXAMPLE/V/ABC", 29, "K7QF-2M9D-PX", "contoh.example"),
        ),
        **ubah,
    )


def sebaris(isi: Any, teks: dict[str, str]) -> str:
    if isinstance(isi, str):
        return isi
    return "".join(
        (f"**{t}**" if "tanda" in b else t)
        for b in isi
        for t in [b["teks"] if b["jenis"] == "teks" else teks[b["kode"]]]
    )


def polos(data: dict[str, Any]) -> str:
    """The letter as a person would read it aloud."""
    baris = [
        *data["kop"]["baris"],
        data["kop"]["alamat"],
        "",
        data["judul"],
        f"Nomor: {data.get('nomor', '-')}",
        "",
    ]
    for blok in data["isi"]:
        baris += blok_polos(blok, data["isian"])
    ttd = data["tanda_tangan"]
    baris += [
        "",
        f"{ttd['tempat']}, {ttd['tanggal']}",
        json.dumps(ttd["utama"], ensure_ascii=False, sort_keys=True),
    ]
    if "mengetahui" in ttd:
        baris.append(json.dumps(ttd["mengetahui"], ensure_ascii=False, sort_keys=True))
    for lembar in data.get("lampiran", []):
        baris += ["", f"--- {lembar['model']}", lembar["judul"]]
        baris += [b for blok in lembar["isi"] for b in blok_polos(blok, data["isian"])]
    return "\n".join([*baris, ""])


def blok_polos(blok: dict[str, Any], isian: dict[str, str]) -> Iterator[str]:
    """One block as it would be read aloud."""
    match blok["jenis"]:
        case "identitas":
            yield from (f"  {b['label']}: {sebaris(b['nilai'], isian)}" for b in blok["baris"])
        case "tabel":
            yield " | ".join(k["judul"] for k in blok["kolom"])
            yield from (" | ".join(sebaris(sel, isian) for sel in b) for b in blok["baris"])
        case "ttd_tabel" | "ttd_kolom":
            yield f"[{blok['jenis']}] {sebaris(blok.get('pengantar', ''), isian)} {blok.get('meterai', '')}".rstrip()
            yield from (f"  ____ {o['nama']} ({o.get('keterangan', '')})" for o in blok["orang"])
        case _:
            yield sebaris(blok["isi"], isian)


@pytest.mark.parametrize("contoh", JAWABAN)
def test_golden_text(contoh: str) -> None:
    emas = GOLDEN / f"{contoh}.txt"
    if os.environ.get("EOFFICE_TULIS_GOLDEN"):
        emas.write_text(polos(susun_surat(bahan(contoh))), encoding="utf-8")
    assert polos(susun_surat(bahan(contoh))) == emas.read_text(encoding="utf-8")


@pytest.mark.parametrize("jenis", list(katalog().values()), ids=lambda j: j.kode)
def test_every_type_of_the_catalogue_is_sound(jenis: JenisSurat) -> None:
    assert cacat(jenis) == []
    assert jenis.kode == jenis.kode.lower()
    for h in jenis.halaman:
        layar = {i.pihak or i.kode for i in jenis.isian_halaman(h)}
        assert len(layar) <= 4, "a page of questions stays short"
    assert all(i.tanya.endswith("?") and i.mengapa for i in jenis.isian)
    assert all(i.tipe is not Tipe.TEKS or (i.maks or 0) <= 120 for i in jenis.isian)


def test_the_classification_codes_are_the_ones_of_the_regions_list() -> None:
    assert {k: j.klasifikasi for k, j in katalog().items()} == {
        "sktm": "400.9.14.5",
        "sku": "500.2.2.4",
        "domisili": "400.12.2.1",
        "skck": "100.2.2.5",
        "kelahiran": "400.12.3.1",
        "kematian": "400.12.3.1",
        "nikah": "400.12.3.2",
        "waris": "400.12.3.1",
        "beda_identitas": "400.12.2.1",
        "penghasilan": "100.2.2.5",
        "keramaian": "300.1.4",
        "tanah": "500.17.2.3",
    }


def test_a_draft_has_no_number_and_never_a_qr() -> None:
    data = susun_surat(bahan("sku", nomor=None))
    assert data["mode"] == "draf"
    assert "qr" not in data
    assert "nomor" not in data


def test_nothing_travels_that_the_letter_does_not_print() -> None:
    data = susun_surat(bahan("sku-di-rumah"))
    assert "omzet" not in data["isian"]
    assert "rt_rw" not in data["isian"]
    assert data["isian"]["alamat_usaha"] == PENDUDUK["alamat"]
    assert PENDUDUK["nik"] not in json.dumps(data["dokumen"])


BENTUK = [
    (KADES, "Kepala Desa Cisontrol"),
    (dataclasses.replace(KADES, bentuk="plt"), "Pelaksana Tugas Kepala Desa Cisontrol"),
    (dataclasses.replace(KADES, bentuk="plh"), "Pelaksana Harian Kepala Desa Cisontrol"),
    (dataclasses.replace(KADES, bentuk="pj"), "Penjabat Kepala Desa Cisontrol"),
    (SEKDES, "Sekretaris Desa Cisontrol, atas nama Kepala Desa Cisontrol"),
    (
        dataclasses.replace(SEKDES, bentuk="an_ub", ub="Kepala Urusan Tata Usaha dan Umum"),
        "Kepala Urusan Tata Usaha dan Umum, untuk beliau Sekretaris Desa, atas nama Kepala Desa Cisontrol",
    ),
]


@pytest.mark.parametrize(("ttd", "sebutan"), BENTUK, ids=lambda x: getattr(x, "bentuk", None))
def test_the_opening_names_the_post_of_the_signature_block(ttd: PenandaTanganSurat, sebutan: str) -> None:
    assert sebut_penanda_tangan(ttd, "Cisontrol") == sebutan
    data = susun_surat(bahan("sku", penanda_tangan=ttd))
    assert data["isi"][0]["isi"] == kalimat_pembuka(ttd, KEPALA)
    assert sebutan in data["isi"][0]["isi"]
    utama = data["tanda_tangan"]["utama"]
    assert (utama["bentuk"], utama["jabatan"], utama.get("an", ""), utama.get("ub", "")) == (
        ttd.bentuk,
        ttd.jabatan,
        ttd.an,
        ttd.ub,
    )


def test_markup_is_split_into_texts_and_fields() -> None:
    assert urai_sebaris("tanpa tanda") == "tanpa tanda"
    assert urai_sebaris("untuk {keperluan!} di {lembaga}, **bukan izin**.") == [
        {"jenis": "teks", "teks": "untuk "},
        {"jenis": "isian", "kode": "keperluan", "tanda": ["tebal"]},
        {"jenis": "teks", "teks": " di "},
        {"jenis": "isian", "kode": "lembaga"},
        {"jenis": "teks", "teks": ", "},
        {"jenis": "teks", "teks": "bukan izin", "tanda": ["tebal"]},
        {"jenis": "teks", "teks": "."},
    ]
    assert isi_templat("untuk {keperluan!} **x** {tidak_ada}", {"keperluan": "KUR"}) == "untuk KUR x "


@given(st.text(max_size=60), st.dictionaries(st.sampled_from(["nama", "nik"]), st.text(max_size=20)))
def test_no_text_is_lost_or_invented_by_the_markup(templat: str, teks: dict[str, str]) -> None:
    bagian = urai_sebaris(templat)
    isi = (
        bagian
        if isinstance(bagian, str)
        else "".join(b["teks"] if b["jenis"] == "teks" else teks.get(b["kode"], "") for b in bagian)
    )
    assert isi == isi_templat(templat, teks)


def test_an_answer_with_braces_is_printed_and_never_expanded() -> None:
    asli = bahan("sku")
    jahat = dict(asli.teks) | {"nama_usaha": "{nik} **tebal** #panic() $y$"}
    data = susun_surat(dataclasses.replace(asli, teks=jahat))
    assert data["isian"]["nama_usaha"] == "{nik} **tebal** #panic() $y$"


def test_words_of_one_letter_may_be_changed() -> None:
    jenis = katalog()["sku"]
    baru = periksa_ubahan(jenis, "keperluan", " Keterangan ini untuk\n{keperluan!}. ")
    assert baru == "Keterangan ini untuk {keperluan!}."
    data = susun_surat(bahan("sku", ubahan={"keperluan": baru}))
    assert "Keterangan ini untuk **pengajuan kredit usaha rakyat**." in polos(data)


@pytest.mark.parametrize(
    ("kode", "templat", "sebab"),
    [
        ("pembuka", "Saya", "surat.blok_terkunci"),
        ("usaha", "Saya", "surat.blok_terkunci"),
        ("tidak_ada", "Saya", "surat.blok_tidak_ada"),
        ("keperluan", " \n ", "surat.blok_kosong"),
        ("keperluan", "untuk {sesuatu}", "surat.blok_isian_asing"),
        ("keperluan", "untuk {nama", "surat.blok_kurung"),
        ("keperluan", "untuk {NAMA}", "surat.blok_kurung"),
        ("keperluan", "senyum 😀", "surat.isian_huruf_asing"),
        ("keperluan", "x" * 2001, "surat.isian_panjang"),
    ],
)
def test_changes_that_would_break_the_letter_are_refused(kode: str, templat: str, sebab: str) -> None:
    hasil = periksa_ubahan(katalog()["sku"], kode, templat)
    assert isinstance(hasil, Pesan)
    assert hasil.kode == sebab


def nilai_acak(jenis: JenisSurat) -> st.SearchStrategy[dict[str, str]]:
    contoh = {
        Tipe.TEKS: st.sampled_from(
            ["Warung", "=1+1", "<script>", '#read("x")', "{nama}", "**a**", "\\u{41}"]
        ),
        Tipe.TEKS_PANJANG: st.just("Dusun A RT 01"),
        Tipe.UANG: st.integers(1, 10**6).map(str),
        Tipe.JAM: st.times().map(lambda jam: jam.strftime("%H.%M")),
        Tipe.TAHUN: st.integers(1950, 2026).map(str),
        Tipe.YA_TIDAK: st.sampled_from(["ya", "tidak"]),
        Tipe.NIK: st.just("3207154506859001"),
    }

    def satu(i: Isian) -> st.SearchStrategy[str]:
        match i.tipe:
            case Tipe.DAFTAR:
                baris = st.fixed_dictionaries({k.kode: satu(k) for k in i.kolom})
                return st.lists(baris, min_size=i.min or 1, max_size=min(i.maks or 3, 3)).map(json.dumps)
            case Tipe.TANGGAL:
                awal = HARI + timedelta(days=-3650 if i.paling_awal is None else max(i.paling_awal, -3650))
                akhir = HARI + timedelta(days=0 if i.paling_akhir is None else i.paling_akhir)
                return st.dates(awal, akhir).map(str)
            case Tipe.ANGKA:
                return st.integers(i.min or 0, 30 if i.maks is None else i.maks).map(str)
            case Tipe.PILIHAN:
                return st.sampled_from([p.kode for p in i.pilihan])
        return contoh[i.tipe]

    return st.fixed_dictionaries({i.kode: satu(i) for i in jenis.isian})


@pytest.mark.parametrize("kode", list(katalog()))
@given(data=st.data())
def test_every_combination_of_answers_gives_a_complete_letter(kode: str, data: st.DataObject) -> None:
    jenis = katalog()[kode]
    nilai, galat = baca_semua(jenis.isian, data.draw(nilai_acak(jenis)), HARI)
    assert galat == {}
    teks = tulis_semua(jenis.isian, nilai, PENDUDUK | {"berlaku_sampai": "14 Mei 2026"})
    surat = susun_surat(dataclasses.replace(bahan(kode), nilai=nilai, teks=teks))
    assert all(surat["isian"].values()), "a final letter has no empty field"
    assert surat["isi"][-1]["jenis"] == ("ttd_kolom" if jenis.hanya_basah else "paragraf")
    assert isi_templat(jenis.keperluan, teks), "the purpose stands on the verification page"


def rusak(jenis: JenisSurat) -> list[JenisSurat]:
    blok, isian, syarat = jenis.badan, jenis.isian, jenis.syarat
    ganti = dataclasses.replace
    return [
        ganti(jenis, badan=blok[:-1]),
        ganti(jenis, badan=(*blok[:-1], ganti(blok[2], kode="z", isi="{asing}"), blok[-1])),
        ganti(jenis, badan=(blok[0], *blok)),
        ganti(jenis, badan=(ganti(blok[0], jenis="tabel_sihir"), *blok[1:])),
        ganti(jenis, isian=(*isian, isian[0])),
        ganti(jenis, isian=isian[1:]),
        ganti(jenis, isian=(ganti(isian[0], kode=next(iter(SIAP))), *isian)),
        ganti(jenis, isian=(ganti(isian[0], tipe=Tipe.PILIHAN, pilihan=()), *isian[1:])),
        ganti(jenis, isian=(ganti(isian[0], bawaan="entah"), *isian[1:])),
        ganti(
            jenis,
            isian=(
                ganti(isian[0], pilihan=(Pilihan(LAINNYA, "Lain"),), tipe=Tipe.PILIHAN, lain=""),
                *isian[1:],
            ),
        ),
        ganti(
            jenis,
            isian=(
                ganti(isian[0], pilihan=(Pilihan(LAINNYA, "L"),), tipe=Tipe.PILIHAN, lain="zz"),
                *isian[1:],
            ),
        ),
        ganti(jenis, syarat=(syarat[0], *syarat)),
        ganti(jenis, keperluan="{entah}"),
    ]


@pytest.mark.parametrize("nomor", range(13))
def test_the_proof_reader_finds_each_fault(nomor: int) -> None:
    assert cacat(rusak(katalog()["sku"])[nomor])


def test_an_unknown_key_in_a_type_is_an_error() -> None:
    sumber = (Path(katalog.__wrapped__.__code__.co_filename).parent / "katalog" / "sku.toml").read_text(
        "utf-8"
    )
    with pytest.raises(TypeError):
        baca_jenis("salah_ketik = 1\n" + sumber)


def test_a_village_decides_about_code_validity_and_signer() -> None:
    jenis = katalog()["sktm"]
    assert UbahanJenis().pada(jenis) == jenis
    milik_desa = UbahanJenis(klasifikasi="100.2.2.5", berlaku_bulan=3, atas_nama=False).pada(jenis)
    assert milik_desa.klasifikasi == "100.2.2.5"
    assert milik_desa.berlaku_sampai(HARI) == date(2026, 7, 14)
    assert not milik_desa.atas_nama
    harian = dataclasses.replace(jenis, berlaku_bulan=None, berlaku_hari=14)
    assert harian.berlaku_sampai(HARI) == date(2026, 4, 28)
    assert dataclasses.replace(jenis, berlaku_bulan=None).berlaku_sampai(HARI) is None


def test_requirements_follow_the_answers() -> None:
    jenis = katalog()["sktm"]
    nilai: dict[str, Nilai] = {"keperluan": "pendidikan"}
    assert "surat_sekolah" in {s.kode for s in jenis.syarat_diminta(nilai)}
    assert "rujukan" not in {s.kode for s in jenis.syarat_diminta(nilai)}


def test_lookups_of_a_type() -> None:
    jenis = katalog()["sku"]
    assert [i.kode for i in jenis.isian_halaman(jenis.halaman[0])] == [
        "nama_usaha",
        "jenis_usaha",
        "mulai_usaha",
    ]
    for cari in (jenis.isian_kode, jenis.blok_kode):
        with pytest.raises(KeyError):
            cari("tidak_ada")
    assert kode_dipakai("{a} {b!} {a}") == ("a", "b", "a")
