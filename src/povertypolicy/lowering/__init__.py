"""From a tree of clauses to a straight list of whole-number operations, and from that list to source code.

`ops` holds the operations, `algebra` the exact arithmetic over them, `lower` the way down from nodes,
`printing` the Python source. Nothing is printed from anything but the list.
"""
