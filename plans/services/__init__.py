"""The write door of the risk management plan."""
