"""Evidence cards: everything the tables hold about one thing, as data for terminal, page and report."""
