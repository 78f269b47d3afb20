"""Chinese pages: named so for browsers, and without a gap where a sentence begins a new line."""

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

WIDE = re.compile(r"[\u2018-\u201d\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")


def join_lines(_: Sphinx, doctree: nodes.document) -> None:
    """Take away the line ends between Chinese characters, which a browser shows as spaces."""
    for text in [text for text in doctree.findall(nodes.Text) if text == "\n"]:
        parent, place = text.parent, text.parent.index(text)
        around = parent[place - 1 : place] + parent[place + 1 : place + 2]
        if len(around) == 2 and _meet(*(node.astext() for node in around)):  # noqa: PLR2004 - both sides
            parent.remove(text)


def _meet(before: str, after: str) -> bool:
    return bool(WIDE.match(before[-1:]) and WIDE.match(after[:1]))


def name_language(
    _: Sphinx, page: str, __: str, context: dict[str, Any], ___: nodes.document | None
) -> None:
    """Say that a page of the Chinese folder is in Chinese, so that its characters get their Chinese form."""
    if page.startswith("zh/"):
        context["language"] = "zh-CN"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Join lines when a page was read, and name its language when it is written."""
    app.connect("doctree-read", join_lines)
    app.connect("html-page-context", name_language)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
