"""The clauses of the invented Yunxi that are looked up, and comparisons of recorded words and days."""

from sample_policy import NOTICE

from povertypolicy import Household, Person, count, yuan_per_head
from povertypolicy.clauses import DocumentCheck, Table, listing, schedule, split
from povertypolicy.clauses.tables import Heading, Row
from povertypolicy.criteria import criterion
from povertypolicy.expr.fields import recorded_day, word
from povertypolicy.expr.nodes import all_of, day_of_facts, vocabulary
from povertypolicy.parameters import parameter, since
from povertypolicy.provenance import info
from povertypolicy.texts import Text

USES = listing(
    "yunxi.uses",
    ("资金用途", "uses of the fund"),
    [("tea", ("种茶", "tea")), ("road", ("修路", "road"))],
    cite=NOTICE.at("七.1", "种茶", "等"),
    closed=False,
)
NEEDS = vocabulary(("需要", "need"), living=("生活", "living"), house=("住房", "house"))
PURSES = vocabulary(("资金", "purse"), fund=("专项资金", "fund"), own=("自筹", "own means"))
PURSE = Table(
    info("yunxi.purse", ("谁出钱", "who pays"), cite=NOTICE.at("七.2"), shape="table"),
    (Heading("need", Text("需要", "need"), NEEDS),),
    (Heading("purse", Text("资金", "purse"), PURSES), Heading("times", Text("次数", "times"))),
    (
        Row(("living",), ("fund", 2)),
        Row(("house",), open_=Text("此处缺字", "characters are missing here")),
    ),
    Row((), ("own", 1)),
)
PER_HEAD = parameter(
    "yunxi.per_head",
    ("人均投入", "money per head"),
    since("2018-03-01", yuan_per_head(300, cite=NOTICE.at("七.3", "300元"))),
)
SHARES = {"city": (("市", "city"), 2), "county": (("县", "county"), 1)}
SHARED = split("yunxi.shared", ("分担", "sharing"), SHARES, cite=NOTICE.at("七.3", "2:1"))
PLAN = split("yunxi.plan", ("筹资", "plan"), SHARES, cite=NOTICE.at("七.3"), each=PER_HEAD)
TARGETS = schedule(
    "yunxi.targets",
    ("逐年任务", "targets by year"),
    {
        2018: count(100, cite=NOTICE.at("七.4", "100人")),
        2019: count(50, cite=NOTICE.at("七.4", "50人")),
    },
    cite=NOTICE.at("七.4"),
)
HOLDS = DocumentCheck(
    info("yunxi.holds", ("合计核对", "sum"), cite=NOTICE.at("七.4"), shape="check"),
    Text("两年合计150人，相符。", "150 persons in two years: it holds."),
)
WANTED = word(("需要的帮扶", "help wanted"), NEEDS).on(Household, "wanted")
GIVEN = word(("得到的帮扶", "help given"), NEEDS).on(Household, "given")
SUITED = criterion(
    "yunxi.suited",
    ("帮扶对路", "help as wanted"),
    cite=NOTICE.at("七.5"),
    means=GIVEN.same_as(WANTED),
)
ENDS = recorded_day(("合同止日", "last day of the contract")).on(Person, "contract_ends")
AT_WORK = criterion(
    "yunxi.at_work",
    ("合同期内", "under contract"),
    cite=NOTICE.at("七.6"),
    means=all_of(ENDS.from_(day_of_facts(cite=NOTICE.at("七.6", "合同期内")))),
)
CLAUSES = (USES, PURSE, PER_HEAD, SHARED, PLAN, TARGETS, HOLDS, SUITED, AT_WORK)
