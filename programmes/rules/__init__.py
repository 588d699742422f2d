"""The rules of programmes: moves of a referral, what is due, suitability, groups."""
