"""HTML and DOCX: the same letter gives the same paragraphs as its text, and what only these formats have comes out right."""

# ruff: noqa: E501 - a made-up page is easier to read in one line

import html
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from corpus.errors import NotADocumentError
from corpus.model import Paragraph, Role
from corpus.paragraphs import make_paragraphs
from corpus.readers import read_file

PROSE = "Leaders in Fernbridge know their services well and they have acted on what inspectors told them last year."
MORE = "Children who need help get it soon, and social workers visit them as often as their plans say they should."
# Kind of paragraph and its text: p plain, h heading, - item, = item of the second level, b line of bold.
LETTER = [
    *[("p", line) for line in ("Inspectorate House", "Mill Lane", "3 May 2022", "Mrs Una Vale", "Head of Care")],
    ("p", "Dear Mrs Vale"),
    ("p", "Focused visit to Fernbridge children's services"),
    ("p", PROSE),
    ("h", "Overview"),
    ("p", MORE),
    ("p", "The council has to improve:"),
    ("-", "the speed of first visits"),
    ("-", "plans, which have to say:"),
    ("=", "who does what"),
    ("=", "by when."),
    ("h", "Findings"),
    ("-", PROSE),
    ("-", MORE),
    ("p", 'Ida Moss, a carer, said: "We are heard at last."'),
    ("p", "Ofsted will take the findings of this visit into account when planning its next inspection."),
    ("p", "Please send your plan by 4 June 2022."),
    *[("p", line) for line in ("Yours sincerely", "Ada Quill", "Lead inspector")],
]
ARTICLE = [
    ("h", "Fernbridge 'keeps children waiting', warns watchdog"),
    ("p", "By Ned Larch"),
    ("p", "12 March 2021"),
    ("p", PROSE),
    ("p", 'The letter says that plans are "late and too long to read".'),
    ("p", '"We are sorry," said Ida Moss.'),
    ("p", MORE),
]


def _as_text(parts: list[tuple[str, str]]) -> str:
    marks = {"p": "\n", "h": "\n## ", "-": "- ", "=": "  - "}
    lines = [marks[kind] + text + ("\n" if kind in "ph" else "") for kind, text in parts]
    return "\n".join(lines)


def _as_html(parts: list[tuple[str, str]]) -> str:
    body: list[str] = []
    for kind, text in parts:
        safe = html.escape(text)
        tags = {"p": "<p>{}</p>", "h": "<h2>{}</h2>", "-": "<ul><li>{}</li></ul>", "=": "<ul><li>{}</li></ul>"}
        if kind == "-" and body[-1].endswith("</li></ul>"):
            body[-1] = body[-1].removesuffix("</ul>") + f"<li>{safe}</li></ul>"
        elif kind == "=":
            within = body[-1].removesuffix("</li></ul>")
            nested = within.removesuffix("</ul>") if within.endswith("</li></ul>") else within + "<ul>"
            body[-1] = f"{nested}<li>{safe}</li></ul></li></ul>"
        else:
            body.append(tags[kind].format(safe))
    return "<!doctype html><html><head><title>x</title></head><body><main>" + "\n".join(body) + "</main></body></html>"


def _as_docx(parts: list[tuple[str, str]], path: Path) -> Path:
    document = docx.Document()
    styles = {"p": None, "h": "Heading 2", "-": "List Bullet", "=": "List Bullet 2"}
    for kind, text in parts:
        document.add_paragraph(text, style=styles[kind])
    document.save(str(path))
    return path


def _read(path: Path, content: str | None = None) -> tuple[Paragraph, ...]:
    if content is not None:
        path.write_text(content, encoding="utf-8")
    return make_paragraphs("0", read_file(path).blocks)


@pytest.mark.parametrize("parts", [LETTER, ARTICLE], ids=["letter", "article"])
def test_the_same_document_is_the_same_in_every_format(tmp_path: Path, parts: list[tuple[str, str]]) -> None:
    text = _read(tmp_path / "a.txt", _as_text(parts))
    assert _read(tmp_path / "a.html", _as_html(parts)) == text
    assert _read(_as_docx(parts, tmp_path / "a.docx")) == text
    assert [paragraph.text for paragraph in text] == [words for _, words in parts]


def test_letter_in_every_format_has_its_roles(tmp_path: Path) -> None:
    paragraphs = _read(tmp_path / "a.html", _as_html(LETTER))
    signs = {role: role.value[0] for role in Role} | {Role.LIST_ITEM: "i", Role.LETTERHEAD: "l", Role.BOILERPLATE: "x"}
    assert "".join(signs[paragraph.role] for paragraph in paragraphs) == "llllllhbhbbiiiihiibxblll"
    assert [paragraph.depth for paragraph in paragraphs if paragraph.role is Role.LIST_ITEM] == [1, 1, 2, 2, 1, 1]


# HTML


def _page(body: str) -> str:
    return f"<!doctype html><html><head><title>News</title><style>p {{}}</style></head><body>{body}</body></html>"


def test_navigation_adverts_banners_and_scripts_are_not_read(tmp_path: Path) -> None:
    page = _page(
        "<nav><ul><li><a href='/a'>Sport</a></li></ul></nav><div class='cookie-banner'><p>We bake cookies.</p></div>"
        f"<header><a href='/'>Fern News</a></header><article><h1>Homes</h1><p>{PROSE}</p>"
        "<div class='advert-box'><p>Buy chairs now for £49.</p></div><aside><p>Most read</p></aside>"
        "<script>document.write('evil')</script><noscript>Turn it on</noscript><p hidden>Secret</p>"
        "<p style='display: none'>Secret</p><img src='https://spy.example/x.gif' alt='spy'><iframe src='//x'></iframe>"
        f"<ul><li><a href='/1'>One story</a></li><li><a href='/2'>Two story</a></li><li><a href='/3'>Three</a></li></ul>"
        f"<p onclick='x()'>{MORE}</p></article><footer><p>Contact us</p></footer>"
    )
    assert [paragraph.text for paragraph in _read(tmp_path / "a.html", page)] == ["Homes", PROSE, MORE]


def test_page_without_main_element_is_read(tmp_path: Path) -> None:
    page = _page(f"<div id='page'><div class='content'><h1>Homes</h1><div>{PROSE}<br><br>{MORE}</div></div></div>")
    assert [paragraph.text for paragraph in _read(tmp_path / "a.htm", page)] == ["Homes", PROSE, MORE]


def test_heading_outside_of_the_main_element_is_the_title(tmp_path: Path) -> None:
    page = _page(f"<div class='head'><h1>Homes in Fernbridge</h1></div><main><p>{PROSE}</p></main>")
    paragraphs = _read(tmp_path / "a.html", page)
    assert [(paragraph.text, paragraph.role) for paragraph in paragraphs] == [
        ("Homes in Fernbridge", Role.HEADING),
        (PROSE, Role.BODY),
    ]


def test_quotations_captions_tables_and_lists_of_a_page(tmp_path: Path) -> None:
    page = _page(
        f"<main><h1>Homes</h1><p>{PROSE}</p><figure><img src='x.jpg'><figcaption>The hall</figcaption></figure>"
        "<blockquote><p>We are sorry for all of it.</p><footer>— Ida Moss, leader</footer></blockquote>"
        "<table><caption>Grades</caption><tr><th>Area</th><th>Grade</th></tr><tr><td>Leaders</td><td>Good</td></tr></table>"
        f"<p>{MORE}</p><p>Members are asked to:</p><ol type='a'><li>note it</li><li>act on it</li></ol></main>"
    )
    found = [(p.role, p.number, p.text) for p in _read(tmp_path / "a.html", page)]
    assert found == [
        (Role.HEADING, None, "Homes"),
        (Role.BODY, None, PROSE),
        (Role.BOILERPLATE, None, "The hall"),
        (Role.QUOTE, None, "We are sorry for all of it."),
        (Role.QUOTE, None, "— Ida Moss, leader"),
        (Role.BOILERPLATE, None, "Grades"),
        (Role.TABLE_CELL, None, "Area\u2003Grade"),
        (Role.TABLE_CELL, None, "Leaders\u2003Good"),
        (Role.BODY, None, MORE),
        (Role.BODY, None, "Members are asked to:"),
        (Role.LIST_ITEM, "a", "note it"),
        (Role.LIST_ITEM, "b", "act on it"),
    ]
    assert _read(tmp_path / "a.html")[3].quotations[0].speaker == "Ida Moss, leader"


@pytest.mark.parametrize(
    "title",
    [
        "404 Not Found",
        "Report not found - Find a report",
        "Access denied",
        "Just a moment...",
        "503 Service Unavailable",
    ],
)
def test_error_page_is_refused(tmp_path: Path, title: str) -> None:
    page = (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>Please try again later.</p></body></html>"
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    with pytest.raises(NotADocumentError, match=r"a\.html: is an error page \('"):
        read_file(tmp_path / "a.html")


def test_article_about_something_not_found_is_no_error_page(tmp_path: Path) -> None:
    page = _page(f"<main><h1>Children not found for weeks</h1>{f'<p>{PROSE}</p><p>{MORE}</p>' * 6}</main>")
    assert len(_read(tmp_path / "a.html", page)) == 13


def test_page_saved_as_text_is_read_as_a_page(tmp_path: Path) -> None:
    assert [p.text for p in _read(tmp_path / "a.txt", _page(f"<main><h1>Homes</h1><p>{PROSE}</p></main>"))] == [
        "Homes",
        PROSE,
    ]


def test_page_without_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(_page("<nav>Menu</nav><script>x()</script>"), encoding="utf-8")
    with pytest.raises(NotADocumentError, match="the page holds no text"):
        read_file(tmp_path / "a.html")


def test_deeply_nested_page_is_read(tmp_path: Path) -> None:
    page = _page("<div>" * 1000 + f"<p>{PROSE}</p>" + "</div>" * 1000)
    assert PROSE in _read(tmp_path / "a.html", page)[0].text


# DOCX


def _numbered(document: "docx.document.Document", texts: list[str], levels: list[int], form: str, text: str) -> None:
    numbering = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    for level in range(3):
        lvl = OxmlElement("w:lvl")
        lvl.set(qn("w:ilvl"), str(level))
        printed = text if level == 0 else ".".join(f"%{at + 1}" for at in range(level + 1))
        for name, value in (("start", "1"), ("numFmt", form if level == 0 else "decimal"), ("lvlText", printed)):
            child = OxmlElement(f"w:{name}")
            child.set(qn("w:val"), value)
            lvl.append(child)
        abstract.append(lvl)
    numbering.insert(0, abstract)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "77")
    reference = OxmlElement("w:abstractNumId")
    reference.set(qn("w:val"), "77")
    number.append(reference)
    numbering.append(number)
    for words, level in zip(texts, levels, strict=True):
        properties = document.add_paragraph(words)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = 77


@pytest.mark.parametrize(
    ("form", "text", "numbers"),
    [("decimal", "%1.", ["1", "2"]), ("lowerLetter", "(%1)", ["a", "b"]), ("lowerRoman", "%1)", ["i", "ii"])],
)
def test_numbers_that_word_makes_are_printed_numbers(tmp_path: Path, form: str, text: str, numbers: list[str]) -> None:
    document = docx.Document()
    document.add_paragraph(PROSE)
    document.add_paragraph("Members are asked to:")
    _numbered(document, ["note the paper", "thank the staff"], [0, 0], form, text)
    document.save(str(tmp_path / "a.docx"))
    found = [(p.number, p.role) for p in _read(tmp_path / "a.docx")[2:]]
    assert found == [(number, Role.LIST_ITEM) for number in numbers]


def test_numbered_paragraphs_of_a_report_are_body_with_their_numbers(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Review", 1)
    _numbered(document, [PROSE, MORE, PROSE + " Again."], [0, 1, 0], "decimal", "%1.")
    document.save(str(tmp_path / "a.docx"))
    assert [(p.number, p.role) for p in _read(tmp_path / "a.docx")[1:]] == [
        ("1", Role.BODY),
        ("1.1", Role.BODY),
        ("2", Role.BODY),
    ]


def test_tables_footnotes_links_and_changes_of_a_word_document(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Review", 0)
    paragraph = document.add_paragraph("The council has ")
    for tag, part in (("w:del", "w:delText"), ("w:ins", "w:t")):
        change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(part)
        words.text = "not acted on it." if tag == "w:del" else "acted on it since the last visit in June."
        run.append(words)
        change.append(run)
        paragraph._p.append(change)
    table = document.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, (("Area", "Grade"), ("Leaders", "Good")), strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    layout = document.add_table(rows=1, cols=1)
    layout.cell(0, 0).text = MORE
    document.part.relate_to(
        "https://spy.example/template.dotm", "http://schemas.example/attachedTemplate", is_external=True
    )
    document.save(str(tmp_path / "a.docx"))
    assert [(p.role, p.text) for p in _read(tmp_path / "a.docx")] == [
        (Role.HEADING, "Review"),
        (Role.BODY, "The council has acted on it since the last visit in June."),
        (Role.TABLE_CELL, "Area\u2003Grade"),
        (Role.TABLE_CELL, "Leaders\u2003Good"),
        (Role.BODY, MORE),
    ]


def test_footnotes_of_a_word_document_stand_apart(tmp_path: Path) -> None:
    plain = _as_docx([("h", "Review"), ("p", PROSE)], tmp_path / "plain.docx")
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = (
        f'<w:footnotes {space}><w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>See the guidance.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    relation = (
        '<Relationship Id="rId99" Target="footnotes.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/></Relationships>'
    )
    kind = (
        '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.footnotes+xml"/></Types>'
    )
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(tmp_path / "a.docx", "w") as new:
        for name in old.namelist():
            data = old.read(name).decode("utf-8", "surrogateescape")
            if name == "word/_rels/document.xml.rels":
                data = data.replace("</Relationships>", relation)
            elif name == "[Content_Types].xml":
                data = data.replace("</Types>", kind)
            new.writestr(name, data.encode("utf-8", "surrogateescape"))
        new.writestr("word/footnotes.xml", notes)
    assert [(p.role, p.number, p.text) for p in _read(tmp_path / "a.docx")][-1] == (
        Role.FOOTNOTE,
        "1",
        "See the guidance.",
    )


def test_empty_word_document_is_refused(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "a.docx"))
    with pytest.raises(NotADocumentError, match="holds no text, perhaps only pictures"):
        read_file(tmp_path / "a.docx")
