"""What may be found of a household, and the rates that it makes."""

from collections.abc import Mapping

import attrs

from povertypolicy.texts import Text

OUTSIDE, FINE, FOUND = 1, 2, 4
"""What may become of a household in a rate, as bits: in neither part, below the bar only, in both."""

_PRESS = Text(
    "公式依公开网页对国家退出评估办法的转述（可信度：弱），未见原文",
    "as public pages retell the national evaluation of exits (weak); the text itself was not seen",
)
_OURS = Text("定义是我们的，未见公开公式", "the definition is ours; no published formula was seen")


@attrs.frozen(repr=False)
class Finding:
    """A finding, or the incidence, with the rate it makes: found persons among those of `among`."""

    id: str
    label: Text
    rate: Text
    among: Text
    basis: Text

    def __repr__(self) -> str:
        return f"<Finding {self.id}>"


MISSED = Finding(
    "missed",
    Text("漏评", "missed"),
    Text("漏评率", "rate of missed"),
    Text("从未建档的人口", "persons never listed"),
    _PRESS,
)
WRONGLY_LISTED = Finding(
    "wrongly_listed",
    Text("错评", "wrongly listed"),
    Text("错评率", "rate of wrongly listed"),
    Text("在册的人口", "persons listed"),
    _OURS,
)
WRONGLY_EXITED = Finding(
    "wrongly_exited",
    Text("错退", "wrongly exited"),
    Text("错退率", "rate of wrongly exited"),
    Text("已退出的人口", "persons exited"),
    _PRESS,
)
AT_RISK = Finding(
    "at_risk",
    Text("返贫风险", "at risk of return"),
    Text("返贫风险率", "rate at risk of return"),
    Text("已退出的人口", "persons exited"),
    _OURS,
)
IDENTIFIED = Finding(
    "identified",
    Text("符合识别标准", "identified by the rule"),
    Text("贫困发生率", "poverty incidence"),
    Text("全部人口", "all persons"),
    _OURS,
)
FINDINGS = (MISSED, WRONGLY_LISTED, WRONGLY_EXITED, AT_RISK)
"""What speaks against the record."""

MEASURES = (*FINDINGS, IDENTIFIED)
"""What there are rates of."""

CLASSES: Mapping[str, Text] = {
    "consistent": Text("一致", "consistent"),
    "wrongly_exited": WRONGLY_EXITED.label,
    "at_risk": AT_RISK.label,
    "missed": MISSED.label,
    "wrongly_listed": WRONGLY_LISTED.label,
    "not_judged": Text("未作判断", "not judged"),
    "contradictory": Text("登记矛盾", "contradictory record"),
    "fault": Text("有问题", "fault"),
}
"""What becomes of a row; of several findings the first one here, certain ones before possible ones."""

CERTAINTIES: Mapping[str, Text] = {
    "none": Text("无", "none"),
    "possible": Text("可能", "possible"),
    "certain": Text("确定", "certain"),
}
NONE, POSSIBLE, CERTAIN = 0, 1, 2
