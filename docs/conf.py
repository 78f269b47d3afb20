"""How the pages are built."""

import sys
from importlib.metadata import version as installed_version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "povertypolicy"
author = "The povertypolicy developers"
copyright = f"2026, {author}"
version = release = installed_version("povertypolicy")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.doctest",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
    "error_catalogue",
    "policy_pages",
    "zh_pages",
    "zh_search",
]
exclude_patterns = ["_build"]

# A page builds the same on a train: no intersphinx, so names of other libraries do not resolve
# and only ours are checked.
nitpicky = True
nitpick_ignore_regex = [
    ("py:.*", r"(?!povertypolicy\b).*"),
    ("py:(class|obj)", r"povertypolicy\..*\.([A-Z]|Then|Then_co)"),  # type variables have no entry
    # what compiles, computes and joins is nobody's to call
    (
        "py:class",
        r"povertypolicy\.(lowering\.|columns\.(programs|views)\.|deciding\.(compiled|context)\.|register\.\w+\.).*",
    ),
    ("py:class", r"povertypolicy\.deciding\.(asking\.Asked|detail\.Detail)"),
]
# `Text` in a docstring is a link when it is a name of ours, and code when it is not.
default_role = "py:obj"

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_default_options = {"members": True, "member-order": "bysource"}
autodoc_preserve_defaults = True
napoleon_google_docstring = True
napoleon_numpy_docstring = False

# Docstrings run where their module's names are known, by pytest; here only the pages' own blocks.
doctest_test_doctest_blocks = ""
doctest_global_setup = f"""
from pathlib import Path

PROVINCE = Path({str(Path(__file__).parent / "province")!r})
"""

language = "en"
smartquotes = False  # what is quoted here is code, or Chinese
html_search_language = "zh"  # the bigrams of _ext/zh_search.py; English words are stemmed as ever

SINGLE = (
    "index",
    "getting-started",
    "explain",
    "command-line",
    "procedures",
    "semantics",
    "glossary",
    "plugins",
)
html_theme = "pydata_sphinx_theme"
html_title = "povertypolicy"
html_copy_source = False
html_css_files = ["pages.css"]
html_sidebars = {page: [] for page in SINGLE}
html_static_path = ["_static"]
html_show_sourcelink = False
html_theme_options = {
    "collapse_navigation": True,
    "footer_end": [],
    "footer_start": ["copyright"],
    "header_links_before_dropdown": 6,
    "navbar_end": ["theme-switcher"],
    "show_prev_next": True,
}

copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True
