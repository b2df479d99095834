"""Make the application: bind the parts, check that each view declares its access, wrap in WSGI."""

import re
from wsgiref.headers import Headers

from flask import Flask
from sqlalchemy import event
from whitenoise import WhiteNoise

from app import access, config, sessions
from app.addresses import init_addresses
from app.cli import register_commands
from app.database import prepare_engine, raise_site_version
from app.desk import init_desk
from app.errors import init_errors
from app.extensions import babel, csrf, db, migrate
from app.external.fetch import Asking
from app.headers import headers_of_all, init_headers
from app.large_bodies import init_large_bodies
from app.page_cache import Compressed
from app.rules.session_limits import ABSOLUTE_STAYING
from app.services import init_services
from app.storage import Storage
from app.templating import init_templating
from blueprints.account import account
from blueprints.communication import communication
from blueprints.directory import directory
from blueprints.newsroom import newsroom
from blueprints.personal import personal
from blueprints.public import public
from blueprints.site import site

STATIC_AGE = 31_536_000
IMPORTED = re.compile(r"/static/js/(?:\w+/.+|upload|picker)\.js")
"""Scripts that other scripts import: by an address that does not follow their content."""


def create_app(settings: config.Config | None = None) -> Flask:
    """Return the application of one instance.

    Raises ConfigurationError when it may not start, UndeclaredAccess when a view forgot to say who
    may use it.
    """
    settings = settings or config.read()
    app = Flask(
        "parvis",
        root_path=str(config.ROOT),
        template_folder=str(config.ROOT / "templates"),
        static_folder=None,
    )
    _configure(app, settings)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(config.ROOT / "migrations"), render_as_batch=True)
    babel.init_app(app, default_locale="fr", default_timezone="Europe/Paris")
    init_large_bodies(app)
    csrf.init_app(app)
    sessions.init_sessions(app)
    access.init_access(app)
    init_addresses(app)
    init_templating(app)
    init_desk(app)
    init_services(app)
    init_headers(app, settings)
    init_errors(app)
    app.register_blueprint(public)
    app.register_blueprint(account)
    app.register_blueprint(personal)
    app.register_blueprint(newsroom)
    app.register_blueprint(directory)
    app.register_blueprint(site)
    app.register_blueprint(communication)
    register_commands(app)
    access.check_declarations(app)
    with app.app_context():
        prepare_engine(db.engine)
    app.wsgi_app = _wrapped(app, settings)  # type: ignore[method-assign]
    return app


def _configure(app: Flask, settings: config.Config) -> None:
    app.extensions["parvis"] = settings
    app.extensions["external"] = Asking(f"Parvis (+{settings.base_url})")
    app.extensions["storage"] = Storage(settings.data / "files")
    app.config.update(
        SECRET_KEY=settings.secret,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={
            "pool_size": settings.threads + 2,
            "max_overflow": 0,
            "hide_parameters": True,  # names, hashes and mails do not go to the log with an error
        },
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


def _wrapped(app: Flask, settings: config.Config) -> Compressed:
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
    return Compressed(files, app.config["SESSION_COOKIE_NAME"])


event.listen(db.session, "before_commit", raise_site_version)
