"""Every URL of the service and the permission that it needs: the one list that a reviewer reads.

A view states its permission with `people.http.requires`; config/checks.py compares the two, and the service
refuses to start over a URL that is missing here or says otherwise. Adding a URL means adding a line.
"""

from people.choices import Permission

P = Permission

POLICY: dict[str, P] = {
    "core:health": P.ANYONE,
    "people:sign_in": P.ANYONE,
    "people:sign_out": P.ANYONE,
    "people:stay": P.SIGNED_IN,
    "people:password": P.SIGNED_IN,
    "people:users": P.MANAGE_USERS,
    "people:add_user": P.MANAGE_USERS,
    "people:user": P.MANAGE_USERS,
    "people:new_password": P.MANAGE_USERS,
    "caseloads:home": P.SIGNED_IN,
    "caseloads:my_day": P.VIEW_CASE,
    "caseloads:cases": P.VIEW_CASE,
    "caseloads:case": P.VIEW_CASE,
    "caseloads:allocate": P.ALLOCATE,
    "caseloads:officer": P.VIEW_TEAM,
    "caseloads:teams": P.VIEW_TEAM,
    "caseloads:team": P.VIEW_TEAM,
    "caseloads:team_cases": P.VIEW_TEAM,
    "caseloads:team_csv": P.VIEW_TEAM,
    "caseloads:audit": P.VIEW_AUDIT,
    "caseloads:jobs": P.MANAGE_REFERENCE,
    "caseloads:reference": P.MANAGE_REFERENCE,
    "caseloads:standard": P.MANAGE_REFERENCE,
    "caseloads:contact_types": P.MANAGE_REFERENCE,
    "caseloads:contact_type": P.MANAGE_REFERENCE,
    "offenders:contacts": P.VIEW_CASE,
    "offenders:log_contact": P.LOG_CONTACT,
    "offenders:contact": P.VIEW_CASE,
    "offenders:amend_contact": P.LOG_CONTACT,
    "offenders:record_outcome": P.LOG_CONTACT,
    "offenders:record": P.VIEW_CASE,
    "offenders:record_risk": P.RECORD_RISK,
    "orders:record_order": P.RECORD_ORDER,
    "orders:order": P.VIEW_CASE,
    "orders:add_condition": P.RECORD_ORDER,
    "orders:correct_order": P.RECORD_ORDER,
    "orders:end_order": P.RECORD_ORDER,
    "orders:end_condition": P.RECORD_ORDER,
    "offenders:save_draft": P.VIEW_CASE,
    "offenders:flag": P.VIEW_CASE,
    "offenders:accept_flag": P.ACCEPT_FLAG,
    "visits:visits": P.VIEW_CASE,
    "visits:visit": P.VIEW_CASE,
    "visits:plan": P.PLAN_VISIT,
    "visits:record_new": P.RECORD_VISIT,
    "visits:record": P.RECORD_VISIT,
    "visits:amend": P.RECORD_VISIT,
    "visits:review": P.REVIEW_VISIT,
    "visits:answer": P.RECORD_VISIT,
    "visits:interval": P.SET_INTERVAL,
    "visits:end_interval": P.SET_INTERVAL,
    "visits:approve_interval": P.APPROVE_INTERVAL,
}
