"""One English sentence for each reason to refuse. Who asks is in them, what state it is in, and what was asked."""

REFUSALS: dict[str, str] = {}
