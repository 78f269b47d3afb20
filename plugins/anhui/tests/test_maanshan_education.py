"""三.30: the top grade of every aid, added up, for registered students."""

import pytest

from povertypolicy import Outcome
from povertypolicy_anhui.maanshan.education import Student

AMOUNT = "anhui/maanshan.person.education.aid_amount"


@pytest.mark.parametrize(("grades", "amount"), [([], 0), ([4000], 4000), ([4000, 1000], 5000)])
def test_top_grades_add_up(ask, city, grades, amount):
    student = Student, {"registered": True, "aids": [{"top_grade": grade} for grade in grades]}
    assert ask(AMOUNT, student, of=city).value.number() == amount


def test_nothing_is_said_of_other_students(ask, city):
    student = Student, {"registered": False, "aids": [{"top_grade": 2000}]}
    assert ask(AMOUNT, student, of=city).outcome is Outcome.UNKNOWN
    assert ask(f"{AMOUNT}.entitled", student, of=city).outcome is Outcome.UNKNOWN
