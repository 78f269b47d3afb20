"""What a question stands in: the rules and the settings, under one digest."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import attrs

from povertypolicy.digests import digest_of
from povertypolicy.policies import Rules, Settings, settings_data
from povertypolicy.texts import Text


@attrs.frozen(eq=False)
class Context:
    """Rules and settings; contexts of one digest give the same answers."""

    rules: Rules
    settings: Settings

    def __reduce__(self) -> tuple[Any, ...]:
        return Context, (self.rules, self.settings)

    @cached_property
    def digest(self) -> str:
        """The digest of rules and settings."""
        return digest_of([self.rules.digest, settings_data(self.settings)])

    @cached_property
    def notes(self) -> tuple[Text, ...]:
        """What an answer rests on besides the facts: days, supplied values, index, readings, terms."""
        return tuple(_notes(self))


def _notes(context: Context) -> Iterator[Text]:
    settings, rules = context.settings, context.rules
    on, of = settings.rules_on.isoformat(), settings.as_of.isoformat()
    yield Text(
        f"政策：{rules.label.zh}（{rules.name}），规则日 {on}，事实日 {of}，摘要 {context.digest}",
        f"Policy: {rules.label.en} ({rules.name}), rules on {on}, facts as of {of}, digest {context.digest}",
    )
    if rules.issued is None:
        yield Text(
            "文件没有写明生效日期", "The document does not state from which day it is in force"
        )
    for name, value in settings.supplied.items():
        yield Text(
            f"提供的数：{name} = {value.quantity.say('zh')}（来源：{value.source}）",
            f"Supplied: {name} = {value.quantity.say('en')} (source: {value.source})",
        )
    if settings.index is not None:
        source = settings.index.source
        assumed = Text("（假设，非公布数据）", " (an assumption, not a published index)")
        note = assumed if settings.index.assumed else Text("", "")
        yield Text(f"价格指数：{source}{note.zh}", f"Price index: {source}{note.en}")
    for derivation in settings.derived.values():
        label = derivation.fact.info.label
        yield Text(
            f"由名册算出而不取登记数：{label.zh}", f"Worked out from the register: {label.en}"
        )
    for reading, option in settings.chosen.items():
        yield Text(f"选用的读法：{reading} = {option}", f"Reading chosen: {reading} = {option}")
    for term, definition in settings.definitions.items():
        yield Text(
            f"名词定义：{term}（来源：{definition.source}）",
            f"Term defined: {term} (source: {definition.source})",
        )
