"""The front door: every public page and the chat, the only part of Open Door that the public can reach."""
