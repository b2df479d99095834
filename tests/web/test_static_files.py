"""Static files: sent as they are, kept for a year, since their addresses follow their content."""

from flask.testing import FlaskClient

from app.templating import asset_url


def test_browsers_find_the_icon_without_being_told(client: FlaskClient) -> None:
    answer = client.get("/favicon.ico")
    assert answer.status_code == 200
    assert answer.data.startswith(b"\0\0\1\0")


def test_a_static_file_is_kept_for_a_year(client: FlaskClient) -> None:
    answer = client.get(asset_url("img/icon.svg"))
    assert answer.status_code == 200
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_script_that_others_import_is_asked_for_again(client: FlaskClient) -> None:
    """The address in an `import` does not follow the content: a kept one would be an old one."""
    scripts = ("upload.js", "library/sending.js", "editor/config.js")
    for path in (f"/static/js/{name}" for name in scripts):
        answer = client.get(path)
        assert answer.headers["Cache-Control"] == "no-cache"
        answer = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
        assert answer.status_code == 304


def test_what_is_not_a_static_file_is_not_found(client: FlaskClient) -> None:
    for path in (
        "/static/",
        "/static/css/none.css",
        "/static/../wsgi.py",
        "/static/%2e%2e/wsgi.py",
    ):
        assert client.get(path).status_code == 404
