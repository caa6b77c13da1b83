"""The pages of a family plan behind its passcode: reading it, and changing one thing at a time."""
