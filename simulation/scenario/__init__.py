"""What is simulated: the hours, windows, demand and rule of one day."""
