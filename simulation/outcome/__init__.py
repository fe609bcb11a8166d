"""What came of a simulation: the figures of the live hall, with intervals across days."""
