"""One file for each format, each with one function: ``written(document)``."""
