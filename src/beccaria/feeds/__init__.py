"""Bulk records of calls, payments, visits, mail and the like: taken in, guarded, kept by month and prison."""
