"""The French stemmer of the library, without those of 36 other languages."""

import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from typing import Any


def french_stemmer() -> Any:
    """Return a stemmer, which `snowballstemmer.stemmer("french")` would be.

    That package reads the stemmers of all its languages when it is imported, 3 MiB which each
    process would hold; here it stands unread while the one module is imported.
    """
    name = "snowballstemmer"
    spec = find_spec(name)
    if spec is None:
        raise ModuleNotFoundError(name=name)
    sys.modules[name] = module_from_spec(spec)
    try:
        return import_module(f"{name}.french_stemmer").FrenchStemmer()
    finally:
        del sys.modules[name]
