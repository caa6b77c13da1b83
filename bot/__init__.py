"""What runs inside Rasa: understanding, conversations at rest, and the channel of the front door."""
