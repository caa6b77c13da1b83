"""An Early Help Assessment, started from what a person shared in a request."""
