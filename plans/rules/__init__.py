"""Pure rules of the risk management plan: no Django, no clock."""
