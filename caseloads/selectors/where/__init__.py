"""Where everyone is with programmes: the figures, the list behind each, who was not put forward, seats against people."""
