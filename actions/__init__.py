"""The actions of the assistant: each reads what was heard, calls the domain once and phrases the outcome."""
