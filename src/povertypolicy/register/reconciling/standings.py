"""How the record says that households stand."""

from collections.abc import Mapping
from itertools import product
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from povertypolicy.columns.data import NO, UNKNOWN, YES, Frame
from povertypolicy.columns.segments import Codes
from povertypolicy.errors import BadSetting
from povertypolicy.expr.facts import FlagFact, WordFact
from povertypolicy.subjects import Household
from povertypolicy.texts import Text

NEVER, LISTED, EXITED = 1, 2, 4
"""How a household may stand in the record, as bits; several where the record leaves it open."""

ANY, CONTRADICTORY = NEVER | LISTED | EXITED, 0
"""A status that is not recorded, and one that contradicts itself."""

STANDINGS: Mapping[int, Text] = {
    NEVER: Text("从未建档", "never listed"),
    LISTED: Text("在册", "listed"),
    EXITED: Text("已退出", "exited"),
}


@attrs.frozen(eq=False)
class Recorded:
    """How the record says that households stand: yes-or-no facts of the frame, or their codes.

    With `exited` None the record knows no exits: nobody exited. `exited_stay_listed` says that `listed` means “was
    ever listed” 建档立卡; where it means “is on the list today” 在册, say False. What cannot be is CONTRADICTORY:
    an exit of one never listed, or, if they do not stay, an exit of one on the list.
    """

    listed: FlagFact[Any] | Codes = attrs.field(factory=lambda: Household.registered)
    exited: FlagFact[Any] | Codes | None = None
    exited_stay_listed: bool = True

    def standings(self, frame: Frame | None = None) -> Codes:
        """Return how every row may stand, as bits.

        Raises:
            BadSetting: when a fact is named and there is no frame to read it from, or codes are none of yes-or-no facts.
        """
        listed = _flags(self.listed, frame)
        exited = (
            np.full(len(listed), NO, np.uint8)
            if self.exited is None
            else _flags(self.exited, frame)
        )
        same_size("exited", exited, len(listed))
        for name, flags in (("listed", listed), ("exited", exited)):
            within(name, flags, YES)
        return self._table()[listed, exited]

    def _table(self) -> Codes:
        """The worlds that each pair of flags leaves."""
        worlds = {
            NEVER: (NO, NO),
            LISTED: (YES, NO),
            EXITED: (YES if self.exited_stay_listed else NO, YES),
        }
        table = np.zeros((3, 3), np.uint8)
        for flags in product((NO, UNKNOWN, YES), repeat=2):
            for standing, world in worlds.items():
                if all(flag in (UNKNOWN, sure) for flag, sure in zip(flags, world, strict=True)):
                    table[flags] |= standing
        return table


@attrs.frozen(eq=False)
class RecordedWord:
    """How households stand, in words: a fact with a vocabulary, and which of its words mean what.

    A word that is named nowhere leaves the status open, as a missing one does.
    """

    status: WordFact[Any]
    never: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    exited: tuple[str, ...] = ()
    words: NDArray[np.int16] | None = None

    def standings(self, frame: Frame | None = None) -> Codes:
        """Return how every row may stand, as bits; `words` are places in the vocabulary, if not those of the frame.

        Raises:
            BadSetting: when a word is none of the vocabulary, or there is neither a frame nor `words`.
        """
        ids = list(self.status.vocabulary.ids())
        table = np.full(len(ids) + 1, ANY, np.uint8)  # the last place, -1, is for what is missing
        for standing, names in ((NEVER, self.never), (LISTED, self.listed), (EXITED, self.exited)):
            for name in names:
                if name not in ids:
                    raise BadSetting(
                        setting=self.status.info.name,
                        zh=f"词表中没有“{name}”；有：{'、'.join(ids)}。",
                        en=f'the vocabulary has no "{name}"; it has: {", ".join(ids)}.',
                    )
                table[ids.index(name)] = standing
        if self.words is not None:
            within(self.status.info.name, self.words + 1, len(ids))
            return table[self.words]
        column = _frame(self.status.info.name, frame).columns.get(self.status.info.name)
        return (
            table[column.values] if column is not None else np.full(len(frame or ()), ANY, np.uint8)
        )


def _flags(given: FlagFact[Any] | Codes, frame: Frame | None) -> Codes:
    if not isinstance(given, FlagFact):
        return given
    rows = _frame(given.info.name, frame)
    column = rows.columns.get(given.info.name)
    return np.full(rows.size, UNKNOWN, np.uint8) if column is None else column.values


def _frame(name: str, frame: Frame | None) -> Frame:
    if frame is None:
        raise BadSetting(
            setting=name,
            zh="按登记项读取状态，需要同时给出名册（frame）。",
            en="a status that is read from a fact needs the register: give frame.",
        )
    return frame


def same_size(name: str, values: NDArray[np.generic], size: int) -> None:
    """Refuse an array of another length.

    Raises:
        BadSetting: when it has not `size` rows.
    """
    if len(values) != size:
        raise BadSetting(
            setting=name,
            zh=f"应为{size}行，给出{len(values)}行。",
            en=f"{size} rows are wanted, {len(values)} were given.",
        )


def within(name: str, codes: NDArray[Any], most: int) -> None:
    """Refuse what are no codes.

    Raises:
        BadSetting: when a code is not from 0 to `most`, both included.
    """
    if codes.dtype.kind not in "ui" or (
        len(codes) and not 0 <= int(codes.min()) <= int(codes.max()) <= most
    ):
        raise BadSetting(
            setting=name, zh=f"应为0至{most}的代码。", en=f"codes from 0 to {most} are wanted."
        )
