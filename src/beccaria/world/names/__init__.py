"""Names as people bear them and as registers write them."""
