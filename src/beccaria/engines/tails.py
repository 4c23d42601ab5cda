"""How likely chance alone gives so much: the tail of a distribution."""


def chi_squared(freedom: int, seen: float) -> float:
    """The share of chi-squared values of so many degrees of freedom that are at least `seen`, 0 to 1."""
    from scipy.special import chdtrc  # type: ignore[import-untyped]  # noqa: PLC0415  scipy has no types, and takes a quarter of a second to import

    return float(chdtrc(freedom, seen))
