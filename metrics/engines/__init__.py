"""Run compiled SQL, nothing more."""
