"""三.28 to 三.30: ledgers of planting and breeding whose pieces depend on the village or the household."""

from povertypolicy.authoring import (
    all_of,
    any_of,
    cases,
    count,
    criterion,
    none_of,
    number,
    vocabulary,
    when,
    word,
    word_list,
    yes_no,
)
from povertypolicy.criteria import Criterion
from povertypolicy.expr.nodes import Condition
from povertypolicy_anhui.deck import DECK
from povertypolicy_anhui.subjects import Record

EXTRA = "anhui/maanshan.data_record.ledger_breeding.village_attainment_extra"
LEDGER = "anhui/maanshan.data_record.ledger_breeding.household"
HOUSEHOLD = "三.29/三.30"


def piece(
    key: str, words: tuple[str, str], fragment: str, means: Condition[Record]
) -> Criterion[Record]:
    """Return a piece of the village's or the household's ledger."""
    clause, _, _ = key.rpartition(".")
    place = "三.28" if clause == EXTRA else HOUSEHOLD
    return criterion(key, words, cite=DECK.at(place, fragment), means=means, kind="checklist")


# --- a village that reached the standard ---------------------------------------------------------

ATTAINED_VILLAGE = yes_no(("产业达标村", "village reached the industry standard")).on(
    Record, "village_attained"
)
LEISURE = yes_no(("从事休闲农业", "leisure farming")).on(Record, "leisure_farming")
CERTIFICATE = yes_no(("县级达标认定材料", "attainment certificate of the county")).on(
    Record, "village_attainment_extra_county_attainment_certificate"
)
PHOTOS = yes_no(("种养现场和过程图片", "photos of site and process")).on(
    Record, "village_attainment_extra_site_and_process_photos"
)
AREA = yes_no(("种养面积证明", "proof of area")).on(Record, "village_attainment_extra_area_proof")
INCOME = yes_no(("产业年纯收入官方证明", "official proof of net income")).on(
    Record, "village_attainment_extra_official_income_proof"
)
VISITORS = yes_no(("休闲农业接待游客账目", "accounts of visitors")).on(
    Record, "village_attainment_extra_leisure_visitor_accounts"
)
VILLAGE_EXTRA = criterion(
    EXTRA,
    ("达标村附件", "what a village that reached the standard adds"),
    cite=DECK.at("三.28", "达标村另附", "达标认定材料", "支撑证明材料"),
    applies_when=ATTAINED_VILLAGE,
    means=all_of(
        piece(
            f"{EXTRA}.county_attainment_certificate",
            ("达标认定", "certificate"),
            "县级农业部门达标认定材料",
            CERTIFICATE,
        ),
        piece(f"{EXTRA}.site_and_process_photos", ("图片", "photos"), "生产过程图片", PHOTOS),
        piece(f"{EXTRA}.area_proof", ("面积", "area"), "种养面积证明", AREA),
        piece(f"{EXTRA}.official_income_proof", ("收入", "income"), "产业年纯收入官方证明", INCOME),
        piece(
            f"{EXTRA}.leisure_visitor_accounts",
            ("游客账目", "visitors"),
            "休闲农业实际接待游客账目",
            any_of(VISITORS, none_of(LEISURE)),
        ),
    ),
    kind="checklist",
    assumes=(
        "清单以“等”结尾；游客账目只对休闲农业。",
        "The list is open; accounts of visitors are for leisure farming only.",
    ),
)

# --- a household ---------------------------------------------------------------------------------

SELF_OPERATED = yes_no(("自主生产经营", "produces on its own")).on(Record, "self_operated")
ATTAINED = yes_no(("达标户", "household reached the standard")).on(Record, "household_attained")
APPLICATION = yes_no(("户申报审核审批材料", "application and approval of the household")).on(
    Record, "household_application_and_approval"
)
PROCESS = yes_no(("户项目实施过程材料", "process of the household's project")).on(
    Record, "household_implementation_process"
)
ACCEPTANCE = yes_no(("户项目验收材料", "acceptance of the household's project")).on(
    Record, "household_acceptance"
)
OPINION = yes_no(("县级农业部门认定意见", "opinion of the county's farm office")).on(
    Record, "household_county_opinion"
)
FUNDS = yes_no(("扶持资金到户证明", "proof that money reached the household")).on(
    Record, "household_fund_to_household_proof"
)
TECHNICIAN = yes_no(("技术人员包户协议和服务记录", "technician's agreement and record")).on(
    Record, "household_technician_agreement_and_record"
)
SOLD = yes_no(("户产品出售证明", "proof of the household's sales")).on(
    Record, "household_sales_proof"
)
HOUSEHOLD_LEDGER = criterion(
    LEDGER,
    ("户级种养台账", "household ledger of planting and breeding"),
    cite=DECK.at(HOUSEHOLD, "户级台账", "项目申报", "验收材料", "到户证明", "产品出售证明"),
    means=all_of(
        piece(
            f"{LEDGER}.application_and_approval",
            ("申报审批", "application"),
            "项目申报和审核、审批材料",
            APPLICATION,
        ),
        piece(
            f"{LEDGER}.implementation_process",
            ("实施过程", "process"),
            "项目实施过程的材料",
            PROCESS,
        ),
        piece(
            f"{LEDGER}.acceptance",
            ("验收", "acceptance"),
            "达标户需附县级农业部门认定意见",
            all_of(ACCEPTANCE, any_of(OPINION, none_of(ATTAINED))),
        ),
        piece(
            f"{LEDGER}.fund_to_household_proof",
            ("资金到户", "money"),
            "项目扶持资金到户证明",
            FUNDS,
        ),
        piece(
            f"{LEDGER}.technician_agreement_and_record",
            ("技术人员", "technician"),
            "包户文件或协议",
            any_of(TECHNICIAN, none_of(SELF_OPERATED)),
        ),
        piece(f"{LEDGER}.sales_proof", ("出售证明", "sales"), "产品出售证明", SOLD),
    ),
    kind="checklist",
)
MODES = vocabulary(
    ("种养方式", "way of production"),
    entrusted=("代种代养", "entrusted"),
    land_share=("土地入股", "land as a share"),
    money_share=("资金入股", "money as a share"),
    self_operated=("自主生产经营", "on its own"),
)
PROOFS = vocabulary(
    ("过程证明", "proof of process"),
    entrusted_agreement=("代种代养协议", "entrusting agreement"),
    land_share_agreement=("土地入股协议", "agreement on land"),
    money_share_agreement=("资金入股协议", "agreement on money"),
    seedling_photos=("种苗购买或发放图片", "photos of seedlings bought or issued"),
    feed_fertiliser_photos=("饲料、肥料购买图片", "photos of feed and fertiliser bought"),
    production_photos=("生产过程图片", "photos of production"),
)
MODE = word(("种养方式", "way of production"), MODES).on(Record, "production_mode")
HAS_PROOFS = word_list(("过程证明", "proof of process"), PROOFS).on(Record, "process_proofs")
BY_MODE = criterion(
    "anhui/maanshan.data_record.ledger_breeding.household_process_by_mode",
    ("户级过程材料", "proof of process by way of production"),
    cite=DECK.at(
        HOUSEHOLD,
        "代种代养协议、土地入股协议",
        "资金入股协议等",
        "种苗购买或发放",
        "饲料、肥料购买",
        "图片",
    ),
    means=cases(
        when(MODE.equals("entrusted"), HAS_PROOFS.covers("entrusted_agreement")),
        when(MODE.equals("land_share"), HAS_PROOFS.covers("land_share_agreement")),
        when(MODE.equals("money_share"), HAS_PROOFS.covers("money_share_agreement")),
        otherwise=HAS_PROOFS.covers(
            "seedling_photos", "feed_fertiliser_photos", "production_photos"
        ),
    ),
    kind="checklist",
    assumes=(
        "原文是举例（如……等），别的证明是否可以没有写。",
        "The text gives examples: whether other proof would do is not said.",
    ),
)
COPIES_HOME = number(("户级台账家中份数", "copies at the household"), high=100).on(
    Record, "copies_at_household"
)
COPIES_VILLAGE = number(("户级台账村部份数", "copies at the village office"), high=100).on(
    Record, "copies_at_village"
)
IN_HANDBOOK = yes_no(("在扶贫手册上有体现", "appears in the handbook")).on(
    Record, "ledger_in_handbook"
)
COPY = count(1, cite=DECK.at(HOUSEHOLD, "一式两份", "各留1份"))
COPIES = criterion(
    "anhui/maanshan.data_record.ledger_breeding.household_copies",
    ("户级台账一式两份", "household ledger in two copies"),
    cite=DECK.at(HOUSEHOLD, "在扶贫手册上有所体现", "一式两份", "家中和所在村部各留1份"),
    means=all_of(COPIES_HOME.equals(COPY), COPIES_VILLAGE.equals(COPY), IN_HANDBOOK),
    kind="constraint",
)
