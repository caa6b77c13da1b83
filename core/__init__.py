"""What every part stands on: settings, database, encryption, clock, logs and errors."""
