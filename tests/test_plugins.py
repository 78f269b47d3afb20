"""`povertypolicy.plugins`: real installed distributions, good and broken, found and loaded one by one."""

import inspect
import sys
import textwrap
from importlib.metadata import EntryPoint

import pluggy
import pytest

import povertypolicy
from povertypolicy.digests import EDITIONS
from povertypolicy.errors import DuplicateId, PluginRefused, UnknownClause, UnknownPolicy
from povertypolicy.plugins import hooks
from povertypolicy.plugins.finding import Found, find
from povertypolicy.plugins.loading import Accepted, Blocked, Refused, find_rules, load, load_all

GOOD = """
    from povertypolicy import Household
    from povertypolicy.citations import document
    from povertypolicy.criteria import criterion
    from povertypolicy.layers import layer, suspend
    from povertypolicy.plugins.hooks import impl
    from povertypolicy.policies import rules

    DOC = document("示〔2020〕1号", ("示例", "example"), issued="2020-01-01")

    def clause(id):
        return criterion(id, ("例", "example"), cite=DOC.at("一"), means=Household.registered)

    def policy(name, *ids, **more):
        clauses = [clause(id) for id in ids]
        return rules(name, ("例", "example"), documents=[DOC], clauses=clauses, **more)

    def over(extends, name, *ids, changes=()):
        clauses = [clause(id) for id in ids]
        return layer(name, ("例", "example"), extends=extends, documents=[DOC], clauses=clauses, changes=changes)
"""

SOURCES = {
    "good": """
        @impl
        def povertypolicy_policies():
            return [policy("good", "good.a"), policy("good/town", "good.town.a")]
    """,
    "other": """
        @impl
        def povertypolicy_policies():
            yield policy("other", "other.a")
    """,
    "raises": "raise RuntimeError('nothing works')",
    "exits": "import sys; sys.exit(3)",
    "misspelt": """
        @impl
        def povertypolicy_policy():
            return [policy("misspelt", "misspelt.a")]
    """,
    "twice": """
        @impl
        def povertypolicy_policies():
            return [policy("twice", "twice.a", "twice.a")]
    """,
    "empty": """
        @impl
        def povertypolicy_policies():
            return []
    """,
    "hookless": "",
    "unmarked": """
        def povertypolicy_policies():
            return [policy("unmarked", "unmarked.a")]
    """,
    "misnamed": """
        @impl
        def povertypolicy_policies():
            return [policy("good", "good.a")]
    """,
    "wrong": """
        @impl
        def povertypolicy_policies():
            return ["wrong"]
    """,
    "arguments": """
        @impl
        def povertypolicy_policies(province):
            return [policy("arguments", "arguments.a")]
    """,
    "doubled": """
        @impl
        def povertypolicy_policies():
            return [policy("doubled", "doubled.a"), policy("doubled", "doubled.b")]
    """,
    "fails": """
        @impl
        def povertypolicy_policies():
            raise KeyError("a clause")
    """,
    "absent": None,
    "below": """
        @impl
        def povertypolicy_policies():
            change = suspend("good.a", cite=DOC.at("二"))
            return [over("below", "below/town", "below.town.a"), over("good", "below", "below.a", changes=[change])]
    """,
    "orphan": """
        @impl
        def povertypolicy_policies():
            return [over("nowhere", "orphan", "orphan.a")]
    """,
    "heir": """
        @impl
        def povertypolicy_policies():
            return [over("raises", "heir", "heir.a")]
    """,
    "circle": """
        @impl
        def povertypolicy_policies():
            return [over("circle/town", "circle"), over("circle", "circle/town")]
    """,
    "mutual": """
        @impl
        def povertypolicy_policies():
            return [over("partner", "mutual")]
    """,
    "partner": """
        @impl
        def povertypolicy_policies():
            return [over("mutual", "partner")]
    """,
    "slipped": """
        @impl
        def povertypolicy_policies():
            return [over("good", "slipped", changes=[suspend("good.b", cite=DOC.at("二"))])]
    """,
}
WORKING = {"good", "other", "below"}
BROKEN = sorted(set(SOURCES) - WORKING)


def module_of(name):
    return f"invented_province_{name}"


def install(folder, name, *, distribution=None, version="1.2", source=""):
    """Write what pip would write: a module, and its metadata with an entry point."""
    distribution = distribution or f"invented-{name}"
    if source is not None:
        text = textwrap.dedent(GOOD) + textwrap.dedent(source)
        (folder / f"{module_of(name)}.py").write_text(text, encoding="utf-8")
    info = folder / f"{distribution.replace('-', '_')}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n", encoding="utf-8"
    )
    (info / "entry_points.txt").write_text(
        f"[povertypolicy]\n{name} = {module_of(name)}\n", encoding="utf-8"
    )


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder on the path, like site-packages; what is imported from it is forgotten afterwards."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    for name in set(sys.modules) - before:
        if name.startswith("invented_province_"):
            del sys.modules[name]


@pytest.fixture
def everything(folder):
    """All the distributions, installed."""
    for name, source in SOURCES.items():
        install(folder, name, source=source)
    return folder


def imported():
    return {name for name in SOURCES if module_of(name) in sys.modules}


def ours(results):
    return {result.name: result for result in results if result.name in SOURCES}


# --- found ---------------------------------------------------------------------------------------


@pytest.mark.usefixtures("everything")
def test_finding_imports_nothing_and_tells_name_version_and_distribution():
    found = {plugin.name: plugin for plugin in find()}
    assert found.keys() >= SOURCES.keys()
    assert (found["good"].distribution, found["good"].version) == ("invented-good", "1.2")
    assert imported() == set()


@pytest.mark.usefixtures("everything")
def test_the_order_is_that_of_the_names():
    names = [plugin.name for plugin in find()]
    assert names == sorted(names)
    assert [result.name for result in load_all()] == names


def test_metadata_without_a_name_do_not_take_the_others_down(folder):
    install(folder, "good", source=SOURCES["good"])
    install(folder, "other", source=SOURCES["other"])
    (folder / "invented_other-1.2.dist-info" / "METADATA").write_text("", encoding="utf-8")
    assert isinstance(ours(load_all())["good"], Accepted)
    assert {"good", "other"} <= {plugin.name for plugin in find()}


BROKEN_ENTRIES = {
    "a byte that is no UTF-8": b"\xff\xfe",
    "a line without an equals sign": b"nothing_here\n",
}


def damage(folder, distribution, entries):
    info = folder / f"{distribution.replace('-', '_')}-0.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Name: {distribution}\nVersion: 0.1\n", encoding="utf-8")
    (info / "entry_points.txt").write_bytes(entries)


@pytest.mark.parametrize("fault", BROKEN_ENTRIES)
def test_a_distribution_of_somebody_else_does_not_take_the_plugins_down(everything, fault):
    damage(everything, "someone-else", b"[console_scripts]\n" + BROKEN_ENTRIES[fault])
    results = load_all()
    assert {name for name, r in ours(results).items() if isinstance(r, Accepted)} == WORKING
    assert "someone-else" not in {result.found.distribution for result in results}
    assert povertypolicy.policy("good", rules_on="2020-06-30").name == "good"


@pytest.mark.parametrize("fault", BROKEN_ENTRIES)
def test_a_plugin_with_broken_entry_points_is_refused_alone(folder, fault):
    install(folder, "good", source=SOURCES["good"])
    entries = f"[povertypolicy]\nother = {module_of('other')}\n[other.group]\n".encode()
    damage(folder, "invented-other", entries + BROKEN_ENTRIES[fault])
    results = ours(load_all())
    assert isinstance(results["good"], Accepted)
    refused = results["other"]
    assert isinstance(refused, Refused)
    assert refused.found.distribution == "invented-other"
    assert refused.cause is not None
    assert "invented-other" in refused.error.text("zh")
    assert "invented-other" in refused.error.text("en")
    assert povertypolicy.policy("good", rules_on="2020-06-30").name == "good"
    with pytest.raises(PluginRefused):
        povertypolicy.policy("other", rules_on="2020-06-30")


def test_a_province_whose_entry_points_tell_nothing_is_refused_by_its_distribution(folder):
    install(folder, "good", source=SOURCES["good"])
    damage(folder, "povertypolicy-unreadable", b"\xff")
    results = {result.name: result for result in load_all()}
    assert isinstance(results["good"], Accepted)
    assert isinstance(results["povertypolicy-unreadable"], Refused)


def test_metadata_that_are_no_text_do_not_take_the_others_down(folder):
    install(folder, "good", source=SOURCES["good"])
    install(folder, "other", source=SOURCES["other"])
    (folder / "invented_other-1.2.dist-info" / "METADATA").write_bytes(b"Name: \xff\n")
    assert isinstance(ours(load_all())["good"], Accepted)
    damage(folder, "someone-else", b"\xff")
    assert isinstance(ours(load_all())["good"], Accepted)


def test_a_policy_of_another_edition_is_refused_by_name(folder):
    later = max(EDITIONS) + 1
    source = SOURCES["good"].replace('"good.a")', f'"good.a", edition={later})')
    install(folder, "good", source=source)
    install(folder, "other", source=SOURCES["other"])
    results = ours(load_all())
    assert isinstance(results["other"], Accepted)
    assert isinstance(results["good"], Refused)
    assert f"edition {later}" in results["good"].error.text("en")
    assert f"第 {later} 版" in results["good"].error.text("zh")
    assert '"good"' in results["good"].error.text("en")


def test_an_entry_point_without_a_distribution_is_found():
    point = EntryPoint("lonely", "no_such_module_at_all", hooks.PROJECT)
    assert find([point]) == (Found("lonely", "?", "?", point),)
    assert isinstance(load_all(entries=[point])[0], Refused)


# --- loaded, accepted, refused, blocked ----------------------------------------------------------


@pytest.mark.usefixtures("everything")
def test_each_broken_plugin_is_refused_and_the_rest_work():
    results = ours(load_all())
    assert {name for name, result in results.items() if isinstance(result, Refused)} == set(BROKEN)
    assert {name for name, result in results.items() if isinstance(result, Accepted)} == WORKING
    assert [rules.name for rules in results["good"].policies] == ["good", "good/town"]
    assert povertypolicy.policy("other", rules_on="2020-06-30").name == "other"


REASONS = {
    "raises": (RuntimeError, "raises RuntimeError", "RuntimeError"),
    "exits": (SystemExit, "exits while it is loaded", "退出程序"),
    "misspelt": (pluggy.PluginValidationError, '"povertypolicy_policy"', "“povertypolicy_policy”"),
    "twice": (DuplicateId, '"twice.a"', "“twice.a”"),
    "empty": (None, "supplies no policies", "没有提供政策"),
    "hookless": (None, "supplies no policies", "没有提供政策"),
    "unmarked": (None, "supplies no policies", "没有提供政策"),
    "misnamed": (None, 'another name, "good"', "“good”"),
    "wrong": (None, "supplies no policies", "没有提供政策"),
    "arguments": (pluggy.PluginValidationError, "PluginValidationError", "PluginValidationError"),
    "doubled": (None, '"doubled" twice', "“doubled”"),
    "fails": (KeyError, "raises KeyError", "KeyError"),
    "absent": (ModuleNotFoundError, "raises ModuleNotFoundError", "ModuleNotFoundError"),
    "orphan": (UnknownPolicy, '"nowhere"', "“nowhere”"),
    "heir": (PluginRefused, '"raises"', "“raises”"),
    "circle": (None, "circle → circle/town → circle", "circle → circle/town → circle"),
    "mutual": (PluginRefused, "mutual → partner → mutual", "mutual → partner → mutual"),
    "partner": (PluginRefused, "partner → mutual → partner", "partner → mutual → partner"),
    "slipped": (UnknownClause, '"good.b"', "“good.b”"),
}


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("name", BROKEN)
def test_a_refusal_tells_name_version_reason_and_the_original_exception(name):
    cause, en, zh = REASONS[name]
    refused = ours(load_all(only=[name]))[name]
    assert isinstance(refused, Refused)
    assert isinstance(refused.error, PluginRefused)
    assert refused.error.parts["name"] == name
    assert refused.error.parts["version"] == "1.2"
    assert f'"{name}" (version 1.2)' in refused.error.text("en")
    assert en in refused.error.text("en")
    assert zh in refused.error.text("zh")
    assert refused.cause is None if cause is None else isinstance(refused.cause, cause)


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("name", BROKEN)
def test_asking_for_a_broken_policy_raises_its_refusal(name):
    with pytest.raises(PluginRefused) as caught:
        povertypolicy.policy(name, rules_on="2020-06-30")
    cause = REASONS[name][0]
    assert (
        caught.value.__cause__ is None
        if cause is None
        else isinstance(caught.value.__cause__, cause)
    )


@pytest.mark.usefixtures("everything")
def test_a_misspelt_hook_gets_a_suggestion():
    refused = ours(load_all(only=["misspelt"]))["misspelt"]
    assert 'Did you mean "povertypolicy_policies"?' in refused.error.text("en")


@pytest.mark.usefixtures("everything")
def test_only_the_plugin_asked_for_is_imported():
    policy = povertypolicy.policy("good", rules_on="2020-06-30")
    assert policy.clause("good.a").info.id == "good.a"
    assert imported() == {"good"}


@pytest.mark.usefixtures("everything")
def test_a_city_is_supplied_by_the_plugin_of_its_province():
    rules, results = find_rules("good/town")
    assert rules.name == "good/town"
    assert [result.name for result in results] == ["good"]


@pytest.mark.usefixtures("everything")
def test_a_layer_lies_over_the_policy_of_another_plugin_and_only_that_is_imported():
    rules, results = find_rules("below/town")
    assert rules.extends == ("good", "below")
    assert [origin.layer for origin in rules.origin("good.a")] == ["good", "below"]
    assert rules.find("good.a").info.suspended is not None
    assert list(rules.by_id) == ["good.a", "below.a", "below.town.a"]
    assert [result.name for result in results] == ["below", "good"]
    assert imported() == {"below", "good"}
    assert find_rules("good")[0].find("good.a").info.suspended is None


@pytest.mark.usefixtures("everything")
def test_a_layer_whose_parent_is_blocked_is_refused():
    results = ours(load_all(block=["good"], only=["below"]))
    assert isinstance(results["below"], Refused)
    assert '"good"' in results["below"].error.text("en")
    assert imported() == {"below"}


@pytest.mark.usefixtures("everything")
def test_a_blocked_plugin_is_not_imported():
    results = ours(load_all(block=["raises", "good"]))
    assert isinstance(results["good"], Blocked)
    assert isinstance(results["raises"], Blocked)
    assert imported() & {"good", "raises"} == set()
    with pytest.raises(UnknownPolicy) as caught:
        povertypolicy.policy("other", rules_on="2020-06-30", block=["other"])
    assert "other" not in caught.value.parts["known"].split(", ")


@pytest.mark.usefixtures("everything")
def test_an_unknown_name_gets_a_suggestion_and_imports_nothing():
    with pytest.raises(UnknownPolicy) as caught:
        povertypolicy.policy("goood", rules_on="2020-06-30")
    assert 'Did you mean "good"?' in caught.value.text("en")
    assert imported() == set()
    with pytest.raises(UnknownPolicy) as caught:
        povertypolicy.policy("good/twon", rules_on="2020-06-30")
    assert 'Did you mean "good/town"?' in caught.value.text("en")


def test_two_distributions_of_one_name_are_both_refused(folder):
    install(folder, "good", source=SOURCES["good"])
    install(folder, "good", distribution="invented-copy", source=SOURCES["good"])
    install(folder, "other", source=SOURCES["other"])
    results = [result for result in load_all() if result.name in SOURCES]
    assert [(result.name, type(result)) for result in results] == [
        ("good", Refused),
        ("good", Refused),
        ("other", Accepted),
    ]
    for refused in results[:2]:
        assert "invented-copy, invented-good" in refused.error.text("en")
    assert "good" not in imported()
    with pytest.raises(PluginRefused):
        povertypolicy.policy("good", rules_on="2020-06-30")


def test_an_interruption_is_no_refusal(folder):
    install(folder, "good", source="raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        load_all(only=["good"])


def test_there_is_no_registry_asking_twice_looks_twice(folder):
    with pytest.raises(UnknownPolicy):
        povertypolicy.policy("good", rules_on="2020-06-30")
    install(folder, "good", source=SOURCES["good"])
    assert povertypolicy.policy("good", rules_on="2020-06-30").name == "good"


@pytest.mark.usefixtures("everything")
def test_a_policy_opened_twice_is_equal():
    one, two = (povertypolicy.policy("good", rules_on="2020-06-30") for _ in range(2))
    assert one == two


@pytest.mark.usefixtures("everything")
def test_results_are_values_that_print_shortly():
    results = ours(load_all())
    assert results["good"] == ours(load_all())["good"]
    assert "invented-good" in repr(results["good"])
    assert len(repr(results["good"])) < 200


# --- hooks ---------------------------------------------------------------------------------------


@pytest.mark.usefixtures("everything")
def test_hook_povertypolicy_policies():
    accepted = load(next(plugin for plugin in find() if plugin.name == "good"))
    assert accepted.hooks == ("povertypolicy_policies",)
    assert [rules.name for rules in accepted.policies] == ["good", "good/town"]


def test_hooks_are_specified_with_types_and_described():
    specified = [value for name, value in vars(hooks).items() if name.startswith("povertypolicy_")]
    assert specified
    for hook in specified:
        assert inspect.signature(hook).return_annotation is not inspect.Signature.empty
        assert all(
            parameter.annotation is not inspect.Parameter.empty
            for parameter in inspect.signature(hook).parameters.values()
        )
        assert inspect.getdoc(hook)
