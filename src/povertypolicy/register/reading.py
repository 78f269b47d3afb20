"""Reading the files of a register."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import attrs

from povertypolicy.errors import BadSetting, Fault
from povertypolicy.expr.facts import Fact
from povertypolicy.register.decoding import read_text
from povertypolicy.register.headers import bind
from povertypolicy.register.joining import join
from povertypolicy.register.linking import RecordRegister, read_joined
from povertypolicy.register.objects import is_json, parse_json, records_of
from povertypolicy.register.records import Records, from_objects, from_table
from povertypolicy.register.tables import read_csv
from povertypolicy.subjects import PRICE_YEARS, Subject


def _names(value: str | Iterable[str]) -> tuple[str, ...]:
    """Take one name for what it is, and not for its letters."""
    return (value,) if isinstance(value, str) else tuple(value)


@attrs.frozen
class Source:
    """How files are to be read.

    `encoding` overrides what would be found out; `prices_of` is the year in whose prices all amounts are;
    columns named in `ignore` are passed over; `worksheets` names the one to read of a workbook, by kind of subject.
    """

    encoding: str | None = None
    prices_of: int | None = None
    ignore: tuple[str, ...] = attrs.field(default=(), converter=_names)
    worksheets: Mapping[type[Subject], str] = attrs.field(factory=dict)

    def __attrs_post_init__(self) -> None:
        if self.prices_of is not None and self.prices_of not in PRICE_YEARS:
            raise BadSetting(
                setting="prices_of",
                zh="价格年份应为 1978 到 2100 的整数年。",
                en="a whole year from 1978 to 2100 is wanted.",
            )


def read_register(
    cls: type[Subject],
    file: Path | str,
    others: Mapping[type[Subject], Path | str] | None = None,
    *,
    extensions: Iterable[Fact] = (),
    source: Source | None = None,
) -> RecordRegister:
    """Read a file about subjects of `cls`, CSV or JSON, with files about others joined to it by id.

    `others` may hold the subjects below (persons of households) and those directly above (their villages).
    `extensions` are the facts that a policy adds: ``policy.rules.extensions``.

    Raises:
        BadFile: when a file cannot be read at all.
        BadSetting: when a table has no place beside the main one.
        InvalidData: when a JSON file is no JSON or holds no records.
    """
    how, facts = source or Source(), list(extensions)
    files = {cls: Path(file), **{kind: Path(path) for kind, path in (others or {}).items()}}
    main, *rest = (
        read_records(path, kind, facts, given=files, source=how) for kind, path in files.items()
    )
    return read_joined(join(main, rest), facts, how.prices_of)


def read_records(
    path: Path,
    cls: type[Subject],
    extensions: Iterable[Fact],
    *,
    given: Iterable[type[Subject]] = (),
    source: Source,
) -> Records:
    """Read one file as records about subjects of `cls`; `given` are the kinds that the other files hold.

    Raises:
        BadFile: when the file cannot be read at all.
        InvalidData: when a JSON file is no JSON or holds no records.
    """
    text = read_text(path, source.encoding)
    if is_json(path, text):
        root, items = records_of(parse_json(text, str(path)), cls, str(path))
        records = from_objects(items, root, cls, str(path), given=given, extensions=extensions)
    else:
        table = read_csv(text, str(path))
        stated = source.prices_of is not None
        binding = bind(
            table, cls, extensions, given=given, ignore=source.ignore, prices_stated=stated
        )
        records = from_table(table, cls, binding, extensions)
    faults = list(records.faults)
    if not records.records:
        faults.append(Fault("no-rows", file=str(path)))
    if source.prices_of not in (None, records.year) and records.year is not None:
        years = {"years": f"{records.year}, {source.prices_of}"}
        faults.append(Fault("price-years-differ", file=str(path), row=1, parts=years))
        records = attrs.evolve(records, year=None)
    return attrs.evolve(records, faults=tuple(faults))
