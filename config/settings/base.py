"""Settings from the environment; docs/runbooks/configuration.md lists every variable.

Nothing is kept on a web machine: the database holds the record and the sessions, Redis only messages.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from environs import Env

import embedded

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent.parent

# True only for `make run` and the tests: plain http on the loopback.
LOCAL = env.bool("CASELOAD_LOCAL", default=False)
DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="only-for-local-use" if LOCAL else env.str("SECRET_KEY"))
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# django-axes and the Postgres extras come before our apps only where they must override nothing of ours.
INSTALLED_APPS = [
    "config.apps.ConfigConfig",
    "caseloads.apps.CaseloadsConfig",
    "mappa.apps.MappaConfig",
    "plans.apps.PlansConfig",
    "visits.apps.VisitsConfig",
    "programmes.apps.ProgrammesConfig",
    "orders.apps.OrdersConfig",
    "offenders.apps.OffendersConfig",
    "people.apps.PeopleConfig",
    "audit.apps.AuditConfig",
    "core.apps.CoreConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "pgtrigger",
    "pghistory",
    "axes",
    "csp",
    "crispy_forms",
    "crispy_forms_gds",
]

# Order matters: nothing of a case may leave before AuditMiddleware has committed its row, so everything
# that can read the session, the user or a case runs inside it (docs/architecture.md, "A request").
MIDDLEWARE = [
    "core.logs.AccessLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.http.NoSuchFileMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "core.http.NoStoreMiddleware",
    # Outside of AuditMiddleware: what it compresses has its row.
    "core.http.CompressionMiddleware",
    "core.http.ScriptMiddleware",
    "audit.http.AuditMiddleware",
    "core.http.BadInputMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "people.http.SessionLimitsMiddleware",
    "people.http.PolicyMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
    "core.http.FailureMiddleware",
    "offenders.http.AccessMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "core.forms.renderer.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "people.http.page_context",
            ],
            "builtins": ["core.templatetags.core", "core.templatetags.addresses"],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["gds"]
CRISPY_TEMPLATE_PACK = "gds"
CRISPY_FAIL_SILENTLY = False

DATABASE_URL = env.str("DATABASE_URL", default="") or embedded.database_url()
DATABASES = {"default": env.dj_db_url("_CASELOAD_DB", default=DATABASE_URL)}
DATABASES["default"] |= {
    # Each connection plans its prepared reads once, so it is kept for a while; it is checked before each request.
    "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=600),
    "CONN_HEALTH_CHECKS": True,
    # The view runs inside a savepoint of the audit transaction: an error undoes the view's writes,
    # never the audit row.
    "ATOMIC_REQUESTS": True,
}
DATABASES["default"].setdefault("OPTIONS", {})
DATABASES["default"]["OPTIONS"].setdefault("connect_timeout", 5)
# A page must not hang on a lock or on a slow question, nor a lost one hold locks. What works through everything
# (jobs, imports, commands) may take its time, but an import that was suspended must not hold locks for ever.
IS_WEB = env.bool("CASELOAD_IS_WEB", default=False)  # config/wsgi.py says so
DATABASE_LIMITS = (
    {
        "lock_timeout": env.int("WEB_LOCK_TIMEOUT_MS", default=2_000),
        "statement_timeout": env.int("WEB_STATEMENT_TIMEOUT_MS", default=15_000),
        "idle_in_transaction_session_timeout": env.int("WEB_IDLE_TIMEOUT_MS", default=30_000),
    }
    if IS_WEB
    else {
        "lock_timeout": env.int("WORK_LOCK_TIMEOUT_MS", default=0),
        "statement_timeout": env.int("WORK_STATEMENT_TIMEOUT_MS", default=0),
        "idle_in_transaction_session_timeout": env.int("WORK_IDLE_TIMEOUT_MS", default=3_600_000),
    }
)
# Hot reads are planned once a connection (docs/adr/0021-prepared-reads.md). Not behind a pooler that hands a
# connection to another with each transaction.
DATABASE_PREPARES = env.bool("DATABASE_PREPARES", default=True)
DATABASES["default"]["OPTIONS"]["options"] = " ".join(
    [
        DATABASES["default"]["OPTIONS"].get("options", ""),
        *(f"-c {name}={milliseconds}" for name, milliseconds in DATABASE_LIMITS.items()),
        # How like a name what was typed must be to find it: novack finds Novák (offenders.querysets.named_like).
        "-c pg_trgm.word_similarity_threshold=0.4",
        # At the first time already, not the sixth: there are many connections, and none lasts long.
        *(["-c plan_cache_mode=force_generic_plan"] if IS_WEB and DATABASE_PREPARES else []),
    ]
).strip()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Locks and throttles must work with Redis gone, so nothing is cached there.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "caseloads:home"
# The main navigation, in order. Each shows to those who have the permission that its view states.
NAVIGATION = [
    ("My day", "caseloads:my_day"),
    ("My cases", "caseloads:cases"),
    ("Teams", "caseloads:teams"),
    ("Oversight", "caseloads:oversight"),
    ("Area", "caseloads:area"),
    ("Programmes", "caseloads:where"),
    ("MAPPA", "mappa:cases"),
    ("Groups", "programmes:groups"),
    ("Audit log", "caseloads:audit"),
    ("Users", "people:users"),
    ("Reference data", "caseloads:reference"),
    ("Jobs", "caseloads:jobs"),
]

# Sign-in throttling, counted in the database.
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_FAILURE_LIMIT = env.int("SIGN_IN_FAILURE_LIMIT", default=5)
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "people.http.locked_out"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
# People type passwords into the wrong box: attempts are counted by a keyed digest, and no form is kept.
AXES_USERNAME_CALLABLE = "people.http.throttled_name"
AXES_SENSITIVE_PARAMETERS = [
    "email",
    "next",
    "username",
    "ip_address",
    "current_password",
    "new_password",
]
AXES_DISABLE_ACCESS_LOG = True  # the audit log has every sign-in
AXES_CLIENT_IP_CALLABLE = "core.http.address_of"
# How many proxies of ours stand before the service and append to X-Forwarded-For.
PROXY_COUNT = env.int("PROXY_COUNT", default=0)

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "caseload_session" if LOCAL else "__Host-caseload_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = not LOCAL
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_IDLE_SECONDS = env.int("SESSION_IDLE_SECONDS", default=15 * 60)
SESSION_NOTED_SECONDS = env.int("SESSION_NOTED_SECONDS", default=30)
SESSION_ABSOLUTE_SECONDS = env.int("SESSION_ABSOLUTE_SECONDS", default=8 * 60 * 60)
SESSION_WARNING_SECONDS = env.int("SESSION_WARNING_SECONDS", default=2 * 60)
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS
CSRF_COOKIE_NAME = "caseload_csrf" if LOCAL else "__Host-caseload_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = not LOCAL
CSRF_FAILURE_VIEW = "core.http.csrf_failure"

SECURE_SSL_REDIRECT = not LOCAL and env.bool("SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 0 if LOCAL else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LOCAL
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": [],
    "display-capture": [],
    "geolocation": [],
    "microphone": [],
    "payment": [],
    "usb": [],
}
# What is kept of what somebody is typing: how much of a form, of how many, for how long.
DRAFT_MOST_BYTES = env.int("DRAFT_MOST_BYTES", default=100_000)
DRAFTS_PER_USER = env.int("DRAFTS_PER_USER", default=50)
DRAFT_DAYS = env.int("DRAFT_DAYS", default=30)
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/assets/"
STATICFILES_DIRS = [BASE_DIR / "build" / "assets"]
STATIC_ROOT = BASE_DIR / "build" / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Redis carries messages only. A half-open connection must be noticed, a killed worker's tasks handed out
# again, and every task may run twice (docs/adr/0005-messages.md).
CELERY_BROKER_URL = env.str("REDIS_URL", default="") or embedded.redis_url()
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 480
CELERY_TASK_TIME_LIMIT = 540
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_timeout": 20,
    "socket_connect_timeout": 5,
    "socket_keepalive": True,
    "health_check_interval": 10,
}
CELERY_ENABLE_UTC = True
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

AUDIT_SEAL_KEY = env.str("AUDIT_SEAL_KEY", default="")
AUDIT_SEAL_FILE = env.str("AUDIT_SEAL_FILE", default="")
FLAGS_STALE_AFTER_MINUTES = 15

# No personal data in any log: core/logs.py says what a line may hold.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "core.logs.Formatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "axes": {"level": "ERROR"},
        # A page that was refused or is not there is a line of caseload.access already.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        # Django writes the body of an answer to HEAD, and the server leaves it out, as it should.
        "gunicorn.http.wsgi": {"level": "ERROR"},
    },
}
SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # e-mail addresses are unique, whatever their case, by the constraint people_user_email
    "axes.W003",  # AxesStandaloneBackend is first, by design
]
