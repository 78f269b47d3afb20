"""A second opinion: rules read by plain recursion over fractions, and random rules to read.

`semantics` says what a rule means, and shares nothing with the lowering or the printed programs.
`records` makes subjects, `trees` and `special` make rules, `asking` puts a rule to the library,
`checking` holds the two answers together, `mutants` puts faults into the library.
"""
