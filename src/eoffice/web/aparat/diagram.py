"""Charts of a statistic as SVG of our own: no script, no style in the page, words that keep their size on a phone.

Widths are in percent of the chart, heights in pixels; colours come from the style sheet. The table beside a chart
is its text, so a reader of screens is told only what it shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from eoffice.penduduk.rules.statistik import Baris, Hasil
from eoffice.web.komponen.angka import ribuan

TINGGI_BATANG: Final = 50
TINGGI_UMUR: Final = 30
_LEBAR_UMUR: Final = 27.0
"""Percent of the chart for the longest bar of a side; outside it stands its number, in the middle the age."""
_SISI: Final = 37.0


def diagram(hasil: Hasil) -> SafeString:
    """Return the chart of a statistic: a pyramid of ages, else bars; nothing where nobody was counted."""
    baris = hasil.baris_bagan
    if not baris:
        return SafeString("")
    if hasil.piramida:
        return _bingkai(hasil, piramida(baris), TINGGI_UMUR * len(baris))
    return _bingkai(hasil, batang(baris), TINGGI_BATANG * len(baris))


def _bingkai(hasil: Hasil, isi: SafeString, tinggi: int) -> SafeString:
    bentuk = "Piramida" if hasil.piramida else "Diagram batang"
    return format_html(
        '<svg class="diagram" role="img" aria-labelledby="diagram-judul diagram-isi" width="100%" height="{}">'
        '<title id="diagram-judul">{} {}</title><desc id="diagram-isi">{}</desc>{}</svg>',
        tinggi,
        bentuk,
        hasil.statistik.judul.lower(),
        "Laki-laki dan perempuan. Angka setiap batang ada di tabel di bawah diagram.",
        isi,
    )


def batang(baris: Sequence[Baris]) -> SafeString:
    """Return a bar for each line, men first, then women; the longest is as wide as the chart."""
    terbesar = max((satu.jumlah for satu in baris), default=0) or 1
    return format_html_join(
        "",
        '<text x="0" y="{}">{}</text><text class="nilai" x="100%" y="{}">{}</text>'
        '<rect class="l" x="0" y="{}" width="{}%" height="16"/>'
        '<rect class="p" x="{}%" y="{}" width="{}%" height="16"/>',
        (
            (
                nomor * TINGGI_BATANG + 17, satu.label, nomor * TINGGI_BATANG + 17, ribuan(satu.jumlah),
                nomor * TINGGI_BATANG + 25, _persen(satu.laki, terbesar),
                _persen(satu.laki, terbesar), nomor * TINGGI_BATANG + 25, _persen(satu.perempuan, terbesar),
            )
            for nomor, satu in enumerate(baris)
        ),
    )  # fmt: skip


def piramida(baris: Sequence[Baris]) -> SafeString:
    """Return the oldest group above, men to the left of the ages and women to the right."""
    terbesar = max((n for satu in baris for n in (satu.laki, satu.perempuan)), default=0) or 1
    return format_html_join(
        "",
        '<text class="nilai" x="{}%" y="{}">{}</text><rect class="l" x="{}%" y="{}" width="{}%" height="22"/>'
        '<text class="tengah" x="50%" y="{}">{}</text><rect class="p" x="{}%" y="{}" width="{}%" height="22"/>'
        '<text x="{}%" y="{}">{}</text>',
        (
            _tingkat(satu, nomor * TINGGI_UMUR, terbesar)
            for nomor, satu in enumerate(reversed(baris))
        ),
    )  # fmt: skip


def _tingkat(satu: Baris, y: int, terbesar: int) -> tuple[object, ...]:
    kiri, kanan = (_persen(n, terbesar, _LEBAR_UMUR) for n in (satu.laki, satu.perempuan))
    dari, sampai = round(_SISI - kiri, 2), round(100 - _SISI + kanan, 2)
    return (
        round(dari - 1, 2), y + 20, ribuan(satu.laki), dari, y + 4, kiri,
        y + 20, satu.label_singkat,
        100 - _SISI, y + 4, kanan, round(sampai + 1, 2), y + 20, ribuan(satu.perempuan),
    )  # fmt: skip


def _persen(n: int, terbesar: int, lebar: float = 100.0) -> float:
    return round(lebar * n / terbesar, 2)
