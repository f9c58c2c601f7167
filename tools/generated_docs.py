"""Write the generated parts of docs/architecture.md: the room map and the workflow diagrams.

``python tools/generated_docs.py`` rewrites the file; with ``--check`` it only tells whether the file is stale
(exit 1). The map is read from the imports of the code, the diagrams from the workflow tables.
"""

import argparse
import ast
import re
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "eoffice"
PAGE = ROOT / "docs" / "architecture.md"
sys.path.insert(0, str(ROOT / "src"))

from eoffice.surat.rules.alur import ALUR  # noqa: E402  the path must be set first


def imports_of(path: Path) -> set[str]:
    """Return the rooms a file imports."""
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text())):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
            if node.module == "eoffice":
                names = [f"eoffice.{alias.name}" for alias in node.names]
        rooms |= {name.split(".")[1] for name in names if name.startswith("eoffice.")}
    return rooms


def room_edges() -> dict[str, set[str]]:
    """Return which room imports which."""
    edges: dict[str, set[str]] = defaultdict(set)
    for path in SOURCE.rglob("*.py"):
        relative = path.relative_to(SOURCE)
        if len(relative.parts) == 1:
            continue
        room = relative.parts[0]
        edges[room] |= imports_of(path) - {room}
    return dict(edges)


def reduced(edges: dict[str, set[str]]) -> dict[str, set[str]]:
    """Drop arrows that follow from longer paths, so that the map can be read."""

    def reach(room: str) -> set[str]:
        return {far for near in edges.get(room, ()) for far in {near, *reach(near)}}

    return {
        room: {target for target in targets if not any(target in reach(other) for other in targets - {target})}
        for room, targets in edges.items()
    }


def room_map() -> str:
    """Return the rooms and the direction of their imports as a diagram."""
    arrows = [
        f"    {room} --> {target}"
        for room, targets in sorted(reduced(room_edges()).items())
        for target in sorted(targets)
    ]
    return "\n".join(["flowchart TD", *arrows])


def filled(text: str, name: str, diagram: str) -> str:
    """Return the page with one generated block replaced."""
    block = (
        f"<!-- {name}: generated, see tools/generated_docs.py -->\n```mermaid\n{diagram}\n```\n<!-- /{name} -->"
    )
    new, count = re.subn(rf"<!-- {name}:.*?<!-- /{name} -->", lambda _: block, text, flags=re.DOTALL)
    if count != 1:
        sys.exit(f"docs/architecture.md needs exactly one block {name!r}")
    return new


def main() -> None:
    """Rewrite or check the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only tell whether the page is stale")
    options = parser.parse_args()
    old = PAGE.read_text()
    new = filled(filled(old, "room-map", room_map()), "alur-surat", ALUR.mermaid())
    if options.check:
        sys.exit(0 if new == old else "docs/architecture.md is stale: run python tools/generated_docs.py")
    PAGE.write_text(new)


if __name__ == "__main__":
    main()
