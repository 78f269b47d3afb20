"""三.35 and 三.36 帮扶联系人: who may help, and how many households a helper has."""

from povertypolicy.authoring import (
    Force,
    all_of,
    any_of,
    count,
    criterion,
    number,
    vocabulary,
    word,
    yes_no,
)
from povertypolicy_anhui.deck import DECK
from povertypolicy_anhui.subjects import Cadre

ITEM = "三.36"

EMPLOYERS = vocabulary(
    ("帮扶联系人单位性质", "kind of employer of a helper"),
    party=("党的机关", "organ of the Party"),
    government=("政府机关", "organ of government"),
    institution=("事业单位", "public institution"),
    enterprise=("企业", "enterprise"),
    village_committee=("村委会", "village committee"),
    other=("其他", "other"),
)
LEVELS = vocabulary(
    ("帮扶联系人单位级别", "level of a helper's employer"),
    village=("村", "village"),
    township=("乡镇", "township"),
    county=("县", "county"),
    city=("市", "city"),
    province=("省", "province"),
    national=("中央", "national"),
)
RANKS = vocabulary(
    ("企业职务层级", "rank in the enterprise"),
    staff=("中层以下", "below middle rank"),
    middle=("中层", "middle rank"),
    senior=("中层以上", "above middle rank"),
)
EMPLOYER = word(("帮扶联系人单位性质", "kind of employer of a helper"), EMPLOYERS).on(
    Cadre, "employer"
)
LEVEL = word(("帮扶联系人单位级别", "level of a helper's employer"), LEVELS).on(
    Cadre, "employer_level"
)
ON_ESTABLISHMENT = yes_no(("在编", "on the official establishment")).on(Cadre, "on_establishment")
RANK = word(("企业职务层级", "rank in the enterprise"), RANKS).on(Cadre, "enterprise_rank")
HOUSEHOLDS = number(("联系贫困户数", "poor households linked with"), high=10_000).on(
    Cadre, "linked_households"
)

OFFICIAL = all_of(
    EMPLOYER.is_one_of("party", "government", "institution"),
    LEVEL.is_one_of("township", "county", "city", "province", "national"),
    ON_ESTABLISHMENT,
)
MANAGER = all_of(EMPLOYER.equals("enterprise"), RANK.is_one_of("middle", "senior"))
ELIGIBLE = criterion(
    "anhui.cadre.helper.eligibility",
    ("帮扶联系人条件", "who may be a helper"),
    cite=DECK.at(ITEM, "乡镇以上党政机关、事业单位", "在编干部", "企业中层以上管理人员"),
    means=any_of(OFFICIAL, MANAGER),
    assumes=(
        "“乡镇以上”“中层以上”都含本级；级别和在编不对企业提出。",
        "Township and middle rank are included; level and establishment are not asked of enterprises.",
    ),
)
CAP = criterion(
    "anhui.cadre.helper.household_cap",
    ("联系贫困户一般不超过3户", "generally no more than three households"),
    cite=DECK.at(ITEM, "每名帮扶联系人", "一般不超过3户"),
    means=HOUSEHOLDS.at_most(count(3, cite=DECK.at(ITEM, "一般不超过3户"))),
    kind="constraint",
    force=Force.IN_PRINCIPLE,
    assumes=(
        "“一般”允许例外，须说明。",
        '"Generally" allows exceptions, which are to be explained.',
    ),
)
