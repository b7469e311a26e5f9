"""The use cases: functions that take a unit of work or a reader, and plain values."""
