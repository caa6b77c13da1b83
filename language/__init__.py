"""What a message says: its intent, needs, ages, who it is about and what it asks to change."""
