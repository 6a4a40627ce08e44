"""The settings of the portal: middleware, sessions, sign-in, templates, headers. ``config/settings`` takes them in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from clearlane.config.environment import flag, number, text

ORIGIN = text("CLEARLANE_ORIGIN", "http://localhost").rstrip("/")
SERVED_AT = text("CLEARLANE_ORIGIN").rstrip("/")
"""The same, empty where nobody has said it: then no page is led anywhere."""
CONSOLE_ORIGIN = text("CLEARLANE_CONSOLE_ORIGIN", "http://localhost:8838").rstrip("/")
IS_SECURE = urlsplit(ORIGIN).scheme == "https"

OUTSIDE_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
]
MIDDLEWARE = [
    "clearlane.doors.api.house_headers.house_headers",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "clearlane.doors.api.correlate.correlate",
    "clearlane.doors.api.host.known_host",
    "clearlane.doors.portal.own_origin.at_own_origin",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "clearlane.doors.portal.signin.keep_session.keep_session",
    "clearlane.doors.portal.kept_forms.kept_forms",
    "clearlane.doors.portal.led_up.led_up",
]
if flag("CLEARLANE_COUNT_STATEMENTS") and not flag("CLEARLANE_PRODUCTION"):
    MIDDLEWARE = ["clearlane.foundation.telemetry.count_statements.count_statements", *MIDDLEWARE]

SESSION_ENGINE = "clearlane.directory.users.session_store"
SESSION_COOKIE_NAME = "__Host-session" if IS_SECURE else "session"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_IDLE = timedelta(minutes=number("CLEARLANE_SESSION_IDLE", 15, least=1, most=60))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_SECURE else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [ORIGIN] if urlsplit(ORIGIN).netloc else []
CSRF_FAILURE_VIEW = "clearlane.doors.portal.errors.form_is_stale"

LOGIN_URL = "/signin"
LOGIN_REDIRECT_URL = "/home"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_ADAPTER = "clearlane.directory.users.seal_seed.SealedSeeds"
MFA_TOTP_ISSUER = "Clearlane"
MFA_TOTP_TOLERANCE = 1
ACCOUNT_EMAIL_VERIFICATION = "none"
CACHES = {"default": {"BACKEND": "clearlane.directory.users.shared_cache.SharedCache"}}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "clearlane.directory.users.password_rules.LongEnough"},
    {"NAME": "clearlane.directory.users.password_rules.NotInBreachList"},
    {"NAME": "clearlane.directory.users.password_rules.NotLikeTheAccount"},
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "builtins": ["clearlane.doors.portal.templatetags.clearlane"],
        },
    }
]
STATIC_URL = "/static/"
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = int(timedelta(days=365).total_seconds())
"""Addresses carry a hash of what they lead to: the tag ``asset`` writes them."""

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
"""Other houses learn nothing. Not ``no-referrer``: under it a browser sends a form with ``Origin: null``, which is
refused as forged. A page whose own address is a secret says ``no-referrer`` itself and holds no form."""
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if IS_SECURE else 0
