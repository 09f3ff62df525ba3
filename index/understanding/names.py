"""All names by which authorities are called, from the corpus and the register: whole, in part, shortened."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

__all__ = ["Alias", "NameBook", "Place", "name_key", "unshorten"]

_SHORT = {
    "beds": "bedfordshire",
    "berks": "berkshire",
    "bucks": "buckinghamshire",
    "cambs": "cambridgeshire",
    "cumb": "cumbria",
    "derbys": "derbyshire",
    "glos": "gloucestershire",
    "hants": "hampshire",
    "herts": "hertfordshire",
    "lancs": "lancashire",
    "leics": "leicestershire",
    "lincs": "lincolnshire",
    "northants": "northamptonshire",
    "northumb": "northumberland",
    "notts": "nottinghamshire",
    "oxon": "oxfordshire",
    "salop": "shropshire",
    "som": "somerset",
    "staffs": "staffordshire",
    "warks": "warwickshire",
    "wilts": "wiltshire",
    "worcs": "worcestershire",
    "yorks": "yorkshire",
    "n": "north",
    "nth": "north",
    "s": "south",
    "sth": "south",
    "e": "east",
    "w": "west",
    "ne": "north east",
    "nw": "north west",
    "se": "south east",
    "sw": "south west",
    "saint": "st",
    "brum": "birmingham",
    "bham": "birmingham",
    "lpool": "liverpool",
    "mboro": "middlesbrough",
    "ncastle": "newcastle",
    "soton": "southampton",
    "wton": "wolverhampton",
}
"""The Royal Mail's shortened counties, points of the compass, and cities as their people shorten them."""

_LARGER = frozenset({"london"})
"""Places that are more than the authority named after them, so that its title may not be left out."""

_COMPASS = frozenset(re.findall(r"\w+", "north south east west central greater upper lower city county the"))
_TITLE = re.compile(
    r"^(?:the )?(?:(?:royal |london |metropolitan )*(?:borough|city|county) of )|,? (?:city|county) of$"
)
_BODY = re.compile(
    r" (?:(?:metropolitan |london |royal )*(?:borough|city|county|district)? ?council|unitary authority)$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """An authority as the register or the corpus has it; `also_a_word` as in the register."""

    name: str
    other_names: tuple[str, ...] = ()
    in_corpus: bool = False
    also_a_word: bool = False


@dataclass(frozen=True, slots=True)
class Alias:
    """A way to call a place; `how` as in `AuthorityMention`."""

    place: Place
    how: str


@dataclass(frozen=True, slots=True)
class NameBook:
    """Names by their words: `aliases` from 'south gloucestershire' to what is called so, best first.

    `others` are the keys of names that hold an authority's name and are something else ('greater manchester').
    """

    aliases: Mapping[str, tuple[Alias, ...]] = field(default_factory=dict)
    others: frozenset[str] = frozenset()
    longest: int = 1

    @classmethod
    def of(cls, places: Iterable[Place], others: Iterable[str] = ()) -> NameBook:
        """Collect all names of places; where several are called alike, a whole name and the corpus go first."""
        found: defaultdict[str, list[Alias]] = defaultdict(list)
        for place in places:
            for key, how in _aliases(place):
                if all(alias.place is not place for alias in found[key]):
                    found[key].append(Alias(place, how))
        ranked = {key: _ranked(aliases) for key, aliases in found.items()}
        blocked = frozenset(name_key(other) for other in others)
        longest = max((key.count(" ") + 1 for key in (*ranked, *blocked)), default=1)
        return cls({key: ranked[key] for key in sorted(ranked)}, blocked, longest)


def name_key(name: str) -> str:
    """Return a name's words in lower case and plain: 'Bristol, City of' becomes 'bristol'."""
    plain = name.lower().replace("&", " and ").replace("’", "'")
    plain = re.sub(r"[^\w,\s]+", lambda found: "" if found[0] in "'." else " ", plain)
    plain = re.sub(r"\s+", " ", plain).strip()
    short = _BODY.sub("", _TITLE.sub("", plain).replace(",", " ").replace("  ", " ")).strip()
    return plain if short in _LARGER else short


def unshorten(key: str) -> str:
    """Write out shortened counties and points of the compass: 's glos' becomes 'south gloucestershire'."""
    words = key.split(" ")
    if len(words) == 1 and len(key) < 4:
        return key
    return " ".join(_SHORT.get(word, word) for word in words)


def _ranked(aliases: list[Alias]) -> tuple[Alias, ...]:
    ways = ("name", "short", "part")
    return tuple(
        sorted(aliases, key=lambda alias: (ways.index(alias.how), not alias.place.in_corpus, alias.place.name))
    )


def _aliases(place: Place) -> list[tuple[str, str]]:
    """Return the keys of all names of a place, and how each names it."""
    key = name_key(place.name)
    found = [(key, "name"), *((name_key(other), "name") for other in place.other_names)]
    found += [(part, "part") for part in _parts(place.name, key)]
    found += [(initials, "short") for initials in _initials(key)]
    return [(alias, how) for alias, how in found if len(alias) > 2]


def _parts(name: str, key: str) -> list[str]:
    """Return the parts of a name that stand alone: 'bath' of Bath and North East Somerset."""
    pieces = [name_key(piece) for piece in re.split(r",| and | & ", name)]
    if river := re.match(r"(.+?) (?:up)?on ", key):
        pieces.append(river[1])
    if island := re.match(r"isles? of (.+)", key):
        pieces += [island[1], f"{island[1]} isles"]
    whole = {piece for piece in pieces if piece and piece != key and not set(piece.split(" ")) <= _COMPASS}
    return sorted(piece for piece in whole if not piece.startswith(("city of", "county of")))


def _initials(key: str) -> list[str]:
    """Return abbreviations of a name of several words: 'bcp', 'banes', 'rbwm', 'lbhf'."""
    words = key.split(" ")
    long = [word for word in words if word not in ("and", "of", "upon", "on", "the")]
    if len(long) < 2:
        return []
    plain = "".join(word[0] for word in long)
    full = "".join(word[0] for word in words)
    found = {f"rb{plain}", f"lb{plain}"}
    if len(long) > 2 or len(full) > 3:
        found |= {plain, full}
    return sorted(found)
