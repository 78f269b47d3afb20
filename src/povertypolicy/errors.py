"""Everything that can go wrong, and how it is told.

::

    PovertyPolicyError
    ├── RuleError                  a rule is written wrongly: for authors of policies
    │   ├── NoTruthValue           a condition, number or outcome was used as a Python truth value
    │   ├── NotANumber             a float, or text that is no decimal number, where an exact number is wanted
    │   ├── BadCitation            a citation without a place, or with a sentence instead of fragments
    │   ├── Uncited                a number stands in a rule without a citation
    │   ├── UnitMismatch           money meets a share, money meets money per head, ...
    │   ├── OffPath                a rule reads a fact of a subject it cannot reach
    │   ├── BadRule                any other fault of a rule, said in words
    │   ├── DuplicateId            two clauses have one id
    │   ├── DuplicateLabel         two facts of one subject have one name or table header
    │   ├── Cycle                  a clause is defined by itself
    │   └── LayerConflict          two layers side by side change one clause
    ├── AskError                   a question that cannot be asked: for callers
    │   ├── UnknownPolicy          no installed policy has this name
    │   ├── UnknownClause          the policy has no clause, standard or setting of this name
    │   ├── NotInForce             the day lies before the policy
    │   ├── BadSetting             a supplied value, price index, reading or day is not usable
    │   ├── WrongSubject           a clause about villages was asked about a household
    │   └── BadFile                a file cannot be read or written at all
    ├── InvalidData                facts are not usable: holds every `Fault` at once
    └── PluginRefused              a plugin could not be accepted

Each error has a stable `code`, its parts as `parts`, and its text in both languages from one catalogue.
"""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Literal

import attrs

Language = Literal["zh", "en"]


class PovertyPolicyError(Exception):
    """The root of every error that the library raises on purpose."""

    code: ClassVar[str] = "error"

    def __init__(self, **parts: Any) -> None:
        self.parts: dict[str, Any] = parts
        super().__init__()

    def text(self, language: Language = "en") -> str:
        """Return the message in one language."""
        return render(self.code, self.parts, language)

    def __str__(self) -> str:
        return f"{self.text('zh')}\n{self.text('en')}"

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.parts)


def _rebuild(kind: type[PovertyPolicyError], parts: dict[str, Any]) -> PovertyPolicyError:
    return kind(**parts)


class RuleError(PovertyPolicyError):
    """A rule is written wrongly. `parts["where"]`, when known, is the file and line of the clause."""

    def text(self, language: Language = "en") -> str:
        """Return the message in one language, led by the file and line of the rule."""
        where = self.parts.get("where")
        return (f"{where}: " if where else "") + super().text(language)


class NoTruthValue(RuleError, TypeError):
    """A condition, number or outcome was used where Python wants true or false."""

    code = "no-truth-value"


class NotANumber(RuleError, ValueError):
    """A float, or text that is no decimal number, where an exact number is wanted."""

    code = "not-a-number"


class BadCitation(RuleError, ValueError):
    """A citation without a place, or with a sentence instead of fragments."""

    code = "bad-citation"


class Uncited(RuleError, TypeError):
    """A number stands in a rule without a citation."""

    code = "uncited"


class UnitMismatch(RuleError, TypeError):
    """Two units that do not go together."""

    code = "unit-mismatch"


class OffPath(RuleError, ValueError):
    """A rule reads a fact of a subject that it cannot reach."""

    code = "off-path"


class BadRule(RuleError, ValueError):
    """A fault of a rule that `parts["zh"]` and `parts["en"]` put in words."""

    code = "bad-rule"


class DuplicateId(RuleError, ValueError):
    """Two clauses have one id."""

    code = "duplicate-id"


class DuplicateLabel(RuleError, ValueError):
    """Two facts of one subject have one name or one table header."""

    code = "duplicate-label"


class Cycle(RuleError, ValueError):
    """A clause is defined by itself."""

    code = "cycle"


class LayerConflict(RuleError, ValueError):
    """Two changes of one clause, of which neither comes after the other."""

    code = "layer-conflict"


class AskError(PovertyPolicyError):
    """A question that cannot be asked."""


class UnknownPolicy(AskError, LookupError):
    """No installed policy has this name."""

    code = "unknown-policy"


class UnknownClause(AskError, LookupError):
    """The policy has no clause, standard or setting of this name."""

    code = "unknown-clause"


class NotInForce(AskError, ValueError):
    """The day lies before the policy."""

    code = "not-in-force"


class BadSetting(AskError, ValueError):
    """A supplied value, price index, reading or day is not usable."""

    code = "bad-setting"


class WrongSubject(AskError, TypeError):
    """A clause was asked about a subject that it is not about."""

    code = "wrong-subject"


class BadFile(AskError, OSError):
    """A file cannot be read or written at all."""

    code = "bad-file"


class PluginRefused(PovertyPolicyError):
    """A plugin could not be accepted; the others go on."""

    code = "plugin-refused"


@attrs.frozen
class Fault:
    """One thing wrong in the data, with its place.

    `path` leads into nested data (``persons[2].birth_date``); `file`, `row` and `column` into a table.
    Rows count from 1 and the header is row 1, as a person sees them. The value itself is never kept.
    """

    code: str
    path: str = ""
    file: str = ""
    row: int | None = None
    column: str = ""
    parts: Mapping[str, Any] = attrs.field(factory=dict)

    def at(self, *, file: str = "", row: int | None = None, column: str = "") -> "Fault":
        """Return the fault placed in a table."""
        return attrs.evolve(
            self, file=file or self.file, row=row or self.row, column=column or self.column
        )

    def where(self, language: Language) -> str:
        """Return the place in words."""
        zh = language == "zh"
        parts = [self.file] if self.file else []
        if self.row is not None:
            parts.append(f"第{self.row}行" if zh else f"row {self.row}")
        if self.column:
            parts.append(f"“{self.column}”列" if zh else f'column "{self.column}"')
        elif self.path:
            parts.append(self.path)
        return "，".join(parts) if zh else ", ".join(parts)

    def text(self, language: Language = "en") -> str:
        """Return the place, what is wrong there, and what to do."""
        where = self.where(language)
        colon = "：" if language == "zh" else ": "
        return (where + colon if where else "") + render(self.code, self.parts, language)

    def as_json(self) -> dict[str, Any]:
        """Return the fault as plain data."""
        place = {"file": self.file, "row": self.row, "column": self.column, "path": self.path}
        kept = {key: value for key, value in place.items() if value}
        return {"code": self.code, **kept, "zh": self.text("zh"), "en": self.text("en")}


class InvalidData(PovertyPolicyError, ValueError):
    """Facts are not usable; `faults` holds everything that is wrong, not only the first."""

    code = "invalid-data"

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__(count=len(self.faults))

    def text(self, language: Language = "en") -> str:
        """Return one line for the whole and one for each fault."""
        lines = [render(self.code, self.parts, language)]
        return "\n".join(lines + [f"- {fault.text(language)}" for fault in self.faults])

    def __reduce__(self) -> tuple[Any, ...]:
        return InvalidData, (self.faults,)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` was most likely meant to be."""
    matches = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


def hint(word: str, known: Iterable[str]) -> dict[str, str]:
    """Return the did-you-mean part of a message, in both languages."""
    match = nearest(word, known)
    if match is None:
        return {"hint_zh": "", "hint_en": ""}
    return {"hint_zh": f"您是否想写“{match}”？", "hint_en": f' Did you mean "{match}"?'}


def choices(known: Sequence[str], most: int = 8) -> str:
    """Return the known words, shortened where there are many."""
    return ", ".join(known[:most]) + (", ..." if len(known) > most else "")


def render(code: str, parts: Mapping[str, Any], language: Language) -> str:
    """Return the catalogue's text for `code` in one language."""
    template = CATALOGUE[code][0 if language == "zh" else 1]
    spoken = {
        key: value.say(language) if hasattr(value, "say") else value for key, value in parts.items()
    }
    return template.format(**{"hint_zh": "", "hint_en": "", **spoken})


CATALOGUE: dict[str, tuple[str, str]] = {
    # rules
    "no-truth-value": (
        "{what} 没有真假值，不能用于 if、and、or、not 或链式比较；请写 {instead}。",
        "{what} has no truth value and cannot stand in if, and, or, not or a chained comparison; write {instead}.",
    ),
    "not-a-number": (
        "需要精确的数（整数、Decimal、Fraction 或十进制文字），得到的是 {value}；例如写 “16366.20”。",
        'An exact number is wanted (int, Decimal, Fraction or decimal text), not {value}; write "16366.20", say.',
    ),
    "bad-citation": (
        "出处“{place}”须有位置，且每个片段不为空、不超过 {limit} 个字：只写关键词，不抄句子。",
        'The citation "{place}" needs a place and fragments of 1 to {limit} characters: operative words, never a sentence.',
    ),
    "uncited": (
        "规则中的数 {value} 没有出处；请写成 parameter(...)，或加上 cite=文件.at(...)。",
        "The number {value} stands in a rule without a citation; make it a parameter(...) or add cite=document.at(...).",
    ),
    "unit-mismatch": (
        "单位不合：{left} 与 {right} 不能{verb_zh}。",
        "Units do not go together: {left} cannot be {verb_en} {right}.",
    ),
    "off-path": (
        "关于“{subject}”的规则读取了“{owner}”的登记项“{fact}”，但两者之间没有关系可循。",
        'A rule about {subject} reads the fact "{fact}" of {owner}, which it cannot reach.',
    ),
    "bad-rule": ("{zh}", "{en}"),
    "duplicate-id": (
        "编号“{id}”出现两次（{first}；{second}）；每一条款的编号须唯一。",
        'The id "{id}" is used twice ({first}; {second}); every clause needs an id of its own.',
    ),
    "duplicate-label": (
        "“{subject}”的两个登记项共用名称或表头“{label}”（{first}；{second}）；请改其中一个。",
        'Two facts of {subject} share the name or table header "{label}" ({first}; {second}); rename one.',
    ),
    "cycle": (
        "条款“{id}”绕了一圈又用到自己；请断开循环。",
        'The clause "{id}" is defined by itself; break the circle.',
    ),
    "layer-conflict": (
        "“{target}”被两处修改：{first_layer}（{first}）、{second_layer}（{second}），两者不分上下；请只留一处。",
        '"{target}" is changed by both {first_layer} ({first}) and {second_layer} ({second}); keep one of them.',
    ),
    # questions
    "unknown-policy": (
        "没有安装名为“{name}”的政策。{hint_zh}已安装：{known}。",
        'No installed policy is called "{name}".{hint_en} Installed: {known}.',
    ),
    "unknown-clause": (
        "政策“{policy}”中没有{kind_zh}“{name}”。{hint_zh}可用：{known}。",
        'The policy "{policy}" has no {kind_en} "{name}".{hint_en} There are: {known}.',
    ),
    "not-in-force": (
        "{day} 早于政策“{policy}”的发布日 {issued}；请用该日或以后的日期。",
        'The day {day} lies before the policy "{policy}", issued {issued}; use that day or a later one.',
    ),
    "bad-setting": ("设置“{setting}”不可用：{zh}", 'The setting "{setting}" is not usable: {en}'),
    "wrong-subject": (
        "“{clause}”是关于{wanted}的，不能用来问{got}。",
        '"{clause}" is about {wanted} and cannot be asked about {got}.',
    ),
    "bad-file": ("{file}：{zh}", "{file}: {en}"),
    "invalid-data": ("数据有 {count} 处问题：", "The data has {count} fault(s):"),
    "plugin-refused": (
        "插件“{name}”（版本 {version}）被拒绝：{zh}",
        'The plugin "{name}" (version {version}) was refused: {en}',
    ),
    # facts
    "unknown-key": (
        "不认识“{key}”。{hint_zh}可用：{known}。",
        'Unknown key "{key}".{hint_en} Known: {known}.',
    ),
    "unknown-header": (
        "不认识{place}的表头：{key}。{hint_zh}请改正、删去该列，或用 --ignore 表头 略过。",
        "Unknown header in {place}: {key}.{hint_en} Correct it, remove the column, or pass it over with --ignore HEADER.",
    ),
    "duplicate-header": (
        "{place}与另一列的表头指同一登记项“{fact}”；请只留一列。",
        'The header of {place} names the fact "{fact}", which another column already gives; keep one column.',
    ),
    "missing-header": (
        "缺少必需的列“{key}”；请加上该列。",
        'The required column "{key}" is missing; add it.',
    ),
    "unnamed-header": (
        "第{number}列有内容却没有表头；请写上表头或删去该列。",
        "Column no. {number} has cells but no header; name it or remove it.",
    ),
    "no-known-header": (
        "表头里没有一个认识的名称；第一行应是表头，如“{known}”。",
        "None of the headers is known; the first row must hold headers, such as {known}.",
    ),
    "header-unit": (
        "{place}“{fact}”的表头写的单位（{shape}）不是{wanted}；请把数换算成{wanted}，再改表头。",
        'The header of {place}, "{fact}", gives the unit ({shape}), not {wanted}; convert the figures to {wanted} and correct it.',
    ),
    "header-remark": (
        "看不懂{place}“{fact}”表头括号里的说明；可写单位和价格年份，如“（元，2014年不变价）”，或删去括号。",
        'The remark in the header of {place}, "{fact}", is not understood; write (yuan, prices of 2014), say, or remove it.',
    ),
    "price-year-missing": (
        "{place}“{fact}”的表头没有写价格年份，而别的列写了{year}年；请给每个金额列都写上，或另行指定全部金额的价格年份。",
        'The header of {place}, "{fact}", states no price year, another states {year}; write it in the header of every amount, or state one year for all.',
    ),
    "bad-quotes": (
        "引号不成对，或一格占了几行；请补上或删去引号，每行只写一条记录。",
        "Quotes do not match, or a cell spans several lines; mend the quotes and keep one record on one line.",
    ),
    "nul-byte": (
        "含有空字节，文件可能已损坏；请重新导出此行。",
        "There are NUL bytes in it, so the file may be damaged; export this row again.",
    ),
    "too-long": (
        "这一行超过 {most} 个字符；请检查引号和换行。",
        "The row has more than {most} characters; check quotes and line ends.",
    ),
    "damaged-id": (
        "编号存成了数而不是文本（{shape}），末尾数字可能已丢失；请在表格软件里把该列设为文本，重新填写后导出。",
        "An id kept as a number ({shape}) may have lost digits; make it a text column and enter it again.",
    ),
    "missing-link": (
        "没有填写所属的{parent}的编号；请填写。",
        "The id of the {parent} that this row belongs to is missing; fill it in.",
    ),
    "given-twice": (
        "“{relation}”既写在本记录里，又另有一张表；请只用一种。",
        'The record itself holds "{relation}" and there is a table of them too; keep one of the two.',
    ),
    "other-faults": (
        "本条未核查，因为{places}有问题；请先改正那里。",
        "Not decided, because of the faults at {places}; correct those first.",
    ),
    "missing-part": ("缺少“{key}”；请加上。", '"{key}" is missing; add it.'),
    "no-rows": ("没有一条记录；请检查文件。", "There is not one record in it; check the file."),
    "no-records": (
        '应为对象的列表，或 {{"{plural}": [...]}}，得到的是{shape}。',
        'A list of objects or {{"{plural}": [...]}} is wanted, not {shape}.',
    ),
    "not-an-object": (
        "应为对象（{wanted}），得到的是{shape}；请写成“名称：值”的形式。",
        "An object ({wanted}) is wanted, not {shape}; write it as names and values.",
    ),
    "not-a-list": (
        "应为列表，得到的是{shape}；请把各项放进一个列表。",
        "A list is wanted, not {shape}; put the items into one list.",
    ),
    "not-number": (
        "应为数，得到的是{shape}；请只写数字，如 12000.50。",
        "A number is wanted, not {shape}; write digits only, such as 12000.50.",
    ),
    "full-width": (
        "数字是全角字符（{shape}）；请改成半角，如 4000。",
        "The digits are full-width characters ({shape}); write plain ones, such as 4000.",
    ),
    "not-finite": (
        "不是写全的有限数（{shape}）；请写出全部数字，不用科学记数法，未知请留空。",
        "Not a finite number written out in full ({shape}); write all digits, without an exponent, or leave it empty when unknown.",
    ),
    "ambiguous-unit": (
        "裸数没有单位；在代码里请写 {call}。",
        "A bare number has no unit here; in code write {call}.",
    ),
    "wrong-unit": ("应为{wanted}，得到的是{got}。", "{wanted} is wanted, not {got}."),
    "out-of-range": (
        "数值超出允许范围 {low} 到 {high}（含两端）；请核对。",
        "The number lies outside {low} to {high} (both included); check it.",
    ),
    "too-fine": (
        "小数位太多：最多 {places} 位；请先按您选定的规则取整。",
        "Too many decimal places: at most {places}; round it first, by a rule you choose.",
    ),
    "not-yes-no": (
        "应为 是/否（或 true/false、1/0、yes/no），得到的是{shape}；未知请留空。",
        "Yes or no is wanted (是/否, true/false, 1/0), not {shape}; leave it empty when unknown.",
    ),
    "not-a-word": (
        "应为以下之一：{known}；得到的是{shape}。{hint_zh}",
        "One of {known} is wanted, not {shape}.{hint_en}",
    ),
    "not-a-day": (
        "应为日期，如 2017-12-31，得到的是{shape}。",
        "A day such as 2017-12-31 is wanted, not {shape}.",
    ),
    "no-such-day": (
        "没有这一天（{shape}）；请核对月和日。",
        "There is no such day ({shape}); check month and day.",
    ),
    "not-text": ("应为文字，得到的是{shape}。", "Text is wanted, not {shape}."),
    "not-a-year": (
        "价格年份应为 1978 到 2100 的整数年。",
        "A price year is a whole year from 1978 to 2100.",
    ),
    "no-year": ("年份应为整数，如 2016。", "A year is a whole number such as 2016."),
    "price-years-differ": (
        "价格年份不一：{years}；同一份登记只能用一个价格年份，请统一。",
        "Different price years: {years}; one record or file can have only one: make them the same.",
    ),
    "too-many": (
        "有 {count} 项，最多 {most} 项；请检查是否误并了几份登记。",
        "There are {count} of them, at most {most}; check whether several records were merged by mistake.",
    ),
    "no-prices": (
        "要分担的金额是名义金额，不带价格年份；请去掉 prices_of。",
        "An amount that is shared out is in money of the day; leave out prices_of.",
    ),
    "name-twice": ("“{key}”给了两次；请只留一个。", '"{key}" is given twice; keep one.'),
    "beside": (
        "“{key}”不能与 {beside} 同用；请删去。",
        '"{key}" has no place beside {beside}; remove it.',
    ),
    "too-many-values": (
        "给出了 {count} 个值，这一条最多用 {most} 个；请去掉多余的。",
        "{count} values are given, and the clause takes {most} at most; leave out the rest.",
    ),
    "duplicate-key": (
        "编号与第{other}行重复；编号须唯一。",
        "The id repeats that of row {other}; ids must be unique.",
    ),
    "missing-key": ("没有编号；请填写。", "There is no id; fill it in."),
    "no-parent": (
        "在{table}表中找不到此行所属的编号；请核对。",
        "The {table} table has no such id for this row to belong to; check it.",
    ),
    "ragged-row": (
        "有 {got} 格，表头有 {wanted} 列；请检查逗号和引号。",
        "There are {got} cells and {wanted} headers; check commas and quotes.",
    ),
    "bad-json": (
        "不是合法的 JSON（第{line}行第{col}列）；请从那里起检查引号、逗号和括号。",
        "Not valid JSON (line {line}, column {col}); check quotes, commas and brackets from there on.",
    ),
    "bad-toml": (
        "不能作为 TOML 读入：{error}；请检查文件、编码（UTF-8）、引号和括号。",
        "Not readable as TOML: {error}; check the file, its encoding (UTF-8), quotes and brackets.",
    ),
    "unlike-form": ("“{key}”应为{wanted}。", '"{key}" should be {wanted}.'),
    "id-twice": (
        "编号与 {other} 的条款重复；编号须唯一。",
        "The id repeats that of the clause at {other}; ids must be unique.",
    ),
    "row-twice": (
        "“{row}”有不止一行；请只留一行。",
        '"{row}" has more than one row; keep one.',
    ),
    "repeated-json-key": (
        "同一对象中名称“{key}”出现两次（“#2”指第2个名称）；请只留一个。",
        'The key "{key}" stands twice in one object ("#2" is the second key); keep one.',
    ),
    # procedures
    "not-of-event": (
        "“{event}”不用“{key}”；请删去。",
        'An event "{event}" has no "{key}"; remove it.',
    ),
    "not-an-event": (
        "应为前面一条事件的编号，如 3，得到的是{shape}。",
        "The number of an earlier event, such as 3, is wanted, not {shape}.",
    ),
    "back-to-a-step": (
        "“step”只写在退回（back）的处理里，写明退回到哪一步。",
        'A resolution names a "step" when it goes back (back), and only then.',
    ),
    "corrects-nothing": (
        "更正须写出改了什么（corrected_day、actor、records），或写 withdrawn 撤回，两者取一。",
        "A correction says what changes (corrected_day, actor, records), or that the event is withdrawn: one of the two.",
    ),
    "correction-of-nothing": (
        "前面没有第{number}条可以更正的事件；更正须指向在前、未撤回、本身不是更正的事件。",
        "There is no event {number} before it to correct; name an earlier one that is no correction and not withdrawn.",
    ),
    "corrects-no-such-part": (
        "所指的事件没有“{key}”可改；请删去。",
        'The event it refers to has no "{key}" to correct; remove it.',
    ),
    "no-leads": (
        "这个程序没有比对线索。",
        "No comparison of this procedure brings up leads.",
    ),
    "day-after-facts": (
        "日期 {day} 晚于事实日 {as_of}；请核对日期，或用更晚的事实日。",
        "The day {day} lies after the day of the facts, {as_of}; check it, or use a later day of the facts.",
    ),
    "day-before": (
        "日期 {day} 早于应在其前的日期 {before}；请核对两个日期。",
        "The day {day} lies before {before}, which has to come first; check both days.",
    ),
    "procedure-over": (
        "程序已经结束，此后只能补交资料或更正。",
        "The procedure is over; papers and corrections alone can follow.",
    ),
    "step-again": (
        "“{step}”已经做过；没有退回，不能再做。",
        '"{step}" was taken already, and nothing sent it back to be taken again.',
    ),
    "step-before-predecessor": (
        "“{step}”之前还须先做“{first}”；请先登记“{first}”。",
        '"{first}" has to come before "{step}"; record "{first}" first.',
    ),
    "step-after-successor": (
        "“{step}”应在“{later}”之前，却登记在其后；请核对次序。",
        '"{step}" has to come before "{later}" and is recorded after it; check the order.',
    ),
    "objection-open": (
        "第{number}条的异议没有处理，不能做下一步；请先登记处理。",
        "The objection of event {number} is not settled, so no step can follow; record its resolution first.",
    ),
    "publicity-without-end": (
        "“{step}”的公示没有结束：请登记最后一天（publicity_end），或给出公示天数和来源。",
        'The publicity of "{step}" has no end: record its last day (publicity_end), or give its length with a source.',
    ),
    "publicity-not-over": (
        "{day} 时“{step}”的公示没有期满，最早到 {last}；此后才能做下一步。",
        'On {day} the publicity of "{step}" is not over; it runs until {last} at the earliest, and the next step follows it.',
    ),
    "publicity-too-short": (
        "“{step}”的公示应为 {length} 天，最早到 {last}，登记的最后一天更早；请核对。",
        'The publicity of "{step}" takes {length} days, until {last} at the earliest; the last day recorded is earlier. Check it.',
    ),
    "publicity-ended": (
        "“{step}”的公示已登记过最后一天；有误请用更正。",
        'The last day of the publicity of "{step}" is recorded already; correct it if it is wrong.',
    ),
    "publicity-passed": (
        "“{step}”的公示之后已有别的步骤；请核对次序。",
        'Other steps have followed the publicity of "{step}"; check the order.',
    ),
    "no-publicity": (
        "“{step}”不是公示；请核对步骤。",
        '"{step}" is no publicity; check the step.',
    ),
    "not-taken": (
        "“{step}”还没有做；请先登记这一步。",
        '"{step}" has not been taken; record that step first.',
    ),
    "objection-to-nothing": (
        "“{step}”此时没有公示，也不等待认可，不能有异议；请核对步骤。",
        '"{step}" is neither in publicity nor waiting for consent, so nothing can be objected to; check the step.',
    ),
    "objection-late": (
        "异议在“{step}”的公示之后，公示最迟到 {last}；请核对日期。",
        'The objection comes after the publicity of "{step}", which ran until {last} at the latest; check the day.',
    ),
    "resolves-nothing": (
        "第{number}条不是待处理的异议；请核对编号。",
        "Event {number} is no objection that is open; check the number.",
    ),
    "wrong-actor": (
        "“{step}”由{actor}做，登记的不是；请核对。",
        '"{step}" is for the {actor}, and somebody else is recorded; check it.',
    ),
    "strange-record": (
        "“{step}”的资料是{known}，登记的有别的（{shape}）；请核对。",
        'The papers of "{step}" are {known}; another one is recorded ({shape}). Check it.',
    ),
    "contradiction": (
        "“{first}”与“{second}”矛盾：{zh}；请核对两项。",
        '"{first}" contradicts "{second}": {en}; check both.',
    ),
}
