"""How well the assistant hears: held-out messages, figures with their uncertainty, and one report."""
