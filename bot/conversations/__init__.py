"""Conversations at rest: sealed, short, and forgotten in time."""
