"""Early help requests under load, and under kill -9: the parts of `python -m benchmarks.requests`."""
