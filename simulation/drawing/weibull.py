"""Weibull's form from its spread: the one k with Γ(1 + 2/k) ÷ Γ(1 + 1/k)² = 1 + cv²."""

from functools import cache
from math import exp, lgamma, log, log1p

FLATTEST, STEEPEST = 0.02, 200.0  # forms looked among: cv from 0.0064 up to far above any that a scenario may have
HALVINGS = 60


@cache
def form_of(cv: float) -> float:
    """By halving; a spread that no form among these has gets the nearest one."""
    low, high = log(FLATTEST), log(STEEPEST)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        power = exp(-middle)
        if lgamma(1 + 2 * power) - 2 * lgamma(1 + power) > log1p(cv**2):
            low = middle  # too wide: a steeper form is narrower
        else:
            high = middle
    return exp((low + high) / 2)
