"""What the frame of a page and its lists look like: template, and its outline."""

RANGKA: dict[str, tuple[str, str]] = {
    "views of a list": (
        (
            "{% tab label='Keadaan' %}{% tab_butir teks='Menunggu saya' ke='?keadaan=saya' kini=True "
            "jumlah=1250 %}{% tab_butir teks='Semua' ke='?keadaan=semua' %}{% endtab %}"
        ),
        """
        nav aria-label="Keadaan"
          ul class="tab"
            li
              a href="?keadaan=saya" aria-current="page"
                | Menunggu saya
                span class="lencana"
                  | 1.250
            li
              a href="?keadaan=semua"
                | Semua
        """,
    ),
    "attachments to choose from": (
        (
            "{% jempol label='Lampiran' %}{% jempol_butir teks='KTP' ke='?l=1' kini=True ikon='kartu_id' %}{%"
            " jempol_butir teks='Foto' ke='?l=2' %}{% endjempol %}"
        ),
        """
        nav aria-label="Lampiran"
          ul class="jempol"
            li
              a href="?l=1" aria-current="true"
                svg class="i" aria-hidden="true" (kartu_id)
                | KTP
            li
              a href="?l=2"
                svg class="i" aria-hidden="true" (foto)
                | Foto
        """,
    ),
    "what the list is narrowed by": (
        "{% saringan label='Saringan' %}{% saringan_butir teks='Kata Euis' ke='?' %}{% endsaringan %}",
        """
        ul class="pilihan-aktif" aria-label="Saringan"
          li
            a href="?"
              | Kata Euis
              svg class="i" aria-hidden="true" (silang)
              span class="sr"
                | hapus saringan
        """,
    ),
    "the header": (
        "{% kepala_kantor %}",
        """
        a class="nama" href="/"
          | e-Office Desa
          small
            | Layanan surat desa
        """,
    ),
    "the way back": (
        "{% kembali ke='/a/' teks='Permohonan saya' %}",
        """
        a class="kembali" href="/a/"
          svg class="i" aria-hidden="true" (mundur)
          | Permohonan saya
        """,
    ),
    "a line of the menu where one is": (
        "{% butir_menu teks='Permohonan' ke='/p/' ikon='surat' kini=True jumlah=3 penting=True %}",
        """
        li
          a href="/p/" aria-current="page"
            svg class="i" aria-hidden="true" (surat)
            | Permohonan
            span class="lencana penting"
              | 3
              span class="sr"
                | menunggu
        """,
    ),
    "a line of the menu with nothing waiting": (
        "{% butir_menu teks='Penduduk' ke='/q/' ikon='penduduk' %}",
        """
        li
          a href="/q/"
            svg class="i" aria-hidden="true" (penduduk)
            | Penduduk
        """,
    ),
    "who is signed in": (
        "{% akun nama='Rika' jabatan='Operator' keluar_ke='/keluar/' wajib_tahan=True %}",
        """
        div class="akun"
          span
            b
              | Rika
            | Operator
          form method="post" action="/keluar/" data-tahan-keluar
            input type="hidden" name="csrfmiddlewaretoken" value="(token)"
            button class="tautan"
              | Keluar
        """,
    ),
    "the languages": (
        "{% pilih_bahasa bahasa='su' ke_id='?b=id' ke_su='?b=su' %}",
        """
        nav class="bahasa" aria-label="Pilih bahasa"
          a href="?b=id" lang="id" hreflang="id"
            | Indonesia
          a href="?b=su" lang="su" hreflang="su" aria-current="true"
            | Basa Sunda
        """,
    ),
    "a step of some": (
        "{% langkah kini=2 dari=4 judul='Berkas' %}",
        """
        div class="langkah"
          p
            | Langkah 2 dari 4: Berkas
          ol aria-hidden="true"
            li class="lewat"
            li class="kini"
            li
            li
        """,
    ),
    "the bar of a phone without a signal": (
        "{% luring %}",
        """
        div class="luring" id="luring" role="status" hidden
          svg class="i" aria-hidden="true" (tanpa_sinyal)
          span
        """,
    ),
    "an error of no box": (
        "{% galat_satu teks='Frasa salah.' jangkar='g' %}",
        """
        p class="galat" id="g"
          svg class="i" aria-hidden="true" (awas)
          span
            span class="sr"
              | Galat:
            | Frasa salah.
        """,
    ),
    "a search": (
        (
            "{% cari ke='/cari/' label='Cari nama' nilai='Euis' petunjuk='Nama atau NIK' hidup='hasil' %}<div"
            " id='hasil'></div>"
        ),
        """
        form class="kelompok" action="/cari/" method="get" role="search"
          label for="cari-q"
            | Cari nama
          p class="petunjuk" id="cari-q-p"
            | Nama atau NIK
          div class="cari"
            input
              . class="kotak"
              . id="cari-q"
              . name="q"
              . type="search"
              . value="Euis"
              . autocomplete="off"
              . autocapitalize="none"
              . spellcheck="false"
              . aria-describedby="cari-q-p"
              . hx-get="/cari/"
              . hx-trigger="input changed delay:250ms, search"
              . hx-target="#hasil"
              . hx-select="#hasil"
              . hx-swap="outerHTML"
              . hx-sync="this:replace"
              . hx-push-url="true"
              . aria-controls="hasil"
            button class="tombol kedua"
              svg class="i" aria-hidden="true" (cari)
              | Cari
        div id="hasil"
        """,
    ),
    "a plain search": (
        "{% cari ke='/cari/' label='Cari nama' jenis='utama' %}",
        """
        form class="kelompok" action="/cari/" method="get" role="search"
          label for="cari-q"
            | Cari nama
          div class="cari"
            input
              . class="kotak"
              . id="cari-q"
              . name="q"
              . type="search"
              . value
              . autocomplete="off"
              . autocapitalize="none"
              . spellcheck="false"
            button class="tombol"
              svg class="i" aria-hidden="true" (cari)
              | Cari
        """,
    ),
}
