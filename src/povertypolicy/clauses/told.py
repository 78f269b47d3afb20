"""What a clause that is looked up says; and the lines in which it is put to people."""

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from povertypolicy.errors import Fault, InvalidData, hint
from povertypolicy.expr.nodes import Node, Vocabulary
from povertypolicy.expr.values import Reject, word_of
from povertypolicy.outcomes import Outcome
from povertypolicy.provenance import ClauseInfo
from povertypolicy.texts import Text


@attrs.frozen
class Told:
    """An answer: an outcome or a value, the reasons why it is open, and the same in words.

    `lines` are pairs: what a part of the value is called, and what it is.
    """

    outcome: Outcome | None = None
    value: Any = None
    reasons: tuple[Text, ...] = ()
    lines: tuple[tuple[Text, Text], ...] = ()


def left_open(*reasons: Text) -> Told:
    """Return the answer UNKNOWN with its reasons."""
    return Told(Outcome.UNKNOWN, reasons=reasons)


def not_given(labels: Iterable[Text]) -> Told:
    """Return the answer UNKNOWN since something was not said."""
    return left_open(*(Text(f"没有给出：{label.zh}", f"not given: {label.en}") for label in labels))


def refuse_strange(given: Mapping[str, Any], wanted: Mapping[str, Text]) -> None:
    """Refuse names that a clause does not ask for.

    Raises:
        InvalidData: with a fault for each.
    """
    known = ", ".join(wanted)
    strange = [name for name in given if name not in wanted]
    if strange:
        raise InvalidData(
            Fault(
                "unknown-key", path=name, parts={"key": name, "known": known, **hint(name, wanted)}
            )
            for name in strange
        )


def word(vocabulary: Vocabulary, value: object, path: str) -> str:
    """Return the id of a word, given by its id or a label.

    Raises:
        InvalidData: when the vocabulary does not have it.
    """
    try:
        return word_of(vocabulary, value)
    except Reject as reject:
        raise InvalidData([Fault(reject.code, path=path, parts=reject.parts)]) from None


@attrs.frozen(eq=False, repr=False)
class LookedUp(Node):
    """A clause that is asked with words, amounts and years instead of a subject."""

    info: ClauseInfo

    @property
    def wanted(self) -> dict[str, Text]:
        """What it is asked with: names and what they mean."""
        return {}

    def read(self, name: str, value: object) -> object:  # noqa: ARG002 - for those that read amounts
        """Return what plain data mean by a value."""
        return value
