"""Results to bytes; knows no domain and no database."""
