"""Where the shipped samples are: a street hall and a district hall, each with its catalogue."""

from importlib.resources import files
from importlib.resources.abc import Traversable

_SAMPLE: Traversable = files("hallops.sample")

HALL = _SAMPLE / "hall.yaml"
CATALOGUE = _SAMPLE / "catalogue.csv"
DISTRICT = _SAMPLE / "district.yaml"
DISTRICT_CATALOGUE = _SAMPLE / "district_catalogue.csv"
SCENARIOS = _SAMPLE / "scenarios"
