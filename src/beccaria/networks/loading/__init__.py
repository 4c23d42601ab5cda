"""Bring networks and groups in from files."""

from beccaria.networks.loading.network import load_network

__all__ = ["load_network"]
