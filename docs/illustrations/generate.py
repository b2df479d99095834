#!/usr/bin/env python3
"""Draws the Parvis illustration collection.

    python3 generate.py              # every picture, and the index of app/collection
    python3 generate.py cross potager  # only these

This file holds what the pictures share: the palette, the pen (`Scene`), outlines (`smooth`, `rounded`,
`capsule`, `ribbon`), people, trees, the school and its surroundings. Each picture is one function in
`scenes/`, declared with `@scene(...)`, which also carries its French title, alternative text, keywords and
suggested rubriques. Standard library only; the same run always gives the same bytes.

House style
-----------
- One light, from the upper left, warm; large calm surfaces with a two-tone gradient, never an outline.
- Five families of colour only: river, brick, ochre, sage, cream, held together by a night ink.
- People are posture and clothing: no facial features, so that nobody in particular is shown.
- A third of each picture at least stays quiet. No letters, no figures, no emblems.
"""
import importlib
import json
import math
import pathlib
import random
import sys
from contextlib import contextmanager

HERE = pathlib.Path(__file__).resolve().parent
COLLECTION = HERE.parents[1] / "app" / "collection"
W, H = 1360, 766

# ---------------------------------------------------------------- palette
INK, NIGHT = "#14213a", "#20375a"
DEEP, RIVER, TEAL, AQUA, MIST, FOAM = "#17445c", "#1f6079", "#33858f", "#79b6b4", "#bddad3", "#e2eee6"
BRICKD, BRICK, CORAL, PEACH, BLUSH = "#7f3629", "#b2523a", "#d07552", "#eba987", "#f6d2bb"
OCHRED, OCHRE, HONEY, STRAW = "#a56a22", "#d6983c", "#edbf68", "#f7dfa6"
PINE, MOSS, SAGE, LEAF, PALE = "#2d5247", "#4e7a60", "#86a685", "#b2c8a4", "#dbe5cc"
CREAM, SAND, STONE, TAUPE, UMBER = "#fdf6e9", "#f4e8d0", "#e3d2b4", "#bca684", "#7d6650"
SKIN = ["#f4cdae", "#e2ab84", "#c4855c", "#935c3c", "#643e29"]
BLACK, BROWN, CHESTNUT, BLOND, GREY, RED = "#2b2027", "#4b2f27", "#7c4c2e", "#cf9a55", "#cfc8bd", "#a04a2a"


def mix(a, b, t):
    """Colour between a and b; t=0 gives a."""
    pa, pb = (tuple(int(c[i:i + 2], 16) for i in (1, 3, 5)) for c in (a, b))
    return "#" + "".join(f"{round(x + (y - x) * t):02x}" for x, y in zip(pa, pb))


def dark(c, t=0.18):
    return mix(c, INK, t)


def lite(c, t=0.25):
    return mix(c, CREAM, t)


# ---------------------------------------------------------------- outlines
def n(v):
    t = f"{v:.1f}"
    t = t[:-2] if t.endswith(".0") else t
    return "0" if t == "-0" else t.replace("0.", ".", 1) if t.startswith(("0.", "-0.")) else t


def pt(p):
    return f"{n(p[0])} {n(p[1])}"


def rounded(points, r):
    """Closed polygon with rounded corners; r is one radius or one per corner."""
    d, k = "", len(points)
    rs = r if isinstance(r, (list, tuple)) else [r] * k
    for i, p in enumerate(points):
        a, b = points[i - 1], points[(i + 1) % k]
        la, lb = math.dist(p, a) or 1, math.dist(p, b) or 1
        q = min(rs[i], la / 2, lb / 2)
        s = (p[0] + (a[0] - p[0]) * q / la, p[1] + (a[1] - p[1]) * q / la)
        e = (p[0] + (b[0] - p[0]) * q / lb, p[1] + (b[1] - p[1]) * q / lb)
        d += f"{'L' if d else 'M'}{pt(s)}Q{pt(p)} {pt(e)}"
    return d + "Z"


def smooth(points, closed=True, t=1.0):
    """A soft curve through all points (Catmull-Rom)."""
    k = len(points)
    g = (lambda i: points[i % k]) if closed else (lambda i: points[max(0, min(k - 1, i))])
    d = "M" + pt(points[0])
    for i in range(k if closed else k - 1):
        p0, p1, p2, p3 = g(i - 1), g(i), g(i + 1), g(i + 2)
        c1 = (p1[0] + (p2[0] - p0[0]) * t / 6, p1[1] + (p2[1] - p0[1]) * t / 6)
        c2 = (p2[0] - (p3[0] - p1[0]) * t / 6, p2[1] - (p3[1] - p1[1]) * t / 6)
        d += f"C{pt(c1)} {pt(c2)} {pt(p2)}"
    return d + ("Z" if closed else "")


def capsule(a, ra, b, rb):
    """A limb: the hull of two discs."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    L = math.hypot(dx, dy) or 0.01
    base, off = math.atan2(dy, dx), math.acos(max(-1, min(1, (ra - rb) / L)))
    def at(c, r, ang):
        return (c[0] + r * math.cos(ang), c[1] + r * math.sin(ang))
    a1, a2, b1, b2 = at(a, ra, base + off), at(a, ra, base - off), at(b, rb, base + off), at(b, rb, base - off)
    # same turning direction everywhere, so that joined limbs do not cut holes in one another
    return (f"M{pt(a2)}L{pt(b2)}A{n(rb)} {n(rb)} 0 {int(off > math.pi / 2)} 1 {pt(b1)}"
            f"L{pt(a1)}A{n(ra)} {n(ra)} 0 {int(off < math.pi / 2)} 1 {pt(a2)}Z")


def along(points, steps=6):
    """Points of the soft curve through `points`."""
    out, k = [], len(points)
    g = lambda i: points[max(0, min(k - 1, i))]
    for i in range(k - 1):
        p = [g(i - 1), g(i), g(i + 1), g(i + 2)]
        for j in range(steps):
            t = j / steps
            out.append(tuple(0.5 * (2 * p[1][a] + (p[2][a] - p[0][a]) * t + (2 * p[0][a] - 5 * p[1][a] + 4 * p[2][a] - p[3][a]) * t * t
                                    + (3 * p[1][a] - p[0][a] - 3 * p[2][a] + p[3][a]) * t ** 3) for a in (0, 1)))
    return out + [points[-1]]


def ribbon(points, widths, steps=3):
    """A band of changing width along a soft curve: rivers, roads, sound, cloth."""
    ps = along(points, steps)
    left, right, m = [], [], len(ps) - 1
    for i, p in enumerate(ps):
        a, b = ps[max(0, i - 1)], ps[min(m, i + 1)]
        L = math.dist(a, b) or 1
        nx, ny = -(b[1] - a[1]) / L, (b[0] - a[0]) / L
        f = i / m * (len(widths) - 1)
        j = min(int(f), len(widths) - 2)
        w = (widths[j] + (widths[j + 1] - widths[j]) * (f - j)) / 2
        left.append((p[0] + nx * w, p[1] + ny * w))
        right.append((p[0] - nx * w, p[1] - ny * w))
    a = smooth(left, closed=False)
    b = smooth(right[::-1], closed=False)
    return a + "L" + b[1:] + "Z"


def arch(x, y, w, h):
    """A round-headed opening standing on y, centred on x."""
    r = w / 2
    return f"M{n(x - r)} {n(y)}v{n(r - h)}a{n(r)} {n(r)} 0 0 1 {n(w)} 0v{n(h - r)}z"


# ---------------------------------------------------------------- the pen
class Scene:
    """Collects SVG. A fill is a colour, "colour@opacity", or a tuple (colour, colour, …[, angle]) for a gradient."""

    def __init__(self, w=W, h=H, seed=1):
        self.w, self.h, self.out, self.defs, self.rng = w, h, [], {}, random.Random(seed)

    # paint
    def paint(self, f):
        if f is None:
            return "none"
        if isinstance(f, tuple):
            return self.gradient(f)
        return f

    def _stops(self, cs):
        out = ""
        for i, c in enumerate(cs):
            col, _, op = c.partition("@")
            off = f' offset="{n(i / (len(cs) - 1))}"' if i else ""
            out += f'<stop{off} stop-color="{col}"' + (f' stop-opacity="{op}"' if op else "") + "/>"
        return out

    def gradient(self, f):
        ang = 90
        if not isinstance(f[-1], str):
            *f, ang = f
        if f[0] == "radial":
            tag, geo = "radialGradient", ""
            stops = self._stops(f[1:])
        else:
            a = math.radians(ang)
            cx, cy = math.cos(a) / 2, math.sin(a) / 2
            tag, stops = "linearGradient", self._stops(f)
            geo = f' x1="{n2(.5 - cx)}" y1="{n2(.5 - cy)}" x2="{n2(.5 + cx)}" y2="{n2(.5 + cy)}"'
        key = (tag, geo, stops)
        if key not in self.defs:
            gid = f"g{len(self.defs)}"
            self.defs[key] = (gid, f'<{tag} id="{gid}"{geo}>{stops}</{tag}>')
        return f"url(#{self.defs[key][0]})"

    def _attrs(self, fill, o=None, stroke=None, sw=None, t=None, dash=None, cap="round"):
        a = ""
        if isinstance(fill, str) and "@" in fill:
            fill, _, op = fill.partition("@")
            o = float(op) * (o or 1)
        a += f' fill="{self.paint(fill)}"'
        if o is not None and o != 1:
            a += f' opacity="{n2(o)}"'
        if stroke:
            a += f' stroke="{self.paint(stroke)}" stroke-width="{n(sw or 4)}"'
            if cap:
                a += f' stroke-linecap="{cap}"'
        if dash:
            a += f' stroke-dasharray="{dash}"'
        if t:
            a += f' transform="{t}"'
        return a

    # shapes
    def path(self, d, fill, **k):
        self.out.append(f'<path d="{d}"{self._attrs(fill, **k)}/>')

    def rect(self, x, y, w, h, fill, r=0, **k):
        rr = f' rx="{n(r)}"' if r else ""
        self.out.append(f'<rect x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(h)}"{rr}{self._attrs(fill, **k)}/>')

    def disc(self, x, y, r, fill, **k):
        self.out.append(f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}"{self._attrs(fill, **k)}/>')

    def oval(self, x, y, rx, ry, fill, **k):
        self.out.append(f'<ellipse cx="{n(x)}" cy="{n(y)}" rx="{n(rx)}" ry="{n(ry)}"{self._attrs(fill, **k)}/>')

    def poly(self, points, fill, r=0, **k):
        d = rounded(points, r) if r else "M" + "L".join(pt(p) for p in points) + "Z"
        self.path(d, fill, **k)

    def blob(self, points, fill, **k):
        self.path(smooth(points), fill, **k)

    def line(self, points, color, w=4, soft=False, **k):
        d = smooth(points, closed=False) if soft else "M" + "L".join(pt(p) for p in points)
        self.path(d, None, stroke=color, sw=w, **k)

    def lines(self, segments, color, w=4, **k):
        """Many straight strokes in one path; a segment is (x1, y1, x2, y2)."""
        self.path("".join(f"M{n(a)} {n(b)}L{n(c)} {n(d)}" for a, b, c, d in segments), None, stroke=color, sw=w, **k)

    def ring(self, x, y, r, color, w, **k):
        self.disc(x, y, r, None, stroke=color, sw=w, cap=None, **k)

    def dots(self, points, r, fill, cap="round", **k):
        """Many equal dots (or squares) in one path."""
        self.path("".join(f"M{pt(p)}h0" for p in points), None, stroke=fill, sw=2 * r, cap=cap, **k)

    @contextmanager
    def group(self, t="", o=None, clip=None):
        a = (f' transform="{t}"' if t else "") + (f' opacity="{n2(o)}"' if o else "")
        if clip:
            key = ("clip", clip)
            if key not in self.defs:
                cid = f"c{len(self.defs)}"
                self.defs[key] = (cid, f'<clipPath id="{cid}"><path d="{clip}"/></clipPath>')
            a += f' clip-path="url(#{self.defs[key][0]})"'
        self.out.append(f"<g{a}>")
        yield
        self.out.append("</g>")

    def stamp(self, key, draw, x, y, k=1):
        """Draws once into the definitions, at size 100, and reuses: trees, windows."""
        if key not in self.defs:
            kept, self.out = self.out, []
            draw()
            body, self.out = "".join(self.out), kept
            sid = f"s{len(self.defs)}"
            self.defs[key] = (sid, f'<g id="{sid}">{body}</g>')
        scale = f"scale({n2(k)})" if k != 1 else ""
        self.out.append(f'<use href="#{self.defs[key][0]}" transform="translate({n(x)} {n(y)}){scale}"/>')

    # frequent surfaces
    def bg(self, *colors):
        self.rect(0, 0, self.w, self.h, tuple(colors) if len(colors) > 1 else colors[0])

    def sun(self, x, y, r, color, halo=CREAM, o=0.16):
        for k in (2.3, 1.75, 1.32):
            self.disc(x, y, r * k, halo, o=o)
        self.disc(x, y, r, color)

    def glow(self, x, y, r, color=STRAW, o=0.6):
        self.disc(x, y, r, ("radial", f"{color}@{o}", f"{color}@{o / 3:.2f}", f"{color}@0"))

    def beam(self, pts, color=CREAM, o=0.3, ang=90):
        self.poly(pts, (f"{color}@{o}", f"{color}@0", ang))

    def hill(self, ys, fill, base=None, **k):
        """A ridge through evenly spaced heights, closed at the bottom edge."""
        base = self.h + 10 if base is None else base
        m = len(ys) - 1
        ps = [(-20 + i * (self.w + 40) / m, y) for i, y in enumerate(ys)]
        self.path(smooth(ps, closed=False) + f"V{n(base)}H-20Z", fill, **k)

    def shade(self, x, y, rx, ry=None, color=INK, o=0.16):
        self.oval(x, y, rx, ry or rx * 0.16, color, o=o)

    def cloud(self, x, y, w, fill=CREAM, o=0.8):
        """Flat-bottomed, made of three bars."""
        h = w * 0.11
        self.path("".join(f"M{n(a)} {n(b)}h{n(l)}a{n(h / 2)} {n(h / 2)} 0 0 1 0 {n(h)}h{n(-l)}a{n(h / 2)} {n(h / 2)} 0 0 1 0 {n(-h)}Z"
                          for a, b, l in ((x, y, w), (x + w * .16, y - h * .72, w * .5), (x + w * .34, y + h * .6, w * .5))), fill, o=o)

    def svg(self):
        defs = "".join(v[1] for v in self.defs.values())
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.w} {self.h}" stroke-linejoin="round">'
                f"<defs>{defs}</defs>{''.join(self.out)}</svg>\n")


def n2(v):
    t = f"{v:.2f}".rstrip("0").rstrip(".")
    return t.replace("0.", ".", 1) if t.startswith(("0.", "-0.")) else t


# ---------------------------------------------------------------- people
# Poses are in hundredths of the person's height, facing right, origin on the ground.
POSES = {
    "stand": dict(feet=((-4, 0), (4, 0)), hands=((-7, -40), (8, -40))),
    "walk": dict(feet=((-15, -2), (13, 0)), hands=((12, -46), (-11, -43)), lean=3, fa=(24, -8), drop=2.4),
    "away": dict(feet=((-4.5, -3), (4.5, 0)), hands=((-11, -42), (11, -41))),
    "run": dict(hip=(0, -52), feet=((-27, -21), (19, -3)), hands=((16, -66), (-14, -54)), lean=15, fa=(70, -12), swing=True),
    "sit": dict(hip=(0, -27), feet=((21, 0), (24, 0)), hands=((17, -38), (19, -36)), lean=3),
    "floor": dict(hip=(0, -6), feet=((30, 0), (25, 0)), hands=((20, -18), (22, -16)), lean=-4),
    "point": dict(feet=((-4, 0), (5, 0)), hands=((-7, -41), (27, -72))),
    "up": dict(feet=((-4, 0), (5, 0)), hands=((-12, -100), (16, -102)), bend=(-1, 1)),
    "hold": dict(feet=((-4, 0), (4, 0)), hands=((14, -56), (16, -55))),
    "crouch": dict(hip=(-3, -22), feet=((-6, 0), (12, 0)), hands=((20, -22), (22, -18)), lean=24),
}

HAIR = {  # paths around a head of radius 10, facing right
    "short": "M8.6-5.4C6.5-14-8.5-14.5-10.8-3.2C-11.6 2-9.6 6.2-7.6 8C-6.4 5-5.8 1-3.2-1.2C.6-2.2 5-3 8.6-5.4Z",
    "crop": "M7.4-6.8C4-12.5-8-12.5-10.4-3C-10.8 0-10 3-9 4.6C-7.4 1.5-6-1.6-2.6-3.4C1-4.6 4.4-5 7.4-6.8Z",
    "bob": "M9-5.6C6.5-15-11.5-15-12.4-1C-12.9 5-13 9.6-9.4 11.2C-5 12.4-2.4 9.4-2.6 4.4C-2.8 .6-.6-2 2.6-3.2C5-3.8 7.4-4.2 9-5.6Z",
    "long": "M9-5.6C6.5-15-11.5-15-12.4-1C-13 8-14.6 17-11.8 21.6C-7 24-2.4 20-2.4 12C-2.2 4-1.6-1.6 2.6-3.2C5-3.8 7.4-4.2 9-5.6Z",
    "side": "M9.6-3C9.4-13.6-9-15-10.8-3.4C-11.6 2-9.6 6.2-7.6 8C-6.4 5-5.8 1-3.2-1.6C2-6.4 6.4-6 9.6-3Z",
}


def ik(a, b, l1, l2, bend):
    d = max(0.5, min(math.dist(a, b), l1 + l2 - 0.02))
    base = math.atan2(b[1] - a[1], b[0] - a[0])
    A = math.acos(max(-1, min(1, (l1 * l1 + d * d - l2 * l2) / (2 * l1 * d))))
    return ((a[0] + l1 * math.cos(base + bend * A), a[1] + l1 * math.sin(base + bend * A)),
            (a[0] + d * math.cos(base), a[1] + d * math.sin(base)))


def head(s, x, y, r, skin, hair, style="short", dir=1, tilt=0, back=False, hat=None):
    """A head without features: skin, ear, hair."""
    with s.group(f"translate({n(x)} {n(y)})scale({n2(r * dir / 10)} {n2(r / 10)})" + (f"rotate({n(tilt)})" if tilt else "")):
        hs = (lite(hair, .16), hair)
        if style == "afro":
            s.disc(-1.8, -2.6, 14, hs)
        if style == "pony":
            s.path("M-8-7C-17-9-19 3-14.5 13C-12.5 6-12 2-7.5-1Z", dark(hair, .1))
        if style == "bun":
            s.disc(-7, -11, 5.2, hair)
        if style == "puffs":
            s.disc(-9.5, -8.5, 6, hair)
            s.disc(7.5, -10, 5.2, hair)
        if style == "braid":
            s.dots([(-11, 3), (-12, 8.5), (-12.4, 14), (-12, 19)], 3.1, dark(hair, .08))
        if style == "long" and not back:
            s.path("M-2 4L6 14C3 20-6 22-9 18Z", dark(hair, .2))
        if not back:
            s.disc(0, 0, 10, skin)
            if style == "afro":
                s.path("M8.8-4.8C5-13-9-13-10.4-3C-10.6 2-9.6 5-8.4 6.6C-7.4 2.5-5.6-.6-2.6-2.4C1-3.6 5-3 8.8-4.8Z", hair)
            elif style == "curly":
                s.dots([(-9, -3), (-8.6, -8), (-4.6, -11), (.4, -12), (5, -10), (-8.4, 2), (-4, -6), (2, -7)], 4, hair)
            elif style == "bald":
                s.path("M-9.8-1C-11 4-9 7-7 8C-6 5-6 2-5 0Z", hair)
            else:
                s.path(HAIR.get(style, HAIR["short"]), hs)
            if style not in ("bob", "long"):
                s.disc(-3.4, 1.6, 2.1, dark(skin, .1))
        else:
            s.disc(0, 0, 10.2, skin)
            if style in ("bob", "long"):
                b = 12 if style == "bob" else 22
                s.path(f"M-11.4 0C-12-16 12-16 11.4 0C12 {b - 5} 10 {b} 0 {b}C-10 {b}-12 {b - 5}-11.4 0Z", hs)
            elif style == "bald":
                s.path("M-10 2C-8 8 8 8 10 2C11 6 8 9 0 9C-8 9-11 6-10 2Z", hair)
            elif style == "afro":
                s.disc(0, -2.6, 14, hs)
            else:
                s.path("M-10.6 1C-12-15 12-15 10.6 1C10 6 7 8.4 0 8.4C-7 8.4-10 6-10.6 1Z", hs)
            if style == "curly":
                s.dots([(-8, -4), (-4, -9), (2, -10), (7, -6), (-7, 2), (0, -3), (6, 2)], 4.2, hair)
            if style == "pony":
                s.path("M-2.4-5C-6 4-4 16 0 20C4 16 6 4 2.4-5Z", dark(hair, .14))
            if style == "bun":
                s.disc(0, -12, 5.2, dark(hair, .12))
        if hat:
            kind, c = hat
            if kind == "beanie":
                s.path("M-11.4-1.4C-12-17 11-17 11-3.4Z", (lite(c, .1), c))
                s.path("M-12-1C-5-5 5-6 11.6-4.6C12.6-4 12.4-1 11.4-.8C4-2-4-1-11 2.6C-12.8 2.6-13 .2-12-1Z", dark(c, .16))
                s.disc(-1, -15, 3.6, CREAM)
            elif kind == "helmet":
                s.path("M-12 0C-13-19 13-19 12.4-3.4C4-5-4-4-12 0Z", (lite(c, .16), c))
                s.line([(-6, -8), (4, -10)], dark(c, .3), 1.8)
                s.line([(-3, -1), (1, 9)], dark(c, .4), 1)
            elif kind == "cap":
                s.path("M-11-2.4C-12-15 9-16 10-4.4Z", (lite(c, .1), c))
                s.path("M2-5.4C9-7 16-5.4 18-2.6C12-3.4 6-3.2 2-3Z", dark(c, .2))
            elif kind == "toque":
                s.path("M-10.6-3L-10.4-12C-15-18-8-22-4-20C0-25 9-22 8.6-18C14-17 12-11 10-10L10-5C4-6-4-6-10.6-3Z", (CREAM, STONE))
            elif kind == "headset":
                s.line([(-3, -11), (-9, -4), (-4, 2)], c, 2.4)
            elif kind == "straw":
                s.path("M-9-4C-9-14 7-15 8.6-6Z", (STRAW, HONEY))
                s.path("M-17-1C-8-7 10-9 17-6C18-3 6-3-4-1C-10 .4-16 2-17-1Z", OCHRE)


def person(s, x, y, h, pose="stand", *, skin=SKIN[0], hair=BROWN, style="short", top=TEAL, bottom=NIGHT, shoes=CREAM,
           dir=1, back=False, turn=None, sleeve=True, skirt=0, coat=0, shorts=False, bag=None, scarf=None, hat=None, kid=True,
           collar=None, stripe=None, apron=None, vest=None, tilt=0, shadow=True, mono=None, far=0.2, **over):
    """Draws a person standing on (x, y); returns the page positions of hands, head, neck and hip.

    `mono` paints everything in one colour (shadows, silhouettes). `over` overrides parts of the pose.
    """
    p = dict(hip=None, drop=0, lean=0, bend=(1, 1), knees=(-1, -1), fa=(0, 0), **{})
    p.update(POSES[pose] if isinstance(pose, str) else pose)
    p.update(over)
    k = h / 100
    R = 8.9 if kid else 7.5
    th, sh = (22.5, 22.5) if kid else (24.5, 24.5)
    ua, fo = (15.5, 15) if kid else (16.5, 16)
    tl = 31 if kid else 34
    hip = p["hip"] or (0, -(th + sh + .2) + p["drop"])
    turn = (1 if back else 0.55) if turn is None else turn
    a = math.radians(p["lean"])
    u, v = (math.sin(a), -math.cos(a)), (math.cos(a), math.sin(a))
    neck = (hip[0] + u[0] * tl, hip[1] + u[1] * tl)
    def off(o, du, dv):
        return (o[0] + u[0] * du + v[0] * dv, o[1] + u[1] * du + v[1] * dv)
    ws, wh = 6.4 + 4.2 * turn, 6.4 + 1.2 * turn
    c = (lambda col: mono) if mono else (lambda col: col)
    tone = (lambda col, t=.2: mono) if mono else dark
    grad = (lambda col: mono) if mono else (lambda col: (lite(col, .1), dark(col, .1)))
    tm = 1 if dir > 0 else -1
    if shadow and not mono:
        fx = [f[0] for f in p["feet"]]
        s.oval(x + tm * k * (sum(fx) / 2 + 1), y, k * (15 + abs(fx[0] - fx[1]) * .35), k * 2.4, INK, o=.16)

    def leg(i):
        col = bottom if i else tone(bottom, far)
        sk = c(skin) if i else tone(skin, .14)
        o = off(hip, 0, (-1 if i == 0 else 1) * 3.4 * turn)
        f = p["feet"][i]
        r = math.radians(p["fa"][i])
        ank = (f[0] + 4 * math.sin(r), f[1] - 4 * math.cos(r))
        kn, an = ik(o, ank, th, sh - 3.4, p["knees"][i])
        if shorts or skirt:
            s.path(capsule(kn, 3.9, an, 2.9) + capsule(o, 5.6, kn, 3.9), sk)
            if shorts:
                q = (o[0] + (kn[0] - o[0]) * .72, o[1] + (kn[1] - o[1]) * .72)
                s.path(capsule(o, 6.6, q, 5.6), c(col))
            s.path(capsule((an[0], an[1]), 3.1, (an[0] * .75 + kn[0] * .25, an[1] * .75 + kn[1] * .25), 3.1), c(CREAM) if not mono else mono)
        else:
            s.path(capsule(o, 6.5, kn, 4.9) + capsule(kn, 4.9, an, 3.7), c(col))
        toe = 9 - 4.2 * turn if back or turn >= 1 else 8.6
        heel = 4.2 if turn < 1 else 4.8
        with s.group(f"translate({pt((an[0], an[1] + 0))})" + (f"rotate({n(p['fa'][i])})" if p["fa"][i] else "")):
            s.path(f"M{n(-heel)} 4V0Q{n(-heel)}-2.6 0-2.6Q3.2-2.4 {n(toe - 3.4)} .2Q{n(toe)} .8 {n(toe)} 4Z", c(shoes) if i else tone(shoes, .14))

    def arm(i):
        col = c(top) if i else tone(top, .15)
        sk = c(skin) if i else tone(skin, .1)
        o = off(neck, -3.8, (-1 if i == 0 else 1) * (ws - 3.4))
        el, ha = ik(o, p["hands"][i], ua, fo, p["bend"][i])
        if sleeve:
            s.disc(ha[0], ha[1], 3.1, sk)
            q = (el[0] + (ha[0] - el[0]) * .86, el[1] + (ha[1] - el[1]) * .86)
            s.path(capsule(o, 4.7, el, 3.9) + capsule(el, 3.9, q, 3.3), col)
        else:
            s.path(capsule(o, 4, el, 3.3) + capsule(el, 3.3, ha, 2.7), sk)
            q = (o[0] + (el[0] - o[0]) * .7, o[1] + (el[1] - o[1]) * .7)
            s.path(capsule(o, 5, q, 4.7), col)
        return ha

    hands = [None, None]
    hc = off(neck, 2 + R * .93, 0)
    if tilt:
        b = math.radians(tilt)
        hc = (neck[0] + (hc[0] - neck[0]) * math.cos(b) - (hc[1] - neck[1]) * math.sin(b), neck[1] + (hc[0] - neck[0]) * math.sin(b) + (hc[1] - neck[1]) * math.cos(b))
    with s.group(f"translate({n(x)} {n(y)})scale({n2(k * tm)} {n2(k)})"):
        if not back:
            hands[0] = arm(0)
        leg(0)
        leg(1)
        if bag and not back and not mono:
            s.poly([off(neck, -3, -ws + 1), off(neck, -4, -ws - 8), off(hip, 4, -ws - 9), off(hip, 3, -ws + 2)], (bag, dark(bag, .2)), 4)
        lo = max(coat, 0)
        bl = [off(hip, -lo - 3, -(wh + lo * .16)), off(hip, 8, -wh + .4), off(neck, -3, -ws), off(neck, .8, -3.4),
              off(neck, .8, 3.4), off(neck, -3, ws), off(hip, 8, wh - .4), off(hip, -lo - 3, wh + lo * .16)]
        if skirt:
            q = skirt
            kx = sum(f[0] for f in p["feet"]) / 2 * .35
            s.poly([off(hip, 7, -wh + .6), off(hip, 7, wh - .6), (hip[0] + kx + wh + q * .26, hip[1] + q), (hip[0] + kx - wh - q * .26, hip[1] + q)], grad(bottom), 2.5)
        s.path(rounded(bl, [3, 5, 5.5, 2, 2, 5.5, 5, 3]), grad(top))
        if not mono:
            if stripe:
                s.poly([off(neck, -12, -ws + .6), off(neck, -12, ws - .6), off(neck, -17, ws - 1), off(neck, -17, -ws + 1)], stripe)
            if vest:
                s.path(rounded([off(hip, -3, -wh), off(neck, -2, -ws + 1), off(neck, .8, -3), off(neck, -8, 1), off(neck, .8, 3), off(neck, -2, ws - 1), off(hip, -3, wh)], 3), grad(vest))
                s.poly([off(hip, 10, -wh), off(hip, 10, wh), off(hip, 6.5, wh), off(hip, 6.5, -wh)], CREAM)
            if apron:
                s.poly([off(neck, -9, -3), off(neck, -9, wh - .5), off(hip, -16, wh + 2), off(hip, -16, -3)], grad(apron), 2.5)
        if not back:
            s.path(capsule(neck, 3.5, hc, 3.2), tone(skin, .12))
        else:
            s.path(capsule(neck, 3.5, hc, 3.4), tone(skin, .05))
        if collar and not mono:
            s.poly([off(neck, 1.6, -4.2), off(neck, 1.6, 4.2), off(neck, -3.4, 0)], collar, 1)
        if mono:
            s.disc(hc[0], hc[1], R * 1.06, mono)
        else:
            head(s, hc[0], hc[1], R, skin, hair, style, tilt=tilt + p["lean"] * .4, back=back, hat=hat)
        if scarf and not mono:
            s.path(capsule(off(neck, 1, -4.6), 3.2, off(neck, 1, 4.6), 3.2), scarf)
            s.path(capsule(off(neck, 0, -3), 2.4, off(neck, -15, -ws - 1), 2.6), dark(scarf, .14))
        if back:
            hands[0] = arm(0)
            hands[1] = arm(1)
            if bag and not mono:
                s.path(rounded([off(neck, -1, -6.6), off(neck, -1, 6.6), off(hip, 1, 7.6), off(hip, 1, -7.6)], 5), (lite(bag, .1), dark(bag, .14)))
                s.path(rounded([off(hip, 13, -5.4), off(hip, 13, 5.4), off(hip, 3.4, 5.4), off(hip, 3.4, -5.4)], 2.6), dark(bag, .26))
        else:
            if bag and not mono:
                s.line([off(neck, -1.5, -1), off(neck, -12, 2.4), off(hip, 9, -wh)], dark(bag, .3), 2.2, soft=True)
            hands[1] = arm(1)
    world = lambda q: (x + tm * k * q[0], y + k * q[1])
    return dict(hands=[world(q) for q in hands], head=world(hc), neck=world(neck), hip=world(hip), k=k)


def bust(s, x, y, k, *, skin, hair, style="short", top=TEAL, dir=1, back=False, w=1.0, tilt=0, hat=None, collar=None, scarf=None):
    """Head and shoulders rising from (x, y); k is the head's radius."""
    s.path(f"M{n(x - 2.3 * k * w)} {n(y)}C{n(x - 2.3 * k * w)} {n(y - 2 * k)} {n(x - 1.6 * k)} {n(y - 2.3 * k)} {n(x)} {n(y - 2.5 * k)}"
           f"C{n(x + 1.6 * k)} {n(y - 2.3 * k)} {n(x + 2.3 * k * w)} {n(y - 2 * k)} {n(x + 2.3 * k * w)} {n(y)}Z", (lite(top, .1), dark(top, .14)))
    s.path(capsule((x, y - 2.3 * k), k * .42, (x, y - 3 * k), k * .4), dark(skin, .12))
    if collar:
        s.poly([(x - .7 * k, y - 2.48 * k), (x + .7 * k, y - 2.48 * k), (x, y - 1.6 * k)], collar, 2)
    head(s, x + tilt * .012 * k * dir, y - 3.45 * k, k, skin, hair, style, dir, tilt, back, hat)
    if scarf:
        s.path(capsule((x - .6 * k, y - 2.4 * k), k * .4, (x + .6 * k, y - 2.4 * k), k * .4), scarf)


def passer(s, x, y, h, *, skin, hair, top, bottom, bag=None, dir=1, **_):
    """A passer-by too small for joints."""
    with s.group(f"translate({n(x)} {n(y)})scale({n2(h / 100 * dir)} {n2(h / 100)})"):
        s.oval(2, 0, 22, 3, INK, o=.16)
        s.path(capsule((1, -44), 7, (-9, -3), 4) + capsule((0, -44), 7, (11, -3), 4), bottom)
        if bag:
            s.rect(-15, -74, 12, 25, bag, 4)
        s.path(capsule((0, -68), 9, (0, -46), 8) + capsule((3, -70), 4.5, (9, -44), 3.5), top)
        s.disc(0, -87, 9.5, skin)
        s.path(HAIR["short"], hair, t="translate(0 -87)")


def seated_front(s, x, y, k, *, skin, hair, style, top, bottom, dir=1):
    """Someone seated facing us; y is the seat, k the head's radius."""
    for sg in (-1, 1):
        s.path(capsule((x + sg * .85 * k, y + .2 * k), .56 * k, (x + sg * .75 * k, y + 1.9 * k), .4 * k), dark(bottom, .2))
        s.path(f"M{n(x + sg * .75 * k - .6 * k)} {n(y + 2.5 * k)}a{n(.6 * k)} {n(.6 * k)} 0 0 1 {n(1.2 * k)} 0z", CREAM)
    bust(s, x, y + .3 * k, k, skin=skin, hair=hair, style=style, top=top, dir=dir, w=.78)
    for sg in (-1, 1):
        s.path(capsule((x + sg * .6 * k, y - .1 * k), .6 * k, (x + sg * .85 * k, y + .3 * k), .64 * k), bottom)
        s.path(capsule((x + sg * 1.5 * k, y - 1.4 * k), .46 * k, (x + sg * 1.62 * k, y - .4 * k), .4 * k) + capsule((x + sg * 1.62 * k, y - .4 * k), .4 * k, (x + sg * 1.05 * k, y + .05 * k), .34 * k), dark(top, .1))
        s.disc(x + sg * .9 * k, y + .14 * k, .34 * k, skin)


def from_above(s, x, y, k, ang, *, skin, hair, top, bun=False, reach=1.5, spread=.9, hand=True):
    """Someone seen from straight above; `ang` is where they face (degrees, 0 = right)."""
    with s.group(f"translate({n(x)} {n(y)})rotate({n(ang)})scale({n2(k)})"):
        for sg in (-1, 1):
            e = (9 * reach * .55, sg * 15)
            hnd = (9 * reach * 1.25, sg * 9 * spread)
            if hand:
                s.disc(hnd[0], hnd[1], 3.4, skin)
            s.path(capsule((0, sg * 14), 5.4, e, 4.8) + capsule(e, 4.8, hnd, 3.6), dark(top, .12))
        s.oval(0, 0, 8.6, 19, (lite(top, .12), dark(top, .08), 0))
        s.disc(1.5, 0, 9.4, skin)
        s.disc(-.6, 0, 9.6, (lite(hair, .16), hair, 0))
        if bun:
            s.disc(-8, 0, 4.4, dark(hair, .1))


CAST = {  # a recurring company, so that the pictures feel like one school
    "lina": dict(skin=SKIN[1], hair=BROWN, style="bob", top=CORAL, bottom=NIGHT, bag=RIVER),
    "issa": dict(skin=SKIN[4], hair=BLACK, style="crop", top=HONEY, bottom=RIVER, bag=BRICK),
    "noe": dict(skin=SKIN[0], hair=CHESTNUT, style="short", top=TEAL, bottom=UMBER, bag=OCHRE),
    "maia": dict(skin=SKIN[0], hair=RED, style="pony", top=SAGE, bottom=BRICK, bag=DEEP),
    "awa": dict(skin=SKIN[3], hair=BLACK, style="afro", top=BRICK, bottom=DEEP, bag=HONEY),
    "samir": dict(skin=SKIN[2], hair=BLACK, style="curly", top=RIVER, bottom=TAUPE, bag=CORAL),
    "jade": dict(skin=SKIN[1], hair=BLACK, style="long", top=OCHRE, bottom=PINE, bag=TEAL),
    "tom": dict(skin=SKIN[0], hair=BLOND, style="side", top=DEEP, bottom=OCHRED, bag=MOSS),
    "zoe": dict(skin=SKIN[2], hair=BROWN, style="bun", top=CREAM, bottom=MOSS, bag=BRICK),
    "hugo": dict(skin=SKIN[1], hair=BROWN, style="side", top=MOSS, bottom=INK, bag=PEACH),
    "prof": dict(skin=SKIN[1], hair=BROWN, style="bun", top=DEEP, bottom=UMBER, shoes=BRICKD, kid=False),
    "marc": dict(skin=SKIN[0], hair=GREY, style="short", top=UMBER, bottom=INK, shoes=BRICKD, kid=False),
    "fatou": dict(skin=SKIN[4], hair=BLACK, style="bun", top=OCHRE, bottom=BRICKD, shoes=INK, kid=False),
    "paul": dict(skin=SKIN[2], hair=BLACK, style="crop", top=MOSS, bottom=NIGHT, shoes=INK, kid=False),
    "anne": dict(skin=SKIN[0], hair=CHESTNUT, style="long", top=BRICK, bottom=NIGHT, shoes=INK, kid=False),
}


def who(name, **over):
    d = dict(CAST[name])
    d.update(over)
    return d


def face(name):
    """What `bust` and `from_above` need of a member of the cast."""
    return {k: CAST[name][k] for k in ("skin", "hair", "style", "top")}


# ---------------------------------------------------------------- nature
def tree(s, x, y, h, color=MOSS, kind="round", trunk=UMBER, shadow=True):
    if shadow:
        s.shade(x + h * .06, y, h * .3, h * .035)
    s.stamp(("tree", kind, color, trunk), lambda: _tree(s, 0, 0, 100, color, kind, trunk), x, y, h / 100)


def _tree(s, x, y, h, color, kind, trunk):
    if kind == "round":
        r = h * .3
        cy = y - h * .66
        s.path(capsule((x, y), h * .035, (x, cy), h * .022) + capsule((x, y - h * .3), h * .014, (x + r * .5, cy + r * .2), h * .01), trunk)
        s.blob([(x - r * 1.05, cy + r * .1), (x - r * .75, cy - r * .75), (x, cy - r * 1.12), (x + r * .8, cy - r * .7), (x + r * 1.08, cy + r * .15),
                (x + r * .6, cy + r * .85), (x - r * .55, cy + r * .86)], (color, dark(color, .3), 60))
        s.blob([(x - r * .86, cy - r * .1), (x - r * .6, cy - r * .72), (x - r * .02, cy - r * .96), (x + r * .42, cy - r * .5), (x + r * .1, cy + r * .1),
                (x - r * .5, cy + r * .32)], (lite(color, .3), color, 60), o=.75)
    elif kind == "plane":  # platane: forked trunk, three clouds of leaves
        s.path(capsule((x, y), h * .05, (x + h * .01, y - h * .36), h * .034) + capsule((x + h * .01, y - h * .34), h * .03, (x - h * .2, y - h * .6), h * .014)
               + capsule((x + h * .01, y - h * .34), h * .03, (x + h * .19, y - h * .64), h * .014) + capsule((x + h * .01, y - h * .36), h * .028, (x + h * .02, y - h * .76), h * .012), (lite(trunk, .3), trunk, 0))
        s.dots([(x - h * .012, y - h * .1), (x + h * .016, y - h * .18), (x - h * .006, y - h * .27)], h * .012, lite(trunk, .6))
        for dx, dy, r, c in ((-.22, -.62, .2, color), (.23, -.64, .21, dark(color, .14)), (.0, -.8, .22, lite(color, .12))):
            cx, cy, r = x + dx * h, y + dy * h, r * h
            s.blob([(cx - r, cy), (cx - r * .7, cy - r * .68), (cx, cy - r * .9), (cx + r * .75, cy - r * .62), (cx + r, cy + r * .08), (cx + r * .5, cy + r * .6),
                    (cx - r * .5, cy + r * .62)], (lite(c, .2), dark(c, .2), 65))
    elif kind in ("poplar", "cypress"):
        w = h * (.13 if kind == "poplar" else .1)
        s.path(capsule((x, y), h * .02, (x, y - h * .3), h * .016), trunk)
        s.path(f"M{n(x)} {n(y - h)}C{n(x + w * 1.3)} {n(y - h * .66)} {n(x + w * 1.2)} {n(y - h * .1)} {n(x)} {n(y - h * .08)}"
               f"C{n(x - w * 1.2)} {n(y - h * .1)} {n(x - w * 1.3)} {n(y - h * .66)} {n(x)} {n(y - h)}Z", (lite(color, .24), dark(color, .26), 10))
    elif kind == "pine":  # pin parasol
        s.path(capsule((x, y), h * .03, (x + h * .05, y - h * .7), h * .018) + capsule((x + h * .03, y - h * .45), h * .014, (x - h * .12, y - h * .72), h * .01), trunk)
        for dx, dy, w in ((-.14, -.74, .2), (.2, -.78, .22), (.04, -.9, .26)):
            s.oval(x + dx * h, y + dy * h, w * h, h * .09, (lite(color, .18), dark(color, .22)))
    elif kind == "fir":
        s.rect(x - h * .03, y - h * .14, h * .06, h * .14, trunk)
        for i, (b, w) in enumerate(((-.1, .3), (-.34, .24), (-.58, .17))):
            s.poly([(x, y + (b - .42) * h), (x + w * h, y + b * h), (x - w * h, y + b * h)], (lite(color, .1 + .06 * i), dark(color, .22)), h * .03)
    elif kind == "bare":
        d = capsule((x, y), h * .035, (x, y - h * .5), h * .02)
        for bx, by, ex, ey in ((0, -.4, -.26, -.78), (0, -.45, .24, -.82), (0, -.5, .02, -.96), (-.12, -.57, -.34, -.62), (.12, -.63, .34, -.66), (-.2, -.69, -.16, -.92), (.17, -.7, .16, -.95)):
            d += capsule((x + bx * h, y + by * h), h * .014, (x + ex * h, y + ey * h), h * .005)
        s.path(d, trunk)


def bush(s, x, y, w, color=MOSS):
    s.path(f"M{n(x - w)} {n(y)}C{n(x - w)} {n(y - w * .8)} {n(x - w * .4)} {n(y - w * .9)} {n(x - w * .25)} {n(y - w * .55)}"
           f"C{n(x)} {n(y - w * 1.1)} {n(x + w * .6)} {n(y - w * .9)} {n(x + w * .55)} {n(y - w * .45)}C{n(x + w * .9)} {n(y - w * .5)} {n(x + w)} {n(y - w * .2)} {n(x + w)} {n(y)}Z",
           (lite(color, .2), dark(color, .16)))


def leaf_path(x, y, l, ang):
    c, d = l * math.cos(math.radians(ang)), l * math.sin(math.radians(ang))
    return (f"M{n(x)} {n(y)}q{n(c * .45 + d * .42)} {n(d * .45 - c * .42)} {n(c)} {n(d)}q{n(d * -.42 - c * .55)} {n(c * .42 - d * .55)} {n(-c)} {n(-d)}z")


def leaf(s, x, y, l, ang, color):
    s.path(leaf_path(x, y, l, ang), color)


def plant(s, x, y, h, pot=CORAL, color=MOSS, leaves=7):
    for i in range(leaves):
        a = -90 + (i - (leaves - 1) / 2) * 118 / leaves
        leaf(s, x, y - h * .32, h * (.68 - .035 * abs(i - (leaves - 1) / 2)), a, (lite(color, .25), dark(color, .15), 0) if i % 2 else (color, dark(color, .3), 0))
    s.poly([(x - h * .17, y - h * .36), (x + h * .17, y - h * .36), (x + h * .12, y), (x - h * .12, y)], (lite(pot, .1), dark(pot, .2), 0), h * .03)
    s.rect(x - h * .19, y - h * .4, h * .38, h * .08, lite(pot, .12), h * .02)


def grass(s, pts, color, h=16):
    """Small tufts."""
    s.path("".join(f"M{pt((x, y))}q{n(-h * .1)} {n(-h * .6)} {n(-h * .45)} {n(-h * .8)}M{pt((x, y))}q0 {n(-h * .7)} {n(h * .1)} {n(-h)}M{pt((x, y))}q{n(h * .2)} {n(-h * .5)} {n(h * .5)} {n(-h * .7)}" for x, y in pts),
           None, stroke=color, sw=h * .18)


# ---------------------------------------------------------------- buildings
def windows(s, xs, y, w, h, glass=(DEEP, RIVER), trim=STONE, shutter=None):
    for x in xs:
        s.stamp(("window", w, h, glass, trim, shutter), lambda: _windows(s, (0,), 0, w, h, glass, trim, shutter), x, y)


def _windows(s, xs, y, w, h, glass, trim, shutter):
    for x in xs:
        if shutter:
            s.rect(x - w * 1.02, y - h * .92, w * .46, h * .92, shutter, 1)
            s.rect(x + w * .56, y - h * .92, w * .46, h * .92, dark(shutter, .1), 1)
    s.path("".join(arch(x, y + w * .06, w * 1.22, h + w * .16) for x in xs), trim)
    s.path("".join(arch(x, y, w, h) for x in xs), glass)
    s.path("".join(f"M{n(x)} {n(y)}V{n(y - h)}M{n(x - w / 2)} {n(y - h * .5)}H{n(x + w / 2)}" for x in xs), None, stroke=trim, sw=w * .07, cap=None)


def school(s, x, y, k=1.0, wall=BRICK, roof=CORAL, glass=(DEEP, RIVER), trim=SAND, door=DEEP, lit=False, snow=False, flag=True):
    """The collège of the collection: brick, stone trims, wings, and a bell gable as in the Toulouse country."""
    with s.group(f"translate({n(x)} {n(y)})scale({n2(k)})"):
        wallg = (lite(wall, .12), dark(wall, .12))
        for sg in (-1, 1):
            a, b = (-360, -96) if sg < 0 else (96, 360)
            s.rect(a, -158, 264, 158, wallg if sg < 0 else (wall, dark(wall, .2)))
            s.rect(a, -18, 264, 18, dark(trim, .12))
            s.rect(a, -96, 264, 5, trim, o=.75)
            s.poly([(a - 12, -156), (a + 6 if sg < 0 else a - 10, -204), (b + 10 if sg < 0 else b - 6, -204), (b + 12, -156)], (lite(roof, .1), dark(roof, .16)), 3)
            if snow:
                s.poly([(a - 14, -168), (a + 4 if sg < 0 else a - 12, -210), (b + 10 if sg < 0 else b - 4, -210), (b + 14, -168)], CREAM, 8)
            xs = [a + 33 + i * 66 for i in range(4)]
            windows(s, xs, -106, 26, 44, glass, trim)
            windows(s, xs, -28, 26, 50, glass, trim)
        s.path("M-104 0V-214H-84V-244H-56V-276H-30V-300Q0-326 30-300V-276H56V-244H84V-214H104V0Z", (lite(wall, .2), dark(wall, .06)))
        s.path("M-112-212V-222H-78V-252H-50V-284H-36V-306Q0-336 36-306V-284H50V-252H78V-222H112V-212H84V-240H56V-272H30V-298Q0-322-30-298V-272H-56V-240H-84V-212Z", CREAM if snow else trim)
        s.path(arch(0, -252, 30, 42), (MIST, FOAM) if not lit else (STRAW, HONEY))
        s.path("M-9-256Q-8-276 0-278Q8-276 9-256Z", OCHRED)
        s.disc(0, -190, 26, trim)
        s.disc(0, -190, 20, CREAM)
        s.line([(0, -190), (0, -203)], INK, 3.4)
        s.line([(0, -190), (9, -184)], INK, 3.4)
        windows(s, (-56, 0, 56), -104, 26, 44, glass, trim)
        s.rect(-104, -96, 208, 6, trim)
        s.rect(-104, -18, 208, 18, dark(trim, .12))
        windows(s, (-68, 68), -28, 26, 50, glass, trim)
        s.path(arch(0, 0, 70, 92), trim)
        s.path(arch(0, 0, 52, 80), (STRAW, HONEY) if lit else (door, dark(door, .3)))
        s.line([(0, 0), (0, -80)], trim if not lit else OCHRE, 2.4, cap=None)
        if flag:
            s.line([(104, -212), (104, -300)], UMBER, 4)
            s.path("M106-298q13-6 26 0v34q-13-6-26 0Z", RIVER)
            s.path("M132-298q13 6 26 0v34q-13 6-26 0Z", CREAM)
            s.path("M158-298q13-6 26 0v34q-13-6-26 0Z", BRICK)


def bridge(s, x, y, w, h, arches=3, color=BRICK, trim=SAND, deck=None):
    """A brick bridge whose deck is at y-h; arches pierce down to y."""
    deck = deck or h * .2
    span = w / arches
    d = f"M{n(x - h * .5)} {n(y - h)}H{n(x + w + h * .5)}V{n(y)}"
    for i in range(arches, 0, -1):
        r = span * .39
        cx = x + (i - .5) * span
        d += f"H{n(cx + r)}A{n(r)} {n(min(r, h - deck))} 0 0 0 {n(cx - r)} {n(y)}"
    s.path(d + f"H{n(x - h * .5)}Z", (lite(color, .14), dark(color, .16)))
    for i in range(arches):
        r, cx = span * .39, x + (i + .5) * span
        s.path(f"M{n(cx - r)} {n(y)}A{n(r)} {n(min(r, h - deck))} 0 0 1 {n(cx + r)} {n(y)}", None, stroke=trim, sw=h * .045, cap=None)
    s.rect(x - h * .5, y - h - deck * .3, w + h, deck * .36, trim, 2)


def house(s, x, y, w, h, wall=SAND, roof=CORAL, win=DEEP, shutter=None):
    s.rect(x, y - h, w, h, (lite(wall, .1), dark(wall, .12)))
    s.poly([(x - w * .07, y - h + 2), (x + w * .16, y - h - w * .24), (x + w * .84, y - h - w * .24), (x + w * 1.07, y - h + 2)], (lite(roof, .08), dark(roof, .14)), 3)
    q = w / 5
    for r in range(max(1, int(h // (q * 2.2)))):
        for i in (1, 3):
            yy = y - h + q * .6 + r * q * 2
            s.rect(x + i * q, yy, q, q * 1.3, win, 2)
            if shutter:
                s.rect(x + i * q - q * .42, yy, q * .38, q * 1.3, shutter)
                s.rect(x + i * q + q * 1.04, yy, q * .38, q * 1.3, shutter)


# ---------------------------------------------------------------- furniture
def book(s, x, y, w, h, color, ang=0):
    with s.group(f"translate({n(x)} {n(y)})rotate({n(ang)})"):
        s.rect(-w / 2, -h, w, h, (lite(color, .1), dark(color, .12), 0), min(w, h) * .08)
        s.rect(-w / 2, -h * .86, w, h * .07, CREAM, o=.6)
        s.rect(-w / 2, -h * .2, w, h * .05, CREAM, o=.6)


def spines(s, x, y, w, h, colors, gap=.12):
    """A run of books standing on y, filling w."""
    cx, r = x, s.rng
    while cx < x + w - h * .12:
        bw = h * r.uniform(.12, .26)
        if cx + bw > x + w:
            break
        if r.random() < gap:
            cx += bw
            continue
        bh = h * r.uniform(.68, .96)
        c = r.choice(colors)
        s.rect(cx, y - bh, bw - 1.5, bh, c, 2)
        if r.random() < .6:
            s.rect(cx, y - bh * .82, bw - 1.5, bh * .1, lite(c, .55))
        cx += bw


def open_book(s, x, y, w, ang=0, cover=BRICK, page=CREAM):
    with s.group(f"translate({n(x)} {n(y)})rotate({n(ang)})scale({n2(w / 100)})"):
        s.path("M-52-22L0-10L52-22V18L0 32L-52 18Z", cover)
        s.path("M0-6C-14-20-34-22-50-22V14C-34 14-14 16 0 28Z", (page, dark(page, .1), 0))
        s.path("M0-6C14-20 34-22 50-22V14C34 14 14 16 0 28Z", (dark(page, .1), page, 0))


def table(s, x, y, w, h, top=HONEY, leg=UMBER, thick=14):
    """Side view; (x, y) is the left end on the floor."""
    s.shade(x + w / 2, y, w * .52, 8)
    for q in (x + w * .08, x + w * .92):
        s.poly([(q - 7, y - h), (q + 7, y - h), (q + 5, y), (q - 5, y)], leg)
    s.rect(x, y - h, w, thick, (lite(top, .2), top), thick * .4)


def chair(s, x, y, h, dir=1, color=OCHRE, leg=UMBER):
    """Side view, seat at .47 h, the sitter faces dir."""
    d = dir
    for a, b in ((-.2, -.24), (.2, .24)):
        s.line([(x + d * a * h, y - h * .46), (x + d * b * h, y)], leg, h * .04)
    s.line([(x - d * .22 * h, y - h * .46), (x - d * .28 * h, y - h * .78)], leg, h * .04)
    s.path(capsule((x - d * .29 * h, y - h * .95), h * .035, (x - d * .25 * h, y - h * .66), h * .035), color)
    s.path(capsule((x - d * .22 * h, y - h * .47), h * .032, (x + d * .24 * h, y - h * .47), h * .032), color)


def pendant(s, x, y, w, color=BRICK, o=.35, reach=320):
    s.line([(x, 0), (x, y - w * .4)], INK, 3)
    s.beam([(x - w * .5, y), (x + w * .5, y), (x + w * 1.5, y + reach), (x - w * 1.5, y + reach)], STRAW, o)
    s.path(f"M{n(x - w * .5)} {n(y)}C{n(x - w * .46)} {n(y - w * .5)} {n(x + w * .46)} {n(y - w * .5)} {n(x + w * .5)} {n(y)}Z", (lite(color, .2), dark(color, .12), 0))
    s.oval(x, y, w * .5, w * .06, CREAM)


def bunting(s, x1, y1, x2, y2, sag, colors, count=9, size=30):
    ps = [(x1 + (x2 - x1) * i / count, y1 + (y2 - y1) * i / count + sag * 4 * (i / count) * (1 - i / count)) for i in range(count + 1)]
    s.line(ps, UMBER, 2.4, soft=True)
    for i in range(count):
        (ax, ay), (bx, by) = ps[i], ps[i + 1]
        mx, my = (ax + bx) / 2, (ay + by) / 2
        L = math.dist(ps[i], ps[i + 1])
        q = min(.42, size * .45 / L)
        s.poly([(mx + (ax - bx) * q, my + (ay - by) * q), (mx + (bx - ax) * q, my + (by - ay) * q), (mx, my + size)], colors[i % len(colors)])


# ---------------------------------------------------------------- catalogue and command
SCENES = {}


def scene(slug, title, alt, keywords, rubriques, w=W, h=H, seed=1):
    def keep(fn):
        SCENES[slug] = dict(fn=fn, slug=slug, title=title, alt=alt, keywords=keywords, rubriques=rubriques, w=w, h=h, seed=seed)
        return fn
    return keep


def main(argv):
    for f in sorted((HERE / "scenes").glob("*.py")):
        if f.stem != "__init__":
            importlib.import_module(f"scenes.{f.stem}")
    chosen = argv or sorted(SCENES)
    for slug in chosen:
        e = SCENES[slug]
        s = Scene(e["w"], e["h"], e["seed"])
        e["fn"](s)
        data = s.svg()
        (HERE / f"{slug}.svg").write_text(data, encoding="utf-8")
        if len(data) > 25_000:
            print(f"{slug}: {len(data)} bytes, above 25 kB", file=sys.stderr)
    if not argv:
        entries = [dict(file=f"{e['slug']}.jpg", width=e["w"], height=e["h"], title=e["title"], alt=e["alt"],
                        keywords=e["keywords"], rubriques=e["rubriques"], credit="Collection Parvis", licence="CC0-1.0") for _, e in sorted(SCENES.items())]
        (COLLECTION / "index.json").write_text(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(chosen)} pictures")


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(HERE))
    import generate  # the scenes import this module by name: use that copy
    generate.main(sys.argv[1:])
