"""What each pattern computes, one module each, named after the pattern's id.

A module has `expression(tables, parameters)`: an Ibis table with one row for each thing found as of `tables.until`
and the columns `key` (text), `at` and `since` (moments), `strength` (bits of surprise), `seen` and `usual` (numbers of
one unit) and one column for every value its sentence names; and `evidence(tables, found)`: an Ibis table
with the columns `key`, `kind`, `row`, `at`, `person`, `establishment` for the rows of `found`. It may have
`judge(rows, parameters)`, which takes what the expression gave as plain rows and gives back those that stay: for
tests that no query language has, such as tail probabilities and permutations. Where those rows would be too many for
Python it has `judge_columns(table, parameters)` instead, which takes them as an Arrow table; then the expression may
have columns of its own.
"""
