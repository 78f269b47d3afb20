"""What the document lists, and what all has to be there; `cases/lists.toml` holds every word."""

import pytest

from povertypolicy import Outcome

YES, NO, UNKNOWN, NOT_APPLICABLE = Outcome
# how many the document names, one of them as it is printed, one that is not there, and what that gets
LISTS = [
    ("organisation.goal.development_concepts", 5, ("共享", "安全"), NO),
    ("organisation.principle.six_principles", 6, ("立足发展，社保兜底", "只靠市场"), NO),
    ("organisation.principle.four_forces", 4, ("个人", "军队"), NO),
    ("project.programme.eight_projects", 7, ("劳动力就业扶贫", "缺失的一项"), UNKNOWN),
    ("fund.tilt.register", 10, ("就业专项资金", "彩票公益金"), UNKNOWN),
    ("training.employment.training_kinds", 4, ("农民工职业培训", "驾驶培训"), UNKNOWN),
    ("person.employment.public_post_kinds", 7, ("道路养护", "图书管理"), UNKNOWN),
    ("organisation.employment.support_instruments", 6, ("“家门口”就业", "彩票"), UNKNOWN),
    ("person.social_security.assistance_kinds", 5, ("特困人员救助供养", "法律援助"), UNKNOWN),
    ("person.social_security.left_behind_survey_groups", 4, ("留守儿童", "农民工"), NO),
    ("organisation.social_security.care_facilities", 3, ("儿童福利院", "网吧"), UNKNOWN),
    ("fund.housing.finance_sources", 5, ("各级财政投入", "高利贷"), UNKNOWN),
    ("project.infrastructure.priority_road_works", 3, ("窄路基路面拓宽", "高速公路"), NO),
    ("project.infrastructure.major_water_works", 3, ("重大水利工程", "水景"), UNKNOWN),
    ("project.infrastructure.small_water_tilt", 5, ("小型农田水利重点县", "水景"), UNKNOWN),
    ("village.infrastructure.power_targets", 2, ("农村边远地区", "城区"), NO),
    ("fund.finance.permitted_uses", 7, ("基本医疗", "招待"), UNKNOWN),
    ("fund.supervision.prohibited_acts", 8, ("冒领", "迟报"), UNKNOWN),
    ("loan.micro_credit.purposes", 2, ("助学", "炒股"), UNKNOWN),
    ("loan.finance.policy_levers", 3, ("再贴现", "限价"), UNKNOWN),
    ("loan.finance.risk_instruments", 5, ("政银保", "股票"), NO),
    ("project.land.priority_uses", 3, ("扶贫搬迁", "高尔夫球场"), UNKNOWN),
    ("project.land.policy_tools", 4, ("三旧改造", "围海造地"), NO),
    ("person.talent.programmes", 8, ("科技特派员", "航天员"), NO),
    ("person.talent.startup_groups", 2, ("电商创业青年", "退休人员"), UNKNOWN),
    ("project.asset_income.eligible_fields", 6, ("光伏", "房地产"), UNKNOWN),
    ("household.asset_income.contributions", 7, ("林木", "选票"), UNKNOWN),
    ("county.priority_area.three_kinds", 3, ("原中央苏区", "经济特区"), NO),
    ("person.priority_area.veteran_groups", 5, ("老党员", "退休教师"), NO),
    ("village.governance.root_problems", 6, ("农村“三资”管理", "天气"), UNKNOWN),
    ("village.party.four_powers", 4, ("领导保障权", "监督权"), NO),
    ("city.pairing.cooperation_fields", 5, ("干部培训", "体育"), UNKNOWN),
    ("city.pairing.matching_factors", 4, ("合作基础", "姓氏"), UNKNOWN),
    ("organisation.pairing.designated_helpers", 3, ("人民团体", "外国使馆"), NO),
    ("organisation.pairing.social_forces", 7, ("无党派人士", "法院"), UNKNOWN),
    ("county.responsibility.first_responsible_persons", 2, ("县（市、区）长", "副县长"), NO),
    ("project.assessment.inspection_links", 4, ("验收监管", "餐饮"), UNKNOWN),
]  # fmt: skip
CHECKLISTS = [
    ("household.responsibility.plan_and_person", 2),
    ("person.goal.two_no_worries_three_guarantees", 5),
    ("organisation.responsibility.five_level_secretaries", 5),
    ("organisation.precision.three_levels", 3),
    ("county.planning.ecology_inputs", 3),
    ("county.employment.service_tasks", 3),
    ("province.social_security.mechanisms", 4),
    ("province.social_security.allowance_linkage", 4),
    ("county.education.stage_tasks", 4),
    ("province.medical.insurance_improvements", 3),
    ("county.medical.three_level_network", 4),
    ("province.medical.goals_2018", 6),
    ("fund.housing.direct_to_card", 2),
    ("project.housing.build_controls", 6),
    ("county.infrastructure.domains", 12),
    ("village.infrastructure.telecom", 5),
    ("county.living_environment.relocation_follow_up", 2),
    ("village.living_environment.renovation", 7),
    ("county.living_environment.ecology_tasks", 3),
    ("fund.supervision.tender_and_procurement", 2),
    ("fund.supervision.operating_rules", 5),
    ("organisation.finance.institution_tasks", 6),
    ("household.asset_income.voluntary_transfer", 2),
    ("county.priority_area.support_measures", 7),
    ("cadre.town_leadership.qualities", 4),
    ("household.town_leadership.key_contact", 2),
    ("village.party.self_governance_systems", 6),
    ("city.pairing.coordination_levels", 3),
    ("work_team.pairing.stationed_in_helped_area", 3),
    ("county.identification.survey", 7),
    ("organisation.assessment.instruments", 7),
    ("cadre.incentive.promotion_priority", 2),
]


@pytest.mark.parametrize(("name", "members", "words", "off"), LISTS)
def test_a_list_has_what_the_document_names(policy, name, members, words, off):
    clause = policy.lookup(f"guangdong.{name}")
    assert len(clause.node.vocabulary.terms) == members
    assert [clause.ask(word).outcome for word in words] == [YES, off]
    assert bool(clause.ask(words[1]).reasons) is (off is UNKNOWN)


@pytest.mark.parametrize(("name", "items"), CHECKLISTS)
def test_every_item_has_to_be_there(policy, name, items):
    clause = policy.clause(f"guangdong.{name}")
    names = [fact.info.name for fact in clause.asks()[clause.subject]]
    done = dict.fromkeys(names, True)
    assert len(names) == items
    assert clause.ask(done).outcome is YES
    for left_out in names:
        assert clause.ask({**done, left_out: False}).outcome is NO
        assert clause.ask({**done, left_out: None}).outcome is UNKNOWN


@pytest.mark.parametrize(
    ("name", "no_is"),
    [
        ("fund.housing.direct_to_card", "违反"),
        ("province.medical.goals_2018", "未做到，不算违反"),
        ("organisation.employment.support_instruments", "未做到，不算违反"),
        ("county.medical.three_level_network", "不符合"),
    ],
)
def test_what_a_no_is_called(policy, name, no_is):
    assert policy.bound(f"guangdong.{name}").info.no_is.zh == no_is


def test_the_health_goals_end_with_2018(policy):
    goals = "guangdong.province.medical.goals_2018"
    outcomes = [
        policy.on(day).clause(goals).ask({}).outcome for day in ("2018-12-31", "2019-01-01")
    ]
    assert outcomes == [UNKNOWN, NOT_APPLICABLE]


def test_directions_without_a_figure_are_recorded_as_such(policy):
    recorded = {
        clause.info.id.removeprefix("guangdong.")
        for clause in policy
        if clause.info.recorded and clause.info.cite.place.startswith("二")
    }
    assert recorded == {
        "fund.tilt.register",
        "organisation.employment.public_post_quota",
        "province.social_security.mechanisms",
        "person.education.vocational_fee_exemption",
        "household.housing.differential_subsidy",
        "city.infrastructure.land_quota_tilt",
    }
