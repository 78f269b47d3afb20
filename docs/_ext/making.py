"""Parts of a page made from data: paragraphs, tables, sections."""

from collections.abc import Iterable, Sequence

from docutils import nodes

from povertypolicy.texts import Text

Cell = str | nodes.Node | Text


def words(cell: Cell) -> nodes.Node:
    """Return a cell as a node; a text stands in both languages, one under the other."""
    if isinstance(cell, nodes.Node):
        return cell
    if isinstance(cell, Text):
        zh = nodes.line("", cell.zh, language="zh-CN")
        return nodes.line_block("", zh, nodes.line("", cell.en))
    return nodes.paragraph("", cell)


def code(text: str) -> nodes.paragraph:
    """Return a name as it is written in code."""
    return nodes.paragraph("", "", nodes.literal("", text))


def section(id: str, title: str, *content: nodes.Node) -> nodes.section:
    """Return a section that can be linked to by `id`."""
    return nodes.section("", nodes.title("", title), *content, ids=[id], names=[id.lower()])


def table(
    heads: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[int]
) -> nodes.table:
    """Return a table."""
    group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in widths), cols=len(heads))
    group += nodes.thead("", _row(heads))
    group += nodes.tbody("", *(_row(row) for row in rows))
    return nodes.table("", group, classes=["made"])


def _row(cells: Sequence[Cell]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", words(cell)) for cell in cells))


def fields(pairs: Iterable[tuple[str, Sequence[Cell]]]) -> nodes.field_list:
    """Return names with what is said under each; a name with nothing under it is left out."""
    return nodes.field_list(
        "",
        *(
            nodes.field("", nodes.field_name("", name), nodes.field_body("", *map(words, cells)))
            for name, cells in pairs
            if cells
        ),
    )
