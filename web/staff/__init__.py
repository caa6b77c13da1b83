"""The staff pages: signing in, the desk and one request, for members of staff only."""
