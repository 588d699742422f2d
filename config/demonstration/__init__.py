"""The demonstration area: invented people, generated relative to the day, the same for the same day.

It is written as a caseload extract and imported like one, so it holds whatever the import holds; what an extract
cannot say (a death, a restriction, a planned visit) is added through the services afterwards.
"""
