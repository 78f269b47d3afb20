"""Clauses over columns: the lowered list of operations printed as numpy source, run on batches of whole subjects."""
