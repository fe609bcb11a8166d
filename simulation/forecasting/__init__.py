"""How many will come: counts of coming days from those of the past, with intervals and a baseline beside them."""
