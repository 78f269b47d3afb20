"""三.39 第2、5问: schemes that are only named, and the family doctors."""

from povertypolicy.authoring import (
    County,
    Subject,
    Text,
    all_of,
    cases,
    count,
    criterion,
    many,
    number,
    percent,
    undefined_term,
    vocabulary,
    when,
    word,
    yes_no,
)
from povertypolicy_anhui.deck import DECK

ITEM = "三.39"
SINCE = "2017-01-01"
PLACE = DECK.at(ITEM, "“351”", "“180”")


class ServicePeriod(Subject):
    """One month or quarter of a family doctor's service 签约服务期."""

    label = Text("签约服务期", "period of service")

    visits = number(("走访服务次数", "visits"), high=1000)
    recorded = yes_no(("走访已及时记录", "visits were recorded promptly"))


class DoctorService(Subject):
    """A household's service by a family doctor in a year 家庭医生签约服务."""

    label = Text("家庭医生签约服务", "service of a family doctor")
    periods = many(lambda: ServicePeriod, ("服务期", "periods of service"), most=12)


NOT_PRINTED = (
    "讲稿只写了代号，内容没有规定，由别的文件定义。",
    "Only the code is printed; another document has to define it.",
)
SCHEME_351 = undefined_term(
    "anhui.person.health.codes_351_180.351",
    ("健康扶贫“351”", 'health scheme "351"'),
    cite=PLACE,
    since=SINCE,
    assumes=NOT_PRINTED,
)
SCHEME_180 = undefined_term(
    "anhui.person.health.codes_351_180.180",
    ("健康扶贫“180”", 'health scheme "180"'),
    cite=PLACE,
    since=SINCE,
    assumes=NOT_PRINTED,
)

# --- family doctors ------------------------------------------------------------------------------

POOR_HOUSEHOLDS = number(("贫困户数", "poor households"), high=10**7).on(County, "poor_households")
SIGNED_HOUSEHOLDS = number(("家庭医生签约贫困户数", "poor households with a family doctor")).on(
    County, "households_with_doctor"
)
COVERAGE = criterion(
    "anhui.household.health.family_doctor_coverage",
    ("家庭医生签约100%", "every poor household has a family doctor"),
    cite=DECK.at(ITEM, "2017年贫困户", "家庭签约医生", "100%全覆盖"),
    means=SIGNED_HOUSEHOLDS.at_least(
        POOR_HOUSEHOLDS * percent(100, cite=DECK.at(ITEM, "100%全覆盖"))
    ),
    since=SINCE,
    until="2017-12-31",
)
PACKAGES = vocabulary(
    ("签约服务包", "package signed"),
    monthly=("每月走访", "visits every month"),
    quarterly=("每季走访", "visits every quarter"),
)
PACKAGE = word(("签约服务包", "package signed"), PACKAGES).on(DoctorService, "package")
EVERY = DECK.at(ITEM, "根据签约服务包", "每月或每季", "走访服务1次")
NUMBER_OF_PERIODS = DoctorService.periods.listed().count()
VISITED = DoctorService.periods.listed().all(ServicePeriod.visits.at_least(count(1, cite=EVERY)))
VISITS = criterion(
    "anhui.household.health.family_doctor_visits",
    ("家庭签约医生走访", "visits of the family doctor"),
    cite=EVERY,
    means=cases(
        when(
            PACKAGE.equals("monthly"),
            all_of(NUMBER_OF_PERIODS.equals(count(12, cite=EVERY)), VISITED),
        ),
        otherwise=all_of(NUMBER_OF_PERIODS.equals(count(4, cite=EVERY)), VISITED),
    ),
    kind="schedule",
    since=SINCE,
    assumes=(
        "哪种服务包走访几次没有规定，按服务包登记的节奏；按一整年的十二个月或四个季度问。",
        "Which package means which rhythm is not said: as recorded; asked of a whole year.",
    ),
)
RECORDED = criterion(
    "anhui.household.health.family_doctor_visits.recorded",
    ("走访及时记录", "visits recorded promptly"),
    cite=DECK.at(ITEM, "走访服务1次", "并及时记录"),
    means=DoctorService.periods.listed().all(ServicePeriod.recorded),
    kind="constraint",
    since=SINCE,
)
