"""The blue-sky talk, the family plan and looking back at it, in the chat."""
