"""What buttons, notices, cards and answers look like: template, and its outline."""

TAMPIL: dict[str, tuple[str, str]] = {
    "a button": (
        "{% tombol teks='Kirim' %}",
        """
        button class="tombol"
          | Kirim
        """,
    ),
    "a wide button with icons that sends a value of a form elsewhere": (
        (
            "{% tombol teks='Setuju' jenis='kedua' ikon='cek' ikon_akhir='maju' nama='putus' nilai='setuju' "
            "formulir='f' lebar=True tambahan='surat Euis' %}"
        ),
        """
        button class="tombol kedua lebar" name="putus" value="setuju" form="f"
          svg class="i" aria-hidden="true" (cek)
          | Setuju
          span class="sr"
            | surat Euis
          svg class="i" aria-hidden="true" (maju)
        """,
    ),
    "a link that looks like a button and downloads": (
        "{% tombol teks='Unduh' ke='/a/?b=1&c=2' ikon='unduh' unduh=True %}",
        """
        a class="tombol" href="/a/?b=1&c=2" download
          svg class="i" aria-hidden="true" (unduh)
          | Unduh
        """,
    ),
    "a busy button": (
        "{% tombol teks='Menandatangani' sibuk=True mati=True %}",
        """
        button class="tombol" disabled aria-busy="true"
          span class="putar" aria-hidden="true"
          | Menandatangani
        """,
    ),
    "a dangerous button": (
        "{% tombol teks='Cabut' jenis='bahaya' %}",
        """
        button class="tombol bahaya"
          | Cabut
        """,
    ),
    "a mark of agreement": (
        "{% cocok teks='Cocok' %}",
        """
        span class="cocok"
          svg class="i" aria-hidden="true" (cek)
          | Cocok
        """,
    ),
    "a mark of difference": (
        "{% cocok teks='Saat dikirim: Euis' beda=True %}",
        """
        span class="cocok beda"
          svg class="i" aria-hidden="true" (awas)
          | Saat dikirim: Euis
        """,
    ),
    "a notice": (
        "{% kabar judul='Belum lengkap' %}<p>Isi</p>{% endkabar %}",
        """
        div class="kabar info"
          svg class="i" aria-hidden="true" (info)
          div
            h2
              | Belum lengkap
            p
              | Isi
        """,
    ),
    "a bad notice below a heading": (
        "{% kabar jenis='buruk' judul='Gagal' tingkat=3 %}<p>Sebab</p>{% endkabar %}",
        """
        div class="kabar buruk"
          svg class="i" aria-hidden="true" (bulat_silang)
          div
            h3
              | Gagal
            p
              | Sebab
        """,
    ),
    "a good notice without a heading": (
        "{% kabar jenis='baik' %}<p>Jadi</p>{% endkabar %}",
        """
        div class="kabar baik"
          svg class="i" aria-hidden="true" (bulat_cek)
          div
            p
              | Jadi
        """,
    ),
    "a card one can lead to": (
        "{% kartu judul='Ringkasan' jangkar='r' tingkat=3 %}<p>Isi</p>{% endkartu %}",
        """
        section class="kartu" id="r"
          h3
            | Ringkasan
          p
            | Isi
        """,
    ),
    "a card without a heading": (
        "{% kartu %}<p>Isi</p>{% endkartu %}",
        """
        section class="kartu"
          p
            | Isi
        """,
    ),
    "details": (
        "{% rincian judul='Siapa membuka data saya?' tambahan=' surat SKU' %}<p>Isi</p>{% endrincian %}",
        """
        details
          summary
            | Siapa membuka data saya?
            span class="sr"
              | surat SKU
          div
            p
              | Isi
        """,
    ),
    "open details": (
        "{% rincian judul='Berkas' terbuka=True %}<p>Isi</p>{% endrincian %}",
        """
        details open
          summary
            | Berkas
          div
            p
              | Isi
        """,
    ),
    "ways to go": (
        (
            "{% tuju %}{% tuju_butir ke='/a/' judul='Surat usaha' keterangan='Untuk KUR' ikon='tas' %}{% "
            "tuju_butir ke='/b/' judul='Lain' %}{% endtuju %}"
        ),
        """
        ul class="tuju"
          li
            a href="/a/"
              svg class="i" aria-hidden="true" (tas)
              span
                b
                  | Surat usaha
                small
                  | Untuk KUR
              svg class="i" aria-hidden="true" (kanan)
          li
            a href="/b/"
              span
                b
                  | Lain
              svg class="i" aria-hidden="true" (kanan)
        """,
    ),
    "questions and answers": (
        (
            "{% ikhtisar %}{% butir label='Nama usaha' nilai='Warung' ubah='/u/' %}{% butir label='Omzet' "
            "nilai='' %}{% butir label='NIK' nilai='3207' gaya='angka' %}{% butir_bebas label='Sejak' "
            "%}<b>kini</b>{% endbutir_bebas %}{% endikhtisar %}"
        ),
        """
        dl class="ikhtisar"
          div
            dt
              | Nama usaha
            dd class="isi"
              | Warung
            dd class="ubah"
              a href="/u/"
                | Ubah
                span class="sr"
                  | nama usaha
          div
            dt
              | Omzet
            dd class="isi"
              span class="redup"
                | Tidak diisi
          div
            dt
              | NIK
            dd class="isi"
              span class="angka"
                | 3207
          div
            dt
              | Sejak
            dd class="isi"
              b
                | kini
        """,
    ),
    "dense questions and answers of several lines": (
        "{% ikhtisar rapat=True %}{% butir label='Alamat' nilai=baris %}{% endikhtisar %}",
        """
        dl class="ikhtisar rapat"
          div
            dt
              | Alamat
            dd class="isi"
              | Dusun Cikupa
              br
              | RT 3 RW 2
        """,
    ),
    "a letter's number among answers": (
        (
            "{% ikhtisar %}{% butir label='Nomor' nilai='400.9.14.5/001/3207152004/XI/2026' gaya='angka' %}{%"
            " endikhtisar %}"
        ),
        """
        dl class="ikhtisar"
          div
            dt
              | Nomor
            dd class="isi"
              span class="angka"
                | 400.9.14.5/
                wbr
                | 001/
                wbr
                | 3207152004/
                wbr
                | XI/
                wbr
                | 2026
        """,
    ),
    "a letter's number in a sentence": (
        "<p>Terbit dengan nomor {% nomor_surat '400.9.14.5/001/3207152004/XI/2026' %}.</p>",
        """
        p
          | Terbit dengan nomor
          span class="nomor-surat"
            | 400.9.14.5/
            wbr
            | 001/
            wbr
            | 3207152004/
            wbr
            | XI/
            wbr
            | 2026
          | .
        """,
    ),
}
