"""Policies of our own, beside Rasa's rules."""
