"""The database: how it is opened, written, read and kept; knows no rule of the field."""
