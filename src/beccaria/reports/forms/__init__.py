"""What people type about observations and reports."""
