"""What text may stand in a letter: one line of characters that the letter's fonts have."""

import re
import unicodedata

from eoffice.dokumen.rules.aksara import DAPAT_DICETAK
from eoffice.kernel.messages import Pesan

_TAK_TAMPAK = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_SPASI = re.compile(r"\s+")
_SERUPA_NIK = re.compile(r"(?<!\d)(?:\d[ .\-]?){15}\d(?!\d)")
NIK_DISAMARKAN = "(nomor disamarkan)"


def rapikan(mentah: str) -> str:
    """Return one tidy line: composed characters, nothing invisible, single spaces, no line breaks.

    Invisible and direction-changing characters come along with copied text and are dropped; they would let a
    letter read differently from what was checked.
    """
    teks = _TAK_TAMPAK.sub("", unicodedata.normalize("NFC", mentah))
    return _SPASI.sub(" ", teks).strip()


def rapikan_catatan(mentah: str) -> str:
    """Return a tidy line of free text that is read and not printed: also without control characters."""
    return rapikan("".join(h if unicodedata.category(h)[0] != "C" else " " for h in mentah))


def tanpa_nik(teks: str) -> str:
    """Return words that anybody may read: what looks like a NIK or a KK number is left out."""
    return _SERUPA_NIK.sub(NIK_DISAMARKAN, teks)


def periksa_teks(teks: str, maks: int) -> Pesan | None:
    """Return why a tidy line cannot be printed, or ``None``; names the character that is in the way."""
    if len(teks) > maks:
        return Pesan("surat.isian_panjang", maks=maks, panjang=len(teks))
    for huruf in teks:
        golongan = unicodedata.category(huruf)
        if golongan[0] == "C":
            return Pesan("surat.isian_huruf_kendali")
        if golongan == "Mn" or ord(huruf) not in DAPAT_DICETAK:
            return Pesan("surat.isian_huruf_asing", huruf=huruf)
    return None
