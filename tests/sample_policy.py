"""A small invented policy that uses every kind of node; no such place or document exists."""

from povertypolicy import Household, Person, Policy, Village
from povertypolicy.citations import document
from povertypolicy.clauses import classification, formula, line, undefined_term
from povertypolicy.criteria import criterion
from povertypolicy.deciding.policy import open_policy
from povertypolicy.expr.fields import share, word_list
from povertypolicy.expr.nodes import (
    NOT_APPLICABLE,
    all_of,
    any_of,
    cases,
    day,
    indicator,
    max_,
    min_,
    none_of,
    readings,
    undetermined,
    vocabulary,
    when,
    window,
)
from povertypolicy.parameters import parameter, since, supplied
from povertypolicy.policies import Rules, clauses_of, rules
from povertypolicy.provenance import Force
from povertypolicy.quantities import (
    MoneyPerHead,
    count,
    percent,
    years,
    yuan,
    yuan_per_head,
)
from povertypolicy.standards import standard
from povertypolicy.subjects import IncomeEntry

NOTICE = document("云溪〔2018〕3号", ("云溪帮扶办法", "Measures of Yunxi"), issued="2018-03-01")

MEASURES = vocabulary(
    ("帮扶措施", "measures"),
    land=("流转土地", "land lease"),
    job=("介绍就业", "job placement"),
    loan=("小额贷款", "small loan"),
    closed=False,
)
RECEIVED = word_list(("已享受帮扶措施", "measures received"), MEASURES).on(Household, "measures")
LOSS_SHARE = share(("减收比例", "share of income lost")).on(Household, "loss_share")

NET = indicator(
    ("全年收入", "yearly income"),
    Household.wage_income
    + Household.business_income
    + Household.transfer_income
    - Household.production_expense,
)
LIVING = Household.persons.where(
    none_of(Person.on_allowance), ("未领低保的成员", "members without the allowance")
)
SIZE = indicator(("人口", "size"), Household.persons.listed().count())
PER_HEAD = indicator(("人均收入", "income per head"), NET / SIZE)
YEAR = window("2018-01-01", "2018-12-31", cite=NOTICE.at("二.1", "本年"))

LINE = parameter(
    "yunxi.line",
    ("帮扶线", "support line"),
    since("2018-03-01", yuan_per_head(3500, prices_of=2017, cite=NOTICE.at("一.1", "3500元"))),
    since("2019-01-01", yuan_per_head(3800, prices_of=2017, cite=NOTICE.at("一.1", "3800元"))),
)
AVERAGE = supplied(
    "yunxi.average",
    ("全县人均收入", "the county's income per head"),
    MoneyPerHead,
    cite=NOTICE.at("一.2"),
)
EXIT_LINE = line(
    "yunxi.exit_line",
    ("退出线", "exit line"),
    AVERAGE * percent(40, cite=NOTICE.at("一.2", "40%")),
    cite=NOTICE.at("一.2", "不低于"),
)
ENTRIES = formula(
    "yunxi.entries",
    ("本年明细收入", "itemised income of the year"),
    Household.entries.where(
        all_of(IncomeEntry.day.within(YEAR), none_of(IncomeEntry.kind.equals("expense")))
    ).sum(IncomeEntry.amount),
    cite=NOTICE.at("二.1"),
)
POOR = criterion(
    "yunxi.poor",
    ("收入低于帮扶线", "income below the support line"),
    cite=NOTICE.at("一.1", "低于"),
    means=PER_HEAD.below(LINE),
    assumes=("人口按登记的全体成员计", "all recorded members count"),
)
EXIT_INCOME = criterion(
    "yunxi.exit_income",
    ("收入达到退出线", "income reaches the exit line"),
    cite=NOTICE.at("一.2", "不低于"),
    means=PER_HEAD.at_least(EXIT_LINE),
)
INSURED = criterion(
    "yunxi.insured",
    ("全员参保", "everybody insured"),
    cite=NOTICE.at("二.2"),
    means=LIVING.all(
        any_of(Person.insured, Person.birth_date.after(day("2018-01-01", cite=YEAR.cite)))
    ),
)
SCHOOL = criterion(
    "yunxi.school",
    ("无辍学", "nobody out of school"),
    cite=NOTICE.at("二.3", "原则上"),
    means=none_of(
        Household.persons.where(
            Person.birth_date.age().between(
                years(6, cite=NOTICE.at("二.3", "6")), years(15, cite=NOTICE.at("二.3", "15"))
            )
        ).any(Person.out_of_school)
    ),
    force=Force.IN_PRINCIPLE,
)
HOUSED = criterion(
    "yunxi.housed",
    ("住房安全", "safe housing"),
    cite=NOTICE.at("二.4"),
    means=readings(
        "yunxi.housing",
        ("住房", "housing"),
        own=(("本户住房", "own house"), Household.housing_assured),
        wide=(
            ("本户或低保", "own house or allowance"),
            any_of(Household.housing_assured, Household.on_allowance),
        ),
    ),
)
SMALL = criterion(
    "yunxi.small",
    ("小村", "small village"),
    cite=NOTICE.at("三.1"),
    means=Household.village.of(
        Village.registered_population.at_most(count(500, cite=NOTICE.at("三.1", "500人以下")))
    ),
    until="2020-12-31",
)
NEIGHBOURS = criterion(
    "yunxi.neighbours",
    ("低于村平均", "below the village's average"),
    cite=NOTICE.at("三.1", "低于"),
    means=PER_HEAD.below(Household.village.of(Village.income_per_head)),
)
HARDSHIP = undefined_term("yunxi.hardship", ("特殊困难", "hardship"), cite=NOTICE.at("三.2"))
LOSS = criterion(
    "yunxi.loss",
    ("因灾减收", "income lost to a disaster"),
    cite=NOTICE.at("三.3", "超过"),
    means=LOSS_SHARE.above(percent(30, cite=NOTICE.at("三.3", "30%"))),
    applies_when=Household.registered,
    advisory=True,
)
HELPED = criterion(
    "yunxi.helped",
    ("措施到位", "measures in place"),
    cite=NOTICE.at("三.4"),
    means=RECEIVED.covers("land", "job"),
)
GROSS = criterion(
    "yunxi.gross",
    ("收入总额", "gross income"),
    cite=NOTICE.at("三.5"),
    means=max_(NET, Household.transfer_income)
    .at_prices_of(2017)
    .above(
        cases(
            when(SIZE.at_least(count(5, cite=NOTICE.at("三.5", "5人以上"))), min_(NET, NET)),
            otherwise=Household.wage_income - (NET - Household.transfer_income),
        )
    ),
)
KIND = classification(
    "yunxi.kind",
    ("户类型", "kind of household"),
    vocabulary(("户类型", "kind"), a=("甲类", "kind A"), b=("乙类", "kind B")),
    when(POOR, "a"),
    when(Household.on_allowance, "b"),
    otherwise=NOT_APPLICABLE,
    cite=NOTICE.at("四.1"),
)
WEAK = vocabulary(
    ("缺劳动能力的情形", "cases of want of labour"),
    partial=("部分丧失", "partly unable"),
    none=("完全丧失", "wholly unable"),
    closed=False,
)
CARE = criterion(
    "yunxi.care",
    ("需要照料", "needs care"),
    cite=NOTICE.at("四.3", "等"),
    means=Household.persons.listed().any(Person.labour_capacity.is_on(WEAK)),
)
OPEN = criterion(
    "yunxi.open",
    ("由县确定", "left to the county"),
    cite=NOTICE.at("四.2"),
    means=undetermined(("由县里确定", "the county decides")),
    force=Force.MAY,
)
IDENTIFICATION = standard(
    "household.identification",
    ("识别", "identification"),
    all_of(POOR, any_of(KIND.equals("a"), HARDSHIP)),
    cite=NOTICE.at("一"),
    leads=(LOSS,),
)
EXIT = standard(
    "household.exit",
    ("退出", "exit"),
    all_of(
        INSURED,
        SCHOOL,
        HOUSED,
        cases(
            when(
                Household.persons.listed().any(Person.labour_capacity.equals("able")), EXIT_INCOME
            ),
            otherwise=Household.on_allowance,
        ),
    ),
    cite=NOTICE.at("一.2").derives("yunxi.insured", "yunxi.school", "yunxi.housed"),
)
VILLAGE_EXIT = standard(
    "village.exit",
    ("村退出", "village exit"),
    (Village.households.where(POOR).count() / Village.households.listed().count()).below(
        percent(2, cite=NOTICE.at("五", "2%"))
    ),
    cite=NOTICE.at("五"),
)
GIFT = formula(
    "yunxi.gift",
    ("慰问金", "gift"),
    SIZE * yuan_per_head("50.50", cite=NOTICE.at("六", "50.50元")) + yuan(1, cite=NOTICE.at("六")),
    cite=NOTICE.at("六"),
)


def load() -> Rules:
    """Put the clauses together."""
    import sample_policy

    return rules(
        "yunxi",
        ("云溪", "Yunxi"),
        documents=[NOTICE],
        clauses=clauses_of(sample_policy),
    )


def policy(rules_on: str = "2018-12-31") -> Policy:
    """Open the policy on a day."""
    return open_policy(load(), rules_on)


def family(**changes: object) -> Household:
    """A household of two that is a yuan a head below the line of 2018."""
    facts: dict[str, object] = {
        "prices_of": 2017,
        "wage_income": yuan(6998),
        "business_income": yuan(0),
        "transfer_income": yuan(0),
        "production_expense": yuan(0),
        "housing_assured": True,
        "on_allowance": False,
        "registered": True,
        "persons": [
            Person(labour_capacity="able", insured=True, on_allowance=False),
            Person(labour_capacity="none", insured=True, on_allowance=False),
        ],
    }
    return Household(**{**facts, **changes})
