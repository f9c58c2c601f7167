"""What tickets, ways, verdicts, clocks and files look like: template, and its outline."""

SURAT: dict[str, tuple[str, str]] = {
    "a ticket": (
        "{% tiket kode='MANUK-PADI-27' %}",
        """
        strong class="tiket"
          | MANUK
          i
            | -
          | PADI
          i
            | -
          | 27
        p
          | Baca: manuk, padi, dua puluh tujuh
        """,
    ),
    "the confirmation with a ticket": (
        "{% beres judul='Permohonan terkirim' kode='AWI-05' tingkat=2 %}",
        """
        div class="beres"
          svg class="i" aria-hidden="true" (bulat_cek)
          h2 class="judul"
            | Permohonan terkirim
          p
            | Nomor tiket Anda
          strong class="tiket"
            | AWI
            i
              | -
            | 05
          p
            | Baca: awi, nol lima
        """,
    ),
    "the confirmation alone": (
        "{% beres judul='PIN sudah diganti' %}",
        """
        div class="beres"
          svg class="i" aria-hidden="true" (bulat_cek)
          h1 class="judul"
            | PIN sudah diganti
        """,
    ),
    "the way of an application": (
        (
            "{% linimasa %}{% titik keadaan='lewat' judul='Terkirim' saat=kemarin sekarang=kini %}{% titik "
            "keadaan='kini' judul='Petugas memeriksa' catatan='Paling lambat besok.' %}{% titik "
            "keadaan='nanti' judul='Ditandatangani' nomor=3 %}{% titik keadaan='gagal' judul='Ditolak' "
            "saat=kini %}{% endlinimasa %}"
        ),
        """
        ol class="linimasa"
          li class="lewat"
            span class="bulat" aria-hidden="true"
              svg class="i" aria-hidden="true" (cek)
            h3
              span class="sr"
                | Selesai:
              | Terkirim
            time datetime="2026-11-23T04:05+00:00"
              | Kemarin, 11.05
          li class="kini" aria-current="step"
            span class="bulat" aria-hidden="true"
              svg class="i" aria-hidden="true" (pasir)
            h3
              span class="sr"
                | Sekarang:
              | Petugas memeriksa
            p
              | Paling lambat besok.
          li class="nanti"
            span class="bulat" aria-hidden="true"
              | 3
            h3
              | Ditandatangani
          li class="gagal"
            span class="bulat" aria-hidden="true"
              svg class="i" aria-hidden="true" (silang)
            h3
              span class="sr"
                | Berhenti:
              | Ditolak
            time datetime="2026-11-24T04:05+00:00"
              | Selasa, 24 November 2026, 11.05 WIB
        """,
    ),
    "a verdict in our words": (
        "{% putusan hasil='sah' %}<p>Isi</p>{% endputusan %}",
        """
        div class="putusan hijau"
          svg class="i" aria-hidden="true" (perisai_cek)
          h1 class="judul"
            | Surat ini asli
          p
            | Diterbitkan oleh desa dan masih berlaku.
          p
            | Isi
        """,
    ),
    "a verdict in the page's own words": (
        "{% putusan hasil='palsu' judul='Palsu' penjelasan='Jangan dipakai.' tingkat=2 %}{% endputusan %}",
        """
        div class="putusan merah"
          svg class="i" aria-hidden="true" (perisai_silang)
          h2 class="judul"
            | Palsu
          p
            | Jangan dipakai.
        """,
    ),
    "plenty of time": (
        "{% jam_layanan sisa=300 janji=420 keterangan='untuk langkah ini' %}",
        """
        span class="jam"
          svg aria-hidden="true"
            circle cx="18" cy="18" r="14"
            circle cx="18" cy="18" r="14" pathlength="100" stroke-dasharray="71 100"
          span
            b
              | Sisa 5 jam
            | untuk langkah ini
        """,
    ),
    "little time": (
        "{% jam_layanan sisa=60 janji=420 %}",
        """
        span class="jam mepet"
          svg aria-hidden="true"
            circle cx="18" cy="18" r="14"
            circle cx="18" cy="18" r="14" pathlength="100" stroke-dasharray="14 100"
          span
            b
              | Sisa 1 jam
        """,
    ),
    "late, to a citizen": (
        "{% jam_layanan sisa=late janji=420 %}",
        """
        span class="jam telat"
          svg aria-hidden="true"
            circle cx="18" cy="18" r="14"
            circle cx="18" cy="18" r="14" pathlength="100" stroke-dasharray="0 100"
          span
            b
              | Terlambat 1 jam 30 menit.
            | Kami minta maaf.
        """,
    ),
    "late, to an official": (
        "{% jam_layanan sisa=late janji=420 untuk='aparat' %}",
        """
        span class="jam telat"
          svg aria-hidden="true"
            circle cx="18" cy="18" r="14"
            circle cx="18" cy="18" r="14" pathlength="100" stroke-dasharray="0 100"
          span
            b
              | Terlambat 1 jam 30 menit
        """,
    ),
    "nothing here": (
        "{% kosong judul='Belum ada permohonan' %}<p>Yang baru tampil di sini.</p>{% endkosong %}",
        """
        div class="kosong"
          svg class="i" aria-hidden="true" (kotak_masuk)
          h2
            | Belum ada permohonan
          p
            | Yang baru tampil di sini.
        """,
    ),
    "a file that was given": (
        "{% berkas nama='KTP' keterangan='86 KB' ke='/b/' ganti='/g/' %}",
        """
        div class="berkas"
          svg class="i" aria-hidden="true" (bulat_cek)
          span
            | KTP
            small
              | 86 KB
          a href="/b/"
            | Buka
            span class="sr"
              | KTP
          a href="/g/"
            | Ganti
            span class="sr"
              | KTP
        """,
    ),
    "a file that cannot be opened": (
        "{% berkas nama='KTP' ikon='awas' %}",
        """
        div class="berkas"
          svg class="i" aria-hidden="true" (awas)
          span
            | KTP
        """,
    ),
    "a moment": (
        "{% waktu_kata kini %}",
        """
        time datetime="2026-11-24T04:05+00:00"
          | Selasa, 24 November 2026, 11.05 WIB
        """,
    ),
    "a moment in short": (
        "{% waktu_kata kemarin gaya='ringkas' sekarang=kini %}",
        """
        time datetime="2026-11-23T04:05+00:00"
          | kemarin, 11.05
        """,
    ),
    "a moment ago": (
        "{% waktu_kata kemarin gaya='lalu' sekarang=kini %}",
        """
        time datetime="2026-11-23T04:05+00:00"
          | 1 hari lalu
        """,
    ),
    "an icon that says something": (
        "{% ikon 'cek' label='Sudah' kelas='besar' %}",
        """
        svg class="i besar" role="img" aria-label="Sudah" (cek)
        """,
    ),
}
