"""A reconciliation told: as text, as a table, as plain data. No household is named in any of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from povertypolicy.columns.deciding import Answer
from povertypolicy.deciding.plain import both
from povertypolicy.deciding.policy import Policy
from povertypolicy.register.reconciling.findings import FINDINGS, IDENTIFIED
from povertypolicy.register.reconciling.groups import Group, Groups, Measure
from povertypolicy.register.reconciling.rates import Amount, Share
from povertypolicy.register.reconciling.settling import Field, Settling
from povertypolicy.register.reconciling.standings import STANDINGS
from povertypolicy.register.writing import Cell, csv_text
from povertypolicy.texts import Language, Text

EDITION = 1
"""The edition of the JSON form."""

NOTICE = Text(
    "以上是对文件和登记的一种解读，不是官方核查认定；每一户以规定的程序核实为准。",
    "This is a reading of the document and of the record, not an official verification; each household is verified by"
    " the procedure laid down.",
)
LISTING_UNKNOWN = Text(
    "没有给出识别当时的登记项：在册而今天不符合识别标准的，当时可能是对的，所以“错评”只是“可能”。",
    "The facts by which households were listed were not given: one that the rule does not identify today may have been"
    " listed rightly, so that it is wrongly listed only possibly.",
)
DISPLAY = Text(
    "比率按最少和最多两种情形给出；显示到百分之二位小数，下限舍、上限进，计算用分数。",
    "Rates are given from the least to the greatest they may be; shown with two decimals of a percent, the lower bound"
    " rounded down, the upper one up, computed in fractions.",
)


@attrs.frozen
class Asked:
    """What was asked: the standards by their role, with name and label; the policy, its digest and days if known."""

    standards: Mapping[str, tuple[str, Text]]
    policy: str = ""
    digest: str = ""
    rules_on: str = ""
    as_of: str = ""
    listing: bool = False

    @classmethod
    def of(cls, answers: Mapping[str, Answer | None], policy: Policy | None = None) -> "Asked":
        """Return what was asked, from the answers by role, ``identification`` and ``exit``."""
        told = {
            role: (one.name, one.info.label) for role, one in answers.items() if one is not None
        }
        if policy is None:
            return cls(told)
        days = (policy.settings.rules_on.isoformat(), policy.settings.as_of.isoformat())
        return cls(told, policy.name, policy.digest, *days)


# --- text ----------------------------------------------------------------------------------------


def say(
    totals: Group,
    groups: Groups | None,
    settling: Settling,
    asked: Asked,
    *,
    language: Language,
    most: int,
) -> Iterator[str]:
    """Yield a reconciliation in lines."""
    yield _head(asked, language)
    yield from _counts(totals, language)
    for measure in totals.measures:
        yield from _measure(measure, totals, language, most)
    if groups is not None:
        yield from _worst(groups, language, most)
    yield from _settling(settling, language, most)
    if not asked.listing and totals["wrongly_listed"].households.possible:
        yield LISTING_UNKNOWN.say(language)
    yield from _bases(totals, language)
    yield DISPLAY.say(language)
    yield NOTICE.say(language)


def _head(asked: Asked, language: Language) -> str:
    zh = language == "zh"
    title = "登记与标准对照" if zh else "The record beside the rule"
    told = [
        f"{label.zh}（{name}）" if zh else f"{label.en} ({name})"
        for name, label in asked.standards.values()
    ]
    return title + ("：" if zh and told else ": " if told else "") + _listed(told, language)


def _counts(group: Group, language: Language) -> Iterator[str]:
    zh = language == "zh"
    yield (
        f"共{group.households}户、{group.persons}人。"
        if zh
        else f"Households: {group.households}, persons: {group.persons}."
    )
    labels = [*STANDINGS.values(), Text("状态不明", "status not known")]
    counts = (group.never, group.listed, group.exited, group.unclear)
    parts = [_households(label, n, language) for label, n in zip(labels, counts, strict=True)]
    apart = (
        (Text("登记矛盾", "contradictory record"), group.contradictory),
        (Text("标准不适用、未作判断", "not judged, the rule does not apply"), group.not_judged),
        (Text("数据有问题、未核查", "faulty data, not decided"), group.faults),
        (Text("人数不详、不计入人数", "of unknown size, in no figure of persons"), group.unsized),
    )
    parts += [_households(label, n, language) for label, n in apart if n]
    yield "  " + _listed(parts, language)


def _households(label: Text, count: int, language: Language) -> str:
    return f"{label.zh}{count}户" if language == "zh" else f"{label.en}: {count}"


def _measure(measure: Measure, group: Group, language: Language, most: int) -> Iterator[str]:
    finding, zh = measure.finding, language == "zh"
    colon = "：" if zh else ": "
    yield f"{finding.label.say(language)}{colon}{_amounts(measure, language)}"
    yield f"  {_rate(measure, language)}"
    top = group.top(finding, most)
    if top:
        told = [_households_with(reason.text, n, language) for reason, n in top]
        yield f"  {'原因' if zh else 'because'}{colon}{_listed(told, language)}"


def _households_with(label: Text, count: int, language: Language) -> str:
    return f"{label.zh} {count}户" if language == "zh" else f"{label.en} {count}"


def _amounts(measure: Measure, language: Language) -> str:
    households, persons = measure.households, measure.persons
    if language == "zh":
        return (
            f"确定{households.certain}户{persons.certain}人，"
            f"可能另有{households.possible}户{persons.possible}人"
        )
    return (
        f"households certain {households.certain}, possible {households.possible} more;"
        f" persons certain {persons.certain}, possible {persons.possible} more"
    )


def _rate(measure: Measure, language: Language) -> str:
    rate, among = measure.finding.rate.say(language), measure.finding.among.say(language)
    persons = measure.persons.rate.say(language)
    households = measure.households.rate.say(language)
    if language == "zh":
        return f"{rate}（占{among}）：按人{persons}，按户{households}"
    return f"{rate} (of {among}): by persons {persons}, by households {households}"


def _worst(groups: Groups, language: Language, most: int) -> Iterator[str]:
    """The groups with most findings."""
    zh = language == "zh"
    places = groups.worst()
    if len(places):
        yield "分组，问题最多的在前：" if zh else "By group, most found first:"
    for place in places[:most]:
        group = groups.at(int(place))
        name = group.name or ("未登记" if zh else "not recorded")
        parts = [
            f"{m.finding.label.say(language)} {_few(m.households, language)}"
            for m in group.measures
            if m.finding in FINDINGS and (m.households.certain or m.households.possible)
        ]
        yield f"  {name}{'：' if zh else ': '}{_listed(parts, language)}"
    if len(places) > most:
        more = len(places) - most
        yield f"  还有{more}处" if zh else f"  and {more} more"


def _few(amount: Amount, language: Language) -> str:
    if language == "zh":
        return f"确定{amount.certain}户、可能{amount.possible}户"
    return f"certain {amount.certain}, possible {amount.possible}"


def _settling(settling: Settling, language: Language, most: int) -> Iterator[str]:
    zh = language == "zh"
    if not settling.open:
        return
    yield (
        f"有{settling.open}户因登记不全只是“可能”，可先补问："
        if zh
        else f"Merely possible, since facts are missing: {settling.open} households. To be asked first:"
    )
    for number, step in enumerate(settling.steps[:most], 1):
        fields = _listed((field.label.say(language) for field in step.fields), language)
        yield (
            f"  {number}. {fields}：可定{step.settles}户，累计{step.settled}户"
            if zh
            else f"  {number}. {fields}: settles {step.settles}, {step.settled} in all"
        )
    if settling.beyond:
        yield (
            f"  另有{settling.beyond}户补问登记项也不能定："
            if zh
            else f"  {settling.beyond} more are settled by no fact:"
        )
        for label, count in settling.reasons[:most]:
            yield f"  - {_households_with(label, count, language)}"


def _bases(group: Group, language: Language) -> Iterator[str]:
    """Say where the definitions of the rates come from."""
    bases: dict[Text, list[str]] = {}
    for measure in group.measures:
        bases.setdefault(measure.finding.basis, []).append(measure.finding.rate.say(language))
    for basis, told in bases.items():
        colon = "：" if language == "zh" else ": "
        end = "。" if language == "zh" else "."
        names = ("、" if language == "zh" else ", ").join(told)
        yield f"{names}{colon}{basis.say(language)}{end}"


def _listed(items: Iterable[str], language: Language) -> str:
    return ("，" if language == "zh" else ", ").join(items)


# --- tables --------------------------------------------------------------------------------------

_COUNTS = {
    "households": Text("户数", "households"),
    "persons": Text("人数", "persons"),
    "never": Text("从未建档户", "never listed"),
    "listed": Text("在册户", "listed"),
    "exited": Text("已退出户", "exited"),
    "unclear": Text("状态不明户", "status not known"),
    "contradictory": Text("登记矛盾户", "contradictory record"),
    "not_judged": Text("未作判断户", "not judged"),
    "faults": Text("有问题户", "faults"),
    "unsized": Text("人数不详户", "unknown size"),
}
_AMOUNTS = (
    Text("确定户", "certain households"),
    Text("可能户", "possible households"),
    Text("确定人", "certain persons"),
    Text("可能人", "possible persons"),
    Text("率下限（人）分子", "rate low (persons) numerator"),
    Text("率下限（人）分母", "rate low (persons) denominator"),
    Text("率上限（人）分子", "rate high (persons) numerator"),
    Text("率上限（人）分母", "rate high (persons) denominator"),
    Text("率下限%", "rate low %"),
    Text("率上限%", "rate high %"),
)
_REASON = Text("首要原因", "first reason")
_LEVEL = Text("层级", "level")
TOTAL = Text("合计", "total")
_LEVELS = {"village": Text("村", "village"), "county": Text("县", "county")}


def csv_of(level: str, groups: Sequence[Group], languages: Sequence[Language]) -> Iterator[str]:
    """Yield a CSV file: a row for every group, the total in the last one, figures as whole numbers.

    The first column tells them apart: it holds the level of a group, such as ``village``, and ``total`` for the total.
    Rates are given by persons, exactly as fractions and in percent for display.
    """
    return csv_text(_table(level, groups, languages))


def _table(
    level: str, groups: Sequence[Group], languages: Sequence[Language]
) -> Iterator[list[Cell]]:
    def words(*texts: Text) -> str:
        return " ".join(" ".join(text.say(language) for text in texts) for language in languages)

    named = _LEVELS.get(level, Text(level, level))
    header = [words(_LEVEL), words(named), *(words(text) for text in _COUNTS.values())]
    for measure in groups[-1].measures:
        header += [words(measure.finding.label, text) for text in _AMOUNTS]
        if measure.finding != IDENTIFIED:
            header.append(words(measure.finding.label, _REASON))
    yield [*header]
    for group in groups:
        whole = group is groups[-1]
        place = (TOTAL.en, words(TOTAL)) if whole else (level, group.name)
        row: list[Cell] = [*place, *(getattr(group, count) for count in _COUNTS)]
        for measure in group.measures:
            row += _cells(measure)
            if measure.finding != IDENTIFIED:
                row.append(
                    "".join(words(reason.text) for reason, _ in group.top(measure.finding, 1))
                )
        yield row


def _cells(measure: Measure) -> Iterator[Cell]:
    households, persons = measure.households, measure.persons
    yield from (households.certain, households.possible, persons.certain, persons.possible)
    for share in (persons.rate.low, persons.rate.high):
        yield from ("", "") if share is None else (share.numerator, share.denominator)
    yield from persons.rate.percents()


# --- plain data ----------------------------------------------------------------------------------


def as_json(
    totals: Group, groups: Mapping[str, Groups], settling: Settling, asked: Asked
) -> dict[str, Any]:
    """Return a reconciliation as plain data."""
    days = {"rules_on": asked.rules_on, "as_of": asked.as_of}
    known = {"policy": asked.policy, "digest": asked.digest, **days}
    notes = [DISPLAY, NOTICE] if asked.listing else [LISTING_UNKNOWN, DISPLAY, NOTICE]
    return {
        "edition": EDITION,
        **{key: value for key, value in known.items() if value},
        "standards": {
            role: {"name": name, "label": both(label)}
            for role, (name, label) in asked.standards.items()
        },
        "measures": [
            {
                "id": m.finding.id,
                "label": both(m.finding.label),
                "rate": both(m.finding.rate),
                "among": both(m.finding.among),
                "basis": both(m.finding.basis),
            }
            for m in totals.measures
        ],
        "totals": _group_json(totals),
        "groups": {
            level: [_group_json(group) for group in of.values()] for level, of in groups.items()
        },
        "would_settle": _settling_json(settling),
        "notes": [both(note) for note in notes],
    }


def _group_json(group: Group) -> dict[str, Any]:
    return {
        "name": group.name,
        **{count: getattr(group, count) for count in _COUNTS},
        "measures": {
            m.finding.id: {
                "households": _amount_json(m.households),
                "persons": _amount_json(m.persons),
                "reasons": [
                    {
                        "id": reason.id,
                        "side": reason.side,
                        "label": both(reason.text),
                        "households": n,
                    }
                    for reason, n in group.top(m.finding, len(group.reasons))
                ],
            }
            for m in group.measures
        },
    }


def _amount_json(amount: Amount) -> dict[str, Any]:
    return {
        "certain": amount.certain,
        "possible": amount.possible,
        "rate": {
            "low": _share_json(amount.rate.low),
            "high": _share_json(amount.rate.high),
            "display": list(amount.rate.percents()),
        },
    }


def _share_json(share: Share | None) -> dict[str, int] | None:
    if share is None:
        return None
    return {"numerator": share.numerator, "denominator": share.denominator}


def _settling_json(settling: Settling) -> dict[str, Any]:
    return {
        "open": settling.open,
        "beyond": settling.beyond,
        "reasons": [{"label": both(label), "households": n} for label, n in settling.reasons],
        "alone": [{**_field_json(field), "households": n} for field, n in settling.alone],
        "steps": [
            {
                "fields": [_field_json(field) for field in step.fields],
                "settles": step.settles,
                "settled": step.settled,
            }
            for step in settling.steps
        ],
    }


def _field_json(field: Field) -> dict[str, Any]:
    return {"path": field.path, "label": both(field.label)}
