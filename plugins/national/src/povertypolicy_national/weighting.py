"""一.2 第一步: six results, each with a weight that the deck mentions and does not print."""

from povertypolicy.authoring import Share, formula, points_of, supplied
from povertypolicy_national.deck import DECK
from povertypolicy_national.subjects import Province
from povertypolicy_national.timing import FIRST_DAY, LAST_DAY

ITEM = "一.2"

# --- the results ---------------------------------------------------------------------------------

THIRD_PARTY = points_of(("国家第三方评估得分", "score: third-party evaluation")).on(
    Province, "score_third_party_evaluation"
)
CROSS = points_of(("省际交叉考核得分", "score: assessment across provinces")).on(
    Province, "score_inter_provincial_cross"
)
FUND = points_of(("扶贫资金绩效考评得分", "score: fund performance review")).on(
    Province, "score_fund_performance"
)
STATISTICS = points_of(("国家统计局相关数据得分", "score: data of the statistics bureau")).on(
    Province, "score_nbs_income_growth"
)
RELOCATION = points_of(("易地扶贫搬迁专项考核得分", "score: special assessment of relocation")).on(
    Province, "score_relocation_special"
)
HEALTH = points_of(("健康扶贫专项考核得分", "score: special assessment of health")).on(
    Province, "score_health_special"
)

# --- the weights ---------------------------------------------------------------------------------

THIRD_PARTY_WEIGHT = supplied(
    "national.weight.third_party_evaluation",
    ("国家第三方评估的权重", "weight: third-party evaluation"),
    Share,
    cite=DECK.at(ITEM, "国家第三方评估结果", "一定权重"),
)
CROSS_WEIGHT = supplied(
    "national.weight.inter_provincial_cross",
    ("省际交叉考核的权重", "weight: assessment across provinces"),
    Share,
    cite=DECK.at(ITEM, "省际交叉考核结果", "一定权重"),
)
FUND_WEIGHT = supplied(
    "national.weight.fund_performance",
    ("扶贫资金绩效考评的权重", "weight: fund performance review"),
    Share,
    cite=DECK.at(ITEM, "资金绩效考评结果", "一定权重"),
)
STATISTICS_WEIGHT = supplied(
    "national.weight.nbs_income_growth",
    ("国家统计局相关数据的权重", "weight: data of the statistics bureau"),
    Share,
    cite=DECK.at(ITEM, "国家统计局提供", "一定权重"),
)
RELOCATION_WEIGHT = supplied(
    "national.weight.relocation_special",
    ("易地扶贫搬迁专项考核的权重", "weight: special assessment of relocation"),
    Share,
    cite=DECK.at(ITEM, "易地扶贫搬迁", "专项考核结果", "一定权重"),
)
HEALTH_WEIGHT = supplied(
    "national.weight.health_special",
    ("健康扶贫专项考核的权重", "weight: special assessment of health"),
    Share,
    cite=DECK.at(ITEM, "健康扶贫专项考核", "一定权重"),
)

# --- the sum -------------------------------------------------------------------------------------

WEIGHTS_ASSUME = (
    (
        "权重没有印出，六个都由使用者提供，缺一个就待核实；合计是否百分之百不查。",
        "No weight is printed: all six are supplied, or it stays open; their total is not checked.",
    ),
    (
        "易地扶贫搬迁和健康扶贫按两个结果计；统计局的数据按折成的分数计。",
        "Relocation and health are two results; the bureau's data count as the score made of them.",
    ),
)
SUM = (
    THIRD_PARTY * THIRD_PARTY_WEIGHT
    + CROSS * CROSS_WEIGHT
    + FUND * FUND_WEIGHT
    + STATISTICS * STATISTICS_WEIGHT
    + RELOCATION * RELOCATION_WEIGHT
    + HEALTH * HEALTH_WEIGHT
)
WEIGHTED = formula(
    "national.province.assessment.weighted_inputs",
    ("加权得分", "weighted score"),
    SUM,
    cite=DECK.at(ITEM, "第三方评估结果", "专项考核结果进行汇总", "按照一定权重计分"),
    kind="scoring",
    assumes=WEIGHTS_ASSUME,
    since=FIRST_DAY,
    until=LAST_DAY,
)
