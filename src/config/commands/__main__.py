"""``python -m config.commands``: the same as the console script."""

from config.commands import main

main()
