"""Settings, in titled sections. Every value can come from the environment; see ``.env.example``."""

import os
from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from tppo_gugus.embedded import database_settings
from tppo_gugus.secret_key import secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# --- Mode -----------------------------------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)  # obviously invented people; second factor offered, not forced
TESTING = os.environ.get("PYTEST_VERSION") is not None
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / ("var/test" if TESTING else "var"))))
MAKES_OWN_SECRETS = DEBUG or DEMO or TESTING  # secret key and key ring are made in VAR_DIR; never in production

# --- Secrets --------------------------------------------------------------------------------------------------------
SECRET_KEY = secret_key(env.str("SECRET_KEY", default=""), made_in=VAR_DIR if MAKES_OWN_SECRETS else None)
KEY_RING_FILE = Path(env.str("KEY_RING_FILE", default=str(VAR_DIR / "key_ring.json")))

# --- Hosts ----------------------------------------------------------------------------------------------------------
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env.str("SITE_URL", default="http://localhost:8000")

# --- Applications ---------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "tppo_gugus",
    "reports",
    "referrals",
    "coordination",
    "cases",
    "taskforces",
    "interface",
    "safeguards",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "pgtrigger",
    "pghistory",
    "csp",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "tppo_gugus.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cases.public.middleware.PublicPagesMiddleware",  # before everything that knows users: public pages stay apart
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "taskforces.access.middleware.SeenMiddleware",
    "taskforces.access.middleware.SecondFactorMiddleware",
    "taskforces.access.middleware.RowSecurityMiddleware",
    "taskforces.access.middleware.NoStoreMiddleware",
    "tppo_gugus.middleware.LockMiddleware",
    "tppo_gugus.middleware.ErrorPageMiddleware",
]
ROOT_URLCONF = "tppo_gugus.urls"
WSGI_APPLICATION = "tppo_gugus.wsgi.application"
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
                "tppo_gugus.navigation.shell",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DATE_READER = "cases.forms.written_days"  # the floor of the fields does not know how words are read

# --- Database -------------------------------------------------------------------------------------------------------
# Two roles: the owner migrates; the application role owns nothing and row security binds it.
DATABASE_ROLE = env.str("DATABASE_ROLE", default="owner" if TESTING else "app")
if env.str("DATABASE_URL", default=""):
    _url = env.str("OWNER_DATABASE_URL", default="") if DATABASE_ROLE == "owner" else ""
    _database = environ.Env.db_url_config(_url or env.str("DATABASE_URL"), engine="django.db.backends.postgresql")
else:
    _database = database_settings(VAR_DIR / "postgres", role=DATABASE_ROLE, durable=not TESTING)
_options = {"connect_timeout": 5, **_database.get("OPTIONS", {})}
_database["HOST"] = _options.pop("host", "") or _database["HOST"]  # socket folders travel as ?host=/folder
_database.update(OPTIONS=_options, CONN_MAX_AGE=0 if TESTING else 60, CONN_HEALTH_CHECKS=True)
DATABASES = {
    "default": {**_database, "TEST": {"NAME": env.str("TEST_DATABASE_NAME", default="test_tppo")}},
    # refusals are written here, outside the request's transaction, so that its rollback does not remove them
    "audit": {**_database, "TEST": {"MIRROR": "default"}},
}
BACKUP_DIR = Path(env.str("BACKUP_DIR", default=str(VAR_DIR / "backups")))
DATABASE_ROUTERS = ["safeguards.audit.routing.AuditRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROW_SECURITY_APPLICATION_ROLE = env.str("ROW_SECURITY_APPLICATION_ROLE", default="tppo_app")
PGHISTORY_APPEND_ONLY = True
PGHISTORY_CONTEXT_FIELD = None

# --- Cache (rate limits and one-time codes must be shared by all processes) -------------------------------------------
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "tppo_cache",
        # a full cache forgets counted attempts; taskforces/access/attempts.py says why attempts do not fill it
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

# --- Language and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Jakarta")
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]

# --- Static files ---------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "tppo_gugus.assets.BundlingStorage"
    },
}

# --- Sign-in --------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "taskforces.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "taskforces.access.sign_in.ClosedSignupAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by invitation to the office address
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {
    # these two count by address or by account, so one user locks out another; taskforces/access/attempts.py counts
    # instead
    "login": "",
    "login_failed": "",
    "reset_password": "20/m/ip",  # mails to one address are counted there too, and nobody is refused
    "invitation": env.str("INVITATION_RATE", default="30/10m/ip"),
}
ACCOUNT_FORMS = {
    "change_password": "taskforces.access.sign_in_forms.ChangePasswordForm",
    "reset_password": "taskforces.access.sign_in_forms.ResetPasswordForm",
}
SIGN_IN_FAILURES_PER_NETWORK = env.int("SIGN_IN_FAILURES_PER_NETWORK", default=5)
SIGN_IN_FAILURES_PER_DEVICE = env.int("SIGN_IN_FAILURES_PER_DEVICE", default=10)
SIGN_IN_FAILURES_PER_ACCOUNT = env.int("SIGN_IN_FAILURES_PER_ACCOUNT", default=60)
SECOND_FACTOR_FAILURES_PER_ACCOUNT = env.int("SECOND_FACTOR_FAILURES_PER_ACCOUNT", default=20)
SIGN_IN_ACCOUNTS_PER_NETWORK = env.int("SIGN_IN_ACCOUNTS_PER_NETWORK", default=30)
KNOWN_DEVICE_DAYS = env.int("KNOWN_DEVICE_DAYS", default=180)
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "taskforces.access.sign_in.EncryptedSecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "taskforces.access.sign_in_forms.AuthenticateForm",
    "reauthenticate": "taskforces.access.sign_in_forms.ReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Gugus Tugas TPPO"
MFA_TOTP_TOLERANCE = 1  # a code typed in its last second arrives in the next period (RFC 6238, 5.2)
USERSESSIONS_TRACK_ACTIVITY = True
FORCE_SECOND_FACTOR = env.bool("FORCE_SECOND_FACTOR", default=not DEMO)
IDLE_LOCK_MINUTES = env.int("IDLE_LOCK_MINUTES", default=10)
INVITATION_LIFETIME = timedelta(hours=72)

# --- Browser safety -------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
SECURE_TLS = env.bool("SECURE_TLS", default=not (DEBUG or DEMO))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE_TLS
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)  # otherwise all visitors share the proxy's address and its limits
SECURE_HSTS_SECONDS = 31536000 if SECURE_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_TLS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=10) * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "tppo_gugus.views.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

# --- The old register -------------------------------------------------------------------------------------------------
REGISTER_LARGEST_MEGABYTES = env.int("REGISTER_LARGEST_MEGABYTES", default=20)
REGISTER_MOST_ROWS = env.int("REGISTER_MOST_ROWS", default=50_000)
# an uploaded register stays in memory, then is encrypted: it is never unencrypted on disk
FILE_UPLOAD_MAX_MEMORY_SIZE = (REGISTER_LARGEST_MEGABYTES + 1) * 1_000_000
FILE_UPLOAD_HANDLERS = [
    "cases.register.upload_limit.LimitedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Public form ----------------------------------------------------------------------------------------------------
# Target of *Keluar cepat*. Unset: our own calendar page. An external address becomes a link the visitor follows.
PUBLIC_EXIT_URL = env.str("PUBLIC_EXIT_URL", default="")

# --- E-mail ---------------------------------------------------------------------------------------------------------
EMAIL_CONFIG = env.email_url("EMAIL_URL", default=f"filemail:///{VAR_DIR}/mail")
vars().update(EMAIL_CONFIG)
if MAKES_OWN_SECRETS:
    (VAR_DIR / "mail").mkdir(mode=0o700, parents=True, exist_ok=True)  # it contains links of invitations and passwords
EMAIL_TIMEOUT = 10  # seconds; a mail server that does not answer must not hold a page
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="tidak-dibalas@gugustugas.contoh")

# --- Logging: URLs contain ids of cases, so no request line is logged ---------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "scrubbed": {
            "()": "safeguards.scrubbing.ScrubFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "scrubbed"}},
    "loggers": {"django": {"handlers": [], "propagate": True}},  # Django's own handlers would not scrub
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
DEFAULT_EXCEPTION_REPORTER = "safeguards.scrubbing.ScrubbedReporter"
DEFAULT_EXCEPTION_REPORTER_FILTER = "safeguards.scrubbing.ScrubbedReporterFilter"

# --- Tests ----------------------------------------------------------------------------------------------------------
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True  # serve files from their source folders, uncollected
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a missing one
    FORCE_SECOND_FACTOR = False
    SECURE_TLS = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = False
    SECURE_HSTS_SECONDS = 0
