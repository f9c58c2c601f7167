"""Characters that every embedded face can draw.

The table is the intersection of the character maps of the eight faces in ``fonts/``, without controls,
invisible characters, private use, object placeholders and right-to-left scripts. A test rebuilds it from the
font files, so that a changed font cannot drift away from it.
"""

_RENTANG = (
    "0020-007E 00A0-00AC 00AE-034E 0350-036F 0374-0375 037A-037E 0384-038A 038C 038E-03A1 03A3-03CE "
    "03D0-0513 051A-051D 1D00-1DCA 1DFE-1E9B 1E9E 1EA0-1EF9 1F00-1F15 1F18-1F1D 1F20-1F45 1F48-1F4D "
    "1F50-1F57 1F59 1F5B 1F5D 1F5F-1F7D 1F80-1FB4 1FB6-1FC4 1FC6-1FD3 1FD6-1FDB 1FDD-1FEF 1FF2-1FF4 "
    "1FF6-1FFE 2000-200A 2010 2012-2022 2026 202F-2030 2032-2034 2039-203A 203C 203E 2044 205E 2074-2079 "
    "207F-2089 2090-2094 20A0-20B5 20BF 20F0 2105 2113 2116-2117 2122 2126 212E 214D-214E 2153-2154 "
    "215B-215E 2184 2190-2195 21A8 21D4 2202 2206 220F 2211-2212 2215 2219-221A 221E-221F 2229 222B 2248 "
    "2260-2262 2264-2265 2302 2310 2320-2321 2500 2502 250C 2510 2514 2518 251C 2524 252C 2534 253C "
    "2550-256C 2580 2584 2588 258C 2590-2593 25A0-25A1 25AA-25AC 25B2 25BA 25BC 25C4 25CA-25CC 25CF-25D9 "
    "25E6 263A-263C 2640 2642 2660 2663 2665-2666 2669-266C 266F 2C60-2C6D 2C71-2C77 2E17 A717-A721 "
    "A788-A78C FB01-FB02 "
)


def _urai(teks: str) -> frozenset[int]:
    """Expand ``"0020-007E 00A0"`` into code points."""
    hasil: set[int] = set()
    for bagian in teks.split():
        awal, _, akhir = bagian.partition("-")
        hasil.update(range(int(awal, 16), int(akhir or awal, 16) + 1))
    return frozenset(hasil)


DAPAT_DICETAK = _urai(_RENTANG)
