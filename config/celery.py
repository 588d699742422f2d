"""The Celery application and the timetable. Times are UTC; the London date is decided inside each job."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")

app = Celery("caseload")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Each job named "flag_..." sweeps the kinds of deadline that name it; a system check holds the two together.
app.conf.beat_schedule = {
    "flag overdue visits": {
        "task": "visits.flag_overdue_visits",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 240},
    },
    "flag what orders ask for": {
        "task": "orders.flag_overdue",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 240},
    },
    "flag what plans leave out": {
        "task": "plans.flag_overdue",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 240},
    },
    "flag what the case record owns": {
        "task": "offenders.flag_overdue",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 240},
    },
    "flag who has not been seen": {
        "task": "offenders.flag_supervision",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 240},
    },
    "flag what is to be done about failures": {
        "task": "offenders.flag_enforcement",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 240},
    },
    "flag programmes that stand still": {
        "task": "programmes.flag_stalled_starts",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 240},
    },
    "flag what MAPPA asks for": {
        "task": "mappa.flag_reviews",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 240},
    },
    "flag who carries too much": {
        "task": "caseloads.flag_caseloads_over_threshold",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 240},
    },
    "flag what waits for a manager": {
        "task": "caseloads.flag_oversight",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 240},
    },
    # Works once a London day, on the first call after midnight that finds a worker: a night in which the
    # service was down is made up for in the morning.
    "recompute deadlines": {
        "task": "offenders.recompute_deadlines",
        "schedule": crontab(minute="3-59/10"),
        "options": {"expires": 540},
    },
    "draw the quality samples": {
        "task": "caseloads.draw_quality_samples",
        "schedule": crontab(minute="7-59/10"),
        "options": {"expires": 540},
    },
    "keep what officers carry": {
        "task": "caseloads.snapshot",
        "schedule": crontab(minute="5-59/10"),
        "options": {"expires": 540},
    },
    "send waiting messages": {
        "task": "core.send_waiting",
        "schedule": 10.0,
        "options": {"expires": 9},
    },
    "forget what has expired": {
        "task": "people.forget_expired",
        "schedule": crontab(minute="20", hour="2"),
    },
    "forget old drafts": {
        "task": "offenders.forget_drafts",
        "schedule": crontab(minute="25", hour="2"),
    },
    "seal the audit log": {"task": "audit.seal", "schedule": 60.0, "options": {"expires": 50}},
}
