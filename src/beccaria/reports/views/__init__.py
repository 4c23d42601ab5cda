"""The HTML ways into observations and reports: each asks one question below and shows one page."""
