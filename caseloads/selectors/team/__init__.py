"""A team as its supervisor sees it: three answers, officers in rows, and the list behind every number."""
