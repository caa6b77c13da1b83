"""The command `opendoor`."""
