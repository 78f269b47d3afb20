"""The pytest plugin: collects golden cases; imports nothing of the library until one is collected.

Every ``*.toml`` file in a folder called ``cases`` that holds ``[[case]]`` is collected;
the ini option ``povertypolicy_cases`` names other folders, and ``-p no:povertypolicy`` turns the plugin off.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that names the folders of golden cases."""
    parser.addini(
        "povertypolicy_cases",
        "names of folders whose *.toml files hold golden cases",
        type="args",
        default=["cases"],
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a file of golden cases."""
    folders = parent.config.getini("povertypolicy_cases")
    if file_path.suffix != ".toml" or file_path.parent.name not in folders:
        return None
    if b"[[case]]" not in file_path.read_bytes():
        return None
    collected: CaseFile = CaseFile.from_parent(parent, path=file_path)
    return collected


class CaseFile(pytest.File):
    """A file of golden cases."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield an item for every case."""
        from povertypolicy.testing import cases  # noqa: PLC0415 - the library loads with the first case, not before

        for case in cases.load(self.path):
            item: CaseItem = CaseItem.from_parent(
                self, name=f"{case.number}: {case.name}", case=case
            )
            yield item

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *_: Any) -> Any:
        """Tell a faulty file in its own words."""
        return _told(excinfo) or super().repr_failure(excinfo)


class CaseItem(pytest.Item):
    """One golden case."""

    def __init__(self, *, case: Any, **parts: Any) -> None:
        super().__init__(**parts)
        self.case = case

    def runtest(self) -> None:
        """Ask the case and compare."""
        from povertypolicy.testing import cases  # noqa: PLC0415 - see CaseFile.collect

        result = cases.run_case(self.case)
        if not result.passed:
            raise CaseFailed(result.text())

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *_: Any) -> Any:
        """Tell what is different, with the explanation of the answer."""
        return _told(excinfo) or super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return the place of the case."""
        return self.path, None, self.name


class CaseFailed(Exception):
    """A golden case has another answer than the one expected."""

    def __str__(self) -> str:
        told = self.args[0]
        return f"{told.en}\n\n{told.zh}"


def _told(excinfo: pytest.ExceptionInfo[BaseException]) -> str | None:
    error = excinfo.value
    ours = isinstance(error, CaseFailed) or hasattr(error, "parts")
    return str(error) if ours else None
