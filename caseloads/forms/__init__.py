"""Filters of the roof's pages. They validate and never save."""
