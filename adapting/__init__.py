"""Learning the small changes that make the packaged sentence encoder ours; see README.md."""
