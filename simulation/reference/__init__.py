"""The simulated day that a reader can follow: SimPy processes wait, the domain decides. The kernel is held to it."""
