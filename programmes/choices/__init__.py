"""The words of programmes: of referrals, of what suitability is worked out from, of groups."""
