"""Bring networks and groups in from files."""

from beccaria.networks.loading.mapping import load_ocg, load_ocgm
from beccaria.networks.loading.network import load_network

__all__ = ["load_network", "load_ocg", "load_ocgm"]
