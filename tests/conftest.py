"""What all tests share: the profile of the generated tests, and a way to the helpers beside them."""

import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

HERE = str(Path(__file__).parent)
if HERE not in sys.path:  # pytest's importlib mode leaves the folder out
    sys.path.insert(0, HERE)

settings.register_profile(
    "default",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("default")
