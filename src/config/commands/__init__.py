"""The one command of the product: ``eoffice``.

Exit codes, the same everywhere: 0 done; 1 a problem, told in one sentence on stderr; 2 the command was typed
wrongly; 3 rows of an import were refused.
"""

from config.commands.grup import eoffice


def main() -> None:
    """Run the command line (the console script ``eoffice``)."""
    eoffice(prog_name="eoffice")


__all__ = ["eoffice", "main"]
