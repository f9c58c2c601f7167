"""Which residents a typed text means, and in which order they are shown."""

from eoffice.penduduk.rules.teks import kunci_cari

PANJANG_MINIMUM = 2
KATA_MAKSIMUM = 6
PANJANG_KATA_MAKSIMUM = 40
KUNCI_TERAKHIR = "~"  # sorts after every character a search key can hold


def potongan(teks: str) -> tuple[str, ...]:
    """Return the pieces that must all occur in a resident's search key; empty when too little was typed.

    Numbers typed in groups (``3207 1501 1184``) are one number, so groups of digits are joined.
    """
    words: list[str] = []
    for word in kunci_cari(teks[:200]).split():
        if word.isdigit() and words and words[-1].isdigit():
            words[-1] += word
        else:
            words.append(word)
    if sum(map(len, words)) < PANJANG_MINIMUM:
        return ()
    return tuple(word[:PANJANG_KATA_MAKSIMUM] for word in words[:KATA_MAKSIMUM])


def peringkat(kunci: str, kata: tuple[str, ...]) -> tuple[int, int, str]:
    """Return how far a search key is from what was typed; smaller is shown first.

    First how many pieces sit inside a word instead of at its beginning, then whether the first piece begins
    the name, then the alphabet.
    """
    spaced = f" {kunci}"
    inside = sum(f" {piece}" not in spaced for piece in kata)
    return inside, 0 if kunci.startswith(kata[0]) else 1, kunci
