"""Pictures of a hall's day: pure functions from plain data to a matplotlib Figure, in Chinese or English."""
