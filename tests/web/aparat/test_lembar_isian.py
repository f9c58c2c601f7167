"""Every page with a form, as an official reads it: heading, boxes with their hints, and what the button says."""

import lxml.html
import pytest

from tests.web.aparat.conftest import Balai, isi, ke

pytestmark = pytest.mark.django_db
# who, page -> heading, boxes as (label, hint), buttons
LEMBAR: dict[tuple[str, str], tuple[str, list[tuple[str, str]], list[str]]] = {
    ("operator", "sandi"): (
        "Ganti kata sandi",
        [
            ("Kata sandi sekarang", ""),
            (
                "Kata sandi baru",
                "Paling sedikit 12 huruf. Empat kata yang Anda hafal lebih kuat daripada satu kata rumit.",
            ),
            ("Kata sandi baru sekali lagi", ""),
        ],
        ["Ganti kata sandi"],
    ),
    ("operator", "totp"): (
        "Pasang kode dari HP",
        [("Kode dari HP", "Buka aplikasi autentikator, lalu ketik 6 angkanya.")],
        ["Pasang"],
    ),
    ("operator", "rekan"): (
        "Bantu rekan yang kehilangan HP",
        [
            ("Nama masuk rekan yang HP-nya hilang", ""),
            ("Kode dari HP Anda", "Untuk memastikan ini Anda."),
            ("Nama masuk saksi", "Aparat lain yang ada di samping Anda."),
            ("Kata sandi saksi", ""),
            ("Kode dari HP saksi", ""),
            ("Apa yang terjadi?", "Misalnya: HP hilang di pasar."),
            ("Kami berdua sudah melihat sendiri orangnya, dan HP-nya memang hilang atau rusak.", ""),
        ],
        ["Lepas kode HP rekan"],
    ),
    ("operator", "identitas"): (
        "Alamat dan telepon",
        [
            ("Alamat kantor", "Tercetak di kepala surat."),
            ("Telepon kantor (boleh dikosongkan)", ""),
            ("Surel (boleh dikosongkan)", ""),
            ("Kode pos (boleh dikosongkan)", ""),
            ("Zona waktu", ""),
        ],
        ["Simpan"],
    ),
    ("operator", "lambang"): (
        "Lambang",
        [
            (
                "Gambar lambang",
                "PNG atau JPEG, paling sedikit 300 x 300 titik, latar putih atau tembus pandang.",
            )
        ],
        ["Simpan"],
    ),
    ("operator", "kertas"): (
        "Kertas dan huruf",
        [
            ("Kertas", ""),
            ("Tepi atas", "10 sampai 40 mm."),
            ("Tepi bawah", "20 sampai 40 mm."),
            ("Tepi kiri", "15 sampai 40 mm."),
            ("Tepi kanan", "15 sampai 40 mm."),
            ("Huruf", ""),
            ("Ukuran huruf", "10 sampai 12 pt."),
        ],
        ["Simpan", "Lihat contoh"],
    ),
    ("operator", "penomoran"): (
        "Nomor surat",
        [
            (
                "Bentuk nomor",
                "Bagian dalam kurung diisi sendiri, contoh {kode_klasifikasi}/{urut:3}/{kode_desa}/{tahun}.",
            ),
            ("Urutan nomor", ""),
        ],
        ["Simpan", "Lihat contoh"],
    ),
    ("operator", "impor"): (
        "Impor data penduduk",
        [
            (
                "Berkas penduduk",
                "CSV kami, atau XLSX dari OpenSID (43 kolom, bentuk kode). Paling besar 20 MB.",
            ),
            (
                "Berkas ini memuat semua penduduk desa",
                "Yang tidak ada di berkas ditandai. Hapus centang bila berkasnya hanya sebagian.",
            ),
        ],
        ["Periksa berkas"],
    ),
    ("sekdes", "terbit"): (
        "Cara menandatangani",
        [
            ("Cara menandatangani surat", ""),
            (
                "Sekretaris desa memaraf sebelum kepala desa menandatangani",
                "Tanpa paraf pun, yang memeriksa dan yang menandatangani selalu dua orang yang berbeda.",
            ),
        ],
        ["Simpan"],
    ),
    ("sekdes", "pejabat_baru"): (
        "Tambah pejabat atau petugas",
        [
            ("Nama lengkap dengan gelar", "Seperti tercetak di surat."),
            ("NIP (boleh dikosongkan)", "Bila pegawai negeri."),
            ("NIPD atau NIAP (boleh dikosongkan)", ""),
            (
                "Nama masuk (boleh dikosongkan)",
                "Bila perlu akun. Huruf kecil dan angka, misalnya rika.amelia.",
            ),
            (
                "Kata sandi sementara (boleh dikosongkan)",
                "Paling sedikit 12 huruf. Yang bersangkutan menggantinya sesudah masuk.",
            ),
        ],
        ["Simpan"],
    ),
    ("sekdes", "pelimpahan"): (
        "Pelimpahan tanda tangan",
        [
            ("Kepada", ""),
            ("Bentuk", ""),
            ("Mulai", "Hari-bulan-tahun, misalnya 24-11-2026."),
            ("Sampai", "Hari-bulan-tahun, misalnya 24-11-2026."),
            ("Nomor surat perintah atau keputusan", ""),
        ],
        ["Simpan pelimpahan"],
    ),
    ("kades", "sertifikat_baru"): (
        "Buat sertifikat tanda tangan",
        [
            (
                "Frasa sandi tanda tangan",
                "Paling sedikit 12 huruf, berbeda dari kata sandi masuk. Tidak disimpan di mana pun; bila lupa, sertifikat dibuat baru.",
            ),
            ("Ketik frasa sandi sekali lagi", ""),
        ],
        ["Buat sertifikat"],
    ),
    ("operator", "pastikan"): (
        "Pastikan ini Anda",
        [("Kata sandi", "")],
        ["Lanjutkan"],
    ),
    ("operator", "pastikan_pemulihan"): (
        "Pastikan ini Anda",
        [
            ("Kata sandi", ""),
            ("Kode pemulihan", "Salah satu kode yang dulu dicetak. Tiap kode hanya dapat dipakai satu kali."),
        ],
        ["Lanjutkan"],
    ),
    ("operator", "kode_pemulihan"): (
        "Buat kode pemulihan baru?",
        [],
        ["Buat kode baru"],
    ),
}


def lembar(balai: Balai, siapa: str, nama: str) -> tuple[str, list[tuple[str, str]], list[str]]:
    """Return heading, boxes with hints, and buttons of the form of a page."""
    page = lxml.html.document_fromstring(isi(getattr(balai, siapa).get(ke(nama))))
    (utama,) = page.xpath("//main")
    (judul,) = utama.xpath(".//h1")
    kotak = []
    for satu in utama.xpath(".//form//*[contains(concat(' ', @class, ' '), ' kelompok ')]"):
        nama_kotak = satu.xpath("./legend | ./label")[0]
        label = "".join(nama_kotak.xpath(".//text()[not(ancestor::small)]")).strip()
        bantuan = satu.xpath("./p[@class='petunjuk'] | ./label/span/small")
        petunjuk = "".join(p.text_content().strip() for p in bantuan)
        kotak.append((label, petunjuk))
    tombol = [b.text_content().strip() for b in utama.xpath(".//form//button")]
    return judul.text_content().strip(), kotak, tombol


@pytest.mark.parametrize(("siapa", "nama"), LEMBAR)
def test_a_page_asks_what_it_asked(balai: Balai, siapa: str, nama: str) -> None:
    assert lembar(balai, siapa, nama) == LEMBAR[siapa, nama]


TANDA = {"csrfmiddlewaretoken": "x"}
"""What a browser sends of an empty form."""
BERISI = [kunci for kunci, (_, kotak, _) in LEMBAR.items() if kotak]


@pytest.mark.parametrize(("siapa", "nama"), BERISI)
def test_what_is_missing_is_named_box_by_box_and_nothing_is_done(balai: Balai, siapa: str, nama: str) -> None:
    """Pressed with everything empty: an error for each box that is wanted, a summary, and the same page again."""
    page = lxml.html.document_fromstring(isi(getattr(balai, siapa).post(ke(nama), TANDA), 422))
    tuju = page.xpath("//div[@class='ringkas-galat']//a/@href")
    assert tuju
    ada = {satu.get("id") for satu in page.xpath("//main//*[@id]")}
    assert {alamat.removeprefix("#") for alamat in tuju} <= ada
    assert page.xpath("//title")[0].text_content().strip().startswith("Galat: ")
    assert len(page.xpath("//main//p[@class='galat']")) == len(tuju), (
        "one beside each box, one above for each"
    )
