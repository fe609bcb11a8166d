"""The meaning of every kind of rule; nothing else in the suite says what a rule means."""
