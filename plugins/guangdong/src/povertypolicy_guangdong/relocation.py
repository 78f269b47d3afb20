"""二.12 人居环境改善扶贫工程: scattered households, relocation or a post on the spot."""

from povertypolicy.authoring import (
    NOT_APPLICABLE,
    Household,
    all_of,
    classification,
    none_of,
    undetermined,
    vocabulary,
    when,
    yes_no,
)
from povertypolicy_guangdong.notice import HAS_ABLE_MEMBER, NOTICE

SCATTERED = yes_no(("零散分布", "scattered household")).on(Household, "scattered")
LACKS_CONDITIONS = yes_no(("不具备生产生活条件", "lacks living and working conditions")).on(
    Household, "lacks_living_conditions"
)
WILLING = yes_no(("有搬迁意愿", "willing to move")).on(Household, "willing_to_move")

CHOICES = vocabulary(
    ("安置办法", "arrangement"),
    interspersed_relocation=("插花搬迁", "interspersed relocation"),
    ecological_compensation_post=("就地转化为生态保护人员", "ecological post on the spot"),
)
UNWILLING_AND_UNABLE = undetermined(
    (
        "不愿搬迁又没有劳动力的户，文件没有规定",
        "the document says nothing of unwilling households without an able member",
    )
)
RELOCATION_CHOICE_ASSUMES = (
    (
        "不愿搬迁的零散户不论是否具备生产生活条件，都按就地转化。",
        "An unwilling scattered household takes the post whether or not conditions are lacking.",
    ),
    ("对后一类写的是“探索”。", "The second way is to be explored."),
)
RELOCATION_CHOICE = classification(
    "guangdong.household.living_environment.relocation_choice",
    ("插花搬迁与就地转化", "relocation or a post on the spot"),
    CHOICES,
    when(none_of(SCATTERED), NOT_APPLICABLE),
    when(all_of(LACKS_CONDITIONS, WILLING), "interspersed_relocation"),
    when(WILLING, NOT_APPLICABLE),
    when(HAS_ABLE_MEMBER, "ecological_compensation_post"),
    otherwise=UNWILLING_AND_UNABLE,
    cite=NOTICE.at("二.12", "零散分布", "插花搬迁", "没有搬迁意愿", "有劳动能力", "护林员"),
    assumes=RELOCATION_CHOICE_ASSUMES,
)
