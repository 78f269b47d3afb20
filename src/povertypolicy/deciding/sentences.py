"""Nodes as sentences in Chinese and English.

Every kind of node has its words here and nowhere else; `say` puts them together.
"""

from collections.abc import Callable
from typing import Any

from povertypolicy.apportioning import ROUNDING
from povertypolicy.clauses import (
    Classification,
    DocumentCheck,
    Formula,
    LineFormula,
    Listing,
    Procedure,
    Schedule,
    Split,
    Table,
    UndefinedTerm,
)
from povertypolicy.clauses.procedures import KINDS, Step
from povertypolicy.clauses.tables import pairs
from povertypolicy.criteria import Criterion
from povertypolicy.expr import facts as f
from povertypolicy.expr import nodes as n
from povertypolicy.parameters import Parameter, Supplied
from povertypolicy.quantities import Quantity, amount
from povertypolicy.standards import Standard
from povertypolicy.texts import Language, Text

Speaker = Callable[[Any, Language], str]

BOUNDS: dict[str, Text] = {
    "below": Text("低于", "is below"),
    "at_most": Text("不超过", "is at most"),
    "above": Text("高于", "is above"),
    "at_least": Text("不低于", "is at least"),
    "equals": Text("等于", "equals"),
}
DAY_BOUNDS: dict[str, Text] = {
    "before": Text("早于", "is before"),
    "by": Text("不晚于", "is no later than"),
    "from_": Text("不早于", "is no earlier than"),
    "after": Text("晚于", "is after"),
}


def say(node: n.Node, language: Language) -> str:
    """Return the sentence a node means."""
    return SAY[type(node)](node, language)


def clause_sentence(node: n.Node, language: Language) -> str:
    """Return what a clause says, opened one level: its meaning and not only its name."""
    zh = language == "zh"
    if isinstance(node, Criterion | Standard):
        meaning = say(node.means, language)
        condition = getattr(node, "applies_when", None)
        if condition is None:
            return meaning
        return (
            f"对于{say(condition, language)}的：{meaning}"
            if zh
            else f"where {say(condition, language)}: {meaning}"
        )
    if isinstance(node, Formula | LineFormula):
        return f"= {say(node.number, language)}"
    if isinstance(node, Classification):
        return say(node.word, language)
    return say(node, language)


def _label(node: Any, language: Language) -> str:
    label: Text = node.info.label if hasattr(node, "info") else node.label
    return label.say(language)


def _literal(node: n.Literal_[Any], language: Language) -> str:
    return node.quantity.say(language)


def _parameter(node: Parameter[Any], language: Language) -> str:
    figures = [_figure(value.value.quantity, language) for value in node.values]
    if len(figures) > 1:
        since = "{day}起{said}" if language == "zh" else "from {day} {said}"
        dated = zip(node.values, figures, strict=True)
        figures = [since.format(day=value.day, said=said) for value, said in dated]
    gap, glue = ("", "；") if language == "zh" else (" ", "; ")
    return f"{node.info.label.say(language)}{gap}{_bracketed(glue.join(figures), language)}"


def _figure(quantity: Quantity[Any], language: Language) -> str:
    said = amount(quantity.value, quantity.unit, language)
    if quantity.prices_of is None:
        return said
    return said + Text(f"，{quantity.prices_of}年价格", f", prices of {quantity.prices_of}").say(
        language
    )


def _bracketed(said: str, language: Language) -> str:
    return f"（{said}）" if language == "zh" else f"({said})"


def _arithmetic(node: n.Arithmetic[Any, Any], language: Language) -> str:
    sign = {"+": " + ", "-": " - ", "*": " × ", "/": " ÷ "}[node.operator]
    left = _operand(node.left, "+-" if node.operator in "*/" else "", language)
    right = _operand(node.right, _LOOSER[node.operator], language)
    return f"{left}{sign}{right}"


_LOOSER = {"+": "", "-": "+-", "*": "+-", "/": "+-*/"}
"""Which operators on the right of an operator need brackets."""


def _operand(node: n.Node, loose: str, language: Language) -> str:
    said = say(node, language)
    if isinstance(node, n.Arithmetic | n.LineArithmetic) and node.operator in loose:
        return _bracketed(said, language)
    return said


def _one(node: n.Node, language: Language) -> str:
    """A condition inside a longer sentence: a list of conditions stands in brackets."""
    said = say(node, language)
    several = isinstance(node, n.AllOf) and len(node.parts) > 1
    return _bracketed(said, language) if several else said


def _extreme(node: n.Extreme[Any, Any], language: Language) -> str:
    parts = _bracketed(_list([say(part, language) for part in node.parts], language), language)
    if language == "zh":
        return f"{parts}中{'最大' if node.greatest else '最小'}的"
    return f"the {'greatest' if node.greatest else 'least'} of {parts}"


def _members(node: n.Members[Any, Any], language: Language) -> str:
    noun = node.label or node.relation.label
    if node.condition is None or node.label is not None:
        return noun.say(language)
    said = _one(node.condition, language)
    return f"{said}的{noun.zh}" if language == "zh" else f"{noun.en} whose {said}"


def _count(node: n.MembersCount[Any], language: Language) -> str:
    members = _members(node.members, language)
    return f"{members}数" if language == "zh" else f"the number of {members}"


def _sum(node: n.MembersSum[Any, Any], language: Language) -> str:
    members, term = _members(node.members, language), say(node.term, language)
    return f"{members}的{term}合计" if language == "zh" else f"the sum of {term} over {members}"


def _cases(branches: tuple[tuple[Any, Any], ...], otherwise: Any, language: Language) -> str:
    zh = language == "zh"
    parts = [
        f"如果{say(condition, language)}，则{_spoken(then, language)}"
        if zh
        else f"if {say(condition, language)}, then {_spoken(then, language)}"
        for condition, then in branches
    ]
    rest = _spoken(otherwise, language)
    return ("；" if zh else "; ").join([*parts, f"否则{rest}" if zh else f"otherwise {rest}"])


def _spoken(value: Any, language: Language) -> str:
    return value.say(language) if isinstance(value, Text) else say(value, language)


def _number_cases(node: n.NumberCases[Any, Any], language: Language) -> str:
    return _bracketed(_cases(node.branches, node.otherwise, language), language)


def _condition_cases(node: n.ConditionCases[Any], language: Language) -> str:
    return _bracketed(_cases(node.branches, node.otherwise, language), language)


def _word_cases(node: n.WordCases[Any], language: Language) -> str:
    def answer(given: n.Answer) -> Text | n.Node:
        return node.vocabulary.term(given).label if isinstance(given, str) else given

    branches = tuple((condition, answer(then)) for condition, then in node.branches)
    return _cases(branches, answer(node.otherwise), language)


def _restated(node: n.Restated[Any, Any], language: Language) -> str:
    said = say(node.number, language)
    return (
        f"{said}（折算为{node.year}年价格）"
        if language == "zh"
        else f"{said} in prices of {node.year}"
    )


def _age(node: n.Age[Any], language: Language) -> str:
    said = say(node.day, language)
    return f"从{said}起的周岁" if language == "zh" else f"completed years since {said}"


def _up(node: Any, language: Language) -> str:
    inner = _one(node.number if isinstance(node, n.UpNumber) else node.condition, language)
    parent = node.parent.parent.label.say(language)
    return f"所在{parent}：{inner}" if language == "zh" else f"for its {parent}, {inner}"


def _flag(node: f.FlagFact[Any], language: Language) -> str:
    return node.info.label.say(language)


def _compare(node: n.Compare[Any], language: Language) -> str:
    left, right = (_operand(side, "+-*/", language) for side in (node.left, node.right))
    bound = BOUNDS[node.bound].say(language)
    return f"{left}{bound}{right}" if language == "zh" else f"{left} {bound} {right}"


def _word_is(node: n.WordIs[Any], language: Language) -> str:
    vocabulary = node.word.vocabulary
    words = [vocabulary.term(word).label.say(language) for word in node.words]
    said = say(node.word, language)
    if language == "zh":
        return f"{said}为“{'”或“'.join(words)}”"
    return f"{said} is {' or '.join(words)}"


def _same_word(node: n.SameWord[Any], language: Language) -> str:
    one, other = say(node.word, language), say(node.other, language)
    return f"{one}与{other}相同" if language == "zh" else f"{one} is the same as {other}"


def _on_list(node: n.OnList[Any], language: Language) -> str:
    said, listed = say(node.word, language), node.listed.label.say(language)
    return f"{said}属于“{listed}”" if language == "zh" else f"{said} is one of the {listed}"


def _day_is(node: n.DayIs[Any], language: Language) -> str:
    bound = DAY_BOUNDS[node.bound].say(language)
    now = Text("事实日", "the day of the facts").say(language)
    day = now if node.line is None else node.line.isoformat()
    said = say(node.day, language)
    return f"{said}{bound}{day}" if language == "zh" else f"{said} {bound} {day}"


def _covers(node: n.Covers[Any], language: Language) -> str:
    items = _list(
        [node.words.vocabulary.term(item).label.say(language) for item in node.items], language
    )
    said = say(node.words, language)
    return f"{said}包括{items}" if language == "zh" else f"{said} includes {items}"


def _list(items: list[str], language: Language) -> str:
    return "、".join(items) if language == "zh" else ", ".join(items)


def _joined(node: Any, language: Language, zh: tuple[str, str], en: tuple[str, str]) -> str:
    parts = [say(part, language) for part in node.parts]
    if len(parts) == 1:
        return parts[0]
    head, glue = zh if language == "zh" else en
    said = glue.join(parts)
    gap = " " if head and language == "en" else ""
    return f"{head}{gap}{_bracketed(said, language)}" if head else said


def _all_of(node: n.AllOf[Any], language: Language) -> str:
    return _joined(node, language, ("", "，并且"), ("", ", and "))


def _any_of(node: n.AnyOf[Any], language: Language) -> str:
    return _joined(node, language, ("满足其一", "；"), ("any of", "; "))


def _none_of(node: n.NoneOf[Any], language: Language) -> str:
    parts = [say(part, language) for part in node.parts]
    if language == "zh":
        return f"并非（{parts[0]}）" if len(parts) == 1 else f"都不是（{'；'.join(parts)}）"
    return f"not ({parts[0]})" if len(parts) == 1 else f"none of ({'; '.join(parts)})"


def _members_any(node: n.MembersAny[Any], language: Language) -> str:
    members, said = _members(node.members, language), _one(node.condition, language)
    return (
        f"{members}中至少有一个：{said}"
        if language == "zh"
        else f"at least one of the {members}: {said}"
    )


def _members_all(node: n.MembersAll[Any], language: Language) -> str:
    members, said = _members(node.members, language), _one(node.condition, language)
    return f"{members}都{said}" if language == "zh" else f"every one of the {members}: {said}"


def _readings(node: n.Readings[Any], language: Language) -> str:
    options = [
        f"{label.zh}：{say(condition, language)}" if language == "zh"
        else f"{label.en}: {say(condition, language)}"
        for _, label, condition in node.options
    ]  # fmt: skip
    if language == "zh":
        return f"{node.label.zh}有{len(options)}种读法（{'；'.join(options)}）"
    return f"{node.label.en} can be read in {len(options)} ways ({'; '.join(options)})"


def _open(node: n.Open, language: Language) -> str:
    reason = node.reason.say(language)
    return f"待定（{reason}）" if language == "zh" else f"left open ({reason})"


def _not_applicable(_: n.NotApplicable, language: Language) -> str:
    return "不适用" if language == "zh" else "not applicable"


def _undefined(node: n.Undefined[Any], language: Language) -> str:
    return (
        f"“{node.label.zh}”（文件未定义）"
        if language == "zh"
        else f'"{node.label.en}" (not defined)'
    )


def _listing(node: Listing, language: Language) -> str:
    words = [term.label.say(language) for term in node.vocabulary.terms]
    if language == "zh":
        return "、".join(words) + ("" if node.vocabulary.closed else "等（清单未封闭）")
    return ", ".join(words) + ("" if node.vocabulary.closed else ", and others (the list is open)")


def _table(node: Table, language: Language) -> str:
    rows = [f"{left.say(language)}→{right.say(language)}" for left, right in pairs(node)]
    return ("；" if language == "zh" else "; ").join(rows)


def _split(node: Split, language: Language) -> str:
    parts = [f"{payer.label.say(language)} {payer.shares}" for payer in node.payers]
    every, rounding = sum(payer.shares for payer in node.payers), ROUNDING.say(language)
    if language == "zh":
        of = "总额" if node.each is None else f"人数 × {say(node.each, language)}"
        return f"{of}分为 {every} 份：{'、'.join(parts)}；到分，{rounding}"
    of = "the total" if node.each is None else f"the number of persons × {say(node.each, language)}"
    return f"{of} in {every} shares: {', '.join(parts)}; to the fen, {rounding}"


def _schedule(node: Schedule[Any], language: Language) -> str:
    zh = language == "zh"
    told = [
        f"{t.year}{'年 ' if zh else ': '}{_figure(t.value.quantity, language)}"
        for t in node.targets
    ]
    return ("；" if zh else "; ").join(told)


def _procedure(node: Procedure, language: Language) -> str:
    gap = "" if language == "zh" else " "
    steps = (
        f"{number}. {step.label.say(language)}{gap}{_bracketed(step_words(step, language), language)}"
        for number, step in enumerate(node.steps, 1)
    )
    return ("；" if language == "zh" else "; ").join(steps)


def step_words(step: Step, language: Language) -> str:
    """Return what a step is besides its name: who takes it, of what kind it is, how long, what it leaves."""
    open_ = Text("由谁做没有写", "who takes it is not said")
    parts = [(open_ if step.actor is None else step.actor.label).say(language)]
    parts += [KINDS.term(kind).label.say(language) for kind in step.kinds]
    if step.days is not None:
        parts.append(f"{step.days}{'天' if language == 'zh' else ' days'}")
    parts += [paper.label.say(language) for paper in step.records]
    return ("，" if language == "zh" else ", ").join(parts)


SAY: dict[type[n.Node], Speaker] = {
    f.NumberFact: _label,
    f.FlagFact: _flag,
    f.WordFact: _label,
    f.ListFact: _label,
    f.DayFact: _label,
    f.TextFact: _label,
    n.Literal_: _literal,
    Parameter: _parameter,
    Supplied: _label,
    n.Arithmetic: _arithmetic,
    n.LineArithmetic: _arithmetic,
    n.Extreme: _extreme,
    n.MembersCount: _count,
    n.MembersSum: _sum,
    n.NumberCases: _number_cases,
    n.Restated: _restated,
    n.Age: _age,
    n.Indicator: _label,
    Formula: _label,
    LineFormula: _label,
    n.UpNumber: _up,
    n.UpCondition: _up,
    n.Compare: _compare,
    n.WordIs: _word_is,
    n.OnList: _on_list,
    n.SameWord: _same_word,
    n.DayIs: _day_is,
    n.AllOf: _all_of,
    n.AnyOf: _any_of,
    n.NoneOf: _none_of,
    n.MembersAny: _members_any,
    n.MembersAll: _members_all,
    n.ConditionCases: _condition_cases,
    n.Readings: _readings,
    n.Covers: _covers,
    n.Open: _open,
    n.NotApplicable: _not_applicable,
    n.Undefined: _undefined,
    UndefinedTerm: _undefined,
    n.WordCases: _word_cases,
    Classification: _label,
    Criterion: _label,
    Standard: _label,
    Listing: _listing,
    Table: _table,
    Split: _split,
    Schedule: _schedule,
    Procedure: _procedure,
    DocumentCheck: lambda node, language: node.says.say(language),
    n.Members: _members,
    n.Relation: _label,
    n.Up: lambda node, language: node.parent.label.say(language),
}
"""The words of every kind of node."""
