"""Checks of a document against itself: its totals add up, its numbering has a gap. Tests of the plugin prove them."""

import datetime as dt

import attrs

from povertypolicy.clauses.told import LookedUp, Told
from povertypolicy.texts import Text

RESULT = Text("核对结果", "result")


@attrs.frozen(eq=False, repr=False)
class DocumentCheck(LookedUp):
    """A check of the document itself: `says` is its result; a test named by the clause id proves it."""

    says: Text

    def answer(self, _day: dt.date, /) -> Told:
        """Return the result."""
        return Told(value=self.says, lines=((RESULT, self.says),))
