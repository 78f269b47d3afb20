"""A page for every policy of every installed plugin, made from its clauses; no province is named here."""

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from docutils import nodes
from making import Cell, code, fields, section, table
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from povertypolicy.citations import PLACES
from povertypolicy.clauses import Clause, Listing, Procedure, Table
from povertypolicy.clauses.procedures import Step
from povertypolicy.clauses.tables import pairs
from povertypolicy.deciding.origins import tell_origin
from povertypolicy.deciding.sentences import clause_sentence, say, step_words
from povertypolicy.expr import facts as f
from povertypolicy.expr.nodes import Indicator
from povertypolicy.parameters import Supplied
from povertypolicy.plugins.loading import Refused, Result, load_all
from povertypolicy.policies import Rules
from povertypolicy.provenance import ClauseInfo
from povertypolicy.texts import LANGUAGES, Text

LOG = logging.getLogger(__name__)
STUB = """# {title}

```{{policy-page}} {name}
```
"""
NOT_PRINTED = Text(
    "文件没有给出这个数：由使用者提供并注明来源；提供以前是“待核实”。",
    "The document does not print this number: the caller supplies it with its source; UNKNOWN until then.",
)


def installed() -> Iterator[Rules]:
    """Yield the policies of all plugins; a plugin that is refused is a warning of the build."""
    results: tuple[Result, ...] = load_all()
    for result in results:
        if isinstance(result, Refused):
            LOG.warning(result.error.text("en"))
        else:
            yield from getattr(result, "policies", ())


def write_stubs(app: Sphinx) -> None:
    """Write a stub for every policy, and take away those of policies that are gone."""
    folder = Path(app.srcdir) / "policies"
    wanted = {
        folder / f"{rules.name}.md": STUB.format(title=rules.label, name=rules.name)
        for rules in installed()
    }
    for path in set(folder.rglob("*.md")) - set(wanted):
        path.unlink()
    for path, text in wanted.items():
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")


class PolicyPage(SphinxDirective):
    """``policy-page NAME``: documents, standards, figures to supply, every clause in order, facts."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the page."""
        rules = next(r for r in installed() if r.name == self.arguments[0])
        return [
            section("documents", "文件 Documents", _documents(rules)),
            section("standards", "核查标准 Standards", _standards(rules)),
            *_supplied(rules),
            *_indicators(rules),
            *_clauses(rules),
            section("facts", "登记项 Facts", *_facts(rules)),
        ]


def _documents(rules: Rules) -> nodes.Node:
    rows = [
        (d.number, d.title, d.issued.isoformat() if d.issued else Text("未注明", "not stated"))
        for d in rules.documents
    ]
    return table(("文号 number", "标题 title", "日期 issued"), rows, (22, 60, 18))


def _standards(rules: Rules) -> nodes.Node:
    rows = [(_link(s.info.id, name), s.info.label) for name, s in rules.standards.items()]
    return table(("名称 name", "标准 standard"), rows, (40, 60))


def _supplied(rules: Rules) -> list[nodes.Node]:
    rows = [
        (_link(c.info.id), c.info.label, c.unit.label)
        for c in rules.clauses
        if isinstance(c, Supplied)
    ]
    heads = ("编号 id", "待定参数 number", "单位 unit")
    return _if_any("supplied", "待定参数 To be supplied", heads, rows, (40, 45, 15))


def _if_any(
    id: str, title: str, heads: Sequence[str], rows: list[Any], widths: Sequence[int]
) -> list[nodes.Node]:
    return [section(id, title, table(heads, rows, widths))] if rows else []


def _facts(rules: Rules) -> Iterator[nodes.Node]:
    heads = ("代码 name", "表头 header", "填写 value")
    owners = dict.fromkeys(fact.info.owner for fact in rules.facts)
    for owner in owners:
        rows = [
            (code(fact.info.name), fact.info.label, _values(fact))
            for fact in rules.facts
            if fact.info.owner is owner
        ]
        name = owner.__name__
        title = f"{owner.label} ({name})"
        yield section(f"facts-{name.lower()}", title, table(heads, rows, (30, 35, 35)))


def _values(fact: f.Fact) -> Cell:
    if isinstance(fact, f.NumberFact):
        return fact.unit.label if fact.unit.label.zh else Text("个数", "a count")
    if isinstance(fact, f.WordFact | f.ListFact):
        terms = fact.vocabulary.terms
        return Text("、".join(t.label.zh for t in terms), ", ".join(t.id for t in terms))
    kinds = {f.FlagFact: Text("是、否", "yes, no"), f.DayFact: Text("日期", "a day")}
    return kinds.get(type(fact), Text("文字", "text"))


def _indicators(rules: Rules) -> list[nodes.Node]:
    rows = [
        (node.label, Text(*(f"= {say(node.number, language)}" for language in LANGUAGES)))
        for node in rules.nodes()
        if isinstance(node, Indicator)
    ]
    heads = ("指标 indicator", "算法 how it is computed")
    return _if_any("indicators", "指标 Indicators", heads, rows, (30, 70))


def _clauses(rules: Rules) -> Iterator[nodes.Node]:
    """Yield a section for each place of a document, its clauses inside, in the order of the policy."""
    groups = itertools.groupby(rules.clauses, lambda c: (c.info.cite.document, c.info.cite.place))
    several = len(rules.documents) > 1
    for number, ((document, place), clauses) in enumerate(groups, 1):
        where = str(PLACES.get(place, place))
        title = f"{document.number} {where}" if several else where
        yield section(f"place-{number}", title, *(_clause(rules, clause) for clause in clauses))


def _clause(rules: Rules, clause: Clause) -> nodes.Node:
    info = clause.info
    meaning = Text(*(clause_sentence(clause, language) for language in LANGUAGES))
    source = Text(*(info.cite.say(language) for language in LANGUAGES))
    derived = bool(info.cite.derived_from)  # else both languages say the same
    told: dict[str, Sequence[Cell]] = {
        "释义 reading": [
            _rows(clause) or (NOT_PRINTED if isinstance(clause, Supplied) else meaning)
        ],
        "出处 source": [source if derived else source.zh],
        "效力 force": [_force(info)],
        "层级 layer": list(map(tell_origin, rules.origin(info.id))) if rules.extends else (),
        "假定 we assume": info.assumes,
        "只作记录 only recorded": [info.recorded] if info.recorded else (),
    }
    return section(info.id, str(info.label), code(info.id), fields(told.items()))


def _rows(clause: Clause) -> nodes.Node | None:
    """Return the rows of a table, the words of a list or the steps of a procedure, as a table; else None."""
    if isinstance(clause, Table):
        heads = [
            str(_said([heading.label for heading in part])) for part in (clause.keys, clause.values)
        ]
        return table(heads, list(pairs(clause)), (50, 50))
    if isinstance(clause, Listing):
        terms = [(code(term.id), term.label) for term in clause.vocabulary.terms]
        rest = (
            []
            if clause.vocabulary.closed
            else [("", Text("等（清单未封闭）", "and others (the list is open)"))]
        )
        return table(("代码 code", "名称 label"), [*terms, *rest], (40, 60))
    if isinstance(clause, Procedure):
        steps = [(code(s.id), s.label, _step(s)) for s in clause.steps]
        return table(
            ("代码 code", "步骤 step", "由谁、种类、资料 who, kind, papers"), steps, (30, 30, 40)
        )
    return None


def _step(step: Step) -> Text:
    return Text(*(step_words(step, language) for language in LANGUAGES))


def _said(texts: Sequence[Text]) -> Text:
    return Text("，".join(text.zh for text in texts), ", ".join(text.en for text in texts))


def _force(info: ClauseInfo) -> Text:
    force, days = info.force.label, _days(info)
    return Text(f"{force.zh}；{days.zh}", f"{force.en}; {days.en}")


def _days(info: ClauseInfo) -> Text:
    first, last = info.first, info.last
    since = (
        Text(f"自{first}起", f"from {first}")
        if first
        else Text("未注明起始日", "from a day not stated")
    )
    return Text(f"{since.zh}至{last}", f"{since.en} to {last}") if last else since


def _link(id: str, name: str = "") -> nodes.paragraph:
    shown = nodes.literal("", name or id)
    return nodes.paragraph("", "", nodes.reference("", "", shown, refid=id, internal=True))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Write the stubs before pages are read, and add the directive that fills them."""
    app.connect("builder-inited", write_stubs)
    app.add_directive("policy-page", PolicyPage)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
