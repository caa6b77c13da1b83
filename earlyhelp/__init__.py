"""Early help requests: what a person agreed to share, with whom, and what became of it."""
