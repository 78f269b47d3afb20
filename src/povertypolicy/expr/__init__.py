"""Expressions: what a rule is made of.

Facts and relations are declared on subjects (`facts`, `relations`);
numbers, conditions, words and days are built from them (`nodes`).
Everything here is a frozen value that knows nothing of any one household.
"""
