"""``cases``: golden cases run against the installed policies."""

from pathlib import Path
from typing import Any

import click

from povertypolicy.cli.guarding import FAULTS
from povertypolicy.cli.helping import command
from povertypolicy.cli.options import FILE, format_option, lang_option
from povertypolicy.cli.speaking import Speaker, both, pass_speaker, print_json
from povertypolicy.errors import InvalidData
from povertypolicy.testing.cases import Result, load, run_case


@command("cases", short_help="运行样例。 Run golden cases.")
@click.argument("files", nargs=-1, required=True, type=FILE)
@lang_option
@format_option
@pass_speaker
def cases_command(speaker: Speaker, files: tuple[Path, ...], form: str) -> int:
    """运行样例文件（TOML）：条款、事实、应有的结论。

    Run files of golden cases (TOML): clause, facts, the answer there should be.
    """
    results, faulty = [], []
    for file in files:
        try:
            results += [run_case(case) for case in load(file)]
        except InvalidData as error:
            faulty += list(error.faults)
    failed = [result for result in results if not result.passed]
    if form == "json":
        told = [_result_json(result) for result in results]
        print_json({"results": told, "faults": [fault.as_json() for fault in faulty]})
    else:
        for fault in faulty:
            speaker.say(fault.text("zh"), fault.text("en"))
        for result in failed:
            text = result.text()
            speaker.say(f"✗ {text.zh}\n", f"✗ {text.en}\n")
        speaker.say(
            f"样例 {len(results)} 个，通过 {len(results) - len(failed)} 个，未通过 {len(failed)} 个。",
            f"{len(results)} cases, {len(results) - len(failed)} passed, {len(failed)} failed.",
        )
    return FAULTS if failed or faulty else 0


def _result_json(result: Result) -> dict[str, Any]:
    case = result.case
    told: dict[str, Any] = {"file": case.file, "number": case.number, "name": case.name}
    told["passed"] = result.passed
    return told if result.passed else {**told, "text": both(result.text())}
