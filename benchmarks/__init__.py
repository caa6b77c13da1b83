"""Measurements that anyone can run again; each prints a table against a named baseline of the same run."""
