"""The figures of a hall, from its records only: the same for a live day, a simulated one and a foreign log.

Times are ms; a figure of nothing is None and prints "—", never 0 or 100 %.
"""
