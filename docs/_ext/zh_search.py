"""Search that finds Chinese words: every two neighbouring characters are a term.

Sphinx cuts the pages into words with a dictionary and does not cut the query, so most Chinese
queries find nothing, and on Sphinx 9.0 its Chinese search page does not run at all.
Pairs need no dictionary, and are cut alike here (for the index) and in the browser (for the query).
Everything else is a word, stemmed as in English.
"""

import re

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish
from sphinx.util.typing import ExtensionMetadata

HAN = r"\u3007\u3400-\u9fff\uf900-\ufaff"  # understood by Python and by browsers
RUN = re.compile(rf"[{HAN}]+|[^\W{HAN}]+")


class SearchChineseAndEnglish(SearchEnglish):
    """Chinese by pairs, English by stems."""

    lang = "zh"
    js_splitter_code = f"""
function splitQuery(query) {{
  const terms = [];
  for (const run of query.match(/[{HAN}]+|(?:(?![{HAN}])[\\p{{L}}\\p{{N}}_])+/gu) || []) {{
    if (!/[{HAN}]/.test(run) || run.length === 1) terms.push(run);
    else for (let i = 0; i + 1 < run.length; i++) terms.push(run.slice(i, i + 2));
  }}
  return terms;
}}
"""

    def split(self, input: str) -> list[str]:  # noqa: A002 - Sphinx names it so
        """Return the terms of a text."""
        return [term for run in RUN.findall(input) for term in pairs(run)]


def pairs(run: str) -> list[str]:
    """Return the neighbouring pairs of a Chinese run; any other run is one term."""
    if len(run) == 1 or not re.match(f"[{HAN}]", run):
        return [run]
    return [run[i : i + 2] for i in range(len(run) - 1)]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Take the place of Sphinx's own Chinese search."""
    app.add_search_language(SearchChineseAndEnglish)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
