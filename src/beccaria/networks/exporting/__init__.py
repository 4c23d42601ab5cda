"""Write a drawn chart as a file for other programs, or for paper; every file says how it must be handled."""

from beccaria.networks.exporting.files import FORMATS, Made, made
from beccaria.networks.exporting.sheet import Sheet

__all__ = ["FORMATS", "Made", "Sheet", "made"]
