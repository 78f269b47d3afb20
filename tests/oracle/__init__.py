"""A second opinion: rules read by plain recursion over fractions, and random rules to read.

`semantics` says what a rule means, and shares nothing with the lowering or the printed programs;
`records` makes subjects, `trees` makes rules, `asking` puts a rule to the library.
"""
