"""The pages of orders, requirements, licence conditions and notification."""
