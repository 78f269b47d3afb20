"""How clauses came about, in words: which layer set them, and what it changed."""

from collections.abc import Iterator

from povertypolicy.clauses import SHAPES
from povertypolicy.deciding.sentences import clause_sentence
from povertypolicy.expr.nodes import Node, walk
from povertypolicy.policies import Origin, Rules
from povertypolicy.texts import Language, Text

VERBS = {
    "add": Text("设定", "set"),
    "replace": Text("替换", "replaced"),
    "raise_to": Text("提高", "raised"),
    "lower_to": Text("降低", "lowered"),
    "suspend": Text("暂停", "suspended"),
    "restore": Text("恢复", "restored"),
}


def tell_origin(origin: Origin) -> Text:
    """Say which layer set or changed a clause, at which place, and what stood there before."""
    zh, en = (_told(origin, language) for language in ("zh", "en"))
    return Text(zh, en)


def _told(origin: Origin, language: Language) -> str:
    zh = language == "zh"
    verb, cite = VERBS[origin.verb].say(language), origin.cite.say(language)
    layer = (
        f"{origin.label.say(language)}（{origin.layer}）"
        if zh
        else f"{origin.label.en} ({origin.layer})"
    )
    told = f"{layer}{verb}，{cite}" if zh else f"{verb} by {layer}, {cite}"
    if origin.before is None or origin.verb in ("suspend", "restore"):
        return told
    before = f"{clause_sentence(origin.before, language)}  [{origin.before.info.id}]"
    return f"{told}；原为：{before}" if zh else f"{told}; before: {before}"


def changed_below(rules: Rules, node: Node) -> Iterator[Text]:
    """Yield what layers changed in the clauses that an answer rests on."""
    for below in walk(node):
        if isinstance(below, SHAPES):
            for origin in rules.origins.get(below.info.id, ())[1:]:
                told, label = tell_origin(origin), below.info.label
                yield Text(f"层级：{label.zh}由{told.zh}", f"Layer: {label.en}, {told.en}")
