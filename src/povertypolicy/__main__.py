"""``python -m povertypolicy`` is the command line."""

from povertypolicy.cli import main

main()
