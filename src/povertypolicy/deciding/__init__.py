"""Deciding one subject: the verbs of a policy, decisions with their findings, and sentences for people."""
