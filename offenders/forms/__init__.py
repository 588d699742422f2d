"""Forms of the case record. They validate and never save."""
