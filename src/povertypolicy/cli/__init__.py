"""The command line; the only part that prints, and the only one that looks at the environment."""

import sys
from collections.abc import Sequence

NEEDS_CLICK = (
    '命令行需要 click；请运行 pip install "povertypolicy[cli]"。\n'
    'The command line needs click; run pip install "povertypolicy[cli]".'
)


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 all fine, 1 faults or failed cases, 2 the question cannot be asked."""
    try:
        from povertypolicy.cli.app import cli  # noqa: PLC0415 - the border of an optional library
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "click":
            raise
        print(NEEDS_CLICK, file=sys.stderr)
        sys.exit(2)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    cli.main(args=None if argv is None else list(argv), prog_name="povertypolicy")
