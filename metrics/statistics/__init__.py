"""How sure a number is: pure functions over numbers and arrays. SciPy is imported inside the functions that need it."""
