"""Risk: assessments by instruments, classification, reviews, reasons given and contested, and how instruments do."""
