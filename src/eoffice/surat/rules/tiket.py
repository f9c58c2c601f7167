"""A ticket that is easy to say: two words of the village and two digits, such as MANUK-PADI-27.

The words differ from each other by at least two letters, so one wrong letter never makes another ticket. The
second digit is a check digit (mod 11) over both words and the first digit: it tells swapped words and wrong
digits apart from an unknown ticket.
"""

import random
import re
from enum import IntEnum

_DAFTAR = """
    akasia alun amplop anggrek angin angklung angsa aren aseupan asinan atap awan bajigur baki balai
    bandrek bantal batik batu bawang bayam bebek belalang beringin besi bintang biru boboko bola bukit
    bulan cabai cahaya cangkul capung cemara cempaka cendol cengkeh cobek coklat congklak cumi curug danau
    dandang dasi dawet delman dodol domba dongeng durian egrang elang emas ember embun fajar gajah gamelan
    garam gasing gelas gelatik genteng gergaji gerobak gong gula guntur gunung gurame halimun harimau hawu
    hijau hitam hujan ikan intan jagung jahe jaket jambu jangkar jangkrik jaring jati jembatan jendela
    jeruk kabut kacang kail kalender kambing kancil kangkung kapal karedok kasur kebaya kebun kecapi
    kelapa kelereng kelinci kemangi kemarau kemeja kemoceng kenanga kencur kendang kendi kepiting kerang
    kerbau kereta kerupuk ketupat klepon kolam kompas kompor kopi kristal kuda kukang kumbang kuning
    kunyit kupu kutilang lada ladang lampu langit lapangan layar lebah lele lemper leuit leuweung lilin
    lisung lodong lontar lontong lumbung lutung madu mahoni malam mangga manggis manuk mawar melati
    mentari merak merpati musim mutiara nanas nila nyiru obeng obor ombak onde opak pacul padi pagar paku
    pala pandan panen pantai pantun papan pasir payung peci pelangi pelita pena penyu pepaya perahu
    perangko petir peuyeum pintu pinus piring pisang pulau putih rajawali rakit rambutan rebab roda rotan
    rujak rusa sagu salak sambal sandal sapi sarung sate sawah semut sendok senja sepeda serai siang
    singkong sirsak songket sore soto suling sumur sungai surabi talas tari tebing teko telaga tembaga
    tempe tenun teratai terong tikar tomat topeng tungku tupai udang ungu wajan wajik wayang wedang wortel
    zamrud
"""
KATA = tuple(_DAFTAR.split())

_NOMOR = {kata: nomor for nomor, kata in enumerate(KATA)}
_ANGKA = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SEBUTAN = {kata: nilai for nilai, kata in enumerate(_ANGKA)} | {"kosong": 0}
_BAGIAN = re.compile(r"[a-z]+|\d+")
_PANJANG_KETIKAN = 80


class Jatah(IntEnum):
    """Which half of the tickets an installation draws: two of one village never draw the same, whatever they know."""

    SEMUA = 0
    KABUPATEN = 1
    DESA = 2


_PULUHAN = {Jatah.SEMUA: range(10), Jatah.KABUPATEN: range(0, 10, 2), Jatah.DESA: range(1, 10, 2)}


def tiket_baru(acak: random.Random, jatah: Jatah = Jatah.SEMUA) -> str:
    """Return a ticket drawn with ``acak``; the caller makes sure that the village has it only once."""
    while True:
        pertama, kedua = acak.sample(range(len(KATA)), 2)
        angka = acak.choice(_PULUHAN[jatah])
        uji = _uji(pertama, kedua, angka)
        if uji < 10:
            return f"{KATA[pertama]}-{KATA[kedua]}-{angka}{uji}".upper()


def baca_tiket(ketikan: str) -> str | None:
    """Return the ticket somebody typed or dictated, or ``None`` when it cannot be one.

    Case, spaces and dashes do not matter, digits may be written as words, and one wrong letter is mended
    when only one word of the list is meant.
    """
    bagian = _BAGIAN.findall(ketikan[:_PANJANG_KETIKAN].lower())
    if len(bagian) < 3:
        return None
    pertama, kedua, angka = _kata(bagian[0]), _kata(bagian[1]), _dua_angka(bagian[2:])
    if pertama is None or kedua is None or angka is None:
        return None
    if _uji(pertama, kedua, angka // 10) != angka % 10:
        return None
    return f"{KATA[pertama]}-{KATA[kedua]}-{angka:02d}".upper()


def sebutan(tiket: str) -> str:
    """Return how a ticket is read aloud: ``manuk, padi, dua tujuh``."""
    pertama, kedua, angka = tiket.lower().split("-")
    return f"{pertama}, {kedua}, {' '.join(_ANGKA[int(a)] for a in angka)}"


def _uji(pertama: int, kedua: int, angka: int) -> int:
    return (pertama * 3 + kedua * 5 + angka * 7) % 11


def _kata(ketikan: str) -> int | None:
    if ketikan in _NOMOR:
        return _NOMOR[ketikan]
    mirip = [nomor for kata, nomor in _NOMOR.items() if _selisih_satu(ketikan, kata)]
    return mirip[0] if len(mirip) == 1 else None


def _selisih_satu(a: str, b: str) -> bool:
    """Say whether one letter changed, added or left out makes ``b`` of ``a``."""
    if abs(len(a) - len(b)) > 1:
        return False
    sama = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    ekor_a = a[sama + (len(a) >= len(b)) :]
    ekor_b = b[sama + (len(b) >= len(a)) :]
    return ekor_a == ekor_b


def _dua_angka(bagian: list[str]) -> int | None:
    """Read ``27``, ``2 7``, ``dua tujuh``, ``dua puluh tujuh`` or ``tujuh belas`` as two digits."""
    if all(b.isdigit() for b in bagian):
        tulisan = "".join(bagian)
        return int(tulisan) if len(tulisan) == 2 else None
    match [_SEBUTAN.get(b, b) for b in bagian]:
        case [int(puluhan), int(satuan)]:
            return puluhan * 10 + satuan
        case [int(puluhan), "puluh", int(satuan)]:
            return puluhan * 10 + satuan
        case [int(puluhan), "puluh"]:
            return puluhan * 10
        case [int(satuan), "belas"]:
            return 10 + satuan
        case ["sepuluh"]:
            return 10
        case ["sebelas"]:
            return 11
    return None
