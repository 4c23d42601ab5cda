"""The tables of feeds: what was taken in and where it lies. The rows themselves lie in Parquet files."""

from beccaria.feeds.models.importing import Import, MappingProfile
from beccaria.feeds.models.privilege import Cleared, Held, Privileged
from beccaria.feeds.models.store import Day, Part

__all__ = ["Cleared", "Day", "Held", "Import", "MappingProfile", "Part", "Privileged"]
