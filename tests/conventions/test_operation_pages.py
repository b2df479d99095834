"""docs/deploy.md and docs/operate.md name commands, settings, files and pages that are there."""

import re

import click
from flask import Flask
from werkzeug.exceptions import MethodNotAllowed, NotFound

from tests.conventions.sources import ROOT

PAGES = "".join((ROOT / "docs" / name).read_text() for name in ("deploy.md", "operate.md"))
NO_PAGES = re.compile(r"/(?:etc|var|opt|run|_fichiers|metrics)\b")
"""Places of the machine, what only nginx asks, and what only a setting opens."""


def test_each_command_is_there(worker_app: Flask) -> None:
    written = re.findall(r"(?:^|`|&& )parvis ([a-z]+(?: [a-z]+)?)\b", PAGES, re.MULTILINE)
    named = {tuple(one.split()) for one in written}
    assert {words[0] for words in named} >= {"backup", "check", "prepare", "restore", "site"}
    for first, *second in named:
        command = command_of(worker_app, first)
        if isinstance(command, click.Group):
            assert second, f"{first} does nothing alone"
            assert second[0] in command.commands


def test_each_option_is_there(worker_app: Flask) -> None:
    announce = command_of(worker_app, "maintenance")
    assert isinstance(announce, click.Group)
    commands = (announce.commands["announce"], command_of(worker_app, "check"))
    known = {option for one in commands for given in one.params for option in given.opts}
    asked = re.findall(r"parvis maintenance announce (.+)", PAGES)
    assert asked
    named = {option for line in asked for option in re.findall(r"--[a-z-]+", line)}
    assert named | {"--repair", "--announce-from"} <= known


def test_each_setting_is_there() -> None:
    known = (ROOT / "app" / "config.py").read_text()
    named = set(re.findall(r"\bPARVIS_[A-Z_]+", PAGES))
    assert len(named) > 8
    assert {name for name in named if f'"{name}"' not in known} == set()


def test_each_file_is_there() -> None:
    places = r"(?<![\w/])(?:app|bin|deploy|docs|requirements|static|tests)/[\w./@-]*\w"
    named = set(re.findall(places, PAGES)) - {"bin/flask"}
    assert len(named) > 8
    assert {name for name in named if not (ROOT / name).exists()} == set()


def test_each_page_is_there(worker_app: Flask) -> None:
    named = {one for one in re.findall(r"`(/[a-z/-]+)`", PAGES) if not NO_PAGES.match(one)}
    assert len(named) > 4
    addresses = worker_app.url_map.bind("localhost")
    lost = set()
    for path in named:
        try:
            addresses.match(path)
        except (MethodNotAllowed, NotFound):
            lost.add(path)
    assert lost == set()


def command_of(app: Flask, name: str) -> click.Command:
    command = app.cli.get_command(click.Context(app.cli), name)
    assert command is not None, name
    return command
