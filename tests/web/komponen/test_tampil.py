"""What components show: valid HTML, hostile text harmless, icon + word + colour."""

from datetime import UTC, datetime

import pytest

from eoffice.surat.rules.alur import Status
from eoffice.web.komponen.bagian.kerja import Kolom
from eoffice.web.komponen.status import HASIL, STATUS
from tests.web.markup import read

from .gambar import draw, draw_for

JAHAT = """<script>alert(1)</script>"'><img src=x onerror=alert(2)>{{ 7|add:1 }}{% x %}"""
SEKARANG = datetime(2026, 11, 24, 4, 5, tzinfo=UTC)
PAKAI_TEKS = [
    "{% tombol teks=t %}",
    "{% tombol teks='x' ke=t tambahan=t %}",
    "{% tombol teks='x' nama=t nilai=t formulir=t %}",
    "{% penanda teks=t ikon='cek' %}",
    "{% cocok teks=t %}",
    "{% kabar judul=t %}<p>x</p>{% endkabar %}",
    "{% kartu judul=t jangkar='a' %}x{% endkartu %}",
    "{% rincian judul=t tambahan=t %}x{% endrincian %}",
    "{% tuju %}{% tuju_butir ke=t judul=t keterangan=t ikon='tas' %}{% endtuju %}",
    "{% ikhtisar %}{% butir label=t nilai=t ubah=t %}{% endikhtisar %}",
    "{% ikhtisar %}{% butir_bebas label=t ubah=t %}x{% endbutir_bebas %}{% endikhtisar %}",
    "{% tiket kode=t %}",
    "{% beres judul=t kode=t label_kode=t %}",
    "{% linimasa %}{% titik keadaan='kini' judul=t catatan=t %}{% endlinimasa %}",
    "{% putusan hasil='sah' judul=t penjelasan=t %}{% endputusan %}",
    "{% jam_layanan sisa=1 janji=2 keterangan=t %}",
    "{% kosong judul=t %}x{% endkosong %}",
    "{% lampu keadaan='putus' judul=t teks=t ke=t %}",
    "{% berkas nama=t keterangan=t ke=t ganti=t kata=t %}",
    "{% kembali ke=t teks=t %}",
    "{% langkah kini=1 dari=3 judul=t %}",
    "{% ikon 'cek' label=t %}",
    "{% butir_menu teks=t ke=t ikon='rumah' %}",
    "{% pilih_bahasa bahasa='id' ke_id=t ke_su=t %}",
    "{% tumpukan %}{% tumpuk ke=t jumlah=1 judul=t keterangan=t %}{% endtumpukan %}",
    "{% tabel judul=t kolom=t %}{% endtabel %}",
    "{% pratinjau gambar_ke=t alt=t keterangan=t penuh=t %}",
    "{% lembar judul=t jangkar='l' keterangan=t %}x{% endlembar %}",
    "{% palang label=t %}x{% endpalang %}",
    "{% konfirmasi judul=t tombol=t batal_ke=t kirim_ke=t kata_batal=t %}x{% endkonfirmasi %}",
    "{% slip judul=t kantor=t tanggal=t kode=t label_kode=t %}x{% endslip %}",
    "{% orang %}{% orang_butir nama=t jabatan=t %}{% endorang %}",
    "{% tab label=t %}{% tab_butir teks=t ke=t %}{% endtab %}",
    "{% jempol label=t %}{% jempol_butir teks=t ke=t %}{% endjempol %}",
    "{% saringan label=t %}{% saringan_butir teks=t ke=t %}{% endsaringan %}",
    "{% cari ke=t label=t nilai=t petunjuk=t %}",
    "{% galat_satu teks=t jangkar='g' %}",
]


@pytest.mark.parametrize("source", PAKAI_TEKS)
def test_hostile_text_stays_text(source: str) -> None:
    html = draw(source, t=JAHAT)
    page = read(html)
    assert not page.all("script")
    assert not page.all("img", src="x")
    assert "{{ 7|add:1 }}" in html.replace("&quot;", '"') or "7|add:1" in html


@pytest.mark.parametrize("source", PAKAI_TEKS)
def test_every_component_draws_valid_html(source: str) -> None:
    read(draw(source, t="Euis Komariah"))


@pytest.mark.parametrize("status", sorted(STATUS))
@pytest.mark.parametrize("untuk", ["warga", "aparat"])
def test_a_status_is_icon_word_and_colour(status: str, untuk: str) -> None:
    page = read(draw("{% cap status=s untuk=u %}", s=status, u=untuk))
    assert page.all("svg", class_="i")
    assert page.text.strip()
    (cap,) = page.all("span", class_="cap")
    assert cap["class"] in {"cap", "cap biru", "cap kuning", "cap hijau", "cap merah"}


def test_no_two_statuses_read_alike_to_an_official() -> None:
    kata = [rupa.untuk("aparat") for rupa in STATUS.values()]
    assert len(set(kata)) == len(kata)


def test_the_status_map_knows_every_status_of_the_workflow() -> None:
    assert {status.value for status in Status} <= set(STATUS)


@pytest.mark.parametrize("hasil", sorted(HASIL))
def test_a_verdict_has_a_headline_and_says_more(hasil: str) -> None:
    page = read(draw("{% putusan hasil=h %}<p>lagi</p>{% endputusan %}", h=hasil))
    assert len(page.all("h1")) == 1
    assert "lagi" in page.text


def test_not_yet_arrived_is_never_called_forged() -> None:
    rupa = HASIL["belum_tiba"]
    assert rupa.warna == "biru"
    assert "palsu" not in (rupa.judul + rupa.penjelasan).lower()


@pytest.mark.parametrize(
    ("sisa", "kata", "kelas"),
    [
        (360, "Sisa 6 jam", "jam"),
        (70, "Sisa 1 jam 10 menit", "jam mepet"),
        (105, "Sisa 1 jam 45 menit", "jam"),
        (0, "Sisa 0 menit", "jam mepet"),
        (-120, "Terlambat 2 jam.", "jam telat"),
        (1000, "Sisa 2 hari kerja 2 jam", "jam"),
    ],
)
def test_the_service_clock_says_how_much_is_left(sisa: int, kata: str, kelas: str) -> None:
    page = read(draw("{% jam_layanan sisa=s janji=420 %}", s=sisa))
    assert kata in page.text
    assert page.tags[0][1]["class"] == kelas


def test_the_clock_apologises_to_citizens_only() -> None:
    assert "minta maaf" in draw("{% jam_layanan sisa=-5 janji=420 %}")
    assert "minta maaf" not in draw('{% jam_layanan sisa=-5 janji=420 untuk="aparat" %}')
    assert "minta maaf" not in draw('{% jam_layanan sisa=-5 janji=420 keterangan="lapor camat" %}')


@pytest.mark.parametrize("sisa", [-9999, -1, 0, 1, 210, 420, 99999])
@pytest.mark.parametrize("janji", [0, 1, 420])
def test_the_ring_never_leaves_its_circle(sisa: int, janji: int) -> None:
    page = read(draw("{% jam_layanan sisa=s janji=j %}", s=sisa, j=janji))
    (ring,) = (c for c in page.all("circle") if "stroke-dasharray" in c)
    assert 0 <= int(ring["stroke-dasharray"].split()[0]) <= 100


def test_a_link_that_looks_like_a_button_is_a_link() -> None:
    page = read(draw('{% tombol teks="Unduh" ke="/x/" jenis="kedua" ikon="unduh" unduh=True %}'))
    (tautan,) = page.all("a", class_="kedua")
    assert tautan["href"] == "/x/"
    assert "download" in tautan
    assert not page.all("button")


def test_a_busy_button_says_so_and_a_closed_one_is_disabled() -> None:
    (sibuk,) = read(draw('{% tombol teks="Mengirim" sibuk=True %}')).all("button")
    assert sibuk["aria-busy"] == "true"
    (mati,) = read(draw('{% tombol teks="Belum" mati=True %}')).all("button")
    assert "disabled" in mati


def test_equal_buttons_are_told_apart_for_screen_readers() -> None:
    page = read(draw('{% tombol teks="Hapus" tambahan="foto KTP" %}'))
    assert page.text == "Hapus foto KTP"


def test_an_empty_answer_is_said_in_words() -> None:
    assert "Tidak diisi" in draw('{% butir label="Keterangan" nilai="  " %}')


def test_an_answer_keeps_its_lines() -> None:
    assert "RT 03<br>RW 05" in draw('{% butir label="Alamat" nilai=n %}', n="RT 03\nRW 05")


def test_a_long_number_breaks_after_a_slash_only() -> None:
    html = draw('{% butir label="Nomor" nilai="500.2.2.4/041/3207152004/XI/2026" %}')
    assert "500.2.2.4/<wbr>041/<wbr>3207152004/<wbr>XI/<wbr>2026" in html
    assert "<wbr>" not in draw('{% butir label="RT/RW" nilai="03/05" %}')


def test_a_change_link_names_what_it_changes() -> None:
    page = read(draw('{% butir label="Nama usaha" nilai="x" ubah="/u/" %}'))
    assert "Ubah nama usaha" in page.text


def test_the_ticket_is_written_and_read_aloud() -> None:
    page = read(draw('{% tiket kode="MANUK-PADI-27" %}'))
    assert "MANUK-PADI-27" in page.text
    assert "Baca: manuk, padi, dua puluh tujuh" in page.text


def test_the_step_of_now_is_marked_for_everybody() -> None:
    page = read(draw('{% linimasa %}{% titik keadaan="kini" judul="Diperiksa" %}{% endlinimasa %}'))
    assert page.all("li", aria_current="step")
    assert "Sekarang: Diperiksa" in page.text


def test_a_step_says_when_in_the_shortest_words() -> None:
    saat = datetime(2026, 11, 24, 2, 15, tzinfo=UTC)
    dekat = draw('{% titik keadaan="lewat" judul="x" saat=a sekarang=b %}', a=saat, b=SEKARANG)
    assert "Hari ini, 09.15" in dekat
    assert "Selasa, 24 November 2026, 09.15 WIB" in draw(
        '{% titik keadaan="lewat" judul="x" saat=a %}', a=saat
    )


def test_a_coming_step_shows_its_number() -> None:
    page = read(draw('{% titik keadaan="nanti" judul="Surat siap" nomor=3 %}'))
    assert page.text.startswith("3")


@pytest.mark.parametrize(
    ("gaya", "kata"),
    [
        ("lengkap", "Selasa, 24 November 2026, 09.15 WIB"),
        ("ringkas", "hari ini, 09.15"),
        ("lalu", "1 jam lalu"),
    ],
)
def test_a_moment_in_words(gaya: str, kata: str) -> None:
    saat = datetime(2026, 11, 24, 2, 15, tzinfo=UTC)
    html = draw("{% waktu_kata saat gaya=g %}", saat=saat, g=gaya, sekarang=SEKARANG)
    page = read(html)
    assert page.text == kata
    assert page.all("time", datetime="2026-11-24T02:15+00:00")


def test_the_pile_of_late_work_is_red_and_the_empty_one_is_quiet() -> None:
    def kelas(**kw: int) -> str:
        html = draw("{% tumpuk ke='/' jumlah=n judul='x' sisa=s janji=420 %}", n=kw["n"], s=kw["s"])
        return read(html).all("a")[0].get("class", "")

    assert kelas(n=3, s=-5) == "gawat"
    assert kelas(n=3, s=30) == "mepet"
    assert kelas(n=3, s=300) == ""
    assert kelas(n=0, s=-5) == "sepi"


def test_a_pile_writes_thousands_with_dots() -> None:
    assert "1.204" in draw("{% tumpuk ke='/' jumlah=1204 judul='Selesai' %}")


def test_a_table_has_heads_and_says_what_is_sorted() -> None:
    kolom = [Kolom("Nama", urut_ke="?u=n", arah="naik"), Kolom("Jumlah", kanan=True)]
    page = read(
        draw(
            "{% tabel judul='Surat' kolom=k %}<tr><th scope='row'>a</th><td>1</td></tr>{% endtabel %}",
            k=kolom,
        )
    )
    assert page.all("th", aria_sort="ascending", scope="col")
    assert page.all("th", class_="kanan")
    assert len(page.all("caption")) == 1


def test_table_heads_from_one_text() -> None:
    page = read(
        draw("{% tabel judul='Surat' kolom='Jenis|Jumlah>' tumpuk=False sembunyi_judul=True %}{% endtabel %}")
    )
    assert page.pieces == ["Surat", "Jenis", "Jumlah", "\n"]
    assert not page.all("table", class_="tumpuk")


@pytest.mark.parametrize(
    ("kini", "banyak", "nomor"),
    [
        (1, 1, []),
        (1, 2, ["1", "2"]),
        (5, 12, ["1", "…", "4", "5", "6", "…", "12"]),
        (3, 5, ["1", "2", "3", "4", "5"]),
        (12, 12, ["1", "…", "11", "12"]),
    ],
)
def test_pages_of_a_list(kini: int, banyak: int, nomor: list[str]) -> None:
    html = draw_for("/aparat/?q=euis&hal=9", "{% halaman kini=k banyak=b %}", k=kini, b=banyak)
    kata = [k.strip() for k in read(html).pieces if k.strip() not in ("", "Halaman", "Sebelum", "Sesudah")]
    assert kata == nomor
    assert (f"?q=euis&amp;hal={banyak}" in html) is (banyak > 1)


def test_pages_say_which_rows_are_shown() -> None:
    assert "Baris 21 sampai 38 dari 38" in draw_for("/", "{% halaman kini=2 banyak=2 total=38 %}")


def test_a_confirmation_is_a_form_that_can_be_left() -> None:
    html = draw_for(
        "/", "{% konfirmasi judul='Hapus?' tombol='Hapus' batal_ke='/b/' bahaya=True %}{% endkonfirmasi %}"
    )
    page = read(html)
    assert page.all("form", method="post")
    assert page.all("input", name="csrfmiddlewaretoken")
    assert page.all("button", class_="bahaya")
    assert page.all("a", href="/b/")


def test_signing_out_is_a_post() -> None:
    html = draw_for("/", "{% akun nama='Rika' jabatan='Petugas' keluar_ke='/keluar/' wajib_tahan=True %}")
    (formulir,) = read(html).all("form", method="post", action="/keluar/")
    assert "data-tahan-keluar" in formulir


def test_an_icon_is_decoration_unless_it_has_a_label() -> None:
    assert read(draw('{% ikon "cek" %}')).all("svg", aria_hidden="true")
    assert read(draw('{% ikon "cek" label="Cocok" %}')).all("svg", role="img", aria_label="Cocok")


def test_live_search_is_the_same_form_with_more() -> None:
    polos = read(draw("{% cari ke='/p/' label='Cari' %}"))
    assert polos.all("form", method="get", action="/p/")
    hidup = draw("{% cari ke='/p/' label='Cari' hidup='hasil' %}<div id='hasil'></div>")
    (kotak,) = read(hidup).all("input", type="search")
    assert kotak["hx-get"] == "/p/"
    assert kotak["hx-target"] == "#hasil"
