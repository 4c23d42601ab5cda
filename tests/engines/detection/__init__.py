"""Tests of detection: patterns, running, summaries, Spark."""
