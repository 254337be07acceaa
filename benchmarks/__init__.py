"""How fast and how big, each figure as a ratio to a floor measured in the same run (`make bench`)."""
