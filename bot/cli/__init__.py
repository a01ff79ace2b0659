"""The commands of the command line: what each one does and prints. `bot/__main__.py` parses the arguments."""
