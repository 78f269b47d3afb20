"""What a rule means, by plain recursion: intervals of fractions for numbers, three values for truth.

Written from the design (Kleene logic, exact numbers, prices, bounds of unknown groups), not from the lowering:
nothing is folded, shared, cross-multiplied or compiled here. Slow and obvious.
"""

from oracle import truths
from oracle.place import Place, number, outcome, place, truth, word, year_of

__all__ = ["Place", "number", "outcome", "place", "truth", "truths", "word", "year_of"]
