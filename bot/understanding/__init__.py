"""The pipeline's components, in the order of config.yml: safety, vectors, intent, details, decision."""
