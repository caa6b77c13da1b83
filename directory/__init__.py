"""The directory of services: what families can be told about, where it came from and how to find it."""
