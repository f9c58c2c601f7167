"""The one settings file. Everything a place may change comes from ``EOFFICE_*`` variables."""

import sys
from pathlib import Path

from config import env

PACKAGE = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules

# ---- this installation ----
EOFFICE_HOME = env.home("EOFFICE_HOME", "var")
EOFFICE_PERAN = env.choice("EOFFICE_PERAN", {"desa", "kabupaten"}, "kabupaten" if TESTING else "desa")
EOFFICE_DESA = env.text("EOFFICE_DESA", "")  # the village of a "desa" installation, dotted code
# the day of an event that a clock set too far ahead wrote, DD-MM-YYYY: said here once the clock is right again
EOFFICE_JAM_PERNAH_MAJU = env.text("EOFFICE_JAM_PERNAH_MAJU", "")
EOFFICE_MESIN = env.text(
    "EOFFICE_MESIN", ""
)  # a name of this computer, where it has no lasting one (containers)
EOFFICE_METRIK_TOKEN = env.text("EOFFICE_METRIK_TOKEN", "")  # opens /metrik/; without one it does not exist
EOFFICE_PORT = env.port("EOFFICE_PORT", 8000)
EOFFICE_ALAMAT_PUBLIK = env.address("EOFFICE_ALAMAT_PUBLIK", f"http://localhost:{EOFFICE_PORT}")
EOFFICE_PERAN_LAYANAN_PG = env.text("EOFFICE_PERAN_LAYANAN_PG", "eoffice_layanan")
EOFFICE_FOLDER_CA = Path(env.text("EOFFICE_FOLDER_CA", str(EOFFICE_HOME / "ca-akar"))).resolve()
EOFFICE_PROYEKSI = "config.proyeksi.PROYEKSI"  # the tables that both sides compare
EOFFICE_PENYEBUT_BERKAS = "config.proyeksi.PENYEBUT_BERKAS"  # which files an event names
EOFFICE_KABEL = env.text("EOFFICE_KABEL", "")  # the trial's alone: the file that says its cable is out
EOFFICE_NAMA_TABEL = "config.proyeksi.NAMA_TABEL"  # what people call them
EOFFICE_CADANGAN = env.text(
    "EOFFICE_CADANGAN", ""
)  # where backups are kept: /folder, usb:/media/x, rclone:name:path
EOFFICE_CADANGAN_JAM = env.hour("EOFFICE_CADANGAN_JAM", 21)  # the hour of the daily one
EOFFICE_CADANGAN_SIMPAN = env.numbers("EOFFICE_CADANGAN_SIMPAN", "7,4,12")  # kept: daily, weekly, monthly
EOFFICE_SALINAN = env.text(
    "EOFFICE_SALINAN", ""
)  # where a copy of the database follows it: /folder, s3://bucket/path, sftp://user@host/path
# files of a village, beside its events: from how many KB on one waits for the night, which hours that is, how many MB
# may move in a day (0: no limit); at the hub: how many GB of them one village may have there (0: no limit)
EOFFICE_BERKAS_BESAR = env.number("EOFFICE_BERKAS_BESAR", 1000) * 1000
EOFFICE_BERKAS_MALAM = env.night("EOFFICE_BERKAS_MALAM", "19-5")
EOFFICE_BERKAS_SEHARI = env.number("EOFFICE_BERKAS_SEHARI", 500) * 1000**2
EOFFICE_KUOTA_DESA = env.number("EOFFICE_KUOTA_DESA", 10) * 1000**3
EOFFICE_BATAS_ANTAR = 1024 * 1024 * 1024  # bytes of a file carried by USB stick
EOFFICE_BATAS_UNGGAH = 20 * 1024 * 1024  # bytes of one file

# ---- Django ----
DEBUG = False
KUNCI = EOFFICE_HOME / "kunci"
SECRET_KEY = env.secret(KUNCI / "django.rahasia")
EOFFICE_LADA = env.secret(
    KUNCI / "lada.rahasia"
)  # pepper of PINs: kept outside the database; in a backup only sealed
EOFFICE_PROKSI = env.words("EOFFICE_PROKSI", "")  # addresses of the office's own proxies
ALLOWED_HOSTS = env.words("EOFFICE_HOST", "*")  # a changed DHCP address must not lock the office out
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "config",
    "eoffice.wilayah",
    "eoffice.jejak",
    "eoffice.akun",
    "eoffice.dokumen",
    "eoffice.sinkron",
    "eoffice.arsip",
    "eoffice.penduduk",
    "eoffice.papan",
    "eoffice.surat",
    "eoffice.web",
]

MIDDLEWARE = [
    "eoffice.web.middleware.permintaan.RequestLog",
    "eoffice.web.middleware.tajuk.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # adds random bytes, so that lengths do not tell secrets (BREACH)
    "eoffice.web.middleware.galat.ErrorPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "eoffice.web.middleware.pintu.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "eoffice.web.middleware.lingkup.VillageScope",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted((PACKAGE / "eoffice/web").glob("*/templates")),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "eoffice.web.komponen.konteks.kerangka",
            ],
            "builtins": ["eoffice.web.komponen.templatetags.komponen", "django.templatetags.static"],
        },
    }
]

# ---- database ----
_owner = env.flag("EOFFICE_SEBAGAI_PEMILIK", default=False)
_url = env.text("EOFFICE_DATABASE_URL", f"sqlite:///{EOFFICE_HOME}/eoffice.sqlite3")
DATABASES = {"default": env.database(env.text("EOFFICE_DATABASE_OWNER_URL", _url) if _owner else _url)}

# ---- sign-in ----
AUTH_USER_MODEL = "akun.Pengguna"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["eoffice.akun.services.sandi.SandiHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "eoffice.akun.services.sandi.SandiBeragam"},
]
LOGIN_URL = "masuk"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
# Secure cookies would lock everybody out of a plain-HTTP LAN. A village prints the address of its regency in QR codes,
# so that address says nothing of its own LAN.
EOFFICE_HTTPS = env.flag(
    "EOFFICE_HTTPS", default=EOFFICE_PERAN == "kabupaten" and EOFFICE_ALAMAT_PUBLIK.startswith("https://")
)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = EOFFICE_HTTPS
SESSION_COOKIE_NAME = f"eoffice_sesi_{EOFFICE_PORT}"  # cookies ignore ports: two demos must not share one
CSRF_COOKIE_NAME = f"eoffice_csrf_{EOFFICE_PORT}"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "eoffice.web.middleware.galat.csrf_failure"
CSRF_TRUSTED_ORIGINS = env.words("EOFFICE_ASAL_TEPERCAYA", "")
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

# ---- language and time ----
LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_I18N = True

# ---- files ----
STATIC_URL = "static/"
STATIC_ROOT = EOFFICE_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# ---- logging: structured events, no personal numbers; see config/log.py ----
LOGGING_CONFIG = "config.log.configure"
LOGGING = {"folder": None if TESTING else EOFFICE_HOME / "log"}
