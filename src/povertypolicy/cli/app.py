"""The command line put together."""

import click

from povertypolicy import __version__
from povertypolicy.cli.assessing import assess_command
from povertypolicy.cli.checking import cases_command
from povertypolicy.cli.comparing import diff_command
from povertypolicy.cli.explaining import explain_command
from povertypolicy.cli.guarding import Guarded
from povertypolicy.cli.looking import (
    asks_command,
    clauses_command,
    list_command,
    plugins_command,
    show_command,
    template_command,
)
from povertypolicy.cli.lookups import lookup_command
from povertypolicy.cli.options import lang_option
from povertypolicy.cli.procedures import procedure_command
from povertypolicy.cli.reconciling import reconcile_command


@click.group(cls=Guarded, context_settings={"help_option_names": ["-h", "--help"]})
@lang_option
@click.version_option(__version__, prog_name="povertypolicy", help="版本。 The version.")
def cli() -> None:
    """扶贫政策逐条核查：结论、理由、出处、差距。

    Poverty-alleviation policies clause by clause: answers, reasons, sources, distances.

    退出码：0 正常，1 有问题或样例未通过，2 无法提问。
    Exit codes: 0 all fine, 1 faults or failed cases, 2 the question cannot be asked.
    """


for command in (
    assess_command,
    explain_command,
    reconcile_command,
    list_command,
    show_command,
    clauses_command,
    diff_command,
    asks_command,
    lookup_command,
    procedure_command,
    template_command,
    cases_command,
    plugins_command,
):
    cli.add_command(command)
