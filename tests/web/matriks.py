"""Every address x every person x the answer: one table, read by ``test_matriks``.

A row: the name of the address; how it takes requests (G read, P sent, GP both); the arguments, by their key in
``dunia.Desaku.argumen`` or literally after ``=``; the status for each person of ``SIAPA`` when the arguments are
of Cisontrol.  302 for a visitor is the way to a sign-in page, for others a way on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.urls import reverse

SIAPA = (
    "tamu",
    "pemilik",
    "tetangga",
    "warga_lain",
    "operator",
    "sekdes",
    "kades",
    "operator_lain",
)

TANPA_MASUK = {
    "kabel",
    "masuk",
    "aparat:masuk",
    "aparat:masuk_kode",
    "aparat:masuk_kunci",
    "aparat:masuk_pemulihan",
    "bantuan:buku",
    "bantuan:cetak",
    "bantuan:daftar",
    "bantuan:tombol",
    "gaya:galat",
    "gaya:gaya",
    "gaya:halaman",
    "metrik:metrik",
    "sinkron:banding",
    "sinkron:berkas",
    "sinkron:daftar",
    "sinkron:digest",
    "sinkron:dorong",
    "sinkron:muat",
    "sinkron:nonce",
    "sinkron:pencocokan",
    "sinkron:salam",
    "sinkron:sambung",
    "sinkron:segmen",
    "sinkron:tanya_berkas",
    "sinkron:tarik",
    "verifikasi:cek",
    "verifikasi:kode",
    "verifikasi:kunci",
    "verifikasi:luring",
    "verifikasi:pekerja",
    "verifikasi:qr",
    "warga:akar",
    "warga:aktivasi",
    "warga:aktivasi_arah",
    "warga:aktivasi_ketik",
    "warga:aktivasi_umum",
    "warga:bantuan",
    "warga:beranda",
    "warga:jenis",
    "warga:keluar",
    "warga:lacak",
    "warga:lacak_umum",
    "warga:masuk",
    "warga:pengaduan",
    "warga:pengumuman",
    "warga:pengumuman_gambar",
    "warga:pengumuman_satu",
    "warga:pilih",
    "warga:pintu",
    "warga:poster",
    "warga:standar",
    "warga:tanpa_sinyal",
}
"""The views without sign-in are exactly these."""
_TABEL = """
# address                     how args                          tamu pemilik tetangga lain  oper sekdes kades o.lain

# before signing in, and for anybody
masuk                         G   -                             200  200  200  200   200  200  200  200
aparat:masuk                  GP  -                             200  200  200  200   200  200  200  200
aparat:masuk_kode             GP  -                             302  302  302  302   302  302  302  302
aparat:masuk_pemulihan        GP  -                             302  302  302  302   302  302  302  302
aparat:masuk_kunci            P   -                             302  302  302  302   302  302  302  302
verifikasi:cek                GP  -                             200  200  200  200   200  200  200  200
verifikasi:kode               G   kode_surat                    200  200  200  200   200  200  200  200
verifikasi:kunci              G   -                             200  200  200  200   200  200  200  200
verifikasi:luring             G   -                             200  200  200  200   200  200  200  200
verifikasi:qr                 G   =RUSAK                        404  404  404  404   404  404  404  404
verifikasi:pekerja            G   -                             200  200  200  200   200  200  200  200
gaya:gaya                     G   -                             200  200  200  200   200  200  200  200
gaya:halaman                  G   =warga                        200  200  200  200   200  200  200  200
gaya:galat                    G   =503                          503  503  503  503   503  503  503  503
bantuan:daftar                G   -                             200  200  200  200   200  200  200  200
bantuan:buku                  G   =operator                     200  200  200  200   200  200  200  200
bantuan:cetak                 G   =warga                        200  200  200  200   200  200  200  200
bantuan:tombol                G   -                             200  200  200  200   200  200  200  200
warga:akar                    G   -                             200  200  200  200   302  302  302  302
warga:bantuan                 G   -                             200  200  200  200   200  200  200  200
warga:tanpa_sinyal            G   -                             200  200  200  200   200  200  200  200
warga:lacak_umum              G   -                             302  302  302  302   302  302  302  302
warga:aktivasi_umum           GP  -                             200  200  200  200   200  200  200  200
warga:aktivasi_arah           G   token                         302  302  302  302   302  302  302  302
warga:beranda                 G   kode_desa                     200  200  200  200   200  200  200  200
warga:masuk                   GP  kode_desa                     200  302  302  302   302  302  302  302
warga:aktivasi_ketik          GP  kode_desa                     200  200  200  200   200  200  200  200
warga:aktivasi                GP  kode_desa,token               200  200  200  200   200  200  200  200
warga:pilih                   G   kode_desa                     200  200  200  200   200  200  200  200
warga:jenis                   G   kode_desa,=sku                200  200  200  200   200  200  200  200
warga:standar                 G   kode_desa                     200  200  200  200   200  200  200  200
warga:poster                  G   kode_desa                     200  200  200  200   200  200  200  200
warga:pengumuman              G   kode_desa                     200  200  200  200   200  200  200  200
warga:pengumuman_satu         G   kode_desa,pengumuman          200  200  200  200   200  200  200  200
warga:pengumuman_gambar       G   kode_desa,pengumuman,cap      200  200  200  200   200  200  200  200
warga:pengaduan               G   kode_desa                     200  200  200  200   200  200  200  200
warga:lacak                   G   kode_desa                     200  200  200  200   200  200  200  200
warga:pintu                   G   -                             302  302  302  302   302  302  302  302
warga:keluar                  P   -                             302  302  302  302   302  302  302  302

# called by programs: unsigned, a village's stream does not exist; registering wants a code
sinkron:nonce                 G   -                             200  200  200  200   200  200  200  200
sinkron:daftar                P   kode_desa                     422  422  422  404   422  422  422  404
sinkron:salam                 P   kode_desa                     404  404  404  404   404  404  404  404
sinkron:digest                G   kode_desa                     404  404  404  404   404  404  404  404
sinkron:dorong                P   kode_desa                     404  404  404  404   404  404  404  404
sinkron:sambung               GT  kode_desa,=00                 404  404  404  404   404  404  404  404
sinkron:tarik                 G   kode_desa                     404  404  404  404   404  404  404  404
sinkron:pencocokan            G   kode_desa                     404  404  404  404   404  404  404  404
sinkron:banding               G   kode_desa                     404  404  404  404   404  404  404  404
sinkron:tanya_berkas          P   kode_desa                     404  404  404  404   404  404  404  404
sinkron:berkas                GT  kode_desa,=00                 404  404  404  404   404  404  404  404
sinkron:muat                  P   kode_desa                     404  404  404  404   404  404  404  404
sinkron:segmen                G   kode_desa,=00                 404  404  404  404   404  404  404  404

# a citizen's own pages
warga:daftar                  G   -                             302  200  200  200   404  404  404  404
warga:pin                     GP  -                             302  200  200  200   404  404  404  404
warga:akses                   G   -                             302  200  200  200   404  404  404  404
warga:data                    G   -                             302  200  200  200   404  404  404  404
warga:salinan_json            G   -                             302  200  200  200   404  404  404  404
warga:salinan_pdf             G   -                             302  200  200  200   404  404  404  404
warga:minta_koreksi           G   -                             302  200  200  200   404  404  404  404
warga:minta_koreksi_isi       GP  =agama                        302  200  200  200   404  404  404  404
warga:dompet                  G   -                             302  200  200  200   404  404  404  404
warga:dompet_baru             GP  -                             302  200  200  200   404  404  404  404
warga:dompet_lihat            G   dompet                        302  200  404  404   404  404  404  404
warga:dompet_hapus            GP  dompet                        302  200  404  404   404  404  404  404
warga:pakai                   GP  draf,=ktp,dompet              302  302  404  404   404  404  404  404
warga:ulang_pakai             GP  kembali,ulang,=ktp,dompet     302  302  404  404   404  404  404  404
warga:mulai                   GP  -                             302  302  302  302   404  404  404  404
warga:lanjut                  G   draf                          302  302  404  404   404  404  404  404
warga:tanya                   GP  draf,=nama_usaha              302  200  404  404   404  404  404  404
warga:berkas                  GP  draf,=ktp                     302  200  404  404   404  404  404  404
warga:hapus                   GP  draf,=ktp,sha256              302  302  404  404   404  404  404  404
warga:lihat                   G   draf,sha256                   302  200  404  404   404  404  404  404
warga:kontak                  GP  draf                          302  200  404  404   404  404  404  404
warga:sekaligus               GP  draf                          302  200  404  404   404  404  404  404
warga:periksa                 G   draf                          302  200  404  404   404  404  404  404
warga:kirim                   P   draf                          302  422  404  404   404  404  404  404
warga:buang                   GP  draf                          302  200  404  404   404  404  404  404
warga:surat                   G   surat                         302  200  404  404   404  404  404  404
warga:selesai                 G   surat                         302  200  404  404   404  404  404  404
warga:unduh                   G   terbit                        302  200  404  404   404  404  404  404
warga:tarik                   GP  surat                         302  200  404  404   404  404  404  404
warga:perbaiki                GP  kembali                       302  200  404  404   404  404  404  404
warga:berkas_surat            G   surat,berkas                  302  200  404  404   404  404  404  404
warga:ulang_lanjut            G   kembali,ulang                 302  302  404  404   404  404  404  404
warga:ulang_tanya             GP  kembali,ulang,=nama_usaha     302  200  404  404   404  404  404  404
warga:ulang_berkas            GP  kembali,ulang,=ktp            302  200  404  404   404  404  404  404
warga:ulang_hapus             GP  kembali,ulang,=ktp,ulang_sha256  302 302  404  404   404  404  404  404
warga:ulang_lihat             G   kembali,ulang,ulang_sha256    302  200  404  404   404  404  404  404
warga:ulang_kontak            GP  kembali,ulang                 302  200  404  404   404  404  404  404
warga:ulang_periksa           G   kembali,ulang                 302  200  404  404   404  404  404  404
warga:ulang_kirim             P   kembali,ulang                 302  422  404  404   404  404  404  404

# the office: one's own account
aparat:beranda                G   -                             302  404  404  404   200  200  200  200
aparat:lanjutkan              G   -                             302  404  404  404   302  302  302  302
aparat:keluar                 P   -                             302  302  302  302   302  302  302  302
aparat:pastikan               GP  -                             302  404  404  404   200  200  302  200
aparat:pastikan_pemulihan     GP  -                             302  404  404  404   200  200  200  200
aparat:pastikan_kunci         P   -                             302  404  404  404   302  302  302  302
aparat:keamanan               G   -                             302  404  404  404   200  200  200  200
aparat:sandi                  GP  -                             302  404  404  404   200  200  200  200
aparat:totp                   GP  -                             302  404  404  404   200  200  200  200
aparat:kode_pemulihan         GP  -                             302  404  404  404   200  200  200  200
aparat:kunci_sandi            GP  -                             302  404  404  404   200  200  200  200
aparat:kunci_lepas            GP  kunci                         302  404  404  404   404  404  200  404
aparat:rekan                  GP  -                             302  404  404  404   200  200  200  200

# the office: letters
aparat:permohonan             G   -                             302  404  404  404   200  200  200  200
aparat:daftar_batal           G   -                             302  404  404  404   200  200  200  200
aparat:periksa                G   surat                         302  404  404  404   200  200  200  404
aparat:periksa_nik            P   surat                         302  404  404  404   200  200  404  404
aparat:langkah                P   surat                         302  404  404  404   422  409  404  404
aparat:alasan                 GP  surat,=kembalikan             302  404  404  404   200  200  200  404
aparat:berkas                 G   surat,berkas                  302  404  404  404   200  200  200  404
aparat:isian                  GP  surat                         302  404  404  404   200  404  404  404
aparat:kata                   GP  surat                         302  404  404  404   200  404  404  404
aparat:halaman                G   surat,=1                      302  404  404  404   200  200  200  404
aparat:halaman_lain           G   surat                         302  404  404  404   200  200  200  404
aparat:baca                   G   surat                         302  404  404  404   200  200  200  404
aparat:cetak_basah            GP  diparaf                       302  404  404  404   200  404  404  404
aparat:cetak                  G   -                             302  404  404  404   200  404  404  200
aparat:cetak_pilihan          G   -                             302  404  404  404   302  404  404  302
aparat:ekspedisi              G   -                             302  404  404  404   200  200  200  200
aparat:ekspedisi_pdf          G   -                             302  404  404  404   200  200  200  200
aparat:serah                  GP  terbit                        302  404  404  404   200  404  404  404
aparat:tanda_terima           G   diserahkan                    302  404  404  404   200  404  404  404
aparat:serah_coret            GP  diserahkan                    302  404  404  404   200  404  404  404
aparat:padam                  G   -                             302  404  404  404   200  404  404  200
aparat:padam_pesan            GP  -                             302  404  404  404   200  404  404  200
aparat:padam_cetak            G   -                             302  404  404  404   302  404  404  302
aparat:padam_satu             GP  padam                         302  404  404  404   200  404  404  404
aparat:padam_batal            GP  padam                         302  404  404  404   200  404  404  404
aparat:lembar_cetak           G   dicetak                       302  404  404  404   200  404  404  404
aparat:pindaian               P   dicetak                       302  404  404  404   422  404  404  404
aparat:unduh                  G   terbit                        302  404  404  404   200  200  200  404
aparat:cabut                  GP  terbit                        302  404  404  404   404  404  200  404

# the office: counter, register, import
aparat:loket                  GP  -                             302  404  404  404   200  404  404  200
aparat:loket_jenis            GP  penduduk                      302  404  404  404   200  404  404  404
aparat:loket_isi              GP  draf_loket                    302  404  404  404   200  404  404  404
aparat:loket_ulang            GP  kembali_loket,ulang_loket     302  404  404  404   200  404  404  404
aparat:loket_selesai          G   surat                         302  404  404  404   200  404  404  404
aparat:cari                   GP  -                             302  404  404  404   200  200  200  200
aparat:penduduk               GP  -                             302  404  404  404   200  200  404  200
aparat:penduduk_satu          GP  penduduk                      302  404  404  404   200  200  404  404
aparat:penduduk_nik           P   penduduk                      302  404  404  404   302  302  404  404
aparat:slip                   GP  penduduk                      302  404  404  404   200  404  404  404
aparat:koreksi                GP  penduduk                      302  404  404  404   200  404  404  404
aparat:koreksi_nik            GP  penduduk                      302  404  404  404   200  404  404  404
aparat:permintaan             G   -                             302  404  404  404   200  200  404  200
aparat:permintaan_satu        G   permintaan                    302  404  404  404   200  200  404  404
aparat:permintaan_foto        G   permintaan,bukti              302  404  404  404   200  200  404  404
aparat:permintaan_tolak       GP  permintaan                    302  404  404  404   200  404  404  404
aparat:keraguan               G   -                             302  404  404  404   200  200  404  200
aparat:keraguan_beda          P   -                             302  404  404  404   422  404  404  422
aparat:statistik              G   -                             302  404  404  404   200  200  404  200
aparat:statistik_satu         G   =agama                        302  404  404  404   200  200  404  200
aparat:statistik_pdf          G   =agama                        302  404  404  404   200  200  404  200
aparat:statistik_csv          G   =agama                        302  404  404  404   200  200  404  200
aparat:mutasi                 G   -                             302  404  404  404   200  200  404  200
aparat:mutasi_datang          GP  -                             302  404  404  404   200  404  404  200
aparat:mutasi_isi             GP  penduduk,=mati                302  404  404  404   200  404  404  404
aparat:mutasi_satu            G   mutasi                        302  404  404  404   200  200  404  404
aparat:mutasi_batal           GP  mutasi                        302  404  404  404   200  404  404  404
aparat:mutasi_surat           P   mutasi                        302  404  404  404   404  404  404  404
aparat:impor                  GP  -                             302  404  404  404   200  404  404  200
aparat:impor_satu             G   impor                         302  404  404  404   200  404  404  404
aparat:impor_terapkan         P   impor                         302  404  404  404   302  404  404  404
aparat:impor_batal            P   impor                         302  404  404  404   302  404  404  404
aparat:impor_ditolak          G   impor                         302  404  404  404   200  404  404  404

# the office: signing, settings
aparat:tumpukan               G   -                             302  404  404  404   404  404  200  404
aparat:putuskan               P   -                             302  404  404  404   404  404  302  404
aparat:hasil_tanda            G   -                             302  404  404  404   404  404  200  404
aparat:pengumuman             G   -                             302  404  404  404   200  200  404  200
aparat:pengumuman_baru        GP  -                             302  404  404  404   200  200  404  200
aparat:pengumuman_satu        G   pengumuman                    302  404  404  404   200  200  404  404
aparat:pengumuman_ubah        GP  pengumuman                    302  404  404  404   200  200  404  404
aparat:pengumuman_gambar      G   pengumuman                    302  404  404  404   200  200  404  404
aparat:pengumuman_jadikan     P   pengumuman,=ditarik           302  404  404  404   422  422  404  404
aparat:pengaduan              GP  -                             302  404  404  404   200  200  404  200
aparat:persiapan              G   -                             302  404  404  404   200  200  200  200
aparat:pengaturan             G   -                             302  404  404  404   200  200  200  200
aparat:identitas              GP  -                             302  404  404  404   200  200  404  200
aparat:lambang                GP  -                             302  404  404  404   200  200  404  200
aparat:kertas                 GP  -                             302  404  404  404   200  200  404  200
aparat:penomoran              GP  -                             302  404  404  404   200  200  404  200
aparat:jenis_surat            G   -                             302  404  404  404   200  200  404  200
aparat:atur_jenis             GP  =sku                          302  404  404  404   200  200  404  200
aparat:atur_syarat            P   =sku                          302  404  404  404   302  302  404  302
aparat:jam_libur              G   -                             302  404  404  404   200  200  404  200
aparat:jam_buka               P   -                             302  404  404  404   422  422  404  422
aparat:libur                  P   -                             302  404  404  404   422  422  404  422
aparat:libur_hapus            P   =2026-12-24                   302  404  404  404   302  302  404  302
aparat:terbit                 GP  -                             302  404  404  404   404  200  200  404
aparat:kades_keluar           GP  -                             302  404  404  404   404  200  200  404
aparat:kades_kembali          P   -                             302  404  404  404   404  302  302  404
aparat:pejabat                G   -                             302  404  404  404   200  200  200  200
aparat:pejabat_baru           GP  -                             302  404  404  404   404  200  200  404
aparat:tugas_baru             GP  pejabat                       302  404  404  404   404  200  200  404
aparat:tugas_akhiri           GP  tugas                         302  404  404  404   404  200  200  404
aparat:pelimpahan             GP  -                             302  404  404  404   404  200  200  404
aparat:pelimpahan_akhiri      GP  mandat                        302  404  404  404   404  200  200  404
aparat:sertifikat             G   -                             302  404  404  404   200  200  200  200
aparat:sertifikat_baru        GP  -                             302  404  404  404   404  404  200  404
aparat:sertifikat_cabut       GP  pejabat                       302  404  404  404   404  200  200  404

# on a village's own server alone (tests/web/aparat/sinkron): the regency's has no such pages
aparat:cadangan               G   -                             302  404  404  404   404  404  404  404
aparat:cadangan_sekarang      P   -                             302  404  404  404   404  404  404  404
aparat:cadangan_lembar        GP  -                             302  404  404  404   404  404  404  404
aparat:pemulihan              G   -                             302  404  404  404   404  404  404  404
aparat:pemulihan_nomor        P   -                             302  404  404  404   404  404  404  404
aparat:pemulihan_sementara    P   -                             302  404  404  404   404  404  404  404
aparat:pemulihan_tanggal      P   -                             302  404  404  404   404  404  404  404
aparat:tinjau                 G   -                             302  404  404  404   404  404  404  404
aparat:tinjau_nomor           GP  surat                         302  404  404  404   404  404  404  404
aparat:tinjau_cabang          GP  surat                         302  404  404  404   404  404  404  404
aparat:tinjau_sementara       P   surat                         302  404  404  404   404  404  404  404
aparat:sinkron                G   -                             302  404  404  404   404  404  404  404
aparat:sinkron_temu           P   -                             302  404  404  404   404  404  404  404
aparat:sinkron_cocok          P   -                             302  404  404  404   404  404  404  404
aparat:sinkron_unduh          G   -                             302  404  404  404   404  404  404  404
aparat:sinkron_terima         GP  -                             302  404  404  404   404  404  404  404
aparat:sinkron_berita         G   -                             302  404  404  404   404  404  404  404
aparat:sinkron_daftar         GP  -                             302  404  404  404   404  404  404  404
aparat:sinkron_salinan        GP  -                             302  404  404  404   404  404  404  404

# the trial's alone
kabel                         GP  -                             404  404  404  404   404  404  404  404

# the regency: nobody of a village; its own officers are in tests/web/kabupaten
kabupaten:papan               G   -                             302  404  404  404   404  404  404  404
kabupaten:desa                G   kode_desa                     302  404  404  404   404  404  404  404
kabupaten:berita_acara        G   kode_desa                     302  404  404  404   404  404  404  404
kabupaten:kode                GP  kode_desa                     302  404  404  404   404  404  404  404
kabupaten:setujui             GP  kode_desa                     302  404  404  404   404  404  404  404
kabupaten:cabut               GP  kode_desa                     302  404  404  404   404  404  404  404
kabupaten:kuota               GP  kode_desa                     302  404  404  404   404  404  404  404
kabupaten:coba_lagi           P   kode_desa                     302  404  404  404   404  404  404  404
kabupaten:tertahan            GP  kode_desa,=00000000-0000-7000-8000-000000000007  302  404  404  404   404  404  404  404
kabupaten:usb_unduh           G   kode_desa                     302  404  404  404   404  404  404  404
kabupaten:usb_terima          GP  kode_desa                     302  404  404  404   404  404  404  404
kabupaten:serah               G   kode_desa                     302  404  404  404   404  404  404  404
kabupaten:tarik_usul          GP  kode_desa,=00000000-0000-7000-8000-000000000007  302  404  404  404   404  404  404  404
kabupaten:tarik_setuju        GP  kode_desa,=00000000-0000-7000-8000-000000000007  302  404  404  404   404  404  404  404
kabupaten:tarik_batal         GP  kode_desa,=00000000-0000-7000-8000-000000000007  302  404  404  404   404  404  404  404
kabupaten:karya_pakai         GP  kode_desa,=00000000-0000-7000-8000-000000000007  302  404  404  404   404  404  404  404
kabupaten:karya_biarkan       GP  kode_desa,=00000000-0000-7000-8000-000000000007  302  404  404  404   404  404  404  404
kabupaten:beri_lagi           GP  kode_desa,=00000000-0000-7000-8000-000000000007  302  404  404  404   404  404  404  404
kabupaten:serah_kembalikan    GP  kode_desa,=00000000-0000-7000-8000-000000000007  302  404  404  404   404  404  404  404
kabupaten:serah_tolak         GP  kode_desa,=00000000-0000-7000-8000-000000000007  302  404  404  404   404  404  404  404

# figures for a program that has the token
metrik:metrik                 G   -                             404  404  404  404   404  404  404  404
"""


@dataclass(frozen=True, slots=True)
class Alamat:
    """One row of the table."""

    nama: str
    cara: str
    kunci: tuple[str, ...]
    jawab: dict[str, int]

    @property
    def publik(self) -> bool:
        """Tell whether a visitor gets an answer rather than a sign-in page."""
        return self.nama in TANPA_MASUK

    @property
    def ada(self) -> bool:
        """Tell whether somebody may open it here."""
        masuk = (kode for siapa, kode in self.jawab.items() if siapa != "tamu")
        return self.publik or any(kode != HTTPStatus.NOT_FOUND for kode in masuk)

    @property
    def milik_desa(self) -> bool:
        """Tell whether the address names something of one village by its id."""
        return not self.publik and any(not k.startswith("=") for k in self.kunci)

    def isi(self, argumen: Mapping[str, Any]) -> list[Any]:
        """Return the arguments of the address."""
        return [k[1:] if k.startswith("=") else argumen[k] for k in self.kunci]

    def ke(self, argumen: Mapping[str, Any]) -> str:
        """Return the address that names the things of a village."""
        return reverse(self.nama, args=self.isi(argumen))


def _baca(baris: str) -> Alamat:
    nama, cara, kunci, *status = baris.split()
    jawab = dict(zip(SIAPA, map(int, status), strict=True))
    return Alamat(nama, cara, () if kunci == "-" else tuple(kunci.split(",")), jawab)


MATRIKS = tuple(_baca(b) for b in _TABEL.splitlines() if b.strip() and not b.startswith("#"))
