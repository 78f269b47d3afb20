"""Published cases: judged in `cases/published.toml`, or listed in the README with the reason why they cannot be."""

import json
import re
import tomllib
from pathlib import Path

import pytest

PLUGIN = Path(__file__).parents[1]
SHARED = PLUGIN.parents[2] / "shared" / "cases" / "published.json"
JUDGED = {
    case["name"].partition(":")[0]
    for case in tomllib.loads((PLUGIN / "cases" / "published.toml").read_text("utf-8"))["case"]
}
SECTION = (
    (PLUGIN / "README.md").read_text("utf-8").partition("## 公布的案例")[2].partition("\n## ")[0]
)
NAMED = set(re.findall(r"\b[A-Z]\d\d\b", SECTION))


@pytest.mark.skipif(not SHARED.is_file(), reason="../shared/cases is not here")
def test_every_published_case_is_judged_or_the_reason_is_given():
    listed = {case["id"] for case in json.loads(SHARED.read_text("utf-8"))}
    assert listed >= JUDGED
    assert listed == NAMED


def test_what_is_judged_says_where_it_comes_from():
    cases = tomllib.loads((PLUGIN / "cases" / "published.toml").read_text("utf-8"))["case"]
    assert all(case["source"].startswith("http") and case["note"] for case in cases)
    assert {"V05", "H14"} == JUDGED
