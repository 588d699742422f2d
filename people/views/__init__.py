"""Accounts, and what users are given."""
