"""``diff``: what differs between two policies, and for whom."""

from typing import Any

import click

from povertypolicy.clauses import Clause
from povertypolicy.cli.helping import command
from povertypolicy.cli.looking import open_to_look
from povertypolicy.cli.options import chain, day_option, format_option, lang_option
from povertypolicy.cli.speaking import Speaker, both, pass_speaker, print_json
from povertypolicy.comparing import Comparison, Difference, compare
from povertypolicy.deciding.origins import tell_origin
from povertypolicy.deciding.policy import Policy
from povertypolicy.deciding.sentences import clause_sentence
from povertypolicy.errors import BadSetting
from povertypolicy.texts import LANGUAGES, Language, Text

_KINDS = {
    "changed": Text("不同", "differs"),
    "rests": Text("因所依据的条款不同而不同", "differs with the clauses on which it rests"),
    "only_left": Text("只在左边有效", "only on the left"),
    "only_right": Text("只在右边有效", "only on the right"),
}

and_option = click.option(
    "--and-on",
    metavar="DAY",
    help="右边的规则日；默认与左边相同。 The day of the right side; default: that of the left.",
)


@command("diff", short_help="两份政策有何不同。 What differs between two policies.")
@click.argument("left")
@click.argument("right", required=False)
@chain(day_option, and_option, lang_option, format_option)
@pass_speaker
def diff_command(
    speaker: Speaker,
    /,
    *,
    left: str,
    right: str | None,
    rules_on: str | None,
    and_on: str | None,
    form: str,
) -> int:
    """逐条比较两个省、上下两层，或同一政策的两天：有何不同，对谁不同。

    Compare two provinces, two layers, or two days of one policy, clause by clause: what differs, and for whom.
    """
    if right is None and and_on is None:
        raise BadSetting(
            setting="diff",
            zh="请给出第二个政策，或用 --and-on 给出第二天。",
            en="name a second policy, or a second day with --and-on.",
        )
    comparison = compare(
        open_to_look(left, rules_on), open_to_look(right or left, and_on or rules_on)
    )
    if form == "json":
        print_json(_plain(comparison))
        return 0
    for language in speaker.languages:
        click.echo("\n".join(_lines(comparison, language)))
    return 0


def _lines(comparison: Comparison, language: Language) -> list[str]:
    left, right = comparison.left, comparison.right
    lines = [f"- {_side(left, language)}", f"+ {_side(right, language)}", ""]
    for difference in comparison.differences:
        lines += [*_difference(difference, comparison, language), ""]
    told = Text(
        f"{len(comparison.differences)} 条不同，{comparison.same} 条相同。",
        f"{len(comparison.differences)} clauses differ, {comparison.same} are the same.",
    )
    return [*lines, told.say(language)]


def _side(policy: Policy, language: Language) -> str:
    day, label = policy.settings.rules_on, policy.rules.label.say(language)
    return (
        f"{label}（{policy.name}），{day}"
        if language == "zh"
        else f"{label} ({policy.name}), {day}"
    )


def _difference(difference: Difference, comparison: Comparison, language: Language) -> list[str]:
    label = difference.clause.info.label.say(language)
    lines = [f"{label}  [{difference.clause.info.id}]  {_KINDS[difference.kind].say(language)}"]
    sides = (("-", difference.left, comparison.left), ("+", difference.right, comparison.right))
    for mark, clause, policy in sides:
        if clause is not None and clause.info.in_force(policy.settings.rules_on):
            lines += _clause(mark, clause, policy, language)
    return [*lines, *(f"  → {whom.say(language)}" for whom in difference.whom)]


def _clause(mark: str, clause: Clause, policy: Policy, language: Language) -> list[str]:
    origin = policy.rules.origin(clause.info.id)[-1]
    return [
        f"  {mark} {clause_sentence(clause, language)}  [{clause.info.id}]",
        f"    {tell_origin(origin).say(language)}",
    ]


def _plain(comparison: Comparison) -> dict[str, Any]:
    sides = {"left": comparison.left, "right": comparison.right}
    return {
        **{
            side: {
                "policy": policy.name,
                "rules_on": policy.settings.rules_on.isoformat(),
                "digest": policy.digest,
            }
            for side, policy in sides.items()
        },
        "differences": [
            {
                "kind": difference.kind,
                "left": _told(difference.left),
                "right": _told(difference.right),
                "whom": [both(whom) for whom in difference.whom],
            }
            for difference in comparison.differences
        ],
        "same": comparison.same,
    }


def _told(clause: Clause | None) -> dict[str, Any] | None:
    if clause is None:
        return None
    sentence = {language: clause_sentence(clause, language) for language in LANGUAGES}
    return {"id": clause.info.id, "label": both(clause.info.label), "sentence": sentence}
