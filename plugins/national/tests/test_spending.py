"""一.5、一.6: a forbidden use decides; off the open list a person does."""

import pytest

from povertypolicy import Outcome
from povertypolicy_national.subjects import Spending

YES, NO, UNKNOWN, _ = Outcome
ID = "national.fund.use.negative_list"


@pytest.mark.parametrize(
    ("uses", "related", "outcome", "verdict"),
    [
        ("产业脱贫", True, YES, "allowed"),
        ("交通工具及通讯设备", True, NO, "prohibited"),
        ("产业脱贫；弥补企业亏损", True, NO, "prohibited"),
        ("产业脱贫", False, NO, "prohibited"),
        ("其他用途", False, NO, "prohibited"),
        ("其他用途", True, YES, None),
        ("产业脱贫；其他用途", True, YES, None),
        ("产业脱贫", None, UNKNOWN, None),
    ],
)
def test_what_money_may_pay_for(ask, uses, related, outcome, verdict):
    spending = (Spending, {"used_for": uses, "related": related})
    assert ask(ID, spending).outcome is outcome
    assert ask(f"{ID}.permitted", spending).value == (verdict or UNKNOWN)
