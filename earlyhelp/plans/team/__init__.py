"""The Team Around the Family: who is involved, to whom the family said yes, and their meetings."""
