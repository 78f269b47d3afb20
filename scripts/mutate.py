"""Change every figure, word and part of the installed provinces' rules, one at a time, and see who notices.

    python scripts/mutate.py                   every mutant of every province
    python scripts/mutate.py --sample 100      a random sample, the same every time for one --seed
    python scripts/mutate.py --clause ID       the mutants in the text of one clause
    python scripts/mutate.py --pytest 20       judge a sample by the province's real tests, too

A mutant is killed when a golden case of the province's folder fails with it. One that nothing kills is
asked thousands of questions beside the original: where an answer differs, it survives, with the
question as a witness; where none does, it may be no change at all, and a person has to say so, with
the reason, in `tests/equivalents.toml` of the province. Exit status 1 when a mutant survives, when an
accepted equivalent is not needed, or when the real tests disagree.
"""

import argparse
import contextlib
import io
import multiprocessing
import sys
import time
from importlib import import_module
from pathlib import Path
from random import Random

import attrs
import pytest

from povertypolicy.clauses import SHAPES
from povertypolicy.plugins.loading import Accepted, load_all
from povertypolicy.policies import Rules
from povertypolicy.testing.killing import Verdict, proofs_in
from povertypolicy.testing.mutation import Mutant, mutants


def main() -> int:
    options = arguments()
    failed = False
    for result in load_all():
        if not isinstance(result, Accepted):
            print(f"{result.name}: refused")
            failed = True
            continue
        module = import_module(result.found.entry_point.module)
        folder = folder_of(Path(str(module.__file__)))
        for rules in result.policies:
            failed |= not judge(rules, folder, module.__name__, options)
    return int(failed)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sample", type=int, metavar="N", help="judge N mutants only")
    parser.add_argument("--clause", metavar="ID", help="only mutants in the text of this clause")
    parser.add_argument("--pytest", type=int, metavar="N", default=0, help="run real tests for N")
    parser.add_argument("--seed", type=int, default=0, help="of the samples; default 0")
    parser.add_argument("--verbose", action="store_true", help="tell what kills each mutant")
    return parser.parse_args()


def folder_of(file: Path) -> Path:
    """The folder of a province: the nearest above its module that has a pyproject.toml."""
    return next(folder for folder in file.parents if (folder / "pyproject.toml").is_file())


def judge(rules: Rules, folder: Path, package: str, options: argparse.Namespace) -> bool:
    proofs = proofs_in(folder, rules)
    broken = proofs.failing(rules, rules.by_id)
    if broken is not None:
        print(f"{rules.name}: a golden case fails without any mutant: {broken.file} {broken.name}")
        return False
    chosen = [m for m in mutants(rules) if options.clause in (None, m.clause)]
    if options.sample is not None and options.sample < len(chosen):
        chosen = Random(options.seed).sample(chosen, options.sample)
    started = time.monotonic()
    verdicts = [proofs.verdict(mutant) for mutant in chosen]
    whole = options.clause is None and options.sample is None
    stale = proofs.stale(verdicts) if whole else []
    report(rules, verdicts, stale, time.monotonic() - started, verbose=options.verbose)
    agreed = agrees_with_pytest(verdicts, folder, package, options)
    return agreed and not stale and not any(verdict.survives for verdict in verdicts)


def report(
    rules: Rules, verdicts: list[Verdict], stale: list[str], seconds: float, *, verbose: bool
) -> None:
    survivors = [v for v in verdicts if v.survives]
    killed = sum(bool(v.killed_by) for v in verdicts)
    accepted = sum(bool(v.reason) for v in verdicts)
    print(
        f"{rules.name}: {len(verdicts)} mutants, {killed} killed, {accepted} equivalent (accepted), "
        f"{len(survivors)} survive; {seconds:.0f} s"
    )
    for verdict in verdicts if verbose else ():
        if verdict.killed_by:
            print(f"  killed    {verdict.mutant}\n            by {verdict.killed_by}")
    for verdict in survivors:
        witness = verdict.difference or "no difference found: equivalent? a person has to say"
        print(f"  survives  {verdict.mutant}\n            {witness}")
    for name in stale:
        print(f"  not needed in equivalents.toml: {name}")


# --- the province's real tests -------------------------------------------------------------------


def agrees_with_pytest(
    verdicts: list[Verdict], folder: Path, package: str, options: argparse.Namespace
) -> bool:
    """Whether the real tests kill what golden cases kill, in a sample of `--pytest` mutants."""
    killed = [v.mutant for v in verdicts if v.killed_by]
    sample = Random(options.seed).sample(killed, min(options.pytest, len(killed)))
    if not sample:
        return True
    if pytest_status(unchanged(sample[0]), folder, package) != pytest.ExitCode.OK:
        print("  pytest fails without any mutant")
        return False
    failed = pytest.ExitCode.TESTS_FAILED
    missed = [mutant for mutant in sample if pytest_status(mutant, folder, package) != failed]
    print(f"  pytest kills {len(sample) - len(missed)} of {len(sample)} of the killed ones")
    for mutant in missed:
        print(f"  pytest does not kill {mutant}")
    return not missed


def unchanged(mutant: Mutant) -> Mutant:
    """The mutant with a copy of what stood there before: the control of the experiment."""
    copy = attrs.evolve(mutant.target)
    return attrs.evolve(mutant, change=attrs.evolve(mutant.change, node=copy))


def pytest_status(mutant: Mutant, folder: Path, package: str) -> int | None:
    """The exit status of the province's tests with a mutant, in a process of their own."""
    process = multiprocessing.get_context("fork").Process(
        target=run_tests, args=(mutant, folder, package)
    )
    process.start()
    process.join()
    return process.exitcode


def run_tests(mutant: Mutant, folder: Path, package: str) -> None:
    plant(mutant, package)
    paths = [str(path) for name in ("tests", "cases") if (path := folder / name).is_dir()]
    with contextlib.redirect_stdout(io.StringIO()):
        status = pytest.main(["-q", "-x", "-p", "no:cacheprovider", *paths])
    sys.exit(int(status))


def plant(mutant: Mutant, package: str) -> None:
    """Put the mutant's clauses and rules wherever a module of the province holds the original's."""
    modules = [m for name, m in sys.modules.items() if name.split(".")[0] == package]
    for module in modules:
        for name, value in list(vars(module).items()):
            if value is mutant.original:
                setattr(module, name, mutant.rules)
            elif isinstance(value, SHAPES) and value.info.id in mutant.rules.by_id:
                setattr(module, name, mutant.rules.by_id[value.info.id])


if __name__ == "__main__":
    sys.exit(main())
