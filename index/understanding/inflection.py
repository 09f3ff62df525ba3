"""Words without their endings, so that 'kept in touch' is read as 'keep in touch'."""

from __future__ import annotations

from functools import cache

from index.support.terms import stem

__all__ = ["base_of"]

_IRREGULAR = """
be is are am was were been being | have has had having | do does did done doing | go goes went gone going
get gets got gotten getting | take takes took taken taking | make makes made making | come comes came coming
give gives gave given giving | keep keeps kept keeping | leave leaves left leaving | lose loses lost losing
find finds found finding | run runs ran running | fall falls fell fallen falling | hold holds held holding
feel feels felt feeling | tell tells told telling | say says said saying | break breaks broke broken breaking
see sees saw seen seeing | know knows knew known knowing | hear hears heard hearing | meet meets met meeting
pay pays paid paying | send sends sent sending | spend spends spent spending | build builds built building
speak speaks spoke spoken speaking | think thinks thought thinking | bring brings brought bringing
catch catches caught catching | teach teaches taught teaching | fight fights fought fighting
buy buys bought buying | stand stands stood standing | understand understands understood understanding
grow grows grew grown growing | throw throws threw thrown throwing | drink drinks drank drunk drinking
stick sticks stuck sticking | steal steals stole stolen stealing | sell sells sold selling
write writes wrote written writing | draw draws drew drawn drawing | choose chooses chose chosen choosing
begin begins began begun beginning | win wins won winning | lead leads led leading | sleep sleeps slept sleeping
sit sits sat sitting | slip slips slipped slipping | deal deals dealt dealing | drive drives drove driven driving
wake wakes woke woken waking | bear bears bore born bearing | hide hides hid hidden hiding
rise rises rose risen rising | shake shakes shook shaken shaking | swear swears swore sworn swearing
forget forgets forgot forgotten forgetting | hang hangs hung hanging | let lets letting | put puts putting
set sets setting | cut cuts cutting | shut shuts shutting | hit hits hitting | hurt hurts hurting
child children kid kids | man men | woman women | person people | foot feet | life lives | wife wives | tooth teeth
"""


def base_of(word: str) -> str:
    """Return what the forms of a word, in lower case, have in common; for a regular word its stem."""
    return _irregular().get(word) or stem(word)


@cache
def _irregular() -> dict[str, str]:
    verbs = (forms.split() for line in _IRREGULAR.strip().splitlines() for forms in line.split("|"))
    return {form: forms[0] for forms in verbs for form in forms}
