"""Reading the log as the seals see it, and checking it against them."""
