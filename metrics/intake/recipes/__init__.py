"""How to get each table out of the systems that hold it: one TOML file an export."""
