"""How good a fit is: days that it has not seen, simulated and held against what really happened."""
