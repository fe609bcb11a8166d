"""What the verbs of the planner use, each in one place, so that it is loaded only when it is asked for."""
