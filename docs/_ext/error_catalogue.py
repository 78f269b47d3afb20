"""Every error code with its two texts, straight from the catalogue."""

from collections.abc import Iterator

from docutils import nodes
from making import code, table
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from povertypolicy.errors import CATALOGUE, PovertyPolicyError
from povertypolicy.texts import Text


def raised(
    error: type[PovertyPolicyError] = PovertyPolicyError,
) -> Iterator[type[PovertyPolicyError]]:
    """Yield the errors that are raised, which are the leaves of the tree."""
    below = error.__subclasses__()
    if not below:
        yield error
    for sub in below:
        yield from raised(sub)


class ErrorCatalogue(SphinxDirective):
    """``error-catalogue``: a table of codes; with ``faults``, those that a `Fault` carries."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        names = {error.code: error.__name__ for error in raised()}
        if self.arguments == ["faults"]:
            rows = [(code(key), Text(*pair)) for key, pair in CATALOGUE.items() if key not in names]
            return [table(("代码 code", "说明 text"), rows, (20, 80))]
        rows = [
            (code(key), code(names[key]), Text(*pair))
            for key, pair in CATALOGUE.items()
            if key in names
        ]
        return [table(("代码 code", "错误 error", "说明 text"), rows, (18, 18, 64))]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive."""
    app.add_directive("error-catalogue", ErrorCatalogue)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
