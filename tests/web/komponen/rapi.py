"""HTML as an outline that people can check by eye: a tag or a text on each line, icons by their names."""

from html.parser import HTMLParser

from eoffice.web.komponen.ikon import JALUR
from tests.web.markup import VOID

PANJANG = 80
_NAMA = {jalur: nama for nama, jalur in JALUR.items()}


class _Kerangka(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.baris: list[str] = []
        self.dalam = 0

    def _tulis(self, isi: str) -> None:
        self.baris.append("  " * self.dalam + isi)

    def _tag(self, tag: str, atribut: list[str]) -> None:
        """Write a tag on a line; with many attributes each of them on a line of its own, marked by a dot."""
        if len(satu := " ".join([tag, *atribut])) < PANJANG:
            self._tulis(satu)
            return
        self._tulis(tag)
        for isi in atribut:
            self._tulis(f"  . {isi}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        isi = {nama: nilai or "" for nama, nilai in attrs}
        if tag == "path":
            self.baris[-1] = f"{self.baris[-1]} ({_NAMA[isi['d']]})"
        else:
            isi.pop("viewbox", "")
            if "csrfmiddlewaretoken" in isi.values():
                isi["value"] = "(token)"
            self._tag(tag, [f'{k}="{v}"' if v else k for k, v in isi.items()])
        self.dalam += tag not in VOID

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.dalam -= tag not in VOID

    def handle_endtag(self, tag: str) -> None:
        self.dalam -= 1

    def handle_data(self, data: str) -> None:
        if teks := " ".join(data.split()):
            self._tulis(f"| {teks}")


def kerangka(html: str) -> str:
    """Return the outline of a piece of HTML."""
    kerja = _Kerangka()
    kerja.feed(html)
    kerja.close()
    assert kerja.dalam == 0, html
    return "\n".join(kerja.baris)
