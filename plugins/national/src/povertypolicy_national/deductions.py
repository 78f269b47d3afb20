"""一.2 第二、三步: points off for problems of six sources, a veto that may come, and the grade."""

from povertypolicy.authoring import (
    Force,
    Points,
    classification,
    count,
    criterion,
    formula,
    indicator,
    number,
    points_of,
    supplied,
    when,
    yes_no,
)
from povertypolicy_national.deck import DECK
from povertypolicy_national.printed import PRINTED
from povertypolicy_national.subjects import Province
from povertypolicy_national.timing import FIRST_DAY, LAST_DAY
from povertypolicy_national.weighting import WEIGHTED

STEPS = "一.2/一.3"
CHANGES = "一.3"

# --- points off ----------------------------------------------------------------------------------

BASE_SCORE = points_of(("加权得分（第一步）", "weighted score of step one")).on(
    Province, "base_score"
)
INSTRUCTIONS = points_of(("中央领导批示扣分", "points off: leaders' instructions")).on(
    Province, "deduction_central_leader_instructions"
)
SUPERVISION = points_of(("督查扣分", "points off: supervision")).on(
    Province, "deduction_supervision"
)
TOURS = points_of(("巡查扣分", "points off: inspection tours")).on(
    Province, "deduction_inspection_tour"
)
PARTIES = points_of(("民主党派监督扣分", "points off: democratic parties")).on(
    Province, "deduction_democratic_party_monitoring"
)
AUDIT = points_of(("国家审计扣分", "points off: national audit")).on(
    Province, "deduction_national_audit"
)
CASES = points_of(("腐败案件查办情况扣分", "points off: corruption cases")).on(
    Province, "deduction_discipline_and_procuratorate_cases"
)
ALL_OFF = indicator(
    ("问题扣分合计", "points off in all"),
    INSTRUCTIONS + SUPERVISION + TOURS + PARTIES + AUDIT + CASES,
)
OFF_ASSUMES = (
    "每个来源扣多少没有印出，按登记的扣分；没有问题登记为0，没有登记不当作0。",
    "How much each source costs is not printed: as recorded, 0 for none; missing is not 0.",
)
AFTER_DEDUCTIONS = formula(
    "national.province.assessment.deduction_sources",
    ("扣分后得分", "score after deductions"),
    BASE_SCORE - ALL_OFF,
    cite=DECK.at(STEPS, "中央领导批示", "民主党派监督", "国家审计", "腐败案件查办情况", "予以扣分"),
    kind="scoring",
    assumes=OFF_ASSUMES,
    since=FIRST_DAY,
    until=LAST_DAY,
)
SCORE = formula(
    "national.province.assessment.deduction_sources.from_results",
    ("由六项结果算得的扣分后得分", "score after deductions, worked out from the six results"),
    WEIGHTED - ALL_OFF,
    cite=DECK.at(STEPS, "一定权重计分", "予以扣分").derives(
        WEIGHTED.info.id, AFTER_DEDUCTIONS.info.id
    ),
    kind="scoring",
    assumes=("两步相接是我们的推算。", "That the two steps join is our inference."),
    since=FIRST_DAY,
    until=LAST_DAY,
)

# --- the grade -----------------------------------------------------------------------------------

GRADES = PRINTED["national.province.assessment.grades"].keys[0].vocabulary
GRADE_ASSUMES = (
    "分数线没有印出，由使用者提供，没有提供就待核实；达到分数线的，我们按算在该等次读。",
    "No score is printed: it is supplied, or the grade stays open; the score itself is taken in.",
)
GOOD_FROM = supplied(
    "national.grade_from.good",
    ("“好”的分数线", "score from which the grade is good"),
    Points,
    cite=DECK.at(CHANGES, "好、较好", "四个等次"),
)
FAIRLY_GOOD_FROM = supplied(
    "national.grade_from.fairly_good",
    ("“较好”的分数线", "score from which the grade is fairly good"),
    Points,
    cite=DECK.at(CHANGES, "较好、一般", "四个等次"),
)
ORDINARY_FROM = supplied(
    "national.grade_from.ordinary",
    ("“一般”的分数线", "score from which the grade is ordinary"),
    Points,
    cite=DECK.at(CHANGES, "一般、较差", "四个等次"),
)
BY_SCORE = (
    when(AFTER_DEDUCTIONS.at_least(GOOD_FROM), "good"),
    when(AFTER_DEDUCTIONS.at_least(FAIRLY_GOOD_FROM), "fairly_good"),
    when(AFTER_DEDUCTIONS.at_least(ORDINARY_FROM), "ordinary"),
)
GRADE = classification(
    "national.province.assessment.grades.of_a_score",
    ("得分对应的等次", "the grade of a score"),
    GRADES,
    *BY_SCORE,
    otherwise="poor",
    cite=DECK.at(CHANGES, "综合得分和扣分情况", "四个等次").derives(AFTER_DEDUCTIONS.info.id),
    assumes=GRADE_ASSUMES,
    since=FIRST_DAY,
    until=LAST_DAY,
)

# --- critical instructions -----------------------------------------------------------------------

NEGATIVE = number(("“负面”批示数", "critical instructions"), high=1000).on(
    Province, "negative_instructions"
)
GRAVE = yes_no(("批示所涉问题重大", "the problem behind them is grave")).on(
    Province, "instruction_grave"
)
NEGATIVE_OFF = criterion(
    "national.province.assessment.negative_instruction_deduction",
    ("“负面”批示扣分", "points off for critical instructions"),
    cite=DECK.at(CHANGES, "负面", "批示作为扣分项"),
    means=NEGATIVE.at_least(count(1, cite=DECK.at(CHANGES, "批示作为扣分项"))),
    kind="scoring",
    assumes=(
        "每件扣几分没有印出；“符合”指有这一扣分项。",
        "The points for each are not printed; YES means that there is such an item.",
    ),
    since=FIRST_DAY,
)
VETO_ASSUMES = (
    "由考核机关决定，不是自动的；何为重大、否决后定什么等次没有写。",
    "For the assessors to decide, never automatic; what is grave, and which grade follows, is not said.",
)
VETO = criterion(
    "national.province.assessment.negative_instruction_veto",
    ("一票否决的可能", "a veto may come"),
    cite=DECK.at("一.3/三.16", "甚至会一票否决", "问题重大", "可能会一票否决"),
    means=GRAVE,
    applies_when=NEGATIVE_OFF,
    kind="scoring",
    force=Force.MAY,
    advisory=True,
    assumes=VETO_ASSUMES,
    since=FIRST_DAY,
)
