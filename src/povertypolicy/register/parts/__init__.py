"""Registers larger than memory: Parquet in, Parquet out, part by part, whole households together.

Parts are those of the input where these hold whole households, and buckets on disk where they do not. Each is decided
slice by slice, and its results stand complete in their place or not at all; a manifest says which are done,
so that a run that was stopped goes on where it stood and ends with the same bytes.
"""

from povertypolicy.register.parts.assessing import PartsResult, assess_parts

__all__ = ["PartsResult", "assess_parts"]
