"""Asking somebody to get in touch: filling a request in, sending it, and what can be done about it later."""
