"""Procedures as state machines: a log of events, the state that they lead to, and what is wrong with them.

Nothing here knows a policy; `povertypolicy.deciding.proceedings` puts it to use.
"""
