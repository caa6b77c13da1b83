"""The family plans that a contact leads with the family's yes: reading, who is involved, and meetings."""
