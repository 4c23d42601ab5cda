"""Measures and regimes: what is restricted for whom, on what ground, until when, and how long somebody is alone."""
