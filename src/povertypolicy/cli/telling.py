"""Policies and clauses in words and as plain data, for those who look at them."""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from povertypolicy.cli.speaking import both, listed
from povertypolicy.deciding.asking import BoundClause
from povertypolicy.deciding.origins import tell_origin
from povertypolicy.deciding.replies import BoundLookup
from povertypolicy.deciding.sentences import clause_sentence
from povertypolicy.expr import facts as f
from povertypolicy.expr.nodes import Readings, Undefined, walk
from povertypolicy.parameters import Supplied
from povertypolicy.policies import Rules, undefined_terms
from povertypolicy.texts import LANGUAGES, Language, Text

_STATUS = {
    "computes": Text("计算", "computes"),
    "data": Text("数据", "data"),
    "recorded": Text("仅记录", "recorded"),
    "proven": Text("由测试证明", "proven by test"),
}
_BY_SHAPE = {
    "undefined": "recorded",
    "check": "proven",
    **dict.fromkeys(("parameter", "supplied", "table", "list"), "data"),
}

Bound: TypeAlias = BoundClause | BoundLookup


def status_of(clause: Bound) -> tuple[str, Text]:
    """Return whether a clause computes an answer, can be asked for data, is only recorded, or is proven by a test."""
    about = clause.info
    status = "recorded" if about.recorded else _BY_SHAPE.get(about.shape, "computes")
    return status, _STATUS[status]


def told_status(clause: Bound) -> Text:
    """Return the status in words; of what is only recorded also why."""
    status, why = status_of(clause)[1], clause.info.recorded
    return status if why is None else Text(f"{status.zh}（{why.zh}）", f"{status.en} ({why.en})")


def coverage(clauses: Iterable[Bound]) -> dict[str, int]:
    """Count clauses by status."""
    found = Counter(status_of(clause)[0] for clause in clauses)
    return {status: found[status] for status in _STATUS}


def tell_coverage(counts: dict[str, int]) -> Text:
    """Return the counts in words."""
    zh = "，".join(f"{_STATUS[status].zh} {number}" for status, number in counts.items())
    en = ", ".join(f"{_STATUS[status].en} {number}" for status, number in counts.items())
    every = sum(counts.values())
    return Text(f"共 {every} 条：{zh}", f"{every} clauses: {en}")


# --- a policy ------------------------------------------------------------------------------------


def about_policy(rules: Rules) -> dict[str, Any]:
    """Return what a policy is, as plain data and as lines of text."""
    supplied = [clause for clause in rules.clauses if isinstance(clause, Supplied)]
    return {
        "name": rules.name,
        "label": both(rules.label),
        "documents": [
            {
                "number": document.number,
                "title": both(document.title),
                "issued": None if document.issued is None else document.issued.isoformat(),
                "source": document.source,
            }
            for document in rules.documents
        ],
        "digest": rules.digest,
        "extends": list(rules.extends),
        "clauses": len(rules.clauses),
        "standards": list(rules.standards),
        "supplied": [clause.info.id for clause in supplied],
        "readings": {name: list(options) for name, options in rules.reading_options().items()},
        "undefined": list(undefined_terms(rules)),
        "text": {language: list(_policy_lines(rules, language)) for language in LANGUAGES},
    }


def _policy_lines(rules: Rules, language: Language) -> Iterator[str]:
    zh = language == "zh"
    yield (
        f"{rules.label.say(language)}（{rules.name}）" if zh else f"{rules.label.en} ({rules.name})"
    )
    for document in rules.documents:
        issued = "" if document.issued is None else document.issued.isoformat()
        yield f"  {document.number} {document.title.say(language)} {issued}".rstrip()
    yield f"  条款 {len(rules.clauses)} 条" if zh else f"  {len(rules.clauses)} clauses"
    changes = [o for origins in rules.origins.values() for o in origins[1:]]
    if rules.extends:
        above = " < ".join(reversed(rules.extends))
        yield (
            f"  上级：{above}；修改 {len(changes)} 处"
            if zh
            else f"  extends {above}; {len(changes)} changes"
        )
    parts = (
        (Text("标准", "standards"), list(rules.standards)),
        (
            Text("待定参数", "numbers to be supplied"),
            [clause.info.id for clause in rules.clauses if isinstance(clause, Supplied)],
        ),
        (
            Text("可选读法", "readings"),
            [f"{name}={'|'.join(options)}" for name, options in rules.reading_options().items()],
        ),
        (Text("未定义名词", "undefined terms"), list(undefined_terms(rules))),
    )
    for label, items in parts:
        if items:
            colon = "：" if zh else ": "
            yield f"  {label.say(language)}{colon}{listed(items, language)}"


# --- a clause ------------------------------------------------------------------------------------


def about_clause(clause: Bound, language: Language) -> str:
    """Return a clause in words: what it means, where it stands, how strongly it binds, what was assumed."""
    about, zh = clause.info, language == "zh"
    colon = "：" if zh else ": "
    lines = [
        f"{about.label.say(language)}  [{about.id}]",
        f"  {clause_sentence(clause.node, language)}",
    ]
    for label, told in _particulars(clause, language):
        lines.append(f"  {label.say(language)}{colon}{told}")
    return "\n".join(lines)


def about_all(clauses: Iterable[Bound], language: Language) -> Iterator[str]:
    """Yield every clause in words, in the order of the document, under the place where it stands."""
    for place, group in itertools.groupby(clauses, lambda one: one.info.cite.where(language)):
        yield f"== {place}\n"
        yield from (about_clause(clause, language) + "\n" for clause in group)


def _particulars(clause: Bound, language: Language) -> Iterator[tuple[Text, str]]:
    about = clause.info
    if isinstance(clause, BoundClause):
        yield Text("对象", "about"), clause.subject.label.say(language)
    elif clause.wanted:
        names = [f"{name}（{label.zh}）" for name, label in clause.wanted.items()]
        english = [f"{name} ({label.en})" for name, label in clause.wanted.items()]
        yield (
            Text("查阅用", "looked up by"),
            listed(names if language == "zh" else english, language),
        )
    yield Text("出处", "source"), about.cite.say(language)
    yield Text("效力", "force"), about.force.label.say(language)
    yield Text("有效期", "in force"), _days(clause, language)
    if about.suspended is not None:
        yield Text("暂停", "suspended"), about.suspended.say(language)
    rules = clause.context.rules
    for origin in rules.origin(about.id) if rules.extends else ():
        yield Text("层级", "layer"), tell_origin(origin).say(language)
    for assumed in about.assumes:
        yield Text("我们的假定", "we assume"), assumed.say(language)
    yield Text("状态", "status"), told_status(clause).say(language)
    yield Text("代码", "code"), about.where


def _days(clause: Bound, language: Language) -> str:
    about, zh = clause.info, language == "zh"
    first = about.first.isoformat() if about.first else "未写明" if zh else "not stated"
    if about.last is None:
        return f"自 {first} 起" if zh else f"from {first}"
    last = about.last.isoformat()
    return f"{first} 至 {last}" if zh else f"{first} to {last}"


def clause_json(clause: Bound) -> dict[str, Any]:
    """Return a clause as plain data."""
    about = clause.info
    return {
        "id": about.id,
        "label": both(about.label),
        "shape": about.shape,
        "kind": about.kind,
        "status": status_of(clause)[0],
        "subject": clause.subject.__name__ if isinstance(clause, BoundClause) else None,
        "looked_up_by": list(clause.wanted) if isinstance(clause, BoundLookup) else None,
        "sentence": {language: clause_sentence(clause.node, language) for language in LANGUAGES},
        "document": about.cite.document.number,
        "place": about.cite.place,
        "citation": {language: about.cite.say(language) for language in LANGUAGES},
        "force": about.force.value,
        "first": None if about.first is None else about.first.isoformat(),
        "last": None if about.last is None else about.last.isoformat(),
        "origins": [
            {
                "layer": origin.layer,
                "verb": origin.verb,
                "before": None if origin.before is None else origin.before.info.id,
                "told": both(tell_origin(origin)),
            }
            for origin in clause.context.rules.origin(about.id)
        ],
        "suspended": about.suspended is not None,
        "assumes": [both(text) for text in about.assumes],
        "recorded": None if about.recorded is None else both(about.recorded),
        "code": about.where,
    }


# --- what a clause asks --------------------------------------------------------------------------


def about_facts(clause: BoundClause) -> dict[str, Any]:
    """Return what a clause asks, as plain data."""
    return {
        "clause": clause.info.id,
        "facts": {
            owner.__name__: [
                {
                    "name": fact.info.name,
                    "label": both(fact.info.label),
                    "headers": list(fact.info.headers),
                    "personal": fact.info.personal,
                    "schema": fact.schema(),
                    "values": {language: _values(fact, language) for language in LANGUAGES},
                }
                for fact in facts
            ]
            for owner, facts in clause.asks().items()
        },
        **{key: [both(text) for text in texts] for key, texts in _left_open(clause).items()},
    }


def tell_asks(clause: BoundClause, language: Language) -> Iterator[str]:
    """Yield what a clause asks, in lines."""
    colon = "：" if language == "zh" else ":"
    yield f"{clause.info.label.say(language)}  [{clause.info.id}]"
    for owner, facts in clause.asks().items():
        yield f"  {owner.label.say(language)}{colon}"
        for fact in facts:
            label = fact.info.label.say(language)
            yield f"    {label}  {fact.info.name}  {_values(fact, language)}"
    titles = {
        "supplied": Text("待定参数", "numbers to be supplied"),
        "readings": Text("可选读法", "readings"),
        "undefined": Text("未定义名词", "undefined terms"),
    }
    for key, texts in _left_open(clause).items():
        if texts:
            yield f"  {titles[key].say(language)}{colon}"
            yield from (f"    {text.say(language)}" for text in texts)


def _values(fact: f.Fact, language: Language) -> str:
    zh = language == "zh"
    if isinstance(fact, f.NumberFact):
        low, high = fact.printed_number(fact.low), fact.printed_number(fact.high)
        unit, form = fact.unit.label.say(language), ",f" if fact.unit.grouped else "f"
        first, last = format(low, form), format(high, form)
        return f"{first} 至 {last}{unit}" if zh else f"{first} to {last} {unit}".rstrip()
    if isinstance(fact, f.FlagFact):
        return "是/否" if zh else "yes/no"
    if isinstance(fact, f.WordFact | f.ListFact):
        words = " | ".join(term.label.say(language) for term in fact.vocabulary.terms)
        several = isinstance(fact, f.ListFact)
        return f"{words}{('（可多项）' if zh else ' (several)') if several else ''}"
    if isinstance(fact, f.DayFact):
        return "日期，如 2017-12-31" if zh else "a day such as 2017-12-31"
    return "文字" if zh else "text"


def _left_open(clause: BoundClause) -> dict[str, list[Text]]:
    found: dict[str, list[Text]] = {"supplied": [], "readings": [], "undefined": []}
    for node in walk(clause.node):
        if isinstance(node, Supplied):
            unit = node.unit.label
            found["supplied"].append(
                Text(
                    f"{node.info.label.zh}  {node.info.id}  {unit.zh}".rstrip(),
                    f"{node.info.label.en}  {node.info.id}  {unit.en}".rstrip(),
                )
            )
        elif isinstance(node, Readings):
            zh = "；".join(f"{key} = {words.zh}" for key, words, _ in node.options)
            en = "; ".join(f"{key} = {words.en}" for key, words, _ in node.options)
            found["readings"].append(Text(f"{node.name}：{zh}", f"{node.name}: {en}"))
        elif isinstance(node, Undefined):
            found["undefined"].append(
                Text(f"{node.label.zh}  {node.term}", f"{node.label.en}  {node.term}")
            )
    return found
