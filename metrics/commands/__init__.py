"""One module a command: NAME, SUMMARY, add_arguments and run. A module is imported only when its command is used."""
