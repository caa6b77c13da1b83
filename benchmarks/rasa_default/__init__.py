"""How well Open Door hears beside Rasa's default pipeline, both trained on the same messages in one run."""
