"""Alerts that patterns raise, what people answer, how good each rule is, and how a rule is changed by two people."""
