"""How many windows to staff: the least window-hours that keep a promise, searched on simulated days."""
