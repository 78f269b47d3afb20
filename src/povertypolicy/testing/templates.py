"""Templates that put given inputs into plain data, and reshape them on the way.

``"$x"`` is the input x, None where it is not given; ``"$x.part"`` a part of it, also of a day.
``{ choose = "$x", WORD = value, otherwise = value }`` picks by a value, ``{ reaches = 3,
count = "$n" }`` is yes when a count reaches 3, ``{ for_each = "$list", is = {...} }`` makes a list with ``$item``,
``{ yuan = "$x" }`` is money, ``{ among = "$list", item = "$x" }`` is yes when the list has the item,
``{ greatest = "$list" }`` is its greatest number,
``{ given = "$x", absent = 0 }`` is the value given, or another where none is, ``{ at = "$table", item = "$x" }`` is what
a table holds under a name, ``{ names = ["$a", "$b"] }`` are the names that any of some tables holds, ``{ alike = [x, y] }``
is yes when all are the same, ``{ from = 1, to = "$n" }`` are the whole numbers from one to another, ``{ times = 100,
of = "$x" }`` is so many times a figure, ``{ first = "$n", item = "$item" }`` is yes for the first so many numbers,
``{ date = ["$year", "$month", "$day"] }`` is a day as text, whether there is one or not,
``{ aged = "$x", on = day }`` is the birthday of somebody who is so old that day.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from dateutil.relativedelta import relativedelta

from povertypolicy.quantities import yuan

Template: TypeAlias = Mapping[str, Any]
Given: TypeAlias = Mapping[str, Any]


def fill(template: Any, given: Given) -> Any:
    """Return a template of the map with the given inputs put in."""
    if isinstance(template, str) and template.startswith("$"):
        value: Any = given
        for part in template[1:].split("."):
            value = value.get(part) if isinstance(value, Mapping) else getattr(value, part, None)
        return value
    if isinstance(template, list):
        return [fill(item, given) for item in template]
    if not isinstance(template, dict):
        return template
    for key, reshape in RESHAPES.items():
        if key in template:
            return reshape(template, given)
    return {key: fill(value, given) for key, value in template.items()}


def _choose(template: Template, given: Given) -> Any:
    value = fill(template["choose"], given)
    chosen = template.get(str(value).lower(), template.get("otherwise"))
    return None if value is None else fill(chosen, given)


def _reaches(template: Template, given: Given) -> Any:
    count = fill(template["count"], given)
    return None if count is None else count >= template["reaches"]


def _for_each(template: Template, given: Given) -> Any:
    items = fill(template["for_each"], given)
    items = range(items) if isinstance(items, int) else items
    return None if items is None else [fill(template["is"], {**given, "item": i}) for i in items]


def _in_yuan(template: Template, given: Given) -> Any:
    value = fill(template["yuan"], given)
    return None if value is None else yuan(value)


def _among(template: Template, given: Given) -> Any:
    items = fill(template["among"], given)
    return None if items is None else fill(template["item"], given) in items


def _given(template: Template, given: Given) -> Any:
    value = fill(template["given"], given)
    return fill(template["absent"], given) if value is None else value


def _at(template: Template, given: Given) -> Any:
    table = fill(template["at"], given)
    return None if table is None else table.get(fill(template["item"], given))


def _greatest(template: Template, given: Given) -> Any:
    values = fill(template["greatest"], given)
    return None if values is None else max(values)


def _names(template: Template, given: Given) -> Any:
    tables = fill(template["names"], given)
    return list(dict.fromkeys(name for table in tables if table for name in table))


def _alike(template: Template, given: Given) -> Any:
    first, *others = fill(template["alike"], given)
    return all(other == first for other in others)


def _numbers(template: Template, given: Given) -> Any:
    last = fill(template["to"], given)
    return None if last is None else list(range(template["from"], last + 1))


def _times(template: Template, given: Given) -> Any:
    value = fill(template["of"], given)
    return None if value is None else value * template["times"]


def _aged(template: Template, given: Given) -> Any:
    age = fill(template["aged"], given)
    return None if age is None else template["on"] - relativedelta(years=age)


def _first(template: Template, given: Given) -> Any:
    count = fill(template["first"], given)
    return None if count is None else fill(template["item"], given) < count


def _date(template: Template, given: Given) -> Any:
    year, month, day = fill(template["date"], given)
    return f"{year:04}-{month:02}-{day:02}"


RESHAPES: Mapping[str, Callable[[Template, Given], Any]] = {
    "choose": _choose,
    "reaches": _reaches,
    "for_each": _for_each,
    "yuan": _in_yuan,
    "among": _among,
    "greatest": _greatest,
    "first": _first,
    "given": _given,
    "at": _at,
    "names": _names,
    "alike": _alike,
    "from": _numbers,
    "times": _times,
    "aged": _aged,
    "date": _date,
}


def inputs(template: Any) -> Iterator[str]:
    """Yield the names of the inputs that a part of the map uses."""
    if isinstance(template, str) and template.startswith("$"):
        yield template[1:].partition(".")[0]
    elif isinstance(template, list | dict):
        own = "item" if "for_each" in template else ""
        for item in template.values() if isinstance(template, dict) else template:
            yield from (name for name in inputs(item) if name != own)
