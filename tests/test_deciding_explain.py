"""Decisions told as text, as data and as a page: `explain`, `as_json`, `sheet`."""

import html.parser
import json
import re

import pytest
import sample_policy
import snapshot

from povertypolicy import Person, Village, as_json, explain, price_index, sheet, yuan, yuan_per_head
from povertypolicy.texts import LANGUAGES

BASE = sample_policy.policy()
ASKED = (
    BASE.supply("yunxi.average", yuan_per_head(8000, prices_of=2017), source="县统计公报")
    .with_index(price_index({2014: 100, 2017: 105}, source="某年鉴", assumed=True))
    .choose("yunxi.housing", "own")
    .define("yunxi.hardship", sample_policy.HELPED.means, source="县发〔2018〕9号")
)
FAMILY = sample_policy.family()
FILLED = FAMILY.with_(
    persons=[
        Person(
            name="甲某",
            labour_capacity="able",
            insured=True,
            on_allowance=False,
            birth_date="1980-01-01",
        ),
        Person(name="乙某", insured=False, on_allowance=False, birth_date="2010-05-05"),
    ],
)
DECISIONS = {
    "identification": (BASE, "household.identification", FAMILY),
    "exit": (ASKED, "household.exit", FILLED),
    "open": (BASE, "household.exit", FAMILY.with_(housing_assured=None)),
    "entries": (BASE, "yunxi.entries", FAMILY),
    "kind": (BASE, "yunxi.kind", FAMILY),
    "village": (BASE, "village.exit", Village(prices_of=2017, households=[FAMILY])),
}


def decide(name):
    policy, clause, subject = DECISIONS[name]
    return policy.ask(clause, subject)


def undigested(told, decision):
    """Leave the digest out of a text: it changes with every rule, and no officer reads it."""
    assert decision.digest in told
    return told.replace(decision.digest, "0" * 16)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DECISIONS)
def test_the_text(name, language):
    decision = decide(name)
    told = undigested(explain(decision, language), decision)
    snapshot.agrees(f"explain.{name}.{language}.txt", told)


@pytest.mark.parametrize("name", ["exit", "open"])
def test_the_data(name):
    decision = decide(name)
    told = json.dumps(as_json(decision), ensure_ascii=False, indent=1)
    snapshot.agrees(f"explain.{name}.json", undigested(told, decision))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page(language):
    decision = decide("exit")
    snapshot.agrees(f"sheet.exit.{language}.html", undigested(sheet(decision, language), decision))


# --- what all three promise ----------------------------------------------------------------------

FORMS = {
    "text": explain,
    "data": lambda decision, _: json.dumps(as_json(decision), ensure_ascii=False),
    "page": sheet,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", DECISIONS)
def test_every_form_says_that_it_is_a_reading_and_on_what_it_rests(name, form, language):
    decision = decide(name)
    told = FORMS[form](decision, language)
    notice = {"zh": "不是官方认定", "en": "not an official decision"}[language]
    assert notice in told
    assert decision.digest in told
    assert "2018-12-31" in told
    assert decision.info.cite.document.number in told


@pytest.mark.parametrize("form", FORMS)
def test_every_form_names_what_the_caller_added(form):
    told = FORMS[form](decide("exit"), "zh")
    for part in ("县统计公报", "某年鉴", "假设", "yunxi.housing = own", "县发〔2018〕9号"):
        assert part in told


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", DECISIONS)
def test_no_form_names_a_person(name, form):
    told = FORMS[form](decide(name), "zh")
    for personal in ("甲某", "乙某", "1980-01-01", "2010-05-05"):
        assert personal not in told


@pytest.mark.parametrize("name", DECISIONS)
def test_chinese_texts_have_full_width_punctuation(name):
    told = explain(decide(name), "zh")
    assert re.findall(r"[\u4e00-\u9fff“”][:;,?()]|[:;,?()][\u4e00-\u9fff“”]", told) == []


@pytest.mark.parametrize("name", DECISIONS)
def test_the_answer_stands_first(name):
    decision = decide(name)
    first = explain(decision, "zh").splitlines()[0]
    assert first == f"{decision.info.label.zh}：{decision.value_label.zh}"


def test_the_data_agree_with_the_decision():
    decision = decide("exit")
    told = as_json(decision)
    assert told["outcome"] == decision.outcome.value
    assert [found["clause"] for found in told["findings"]] == [f.info.id for f in decision.findings]
    assert [found["outcome"] for found in told["findings"]] == [
        f.outcome.value for f in decision.findings
    ]
    assert told == json.loads(json.dumps(told))


def test_a_number_is_written_exactly_in_the_data():
    assert as_json(BASE.ask("yunxi.gift", FAMILY))["value"] == "102"
    third = BASE.supply("yunxi.average", yuan_per_head("0.01", prices_of=2017), source="表")
    assert as_json(third["yunxi.exit_line"].ask())["value"] == "0.004"


class Page(html.parser.HTMLParser):
    """Collects tags and addresses."""

    def __init__(self):
        super().__init__()
        self.tags = []
        self.addresses = []
        self.open = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name in ("src", "href")]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_one_sheet_without_scripts_or_outside_addresses(language):
    page = Page()
    page.feed(sheet(decide("exit"), language))
    assert page.open == []
    assert page.addresses == []
    assert "script" not in page.tags
    assert page.tags.count("tr") == 1 + len(decide("exit").findings)


def test_what_a_caller_wrote_is_escaped_on_the_page():
    asked = BASE.supply(
        "yunxi.average", yuan_per_head(8000, prices_of=2017), source="<script>alert(1)</script>"
    )
    told = sheet(asked.ask("household.exit", FAMILY), "en")
    assert "<script>" not in told
    assert "&lt;script&gt;" in told


def test_rows_not_reached_are_marked():
    unable = FAMILY.with_(
        persons=[Person(labour_capacity="none", insured=True, on_allowance=False)],
        on_allowance=True,
        wage_income=yuan(1),
    )
    told = sheet(ASKED.ask("household.exit", unable), "en")
    assert told.count('<tr class="skipped">') == 1
    assert "income reaches the exit line" not in explain(
        ASKED.ask("household.exit", unable), "en"
    ).replace("then income reaches the exit line", "")
