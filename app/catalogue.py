"""The words of the interface in the language of the site: one catalogue, read once.

Flask-Babel asks at each word which language the request wants, about 750 times for a long list.
Parvis speaks one (DESIGN: only those with a complete catalogue are offered), so constant words
become part of the templates when these are compiled. A second language takes an environment of
templates of its own.
"""

from collections.abc import Callable
from functools import cache, cached_property

from babel import core, localedata
from babel.support import NullTranslations, Translations
from flask import Flask
from flask_babel import Babel, Domain
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer

from app.config import ROOT

LANGUAGE = "fr"
FOLDER = ROOT / "translations"
SIMPLE, WITH_CONTEXT = ("_", "gettext"), "pgettext"


class _OfTheSite(Domain):  # type: ignore[misc]
    """The catalogue of the site, whoever asks."""

    @cached_property
    def found(self) -> NullTranslations:
        """The catalogue, read when it is first asked for."""
        return Translations.load(FOLDER, [LANGUAGE])

    def get_translations(self) -> NullTranslations:
        """Return it."""
        return self.found


class _OneLanguage(Babel):  # type: ignore[misc]
    @cached_property
    def domain_instance(self) -> Domain:
        return _OfTheSite()


class Worded(CodeGenerator):
    """Compiles templates with their words translated."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        """Translate what the template says, then compile it."""
        choice = self.environment.autoescape
        escapes = choice(self.name) if callable(choice) else choice
        super().visit_Template(_Words(escapes=escapes).visit(node), frame)


class _Words(NodeTransformer):
    """Puts the words of a catalogue in place of the calls that ask for constant ones.

    The result is what `gettext` of Jinja returns: safe, with its variables escaped.
    """

    def __init__(self, *, escapes: bool) -> None:
        self.escapes = escapes

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's name
        self.generic_visit(node)
        words = _words_of(node)
        if words is None:
            return node
        if not node.kwargs:
            return self._safe(words % {})
        variables = [nodes.Pair(nodes.Const(one.key), one.value) for one in node.kwargs]
        return nodes.Mod(self._safe(words), nodes.Dict(variables))

    def _safe(self, words: str) -> nodes.Expr:
        constant = nodes.Const(words)
        return nodes.MarkSafe(constant) if self.escapes else constant


babel = _OneLanguage()


def init_catalogue(app: Flask) -> None:
    """Give an application its words, in Python and in templates."""
    babel.init_app(app, default_locale=LANGUAGE, default_timezone="Europe/Paris")
    _read_dates()
    words = _catalogue()
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        words.gettext, words.ngettext, newstyle=True, pgettext=words.pgettext,
        npgettext=words.npgettext,
    )  # fmt: skip


@cache
def _read_dates() -> None:
    """Read how the language writes dates, and let go of what Babel keeps of all others.

    It takes 2 MiB of each worker, and is read again should somebody ask for it.
    """
    localedata.load(LANGUAGE)
    core._global_data = None  # noqa: SLF001 - nothing public forgets it


def _catalogue() -> NullTranslations:
    found: NullTranslations = babel.domain_instance.get_translations()
    return found


def _words_of(call: nodes.Call) -> str | None:
    """Return the words that a call asks for, none where they are not known before it runs."""
    texts = [one.value for one in call.args if isinstance(one, nodes.Const)]
    is_plain = not (call.dyn_args or call.dyn_kwargs) and len(texts) == len(call.args)
    if not (is_plain and isinstance(call.node, nodes.Name)):
        return None
    if call.node.name in SIMPLE and len(texts) == 1:
        find: Callable[..., object] = _catalogue().gettext
    elif call.node.name == WITH_CONTEXT and len(texts) == 2 and not call.kwargs:
        find = _catalogue().pgettext
    else:
        return None
    return str(find(*texts))
