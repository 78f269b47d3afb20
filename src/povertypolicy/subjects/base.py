"""The root of all subjects, and how values become facts.

A subject is a frozen value; every fact is known or `None`, never defaulted.
In code money is spelled out: ``Household(wage_income=yuan(9000))``; from plain data it is a number in yuan.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import count
from types import MappingProxyType
from typing import Any, ClassVar, Self, TypeVar

import attrs

from povertypolicy.errors import BadRule, Fault, InvalidData, choices, hint
from povertypolicy.expr.facts import Fact
from povertypolicy.expr.fields import Field
from povertypolicy.expr.relations import Many, Parent
from povertypolicy.expr.values import Reject, masked, shape, shown
from povertypolicy.quantities import Quantity
from povertypolicy.texts import Text

T = TypeVar("T", bound="Subject")

NOTHING_MORE: Mapping[str, Any] = MappingProxyType({})
PRICE_YEARS = range(1978, 2101)


@attrs.frozen
class Form:
    """One way in which a record may give something: the `word` for it, the `facts` it gives, what these are together."""

    word: str
    facts: tuple[str, ...]
    label: Text


@attrs.frozen
class Forms:
    """Ways of which a record uses one. The fact `said` names it; where it is silent, the one way used says it."""

    said: str
    forms: tuple[Form, ...]

    def facts(self) -> Iterator[str]:
        """Yield the facts that all ways give."""
        for form in self.forms:
            yield from form.facts

    def used(self, values: Mapping[str, Any]) -> tuple[Form, ...]:
        """Return the ways of which a record gives a fact."""
        return tuple(
            form for form in self.forms if any(values.get(fact) is not None for fact in form.facts)
        )

    def contradiction(self, cls: "type[Subject]", first: Form, second: Form) -> Fault:
        """Return the fault of a record that uses two ways and does not say which one holds."""
        label = cls.facts[self.said].info.label
        parts = {
            "first": first.label,
            "second": second.label,
            "zh": f"两种登记并存，未说明以哪种为准（{label.zh} {self.said}）",
            "en": f"{self.said} must say which of the two holds",
        }
        return Fault("contradiction", first.facts[0], parts=parts)


class Subject:
    """The marker and root of all subjects; a plugin's own subjects derive from it.

    `id` is the key in a register, `prices_of` the year in whose prices the record gives its priced amounts,
    `more` holds the facts that plugins declare, by name. `at_most` pairs facts of which the first cannot exceed
    the second; `forms` are ways of which a record uses one.
    """

    id: str | None
    prices_of: int | None
    more: Mapping[str, Any]

    label: ClassVar[Text] = Text("对象", "subject")
    facts: ClassVar[dict[str, Fact]] = {}
    relations: ClassVar[dict[str, Many[Any]]] = {}
    blank: ClassVar[dict[str, Any]] = {}
    at_most: ClassVar[tuple[tuple[str, str], ...]] = ()
    forms: ClassVar[Forms | None] = None

    def __init_subclass__(cls) -> None:
        if cls.__mro__[1] is not Subject:
            raise BadRule(
                zh=f"“{cls.__name__}”须直接继承 Subject；给已有对象加登记项请用 .on(...)。",
                en=f"{cls.__name__} must derive from Subject itself; add facts to a subject with .on(...).",
            )
        cls.facts = {k: v.bound for k, v in vars(cls).items() if isinstance(v, Field)}
        cls.relations = {k: v for k, v in vars(cls).items() if isinstance(v, Many)}
        names = ("id", "prices_of", *cls.facts, *cls.relations)
        cls.blank = {**dict.fromkeys(names), "more": NOTHING_MORE}
        fields = {name: attrs.field() for name in names}
        fields["more"] = attrs.field(hash=False)
        attrs.frozen(cls, these=fields, slots=False, init=False, repr=False)

    def __init__(
        self,
        *,
        id: str | None = None,
        prices_of: int | None = None,
        more: Mapping[Any, Any] = NOTHING_MORE,
        **facts: Any,
    ) -> None:
        """Build a subject from values in code; `more` maps facts of plugins to values.

        Raises:
            InvalidData: with every fault, when a name is unknown or a value is no fact.
        """
        data = {"id": id, "prices_of": prices_of, **facts}
        data.update({fact.info.name: value for fact, value in more.items()})
        reader = Reader(code=True, extensions=list(more))
        values = reader.values(type(self), data)
        reader.finish()
        self.__dict__.update(values)

    def with_(self, *, more: Mapping[Any, Any] = NOTHING_MORE, **changes: Any) -> Self:
        """Return the subject with some facts changed; values as in the constructor.

        Raises:
            InvalidData: as the constructor.
        """
        changes.update({fact.info.name: value for fact, value in more.items()})
        reader = Reader(code=True, extensions=list(more))
        entries = reader.entries(type(self), changes, "")
        entries["more"] = MappingProxyType({**self.more, **entries.get("more", NOTHING_MORE)})
        values = {**self.__dict__, **entries}
        self.complete(values, changes)
        reader.check(type(self), values, "")
        reader.finish()
        return build(type(self), values)

    def __reduce__(self) -> tuple[Any, ...]:
        known = {name: value for name, value in self.__dict__.items() if value is not None}
        return _unpickled, (type(self), {**known, "more": dict(self.more)})

    def __repr__(self) -> str:
        known = (
            f"{name}={value!r}"
            for name, value in self.__dict__.items()
            if value is not None and name in self.facts and not self.facts[name].info.personal
        )
        return f"{type(self).__name__}({', '.join(known)})"

    @classmethod
    @cache
    def ancestors(cls) -> frozenset[type[Any]]:
        """The subjects that stand above: the household and village of a person."""
        direct = [up_.parent() for up_ in vars(cls).values() if isinstance(up_, Parent)]
        return frozenset(direct).union(*(parent.ancestors() for parent in direct))

    @classmethod
    def complete(cls, values: dict[str, Any], changed: Collection[str] = ()) -> None:
        """Fill in what the record says of itself by its form.

        `changed` are the facts that `with_` changes. A subject that overrides this is completed row by row in a register,
        which is slow: declare `forms` instead where that suffices.
        """
        forms = cls.forms
        if forms is None:
            return
        stands = forms.said in changed or not set(forms.facts()).intersection(changed)
        if values[forms.said] is not None and stands:
            return
        used = forms.used(values)
        values[forms.said] = used[0].word if len(used) == 1 else None

    @classmethod
    def contradictions(cls, values: Mapping[str, Any]) -> Iterable[Fault]:
        """Yield faults between facts.

        A subject that overrides this is checked row by row in a register, which is slow: declare `at_most` and `forms`
        instead where they suffice.
        """
        forms = cls.forms
        if forms is not None and values.get(forms.said) is None:
            used = forms.used(values)
            if len(used) > 1:
                yield forms.contradiction(cls, *used[:2])
        for first, second in cls.at_most:
            yield from exceeds(cls, values, first, second)


def exceeds(
    cls: type[Subject], values: Mapping[str, Any], first: str, second: str
) -> Iterator[Fault]:
    """Yield a fault when both number facts are known and the first is greater than the second."""
    small, large = values.get(first), values.get(second)
    if small is not None and large is not None and small > large:
        yield exceeding(cls, first, second)


def exceeding(cls: type[Subject], first: str, second: str) -> Fault:
    """Return the fault of a record whose first number is greater than the second."""
    parts = {
        "first": cls.facts[first].info.label,
        "second": cls.facts[second].info.label,
        "zh": "前者不能多于后者",
        "en": "the first cannot exceed the second",
    }
    return Fault("contradiction", first, parts=parts)


def build(cls: type[T], values: Mapping[str, Any]) -> T:
    """Return a subject from values that are already facts; nothing is checked."""
    subject = object.__new__(cls)
    subject.__dict__.update(cls.blank)
    subject.__dict__.update(values)
    return subject


def _unpickled(cls: type[Subject], values: Mapping[str, Any]) -> Subject:
    return build(cls, {**values, "more": MappingProxyType(values["more"])})


@attrs.define
class Reader:
    """Turns values into facts and collects every fault with its path.

    With `code`, values come from code: numbers that have a unit are spelled out, members are subjects.
    `extensions` are the facts that plugins add.
    """

    code: bool
    extensions: list[Fact] = attrs.field(factory=list)
    faults: list[Fault] = attrs.field(factory=list)
    stated: list[tuple[str, Fact, int]] = attrs.field(factory=list, init=False)
    extended: dict[type[Any], dict[str, Fact]] = attrs.field(factory=dict, init=False)
    places: dict[str, list[int]] = attrs.field(factory=dict, init=False)
    """Which of the members of a list could be read, by its path."""

    def finish(self) -> None:
        """Raise everything that was wrong.

        Raises:
            InvalidData: when there are faults.
        """
        if self.faults:
            raise InvalidData(self.faults)

    def subject(self, cls: type[T], data: object, path: str = "") -> T | None:
        """Return a subject from plain data, or None when there were faults."""
        if not isinstance(data, Mapping):
            self._fault("not-an-object", path, wanted=cls.label, shape=shape(data))
            return None
        before = len(self.faults)
        values = self.values(cls, data, path)
        return build(cls, values) if len(self.faults) == before else None

    def values(self, cls: type[Subject], data: Mapping[str, Any], path: str = "") -> dict[str, Any]:
        """Return the values of a whole record, missing facts as None."""
        values = {**cls.blank, **self.entries(cls, data, path)}
        cls.complete(values)
        self.check(cls, values, path)
        return values

    def entries(self, cls: type[Subject], data: Mapping[str, Any], path: str) -> dict[str, Any]:
        """Return the values that `data` names."""
        own = self._own(cls)
        values: dict[str, Any] = {}
        more: dict[str, Any] = {}
        for key, value in data.items():
            fact = own[key] if key in own else cls.facts.get(key)
            try:
                if fact is not None:
                    (more if key in own else values)[key] = fact.read(value, code=self.code)
                    self._note_year(fact, value, path)
                elif key in cls.relations:
                    place = _place(path, key)
                    values[key] = self._members(cls.relations[key], value, place)
                elif key in _HEAD:
                    values[key] = _HEAD[key](value)
                else:
                    self._unknown(key, [*cls.facts, *own, *cls.relations, *_HEAD], path)
            except Reject as reject:
                self._fault(reject.code, _place(path, key), **reject.parts)
        return {**values, "more": MappingProxyType(more)} if more else values

    def _own(self, cls: type[Subject]) -> dict[str, Fact]:
        """The facts that plugins add to a subject, by name."""
        if cls not in self.extended:
            self.extended[cls] = {f.info.name: f for f in self.extensions if f.info.owner is cls}
        return self.extended[cls]

    def _unknown(self, key: str, known: list[str], path: str) -> None:
        """Report a key that is none of ours; one that is not near any may be somebody's name and is not shown."""
        near = hint(str(key), known)
        told = shown(str(key)) if self.code or near["hint_en"] else masked(str(key))
        place = _join(path, told)
        self._fault("unknown-key", place, key=told, known=choices(known), **near)

    def _note_year(self, fact: Fact, value: object, path: str) -> None:
        """Note the price year that an amount states of itself."""
        year = value.prices_of if isinstance(value, Quantity) else None
        if year is not None:
            self.stated.append((_join(path, fact.info.name), fact, year))

    def _members(self, relation: Many[Any], value: object, path: str) -> tuple[Any, ...] | None:
        if value is None:
            return None
        if not isinstance(value, list | tuple):
            raise Reject("not-a-list", shape=shape(value))
        if len(value) > relation.most:
            raise Reject("too-many", count=len(value), most=relation.most)
        member = relation.member()
        if self.code:
            strange = [item for item in value if not isinstance(item, member)]
            if strange:
                raise Reject("not-an-object", wanted=member.label, shape=shape(strange[0]))
            return tuple(value)
        items = [self.subject(member, item, f"{path}[{i}]") for i, item in enumerate(value)]
        self.places[path] = [i for i, item in enumerate(items) if item is not None]
        return tuple(item for item in items if item is not None)

    def check(self, cls: type[Subject], values: Mapping[str, Any], path: str) -> None:
        """Collect contradictions between facts, and members whose price year is another."""
        for fault in cls.contradictions(values):
            self.faults.append(attrs.evolve(fault, path=_join(path, fault.path)))
        for place, fact, year in self.stated:
            if not getattr(fact, "priced", False) or year != values["prices_of"]:
                self._differ(place, values["prices_of"], year)
        self.stated.clear()
        for name in cls.relations:
            place, members = _join(path, name), values.get(name) or ()
            for i, member in zip(self.places.get(place, count()), members, strict=False):
                if member.prices_of not in (None, values["prices_of"]):
                    self._differ(f"{place}[{i}]", values["prices_of"], member.prices_of)

    def _differ(self, place: str, own: int | None, other: int) -> None:
        self._fault("price-years-differ", place, years=differing_years(own, other))

    def _fault(self, code: str, path: str, **parts: Any) -> None:
        self.faults.append(Fault(code, path, parts=parts))


def differing_years(own: int | None, other: int) -> Text:
    """Name the price year of a record, or that it states none, and another one."""
    said = Text("未写明", "not stated") if own is None else Text(str(own), str(own))
    return Text(f"{said.zh}、{other}", f"{said.en}, {other}")


def _place(path: str, key: object) -> str:
    return _join(path, shown(str(key)))


def _join(path: str, step: str) -> str:
    return f"{path}.{step}".strip(".")


def _read_id(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise Reject("not-text", shape=shape(value))
    return str(value).strip()


def read_year(value: object) -> int | None:
    """Return the price year that plain data state, or None.

    Raises:
        Reject: when it is none.
    """
    if value is None or value == "":
        return None
    digits = (
        str(value).strip() if isinstance(value, int | str) and not isinstance(value, bool) else ""
    )
    if not digits.isascii() or not digits.isdigit() or int(digits[:9]) not in PRICE_YEARS:
        raise Reject("not-a-year")
    return int(digits)


_HEAD = {"id": _read_id, "prices_of": read_year}
