"""Registers in Spark: the same kernel over Arrow batches, whole households together.

Spark moves the rows: those of a household to one bucket of some thousands, and each bucket as Arrow to a worker,
where border and kernel are those of any other register. Rows are never decided in the batches in which
they happen to stand, whose ends cut households.
"""

from povertypolicy.register.spark.assessing import assess_spark

__all__ = ["assess_spark"]
