"""Guidance on the website: a question answered with a passage, a topic read whole, a flowchart, a route."""
