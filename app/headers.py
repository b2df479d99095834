"""Security headers of every answer (security.md 41 to 44)."""

from flask import Flask, g, request
from werkzeug.wrappers import Response

from app.config import Config
from app.sessions import is_signed_in
from app.text.embeds import PROVIDERS

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
YEAR = 31_536_000


def content_policy(*, has_editor: bool = False) -> str:
    """Return the Content-Security-Policy: our own host, and frames of the allowed embeds.

    The editor of articles sets the size of its own parts in `style` attributes; scripts and style
    sheets stay as closed as everywhere.
    """
    frames = " ".join(f"https://{host}" for host in sorted(PROVIDERS))
    return "; ".join(
        (
            "default-src 'self'",
            *(("style-src-attr 'unsafe-inline'",) if has_editor else ()),
            "img-src 'self' data:",
            f"frame-src 'self' {frames}",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


def expect_editor() -> None:
    """Say that the page which is being made holds the editor; no other page gets its policy."""
    g.has_editor = True


def headers_of_all(config: Config) -> dict[str, str]:
    """Return the headers of every answer, those of static files included."""
    found = ALWAYS | {"Content-Security-Policy": content_policy()}
    if config.served_over_tls:
        found["Strict-Transport-Security"] = f"max-age={YEAR}"
    return found


def init_headers(app: Flask, config: Config) -> None:
    """Add the headers to every answer of the application."""
    of_all = headers_of_all(config)
    lines = list(of_all.items())
    of_editor = content_policy(has_editor=True)

    @app.after_request
    def add(response: Response) -> Response:
        if g.get("has_editor"):
            response.headers["Content-Security-Policy"] = of_editor
        own = {name.lower() for name, _value in response.headers}
        response.headers.extend([one for one in lines if one[0].lower() not in own])
        if "cache-control" not in own or g.get("look") is not None:
            response.headers["Cache-Control"] = _cache_control(response)
        return response


def _cache_control(response: Response) -> str:
    if request.endpoint is None or response.status_code >= 400 or request.method == "POST":
        return "no-store"
    if g.get("lacks_something"):
        return "no-store"
    return "private, no-store" if is_signed_in() else "no-cache"
