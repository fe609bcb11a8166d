"""What the use cases need of the outside, as Protocols. The composition root plugs the real things in."""
