"""What each kind of paper means: a module a kind, from a row's cells to records."""
