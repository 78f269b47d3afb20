"""Random rules over the whole list of nodes, with numbers that meet those of `records`."""

from typing import Any

from oracle.amounts import Amounts, around
from oracle.lines import BOUNDS, CITE, CITE_LATER, DOWN, UP, Rows
from oracle.records import HOUSES, facts_of
from povertypolicy.clauses import classification, undefined_term
from povertypolicy.criteria import criterion
from povertypolicy.expr import facts as f
from povertypolicy.expr import nodes as n
from povertypolicy.provenance import Force
from povertypolicy.standards import standard
from povertypolicy.subjects import IncomeEntry, Subject


class Grower(Amounts):
    """Grows rules. `rows` are the subjects in whose rows it stands, outermost first."""

    def condition(self, about: type[Subject], depth: int, rows: Rows = ()) -> Any:
        """A condition about a subject."""
        if depth <= 0:
            return self.plain_condition(about, rows)
        kinds = [
            self.joined,
            self.compared,
            self.clause,
            self.case,
            self.worded,
            self.read_twice,
            self.compared,
            self.joined,
        ]
        if about in DOWN:
            kinds += [self.quantified, self.quantified]
        if self.ways_up(about, rows):
            kinds += [self.above]
        return self.pick(*kinds)(about, depth - 1, rows)

    def plain_condition(self, about: type[Subject], rows: Rows) -> Any:
        plain = [x for x in facts_of(about) if not isinstance(x, f.NumberFact)]
        fact = self.pick(*plain, *(["open"] if about is not IncomeEntry else []), "compare")
        if fact == "open":
            term = f"term {about.__name__}"
            return self.pick(
                n.undefined(term, ("困难", "hardship"), cite=CITE),
                n.undetermined(("由县里定", "left to the county")),
                n.NOT_APPLICABLE,
                undefined_term(term, ("困难", "hardship"), cite=CITE),
            )
        if fact == "compare":
            return self.compared(about, 0, rows)
        if isinstance(fact, f.WordFact):
            some = fact.vocabulary.ids()[:2]
            listed = {id_: fact.vocabulary.term(id_).label for id_ in some}
            return self.pick(
                fact.equals(some[0]),
                fact.is_one_of(*some),
                fact.same_as(fact),
                fact.is_on(
                    n.vocabulary(("所列", "listed"), closed=self.pick(True, False), **listed)
                ),
            )
        if isinstance(fact, f.ListFact):
            return self.pick(fact.covers("stove"), fact.covers("bed", "quilt"), fact.covers())
        if isinstance(fact, f.DayFact):
            return self.dated(fact)
        return fact

    def dated(self, fact: Any) -> Any:
        printed = self.pick("2016-06-04", "2000-02-29", "2018-03-01", None)
        line_ = n.day(printed, cite=CITE) if printed else n.day_of_facts(cite=CITE)
        return self.pick(
            fact.before(line_),
            fact.by(line_),
            fact.from_(line_),
            fact.after(line_),
            fact.within(n.window("2016-06-04", "2017-12-31", cite=CITE)),
        )

    def joined(self, about: type[Subject], depth: int, rows: Rows) -> Any:
        parts = [self.condition(about, depth, rows) for _ in range(self.pick(2, 1, 3))]
        return self.pick(n.all_of, n.any_of, n.none_of)(*parts)

    def compared(self, about: type[Subject], depth: int, rows: Rows) -> Any:
        unit = self.pick(*self.units(about))
        left = self.number(about, unit, depth, rows)
        right = self.either(about, unit, depth, rows)
        if self.pick(True, True, True, False):
            return n.compare(self.pick(*BOUNDS), left, right)
        return left.between(right, self.either(about, unit, depth, rows))

    def clause(self, about: type[Subject], depth: int, rows: Rows) -> Any:
        means = self.condition(about, depth, rows)
        if self.pick(False, False, False, True):
            shape = n.when(self.condition(about, depth - 1, rows), means)
            means = n.cases(shape, otherwise=n.NOT_APPLICABLE)
        if self.pick(False, False, True):
            return standard(self.id(), self.label(), means, cite=self.pick(CITE, CITE, CITE_LATER))
        limits = self.pick(True, False)
        return criterion(
            self.id(),
            self.label(),
            means=means,
            applies_when=self.condition(about, depth - 1, rows) if limits else None,
            cite=self.pick(CITE, CITE, CITE, CITE_LATER),
            until=self.pick(None, None, "2017-12-31", "2017-12-30"),
            force=self.pick(Force.MUST, Force.IN_PRINCIPLE),
            assumes=self.pick((), ("我们的假定", "what we assume")),
        )

    def case(self, about: type[Subject], depth: int, rows: Rows) -> Any:
        branches = [
            n.when(self.condition(about, depth, rows), self.condition(about, depth, rows))
            for _ in range(self.pick(1, 2))
        ]
        otherwise = self.pick(
            self.condition(about, depth, rows),
            n.NOT_APPLICABLE,
            n.undetermined(("文件没有说", "not said")),
        )
        return n.cases(*branches, otherwise=otherwise)

    def worded(self, about: type[Subject], depth: int, rows: Rows) -> Any:
        said = self.word(about, depth, rows)
        if self.pick(True, True, False):
            return said.is_one_of(*self.pick(("brick",), ("brick", "adobe")))
        listed = n.vocabulary(
            ("所列", "listed"), closed=self.pick(False, True), adobe=("土坯", "adobe")
        )
        return self.pick(said.is_on(listed), said.same_as(self.word(about, depth, rows)))

    def word(self, about: type[Subject], depth: int, rows: Rows) -> Any:
        """A classification, as a clause or not."""
        left_open = n.undetermined(("文件没有说", "not said"))
        answers = ("brick", "adobe", "adobe", n.NOT_APPLICABLE, left_open)
        branches = [
            n.when(self.condition(about, depth, rows), self.pick(*answers))
            for _ in range(self.pick(1, 2))
        ]
        otherwise = self.pick(*answers)
        if self.pick(True, False):
            return n.classify(HOUSES, *branches, otherwise=otherwise)
        return classification(
            self.id(),
            self.label(),
            HOUSES,
            *branches,
            otherwise=otherwise,
            cite=CITE,
            until=self.pick(None, None, "2017-12-30"),
        )

    def read_twice(self, about: type[Subject], depth: int, rows: Rows) -> Any:
        name = self.pick("scope", "scope 2", "scope of three")
        words = {"narrow": ("窄", "narrow"), "wide": ("宽", "wide"), "as_said": ("照写", "as said")}
        options = {
            key: (label, self.condition(about, depth, rows))
            for key, label in list(words.items())[: 3 if name == "scope of three" else 2]
        }
        return n.readings(name, ("范围", "scope"), **options)

    def quantified(self, about: type[Subject], depth: int, rows: Rows) -> Any:
        members = self.members(about, depth, rows)
        inner = self.condition(members.relation.member, depth, (*rows, about))
        return self.pick(members.any, members.all)(inner)

    def above(self, about: type[Subject], depth: int, rows: Rows) -> Any:
        up = self.pick(*self.ways_up(about, rows))
        return up.of(self.condition(up.parent, depth, around(up.parent, rows)))

    def ways_up(self, about: type[Subject], rows: Rows) -> list[Any]:
        """Rows of a table look up only to what they stand under."""
        return [up for up in UP.get(about, ()) if not rows or up.parent in rows]

    def members(self, about: type[Subject], depth: int, rows: Rows) -> Any:
        relation = self.pick(*DOWN[about])
        members = relation.listed()
        for _ in range(self.pick(0, 1, 1, 2)):
            inner = self.condition(relation.member, depth - 1, (*rows, about))
            members = members.where(inner, self.pick(None, ("所指的人", "those meant")))
        return members
