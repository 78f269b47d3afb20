"""``lookup``: what a list, table, split or schedule of a policy says."""

from typing import Any

import click

from povertypolicy.cli.helping import command
from povertypolicy.cli.looking import looking_options, open_to_look
from povertypolicy.cli.speaking import Speaker, both, pass_speaker, print_json
from povertypolicy.deciding.explain import explain
from povertypolicy.deciding.replies import Reply, answer_of
from povertypolicy.errors import Fault, InvalidData


@command("lookup", short_help="查清单、表、分担、进度。 Look up a list, table, split or schedule.")
@click.argument("policy")
@click.argument("clause")
@click.argument("given", nargs=-1, metavar="[NAME=VALUE]...")
@looking_options
@pass_speaker
def lookup_command(
    speaker: Speaker,
    /,
    *,
    policy: str,
    clause: str,
    given: tuple[str, ...],
    rules_on: str | None,
    form: str,
) -> int:
    """查一条清单、表、分担或进度，如 lookup guangdong guangdong.city.pairing.map city=梅州；金额以元计。

    Look up a list, table, split or schedule, such as
    lookup guangdong guangdong.city.pairing.map city=meizhou; amounts are in yuan.
    """
    bound = open_to_look(policy, rules_on).lookup(clause)
    reply = bound.ask_plain(_read(given))
    if form == "json":
        print_json(_plain(reply))
        return 0
    for language in speaker.languages:
        click.echo(explain(reply, language))
    return 0


def _read(given: tuple[str, ...]) -> dict[str, str]:
    faults = [
        Fault("unlike-form", parts={"key": item, "wanted": "NAME=VALUE"})
        for item in given
        if "=" not in item
    ]
    if faults:
        raise InvalidData(faults)
    pairs = [item.split("=", 1) for item in given]
    names = [name for name, _ in pairs]
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        raise InvalidData(Fault("name-twice", path=name, parts={"key": name}) for name in twice)
    return dict(pairs)


def _plain(reply: Reply) -> dict[str, Any]:
    return {
        "clause": reply.info.id,
        "label": both(reply.info.label),
        "answer": answer_of(reply),
        "answer_label": both(reply.value_label),
        "reasons": [both(reason) for reason in reply.reasons],
        "assumes": [both(text) for text in reply.info.assumes],
        "recorded": None if reply.info.recorded is None else both(reply.info.recorded),
        "citation": {"zh": reply.info.cite.say("zh"), "en": reply.info.cite.say("en")},
        "digest": reply.digest,
    }
