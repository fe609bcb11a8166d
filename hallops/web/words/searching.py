"""Words of the search in the catalogue, on every page that has it."""

SEARCHING = {
    "typed": "What are you looking for?",
    "typed_hint": "Letters",
    "typed_how": "Type the first letters of its words, or tap a category",
    "categories": "Categories",
    "delete": "Delete",
    "empty": "Clear",
    "found_none": "Nothing found. Try fewer letters, or ask at the guide desk.",
    "found": "{count} found",
    "of_category": "{name}: {count}",
    "searching": "One moment, please",
    "starts": "from {clock}",
}
