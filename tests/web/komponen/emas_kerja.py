"""What the components of the work look like: template, and its outline."""

KERJA: dict[str, tuple[str, str]] = {
    "piles": (
        (
            "{% tumpukan %}{% tumpuk ke='/p/' jumlah=1250 judul='Perlu diperiksa' keterangan='Hari ini' "
            "sisa=300 janji=420 %}{% tumpuk ke='/q/' jumlah=0 judul='Menunggu paraf' sisa=0 janji=420 %}{% "
            "tumpuk ke='/r/' jumlah=2 judul='Terlambat' sisa=late janji=420 %}{% tumpuk ke='/s/' jumlah=1 "
            "judul='Gawat' gawat=True %}{% endtumpukan %}"
        ),
        """
        ul class="tumpukan"
          li
            a href="/p/"
              strong
                | 1.250
              b
                | Perlu diperiksa
              span class="jam"
                svg aria-hidden="true"
                  circle cx="18" cy="18" r="14"
                  circle cx="18" cy="18" r="14" pathlength="100" stroke-dasharray="71 100"
                span
                  b
                    | Sisa 5 jam
                  | untuk yang tertua
              small
                | Hari ini
          li
            a class="sepi" href="/q/"
              strong
                | 0
              b
                | Menunggu paraf
          li
            a class="gawat" href="/r/"
              strong
                | 2
              b
                | Terlambat
              span class="jam telat"
                svg aria-hidden="true"
                  circle cx="18" cy="18" r="14"
                  circle cx="18" cy="18" r="14" pathlength="100" stroke-dasharray="0 100"
                span
                  b
                    | Terlambat 1 jam 30 menit
                  | untuk yang tertua
          li
            a class="gawat" href="/s/"
              strong
                | 1
              b
                | Gawat
        """,
    ),
    "a table": (
        (
            "{% tabel judul='Permohonan' kolom='Tiket|Jumlah>' %}<tr><th scope='row'>AWI-05</th><td "
            "data-k='Jumlah'>2</td></tr>{% endtabel %}"
        ),
        """
        div class="gulir"
          table class="tumpuk"
            caption
              | Permohonan
            thead
              tr
                th scope="col"
                  | Tiket
                th scope="col" class="kanan"
                  | Jumlah
            tbody
              tr
                th scope="row"
                  | AWI-05
                td data-k="Jumlah"
                  | 2
        """,
    ),
    "a sorted table without cards": (
        (
            "{% tabel judul='Batal' kolom=kolom sembunyi_judul=True tumpuk=False %}<tr><td>1</td></tr>{% "
            "endtabel %}"
        ),
        """
        div class="gulir"
          table
            caption class="sr"
              | Batal
            thead
              tr
                th scope="col" class="kanan" aria-sort="descending"
                  a href="?urut=nomor"
                    | Nomor
                    svg class="i" aria-hidden="true" (turun)
                th scope="col"
                  a href="?u"
                    | Alasan
            tbody
              tr
                td
                  | 1
        """,
    ),
    "pages at the beginning": (
        "{% halaman kini=1 banyak=9 per=20 total=170 %}",
        """
        nav aria-label="Halaman"
          ul class="halaman"
            li
              a href="?q=euis&hal=1" aria-current="page"
                span class="sr"
                  | Halaman
                | 1
            li
              a href="?q=euis&hal=2"
                span class="sr"
                  | Halaman
                | 2
            li
              span aria-hidden="true"
                | …
            li
              a href="?q=euis&hal=9"
                span class="sr"
                  | Halaman
                | 9
            li
              a href="?q=euis&hal=2" rel="next"
                | Sesudah
                svg class="i" aria-hidden="true" (maju)
        p class="redup"
          | Baris 1 sampai 20 dari 170
        """,
    ),
    "pages in the middle": (
        "{% halaman kini=5 banyak=9 %}",
        """
        nav aria-label="Halaman"
          ul class="halaman"
            li
              a href="?q=euis&hal=4" rel="prev"
                svg class="i" aria-hidden="true" (mundur)
                | Sebelum
            li
              a href="?q=euis&hal=1"
                span class="sr"
                  | Halaman
                | 1
            li
              span aria-hidden="true"
                | …
            li
              a href="?q=euis&hal=4"
                span class="sr"
                  | Halaman
                | 4
            li
              a href="?q=euis&hal=5" aria-current="page"
                span class="sr"
                  | Halaman
                | 5
            li
              a href="?q=euis&hal=6"
                span class="sr"
                  | Halaman
                | 6
            li
              span aria-hidden="true"
                | …
            li
              a href="?q=euis&hal=9"
                span class="sr"
                  | Halaman
                | 9
            li
              a href="?q=euis&hal=6" rel="next"
                | Sesudah
                svg class="i" aria-hidden="true" (maju)
        """,
    ),
    "one page": (
        "{% halaman kini=1 banyak=1 total=3 %}",
        """
        p class="redup"
          | Baris 1 sampai 3 dari 3
        """,
    ),
    "the picture of a page": (
        (
            "{% pratinjau gambar_ke='/h/1' alt='Halaman 1' keterangan='Halaman 1' penuh='/besar/' lebar=794 "
            "tinggi=1257 malas=True %}"
        ),
        """
        figure class="pratinjau"
          img
            . src="/h/1"
            . alt="Halaman 1"
            . width="794"
            . height="1257"
            . loading="lazy"
            . decoding="async"
          figcaption
            span
              | Halaman 1
            a href="/besar/"
              svg class="i" aria-hidden="true" (perbesar)
              | Baca penuh
              span class="sr"
                | : Halaman 1
        """,
    ),
    "a picture whose link keeps the form around it": (
        "{% pratinjau gambar_ke='/h/1' alt='Halaman 1' penuh='/besar/' kata_penuh='Baca' simpan='buka' %}",
        """
        figure class="pratinjau"
          img src="/h/1" alt="Halaman 1" decoding="async"
          figcaption
            span
            button class="tautan-biasa" name="buka" value="/besar/"
              svg class="i" aria-hidden="true" (perbesar)
              | Baca
              span class="sr"
                | : Halaman 1
        """,
    ),
    "a bare picture": (
        "{% pratinjau gambar_ke='/h/1' alt='Halaman 1' %}",
        """
        figure class="pratinjau"
          img src="/h/1" alt="Halaman 1" decoding="async"
        """,
    ),
    "a letter of the pile with its place in it": (
        "{% lembar judul='Keterangan Usaha, Euis' jangkar='s1' urutan='Surat 1 dari 2' %}<p>Isi</p>{% endlembar %}",
        """
        section class="lembar" id="s1" aria-labelledby="s1-j"
          div class="lembar-kepala"
            p class="redup"
              | Surat 1 dari 2
            h2 id="s1-j"
              | Keterangan Usaha, Euis
          p
            | Isi
        """,
    ),
    "a letter of the pile": (
        (
            "{% lembar judul='Keterangan Usaha, Euis' jangkar='s1' keterangan='Untuk KUR' %}<p>Isi</p>{% "
            "endlembar %}"
        ),
        """
        section class="lembar" id="s1" aria-labelledby="s1-j"
          div class="lembar-kepala"
            h2 id="s1-j"
              | Keterangan Usaha, Euis
            p class="redup"
              | Untuk KUR
          p
            | Isi
        """,
    ),
    "the bar of decisions": (
        "{% palang label='Keputusan' %}<button>Setuju</button>{% endpalang %}",
        """
        div class="palang" role="group" aria-label="Keputusan"
          button
            | Setuju
        """,
    ),
    "a question before an act": (
        (
            "{% konfirmasi judul='Cabut surat?' tombol='Cabut' batal_ke='/b/' bahaya=True %}<p>Akibat</p>{% "
            "endkonfirmasi %}"
        ),
        """
        form class="konfirmasi" method="post" action
          input type="hidden" name="csrfmiddlewaretoken" value="(token)"
          h1
            | Cabut surat?
          p
            | Akibat
          div class="aksi"
            button class="tombol bahaya"
              | Cabut
            a class="tombol kedua" href="/b/"
              | Batal
        """,
    ),
    "a slip": (
        (
            "{% slip judul='Slip aktivasi' kantor='Desa Cisontrol' tanggal='24 November 2026' "
            "kode='ABCD-EFGH-JKMN' %}<ol><li>Buka</li></ol>{% endslip %}"
        ),
        """
        article class="slip"
          header
            div
              h2
                | Slip aktivasi
              | Desa Cisontrol
            span
              | 24 November 2026
          div class="slip-isi"
            div
              p class="label-kode"
                | Kode aktivasi
              p class="kode"
                | ABCD-EFGH-JKMN
              ol
                li
                  | Buka
        """,
    ),
    "people": (
        (
            "{% cap status='terbit' as tanda %}{% orang %}{% orang_butir nama='Ujang' jabatan='Kepala Desa' "
            "tanda=tanda %}{% endorang %}"
        ),
        """
        ul class="orang"
          li
            span
              b
                | Ujang
              | Kepala Desa
            span class="cap hijau"
              svg class="i" aria-hidden="true" (bulat_cek)
              | Selesai
        """,
    ),
    "the light of synchronisation": (
        (
            "{% lampu keadaan='lancar' judul='Lancar.' teks='Tersinkron.' ke='/r/' %}"
            "{% lampu keadaan='tunggu' judul='Menunggu dikirim.' teks='Menunggu: 14 data.' %}"
            "{% lampu keadaan='putus' judul='Tidak cocok.' teks='Yang berbeda dicari.' %}"
        ),
        """
        p class="lampu"
          svg class="i" aria-hidden="true" (cek)
          span
            b
              | Lancar.
            | Tersinkron.
          a href="/r/"
            | Rincian
            span class="sr"
              | hubungan dengan kabupaten
        p class="lampu tunggu"
          svg class="i" aria-hidden="true" (pasir)
          span
            b
              | Menunggu dikirim.
            | Menunggu: 14 data.
        p class="lampu putus"
          svg class="i" aria-hidden="true" (awas)
          span
            b
              | Tidak cocok.
            | Yang berbeda dicari.
        """,
    ),
}
