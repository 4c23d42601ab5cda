"""Tests of alerts and rules."""
