"""The check sheet 核查表: one printable page, without scripts or outside addresses."""

from html import escape

from povertypolicy.deciding.decision import Decision
from povertypolicy.deciding.explain import COLON, MARKS, notes_of
from povertypolicy.deciding.findings import Finding
from povertypolicy.texts import Language, Text

STYLE = """
body { font-family: "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif;
       margin: 2em auto; max-width: 62em; color: #111 }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid #555; padding: .4em .6em; text-align: left; vertical-align: top }
th { background: #eee; white-space: nowrap }
td:nth-child(2) { min-width: 5em }
.outcome { font-size: 1.2em; font-weight: bold }
.note { color: #444; font-size: .9em; margin: .3em 0 }
.skipped td { color: #888 }
.sign { margin-top: 2em }
@media print { body { margin: 0 } }
"""
TITLE = Text("核查表", "Check sheet")
HEADS = (
    Text("条目", "Criterion"),
    Text("结论", "Finding"),
    Text("规则", "Rule"),
    Text("登记值", "Recorded"),
    Text("差距", "Distance"),
    Text("出处", "Source"),
)
NOT_REACHED = Text("未用到", "not needed here")
SIGNATURE = Text(
    "核查人：____________　日期：____________", "Checked by: ____________  Date: ____________"
)
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def sheet(decision: Decision, language: Language = "zh", *, whose: str = "") -> str:
    """Return a decision as one HTML page, ready to print; criteria that were not reached are grey.

    `whose` stands in the title, such as the id of the household, for those who keep signed sheets.
    """
    title = escape(f"{TITLE.say(language)} {whose}".rstrip())
    heads = "".join(f"<th>{escape(head.say(language))}</th>" for head in HEADS)
    rows = "\n".join(_row(finding, language) for finding in decision.findings)
    notes = notes_of(decision)
    below = "\n".join(f'<p class="note">{escape(note.say(language))}</p>' for note in notes)
    answer = (
        decision.info.label.say(language) + COLON.say(language) + decision.value_label.say(language)
    )
    return f"""<!doctype html>
<html lang="{"zh-CN" if language == "zh" else "en"}">
<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{title}</title><style>{STYLE}</style></head>
<body>
<h1>{title}</h1>
<p class="outcome">{escape(answer)}</p>
<p>{escape(decision.info.cite.say(language))}</p>
<table>
<thead><tr>{heads}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
{below}
<p class="sign">{escape(SIGNATURE.say(language))}</p>
</body>
</html>
"""


def _verdict(finding: Finding, language: Language) -> str:
    if not finding.reached:
        return NOT_REACHED.say(language)
    return f"{MARKS[finding.outcome]} {finding.verdict.say(language)}"


def _row(finding: Finding, language: Language) -> str:
    cells = (
        finding.info.label.say(language),
        _verdict(finding, language),
        finding.sentence.say(language),
        "\n".join(f"{seen.label.say(language)} = {seen.say(language)}" for seen in finding.seen),
        "\n".join(distance.say(language) for distance in finding.distances),
        finding.info.cite.say(language),
    )
    body = "".join(f"<td>{escape(cell).replace(chr(10), '<br>')}</td>" for cell in cells)
    return f"<tr>{body}</tr>" if finding.reached else f'<tr class="skipped">{body}</tr>'
