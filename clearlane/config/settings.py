"""The settings of every process of the house. Knobs come from the environment, all of them named CLEARLANE_...

``CLEARLANE_ROLE`` says as whom the process works, ``CLEARLANE_DATA`` where its data folder is; ``config/setup`` sets
both before this module is read.
"""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from clearlane.config.apps import APPS
from clearlane.config.databases import databases
from clearlane.config.environment import (
    SettingIsWrong,
    choice,
    first_line,
    flag,
    folder,
    hosts,
    networks,
    number,
    secret,
    text,
)
from clearlane.config.house import house
from clearlane.config.mail import mail_from, mail_is_shown, mail_server
from clearlane.config.place import place
from clearlane.config.portal import *  # noqa: F403  Django reads one module of settings
from clearlane.config.portal import ORIGIN, OUTSIDE_APPS

ROLE = text("CLEARLANE_ROLE", "operator")
DATA = place()
HOUSE = house()
MODE = HOUSE.mode
PRODUCTION = flag("CLEARLANE_PRODUCTION")
HOUSE_NAME = HOUSE.legal_name or "the organization that runs this installation"
HOUSE_ADDRESS, HOUSE_EMAIL = HOUSE.legal_address, HOUSE.support_email
HOUSE_SIGNATORY = (HOUSE.signatory_name, HOUSE.signatory_title)
HOUSE_TEXTS = {"terms": HOUSE.terms, "privacy": HOUSE.privacy}
SUPPORT = HOUSE.support
AGREEMENTS = text("CLEARLANE_AGREEMENTS")
if PRODUCTION and os.environ.get("CLEARLANE_TEST_CLOCK"):
    raise SettingIsWrong("CLEARLANE_TEST_CLOCK is set; a production house runs on real time")

KEYS = folder("CLEARLANE_KEYS", DATA / "keys")
AUDIT_ROOTS = folder("CLEARLANE_AUDIT_ROOTS", DATA / "audit-roots")
SPOOL = DATA / "spool"
VAULT = folder("CLEARLANE_VAULT", DATA / "vault")
VAULT_S3_URL = text("CLEARLANE_VAULT_S3_URL")
VAULT_S3_BUCKET = text("CLEARLANE_VAULT_S3_BUCKET", "clearlane")
VAULT_S3_REGION = text("CLEARLANE_VAULT_S3_REGION", "us-east-1")
VAULT_S3_ACCESS_KEY = secret("CLEARLANE_VAULT_S3_ACCESS_KEY")
VAULT_S3_SECRET_KEY = secret("CLEARLANE_VAULT_S3_SECRET_KEY")
LOG_LEVEL = choice("CLEARLANE_LOG_LEVEL", "INFO", among=("DEBUG", "INFO", "WARNING", "ERROR"))

MAIL_SERVER = mail_server()
MAIL_FROM = mail_from()
MAIL_IS_SHOWN = mail_is_shown()

DEBUG = False
SECRET_KEY = secret("CLEARLANE_SECRET_KEY") or first_line(KEYS / "web.key") or os.urandom(32).hex()
ALLOWED_HOSTS = hosts("CLEARLANE_HOSTS", f"localhost,127.0.0.1,[::1],{urlsplit(ORIGIN).hostname or ''}")
MONITORS = networks("CLEARLANE_MONITORS")
HAS_PROXY = bool(text("CLEARLANE_BEHIND_PROXY").strip(" ,"))
ROOT_URLCONF = "clearlane.config.urls"
WSGI_APPLICATION = "clearlane.config.wsgi.application"
APPEND_SLASH = False
UPLOAD_LIMIT = number("CLEARLANE_UPLOAD_LIMIT", 1_000_000_000)
DATA_UPLOAD_MAX_MEMORY_SIZE = number("CLEARLANE_UPLOAD_MEMORY", 2_500_000)

INSTALLED_APPS = [
    "procrastinate.contrib.django",
    *OUTSIDE_APPS,
    *APPS,
    "clearlane.doors.portal",
    "clearlane.doors.operators",
]
AUTH_USER_MODEL = "directory_users.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

DATABASES = databases(ROLE, data=DATA)
DATABASE_ROUTERS = ["clearlane.config.databases.Router"]
PROCRASTINATE_DATABASE_ALIAS = "web" if "web" in DATABASES else "default"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-us"
USE_I18N = False
LOGGING_CONFIG = None
