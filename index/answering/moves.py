"""How people say that a grade became lower or higher, as patterns without word boundaries, for lower or any case."""

from __future__ import annotations

__all__ = ["FALLEN", "RISEN"]

_GO = r"(?:go|goes|going|gone|went|mark\w*|mov\w*|com(?:e|es|ing)|came|tak(?:e|en|ing)|took)"
_DO = r"(?:g[eo]t(?:s|ting|ten)?|do|did|done|doing|becam?e|becoming)"
FALLEN = (
    r"(?:drop\w*|f[ae]ll(?:en|s|ing)?|slip\w*|slid\w*|s[aiu]nk\w*|declin\w*|deteriorat\w*|worsen\w*|downgrad\w*"
    r"|tumbl\w*"
    rf"|plung\w*|plummet\w*|relegat\w*|{_GO} (?:down(?:hill|wards?)?|back(?:wards?)?)|{_DO} (?:\w+ )?worse"
    r"|(?:lose|lost|losing)(?: (?:it|that|the grade))?)"
)
RISEN = (
    r"(?:improv\w*|ris(?:e|es|en|ing)|rose|climb\w*|upgrad\w*|promot\w*|recover\w*|jump\w*|leap\w*|leapt|bounc\w* back"
    rf"|{_GO} (?:up(?:wards?)?|forwards?)|(?:pull|turn)\w* (?:(?:it|things|that|itself|themselves) )?(?:up|a?round)"
    rf"|{_DO} (?:\w+ )?better)"
)
