"""The helper that cuts pictures: `python -m app.images.helper`.

Its order is a line of JSON (forms, focal point, chosen parts), its input the picture. It answers
with one line of JSON (the refusal, or the cuts with their lengths), then the files, one after the
other.
"""

import json
import sys

from app.files.bounded import bound_oneself
from app.files.reasons import FileRefused, Reason
from app.images.cut import cut
from app.images.forms import ADDRESSED, HERO_MOVING, MASTER, MOVING
from app.images.moving import cut_moving

_ALL = {**ADDRESSED, MASTER.name: MASTER, MOVING.name: MOVING}
_MOVING = (MOVING, HERO_MOVING)


def main() -> None:
    """Be the helper: bound oneself, read the order and the picture, answer."""
    bound_oneself()
    order = json.loads(sys.argv[1])
    forms = [_ALL[name] for name in order["forms"]]
    x, y = order["focal"]
    chosen = {form: tuple(part) for form, part in order["chosen"].items()}
    try:
        source = sys.stdin.buffer.read()
        still = [form for form in forms if form not in _MOVING]
        cuts = cut(source, still, (x, y), chosen) if still else []
        cuts += [
            cut_moving(source, form, (x, y), chosen.get(form.name))
            for form in forms
            if form in _MOVING
        ]
    except FileRefused as refusal:
        _answer({"refused": refusal.reason})
    except MemoryError:
        _answer({"refused": Reason.TOO_HEAVY})
    else:
        sizes = [(c.form, c.format, c.width, c.height, len(c.data), c.seconds) for c in cuts]
        size = cuts[0].source if cuts else (0, 0)
        _answer({"cuts": sizes, "source": size}, *(c.data for c in cuts))


def _answer(head: dict[str, object], *files: bytes) -> None:
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n")
    sys.stdout.buffer.writelines(files)


if __name__ == "__main__":
    main()
