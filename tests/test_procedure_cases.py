"""Golden cases of procedures, and the mutants that they kill."""

import procedure_samples
import pytest
from procedure_samples import AS_OF, GOOD

from povertypolicy.errors import InvalidData
from povertypolicy.testing.cases import load, run
from povertypolicy.testing.killing import Proofs
from povertypolicy.testing.mutation import mutants

DAYS = '["2021-01-01", "2021-12-31", "2025-12-31"]'
HEAD = f'policy = "yundong"\nrules_on = {DAYS}\n'
OUT = 'policy = "yundong"\nrules_on = ["2026-01-01"]\n'
TABLES = {
    "identification": """steps = [
  { step = "apply", actor = "household", kinds = ["application"], records = ["form"] },
  { step = "discuss", actor = "group", kinds = ["deliberation"], records = ["minutes", "roll"] },
  { step = "compare", actor = "county", kinds = ["comparison"] },
  { step = "assembly", actor = "assembly", kinds = ["deliberation", "publicity"], records = ["minutes"] },
  { step = "consent", actor = "household", kinds = ["consent"] },
  { step = "review", actor = "township", kinds = ["review", "publicity"], days = 5 },
  { step = "announce", kinds = ["approval", "announcement"] },
]
leads = { step = "compare", back_to = "assembly", words = ["house", "car"] }
""",
    "projects": """steps = [{ step = "apply" }, { step = "examine", kinds = ["review"] }]
""",
    "notice": """steps = [{ step = "show", kinds = ["publicity"] }]
""",
}


def find(_):
    return procedure_samples.load()


def case(clause, form, expect='"done"'):
    return f'[[case]]\nname = "n"\nclause = "yundong.{clause}"\n{form}\nexpect = {expect}\n'


def file_of(folder, *cases, head=HEAD):
    folder.mkdir(exist_ok=True)
    file = folder / f"golden{len(list(folder.iterdir()))}.toml"
    file.write_text(head + "".join(cases), encoding="utf-8")
    return file


def ran(folder, *cases, head=HEAD, found=find):
    return run(file_of(folder, *cases, head=head), found)


def rows(log):
    told = []
    for row in log:
        parts = (f"{key} = {value!r}".replace("'", '"') for key, value in row.items())
        told.append("{ " + ", ".join(parts) + " }")
    return "[" + ", ".join(told) + "]"


@pytest.mark.parametrize("clause", TABLES)
def test_the_steps_as_a_person_read_them_pass(tmp_path, clause):
    results = ran(tmp_path / "cases", case(clause, TABLES[clause]))
    assert [result.passed for result in results] == [True] * 3, results[0].text().en


def test_a_look_at_what_is_next_passes(tmp_path):
    look = 'lookup = { done = ["apply", "discuss"] }'
    assert ran(tmp_path, case("identification", look, '{ valid = true, next = "compare" }'))[
        0
    ].passed
    look = 'lookup = { done = ["discuss"] }'
    assert ran(tmp_path, case("identification", look, '{ valid = false, next = "apply" }'))[
        0
    ].passed
    assert not ran(tmp_path, case("identification", look, '{ valid = true, next = "apply" }'))[
        0
    ].passed


@pytest.mark.parametrize(
    ("log", "expect"),
    [
        (GOOD, '{ next = "done", missing = [], wrong = [] }'),
        (GOOD[:1], '{ next = "discuss", missing = [], wrong = [] }'),
        (GOOD[:4], '{ next = "publicity_end", missing = ["publicity"], wrong = [] }'),
        ([GOOD[0], *GOOD[2:4]], '{ next = "discuss", missing = ["publicity"], wrong = ["step-before-predecessor", "step-before-predecessor"] }'),
    ],
)  # fmt: skip
def test_a_log_passes(tmp_path, log, expect):
    head = f'policy = "yundong"\nrules_on = "{AS_OF}"\n'
    [result] = ran(tmp_path, case("identification", f"log = {rows(log)}", expect), head=head)
    assert result.passed, result.text().en


def test_a_log_with_the_callers_length_passes(tmp_path):
    log = [*GOOD[:4], {"step": "consent", "day": "2021-03-26", "actor": "household"}]
    form = (
        f'log = {rows(log)}\npublicity_days = 7\npublicity_source = "a rule"\nfirst_counts = true'
    )
    expect = '{ next = "review", missing = [], wrong = ["publicity-not-over"] }'
    assert all(result.passed for result in ran(tmp_path, case("identification", form, expect))[1:])


@pytest.mark.parametrize(
    ("form", "zh", "en"),
    [
        ('steps = ["apply"]', "应为{ step", "should be a list of { step"),
        ('steps = [{ step = "apply", by = "x" }]', "应为{ step", "should be a list of { step"),
        ("log = 1", "应为事件的列表", "a list of events"),
        ("log = []", "应为{ next", "should be { next"),
        ("steps = []\nlog = []", "lookup、listed、items、steps、log 之一", "one of lookup, listed, items, steps, log"),
        ('items = ["x"]\nleads = {}', "steps 或 log 的一部分", "a part of steps or log"),
        ("steps = []\nmissing = []", "不能与 lookup", "has no place beside lookup"),
    ],
)  # fmt: skip
def test_a_case_of_another_form_is_told(tmp_path, form, zh, en):
    with pytest.raises(InvalidData) as caught:
        load(file_of(tmp_path, case("identification", form)))
    assert zh in caught.value.text("zh")
    assert en in caught.value.text("en")


def proofs(folder):
    """The steps as read, on the first and the last day of each, and that they are not in force beside these."""
    cases = [case(clause, form) for clause, form in TABLES.items()]
    look = case("identification", "lookup = { done = [] }", '"not_applicable"')
    paths = [file_of(folder, *cases), file_of(folder, look, head=OUT)]
    golden = [one for path in paths for one in load(path)]
    return Proofs(procedure_samples.load(), tuple(golden))


def test_every_mutant_of_a_procedure_is_killed(tmp_path):
    proof = proofs(tmp_path / "cases")
    verdicts = [proof.verdict(mutant) for mutant in mutants(procedure_samples.load())]
    survivors = [str(v.mutant) for v in verdicts if v.survives]
    assert all("info.first: day in force" in told for told in survivors), survivors
    kinds = {v.mutant.change.kind for v in verdicts}
    assert kinds == {
        "swapped",
        "dropped",
        "word",
        "actor",
        "kind dropped",
        "kind added",
        "record dropped",
        "record added",
        "length",
        "lead",
        "leads dropped",
        "day in force",
        "force",
    }


def test_a_procedure_without_cases_lets_its_mutants_live(tmp_path):
    rules = procedure_samples.load()
    verdicts = [Proofs(rules).verdict(mutant) for mutant in mutants(rules)]
    assert sum(v.survives for v in verdicts) > 60
