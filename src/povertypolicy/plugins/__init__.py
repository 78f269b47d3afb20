"""Provinces as plugins: found, loaded, accepted, refused or blocked, each a value in a list."""
