"""Make the application: bind the parts, check that each view declares its access, wrap in WSGI."""

import re
from importlib import import_module
from typing import Any
from wsgiref.headers import Headers

from flask import Flask
from sqlalchemy import event
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from app import config, guard, sessions
from app.addresses import init_addresses
from app.application import Application
from app.catalogue import init_catalogue
from app.cli import Commands
from app.database import prepare_engine, raise_site_version
from app.desk import init_desk
from app.errors import init_errors
from app.extensions import LateMigrate, csrf, db
from app.external.fetch import Asking
from app.failed_logins import LoginCounter
from app.form_token import init_form_token
from app.headers import headers_of_all, init_headers
from app.large_bodies import init_large_bodies
from app.logs import init_logs
from app.maintenance import init_maintenance
from app.metrics import init_metrics
from app.page_cache.compressed import Compressed
from app.page_cache.declared import Addresses
from app.page_cache.layer import PageCache
from app.rules.session_limits import ABSOLUTE_STAYING
from app.services import init_services
from app.shared import init_shared
from app.shared_blocks import init_shared_blocks
from app.storage import Storage
from app.templating import init_templating
from blueprints.account import account
from blueprints.communication import communication
from blueprints.directory import directory
from blueprints.newsroom import newsroom
from blueprints.personal import personal
from blueprints.public import public
from blueprints.site import site

CONNECTING = 5
"""Seconds in which a database server must answer."""
STATEMENTS = 20
"""What each connection to SQLite keeps prepared, some 30 KiB each: more than a page asks."""
STATIC_AGE = 31_536_000
IMPORTED = re.compile(r"/static/js/(?:\w+/.+|upload|picker)\.js")
"""Scripts that other scripts import: by an address that does not follow their content."""


def create_app(settings: config.Config | None = None) -> Flask:
    """Return the application of one instance.

    Raises ConfigurationError when it may not start, UndeclaredAccess when a view forgot to say who
    may use it.
    """
    settings = settings or config.read()
    app = Application(
        "parvis",
        root_path=str(config.ROOT),
        template_folder=str(config.ROOT / "templates"),
        static_folder=None,
    )
    app.cli = Commands(app.name)
    _configure(app, settings)
    init_logs(app, settings)
    db.init_app(app)
    app.extensions["migrate"] = LateMigrate(app, config.ROOT / "migrations")
    init_catalogue(app)
    init_shared(app)
    init_large_bodies(app)
    csrf.init_app(app)
    sessions.init_sessions(app)
    guard.init_guard(app)
    init_addresses(app)
    init_templating(app)
    init_shared_blocks(app)
    init_desk(app)
    init_services(app)
    init_maintenance(app)
    init_headers(app, settings)
    init_errors(app)
    init_form_token(app)
    app.register_blueprint(public)
    app.register_blueprint(account)
    app.register_blueprint(personal)
    app.register_blueprint(newsroom)
    app.register_blueprint(directory)
    app.register_blueprint(site)
    app.register_blueprint(communication)
    guard.check_declarations(app)
    with app.app_context():
        prepare_engine(db.engine)
    if settings.proxy:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_proto=0)  # type: ignore[method-assign]
    app.wsgi_app = _wrapped(app, settings)  # type: ignore[method-assign]
    init_metrics(app, settings)
    return app


def _configure(app: Flask, settings: config.Config) -> None:
    app.extensions["parvis"] = settings
    app.extensions["external"] = Asking(f"Parvis (+{settings.base_url})")
    app.extensions["storage"] = _storage(settings)
    app.extensions["login_counter"] = _login_counter(settings)
    app.config.update(
        SECRET_KEY=settings.secret,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=_engine_options(settings),
        SESSION_COOKIE_NAME="__Host-parvis" if settings.served_over_tls else "parvis",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.served_over_tls,
        PERMANENT_SESSION_LIFETIME=ABSOLUTE_STAYING,
        SESSION_REFRESH_EACH_REQUEST=False,
        TRUSTED_HOSTS=settings.trusted_hosts,
        BABEL_TRANSLATION_DIRECTORIES=str(config.ROOT / "translations"),
        MAX_CONTENT_LENGTH=2 * 1024 * 1024,
        MAX_FORM_PARTS=2000,  # 150 attachments and 60 pictures, each with what is said of it
        WTF_CSRF_TIME_LIMIT=None,
    )


def _storage(settings: config.Config) -> Storage:
    """Return the place of the stored files; a library is loaded only where a bucket is it."""
    folder = settings.data / "files"
    if settings.bucket is None:
        return Storage(folder)
    storage: Storage = import_module("app.bucket").Bucket(folder, settings.bucket)
    return storage


def _login_counter(settings: config.Config) -> LoginCounter | None:
    """Return what counts failed logins beside the database, loaded only where it is named."""
    if not settings.redis:
        return None
    counter: LoginCounter = import_module("app.redis_counter").RedisCounter(
        settings.redis, settings.host
    )
    return counter


def _engine_options(settings: config.Config) -> dict[str, Any]:
    options: dict[str, Any] = {
        "pool_size": settings.threads + 2,
        "max_overflow": 0,
        "pool_use_lifo": True,  # as few as are needed at once: each holds some MiB
        "hide_parameters": True,  # names, hashes and mails do not go to the log with an error
    }
    if settings.database_url.startswith("sqlite"):
        options |= {"connect_args": {"cached_statements": STATEMENTS}}
    else:
        # A server may have been away since the last question: nobody shall notice when it is back,
        # nor wait for minutes while it is not.
        options |= {"pool_pre_ping": True, "connect_args": {"connect_timeout": CONNECTING}}
    return options


def _wrapped(app: Flask, settings: config.Config) -> Compressed | PageCache:
    of_all = headers_of_all(settings)

    def add_headers(headers: Headers, _path: str, url: str) -> None:
        for name, value in of_all.items():
            headers[name] = value
        if IMPORTED.fullmatch(url):
            headers["Cache-Control"] = "no-cache"

    files = WhiteNoise(app.wsgi_app, max_age=STATIC_AGE, add_headers_function=add_headers)
    files.add_files(str(config.ROOT / "static"), prefix="static/")
    files.add_file_to_dictionary(
        "/favicon.ico", str(config.ROOT / "static" / "img" / "favicon.ico")
    )
    cookie: str = app.config["SESSION_COOKIE_NAME"]
    compressed = Compressed(files, cookie)
    if not settings.page_cache:
        return compressed
    return PageCache(
        compressed,
        app.extensions["spans"],
        Addresses(app),
        session_cookie=cookie,
        trusted_hosts=settings.trusted_hosts,
        room=settings.page_cache * 2**20,
    )


event.listen(db.session, "before_commit", raise_site_version)
