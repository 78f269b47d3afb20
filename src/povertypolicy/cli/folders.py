"""``assess`` into a folder: part by part or in Spark, told like any other run."""

import json
from pathlib import Path

import click

from povertypolicy.cli.counting import summary_of, tell_summary
from povertypolicy.cli.engines import PARTS, Written, in_parts, in_spark
from povertypolicy.cli.guarding import FAULTS
from povertypolicy.cli.options import Question
from povertypolicy.cli.outputs import progress
from povertypolicy.cli.speaking import Speaker
from povertypolicy.deciding.explain import DISCLAIMER

# What to run to go on: a run that starts anew would start anew again.
_AGAIN = {
    False: ("再次运行同一命令", "run the same command again"),
    True: ("去掉 --restart 再次运行", "run again without --restart"),
}


def assess_folder(
    speaker: Speaker, asked: Question, out: Path, engine: str, *, restart: bool, as_json: bool
) -> int:
    """Assess a register into a folder, tell the counts, and return the exit code."""
    try:
        if engine == PARTS:
            written = in_parts(asked, out, progress(), restart=restart)
        else:
            written = in_spark(asked, out)
    except KeyboardInterrupt:
        if engine == PARTS:
            again_zh, again_en = _AGAIN[restart]
            speaker.say(
                f"做完的部分留在 {out}；{again_zh}即接着做。",
                f"The parts done stay in {out}; {again_en} to go on.",
                err=True,
            )
        raise
    if as_json:
        _print(written, out)
    else:
        _tell(speaker, asked, written, out)
    return FAULTS if written.faults or written.counts["faulty"] else 0


def _print(written: Written, out: Path) -> None:
    told = {
        "summary": written.counts,
        "legend": written.legend,
        "folder": str(out),
        "faults": [str(path) for path in written.faults],
        "parts": written.parts,
        "resumed": written.resumed,
    }
    click.echo(json.dumps(told, ensure_ascii=False, indent=2))


def _tell(speaker: Speaker, asked: Question, written: Written, out: Path) -> None:
    if written.resumed:
        done, all_ = written.resumed, written.parts
        speaker.say(
            f"接着上次：{all_} 个部分中 {done} 个上次已做完。",
            f"Resumed: {done} of {all_} parts had been done before.",
        )
    tell_summary(speaker, asked, summary_of(written.counts))
    for path in written.faults:
        speaker.say(f"- 问题见 {path}", f"- faults: see {path}")
    speaker.say(f"已写入：{out}", f"Written: {out}")
    speaker.say(DISCLAIMER.zh, DISCLAIMER.en)
