"""The pages that people read, one file a page."""
