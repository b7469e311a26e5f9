"""Papers in: readers of workbooks and CSV, the matching of headers, the reading of cells, the plan of an import."""
