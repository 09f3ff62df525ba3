"""The people a document names: inspectors, whom it is addressed to, who signed or wrote it, who speaks in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from corpus.framework import Frameworks
from corpus.metadata.inspectors import find_inspectors
from corpus.metadata.kinds import Identity
from corpus.metadata.names import HONORIFIC, NAME, read_names
from corpus.metadata.stream import Stream
from corpus.model import Person, Publisher

__all__ = ["find_people"]

_LIST_CHARS = 500
_ADDRESS_CHARS = 900
_POST = (
    r"(?:(?:Interim|Acting|Joint|Corporate|Executive|Strategic|Statutory|Group|Deputy|Assistant|Managing|Programme|"
    r"Service|Lead|Senior|Independent|Responsible)[ ,]+(?:and )?){0,4}"
    r"(?:Director|Head|Chief|Commissioner|Cabinet Member|Leader|Lead Member|"
    r"Chair|Chairman|Officer|Manager|Portfolio Holder|Accountable Officer|Superintendent)\b"
)
# Words that go on a post's name; the first other word ends it.
_POST_WORDS = (
    r"(?:of|for|and|the|to|with|&|Children(?:'s|s)?|Adults?(?:'s)?|Health|Care|Social|Services?|Education|Famil(?:y|ies)|Young|"
    r"People(?:'s|s)?|Learning|Skills|Schools?|Inclusion|Communit(?:y|ies)|Wellbeing|Well-being|Safeguarding|Early|Help|"
    r"Support|Prevention|Public|Housing|Culture|Commissioning|Lifelong|Lives|Achievement|Prosperity|Resources|Finance|"
    r"Law|Governance|Adulthood|Improvement|Standards|Quality|Partnerships?|Operations|Officer|Executive|Nurse|Constable|"
    r"Clinical|Commissioner|Director|Member|Lead|Board|Integrated|Participation|Opportunities|Change|Transformation|"
    r"Specialist|Childhood|Youth|Justice|Place|Lead|Deputy|Leader|Chief|Interim|Statutory|Head|Police|Crime|"
    r"\((?:DCS|Children|Interim|Acting|Statutory|Adults)[^()]{0,30}\))"
)
_POST_TITLE = re.compile(rf"{_POST}(?:(?:,? | ?- ?|/){_POST_WORDS}(?![\w]))*")
_DEAR = re.compile(r"(?:^|[\n ])Dear (?P<who>[^\n,:]{2,70})")
_A_NAME = re.compile(NAME)
_POST_AFTER_NAME = re.compile(rf"[\s,]{{0,3}}(?P<title>{_POST_TITLE.pattern})")
_TO = re.compile(rf"(?P<honorific>{HONORIFIC} )(?P<name>{NAME})")
_SIGNED = re.compile(r"Yours (?:sincerely|faithfully|truly),?\s*", re.IGNORECASE)
_BYLINE = re.compile(rf"(?:(?:[Bb]y|[Ww]ords by|[Ww]ritten by):? )?(?P<name>{NAME})(?:, (?P<title>[\w' -]{{3,60}}))?$")
_SAYS = r"(?:said|says|told|added|adds|commented|responded|insisted|admitted|explained|warned|welcomed|stated)"
_SPOKEN_POST = r"(?i:leader|member|director|chief executive|spokes\w+|minister|secretary|chair|commissioner|inspector)"
_SAID = re.compile(rf"\b{_SAYS}\b")
_SPEAKER_CHARS = 260
# An article has a dozen; the limit is for files that are made to take time.
_MAX_SPEAKERS = 300
_SPEAKER = re.compile(
    rf"(?P<name>{NAME}), (?!who\b)(?P<title>[^\n.\",]{{3,110}}(?:,[^\n.\",]{{3,60}})?), $"
    rf"|(?P<title2>(?:[Tt]he )?[\w' -]{{0,60}}?{_SPOKEN_POST}[\w' -]{{0,60}}?),? "
    rf"(?:(?:Cllr|Councillor|Mr|Mrs|Ms|Dr) )?(?P<name2>{NAME}),? $"
)


def find_people(stream: Stream, identity: Identity, frameworks: Frameworks) -> tuple[Person, ...]:
    """Find the people that a document names in a role, in the order of roles and then of the text.

    Roles are those of the frameworks' files, and 'addressee', 'author' and 'speaker'.
    """
    people: list[Person] = []
    if identity.publisher is Publisher.INSPECTORATE:
        people += find_inspectors(stream, identity, frameworks)
        people += _addressees(stream)
        people += _signatory(stream, frameworks)
    elif identity.publisher is Publisher.COUNCIL:
        people += _council_authors(stream, frameworks)
    elif identity.publisher is Publisher.PRESS:
        people += _bylines(stream)
        people += _speakers(stream)
    return tuple(dict.fromkeys(people))


def _addressees(stream: Stream) -> Iterator[Person]:
    """Read the people before 'Dear ...': names with posts, else the one who is greeted."""
    dear = _DEAR.search(stream.head)
    if dear is None or dear.start() > _ADDRESS_CHARS * 3:
        return
    block = stream.folded[max(0, dear.start() - _ADDRESS_CHARS) : dear.start()]
    offset = max(0, dear.start() - _ADDRESS_CHARS)
    found = False
    for name in _A_NAME.finditer(block):
        post = _POST_AFTER_NAME.match(block, name.end())
        if post is not None:
            found = True
            person = stream.printed(offset + name.start(), offset + name.end())
            title = _first_line(block, post)
            yield Person(person, "addressee", title, stream.paragraph_at(offset + name.start()).id)
    if found:
        return
    for match in _TO.finditer(block):
        person = stream.printed(offset + match.start("name"), offset + match.end("name"))
        yield Person(person, "addressee", None, stream.paragraph_at(offset + match.start("name")).id)
        return


def _first_line(block: str, match: re.Match[str]) -> str:
    """Return a post's name: the words that belong to one, or the whole line where lines are kept."""
    words = match["title"].split("\n")[0]
    line_start = block.rfind("\n", 0, match.start("title")) + 1
    line_end = block.find("\n", match.start("title"))
    if match.start("title") == line_start and line_end >= 0:
        words = block[line_start:line_end]
    return re.sub(r"\s+", " ", words).strip(" ,")


def _signatory(stream: Stream, frameworks: Frameworks) -> Iterator[Person]:
    signed = list(_SIGNED.finditer(stream.folded))
    if not signed:
        return
    titles = [title for each in frameworks for title in each.titles]
    start = signed[-1].end()
    for each in read_names(stream.folded, start, start + _LIST_CHARS, titles):
        yield Person(stream.printed(each.start, each.end), "author", each.title, stream.paragraph_at(each.start).id)


def _council_authors(stream: Stream, frameworks: Frameworks) -> Iterator[Person]:
    """Read 'Author: NAME, POST' or 'Report of the POST' at the head of a council's paper."""
    roles = [role for each in frameworks if each.publisher is Publisher.COUNCIL for role in each.roles]
    lines = list(stream.lines(len(stream.head)))
    for index, (start, line) in enumerate(lines):
        for role in roles:
            for label in role.labels:
                match = re.compile(rf"{label.pattern} ?:? ?", re.IGNORECASE).match(line.lstrip(" *"))
                if match is None or match.end() == 0:
                    continue
                lead = len(line) - len(line.lstrip(" *"))
                yield from _posts(stream, start + lead + match.end(), start + len(line), role.id)
                yield from _further_posts(stream, lines[index + 1 :], role.id)
                break


def _further_posts(stream: Stream, lines: list[tuple[int, str]], role: str) -> Iterator[Person]:
    """Read the posts on the lines right below the label's."""
    for start, line in lines:
        if not _POST_TITLE.fullmatch(line.strip()):
            return
        yield from _posts(stream, start, start + len(line), role)


def _posts(stream: Stream, start: int, end: int, role: str) -> Iterator[Person]:
    text = stream.folded
    named = re.compile(rf"(?:{HONORIFIC} )?(?P<name>{NAME})[\s,(-]{{1,4}}(?P<title>{_POST_TITLE.pattern})")
    position = start
    while position < end:
        match = named.match(text, position, end) or _whole_post(text, position, end)
        if match is None:
            return
        title = re.sub(r"\s+", " ", match["title"]).strip(" ,")
        name = stream.printed(match.start("name"), match.end("name")) if "name" in match.groupdict() else title
        yield Person(name, role, title, stream.paragraph_at(match.start()).id)
        gap = re.compile(r"[\s,;&/)]*(?:and )?").match(text, match.end(), end)
        position = gap.end() if gap else match.end()


def _whole_post(text: str, start: int, end: int) -> re.Match[str] | None:
    """Match one post; another that begins right after it is not part of it."""
    starts = [
        match.start()
        for match in re.compile(rf"(?<=\w )(?<!and )(?<!of )(?<!the ){_POST}").finditer(text, start + 1, end)
    ]
    for stop in [*starts, end]:
        match = re.compile(rf"(?P<title>{_POST_TITLE.pattern})\s*").fullmatch(text, start, stop)
        if match is not None:
            return match
    return re.compile(rf"(?P<title>{_POST_TITLE.pattern})").match(text, start, end)


def _bylines(stream: Stream) -> Iterator[Person]:
    for start, line in list(stream.lines(len(stream.head)))[1:6]:
        match = _BYLINE.fullmatch(line.strip())
        if match is not None and len(match["name"].split()) <= 4:
            name = stream.printed(
                start + line.find(match["name"]), start + line.find(match["name"]) + len(match["name"])
            )
            yield Person(name, "author", match["title"], stream.paragraph_at(start).id)
            return


def _speakers(stream: Stream) -> Iterator[Person]:
    """Read 'NAME, POST, said' and 'POST NAME said'."""
    text = stream.folded
    for said in islice(_SAID.finditer(text), _MAX_SPEAKERS):
        begin = max(stream.line_start(said.start()), said.start() - _SPEAKER_CHARS)
        match = _SPEAKER.search(text[begin : said.start()])
        if match is not None:
            group = "" if match["name"] else "2"
            name = stream.printed(begin + match.start("name" + group), begin + match.end("name" + group))
            title = stream.printed(begin + match.start("title" + group), begin + match.end("title" + group))
            yield Person(name, "speaker", title.strip(" ,"), stream.paragraph_at(said.start()).id)
