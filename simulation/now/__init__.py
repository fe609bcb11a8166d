"""The forecast of a live queue: how long those wait who are here, who come now or later, and what would help."""
