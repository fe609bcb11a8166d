"""The same day as the reference's, on arrays of whole numbers, compiled: for searching. Equal path by path."""
