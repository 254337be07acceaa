"""How plausible bytes are as text in an encoding that has no way to say so itself.

Every byte means something in Windows-1252, so validity says little. What tells encodings apart is whether the
characters beyond ASCII stand where people write them: accents as some letters of a word, capitals at its start,
signs outside of it, one script a word, and in Chinese and Japanese the characters of daily use.
"""

import re
import unicodedata
from collections.abc import Callable

_SINGLE = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "mac_roman", "koi8_r")
_DOUBLE = ("cp932", "euc_jp", "gb18030", "big5", "cp949")
CODECS = _SINGLE + _DOUBLE
"""The encodings that are weighed, the likelier first."""

_SIGNS = frozenset("\u00a0£€¥§©®°·«»“”„‘’‚–—…•™ºª½¼¾²³±×№ß¿¡")
_WORD = re.compile(r"[^\W\d_]+")
_WESTERN = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüßœ")
_OWN: dict[str, frozenset[str]] = {
    "cp1252": _WESTERN,
    "mac_roman": _WESTERN,
    "cp1250": frozenset("ąćęłńóśźżáčďéěíňřšťúůýžäöüßőűăâîô"),
    "cp1254": frozenset("çğıöşüâîûİ"),
    "cp1251": frozenset("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэъёії"),
    "koi8_r": frozenset("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэъё"),
    "cp1253": frozenset("αοιετσνηυρπκμλςόέίάήύώδγθχω"),
    "cp1255": frozenset("יוהאלרמתבשנעדקםחטפכןצג"),
    "cp1256": frozenset("الينمتربودهعسفكقحةشجطصخأزئءذىض"),
}
_VOWELS = {
    "cp1251": frozenset("аеёиоуыэюяії"), "koi8_r": frozenset("аеёиоуыэюя"), "cp1253": frozenset("αεηιουωάέήίόύώ"),
}  # fmt: skip
_FINAL = frozenset("ךםןףץ")
"""Letters that stand only at the end of a Hebrew word."""

_PRIOR = {"cp1252": 0.05, "cp1254": 0.01, "mac_roman": -0.05, "koi8_r": -0.02, "cp1255": 0.045}
_HABITUAL = {
    "gb18030": frozenset(
        "的一是在不了有和人这中大为上个国我以要他时来用们"
        "生到作地于出就分对成会可主发年动同工也能下过子说产公司金额"
        "客户名称销售日期部门经理北京海广州深圳电话地址编号数量单价备注张李王刘陈"
    ),
    "big5": frozenset(
        "的一是在不了有和人這中大為上個國我以要他時來用們"
        "生到作地於出就分對成會可主發年動同工也能下過子說產公司金額"
        "客戶名稱銷售日期部門經理台北灣香港電話地址編號數量單價備註張李王劉陳"
    ),
    "cp949": frozenset(
        "이다가는의에을지고기사시리어한자회원김박정수인대해서도주스일상전제부명로나라보만영업매출고객담당서울"
    ),
}
"""The characters most used in Chinese and Korean, above all in names of columns, people and companies."""


def strange(text: str) -> int:
    """How many characters no table's text holds: controls, unassigned, private use, lone surrogates."""
    common = {"\t", "\n", "\r"}
    return sum(
        text.count(letter)
        for letter in set(text)
        if letter not in common and unicodedata.category(letter) in {"Cc", "Cn", "Co", "Cs"}
    )


def plausibility(sample: bytes, codec: str) -> float:
    """How plausible the sample is as text in `codec`: 0 if it can't be, up to about 1. The sample isn't ASCII."""
    try:
        text = sample.decode(codec)
    except UnicodeDecodeError as problem:
        if problem.start < len(sample) - 4:
            return 0.0
        text = sample[: problem.start].decode(codec)
    beyond = [character for character in text if not character.isascii()]
    if not beyond or strange(text) > len(text) // 500:
        return 0.0
    score: Callable[[str, str], float] = _double if codec in _DOUBLE else _single
    return max(0.0, score(text, codec) + _PRIOR.get(codec, 0.0))


def _single(text: str, codec: str) -> float:
    """The mean over the characters beyond ASCII: 1 for the language's own letters well placed, down to −1."""
    own = _OWN[codec]
    points: list[float] = []
    for match in _WORD.finditer(text):
        word = match.group()
        if not word.isascii():
            points += _word_points(word, own, _VOWELS.get(codec))
    for position, character in enumerate(text):
        if not character.isascii() and not character.isalpha():
            points.append(_sign_points(text, position))
    return sum(points) / len(points) if points else 0.0


def _word_points(word: str, own: frozenset[str], vowels: frozenset[str] | None) -> list[float]:
    beyond = [character for character in word if not character.isascii()]
    latin = [character for character in beyond if "LATIN" in unicodedata.name(character, "")]
    ascii_letters = len(word) - len(beyond)
    mixed = len(latin) < len(beyond) and (ascii_letters or latin)
    crowded = len(latin) >= 3 and len(latin) > 3 * ascii_letters
    shouting = word.isupper()
    if mixed or crowded:
        return [-1.0] * len(beyond)
    if vowels is not None and len(word) > 3 and 5 * sum(letter in vowels for letter in word.lower()) < len(word):
        return [-0.5] * len(beyond)
    points = []
    for position, character in enumerate(word):
        if character.isascii():
            continue
        misplaced = character.isupper() and position > 0 and not shouting
        misplaced |= character in _FINAL and position < len(word) - 1
        points.append(-1.0 if misplaced else 1.0 if character.lower() in own or character in own else 0.3)
    return points if len(word) > 1 else [0.3 * points[0]]


def _sign_points(text: str, position: int) -> float:
    character = text[position]
    inside = text[position - 1 : position].isalpha() and text[position + 1 : position + 2].isalpha()
    if character not in _SIGNS:
        return -0.5
    return -0.5 if inside and character not in "’‘–—\u00a0·" else 0.8


def _double(text: str, codec: str) -> float:
    """Half for characters of daily use by their place in the code, half for the most usual ones of all."""
    beyond = [character for character in text if not character.isascii()]
    daily = [character for character in beyond if _is_daily(character, codec)]
    usual = [character for character in beyond if _is_habitual(character, codec)]
    halfwidth = sum("\uff61" <= character <= "\uff9f" for character in beyond)
    return (0.5 * len(daily) + 0.5 * min(len(beyond), 4 * len(usual)) - halfwidth) / len(beyond)


def _is_habitual(character: str, codec: str) -> bool:
    if codec in ("cp932", "euc_jp"):
        return "\u3041" <= character <= "\u30fe"
    return character in _HABITUAL[codec]


_DAILY = {
    "cp932": ((0x81, 0x97), 0x40), "euc_jp": ((0xA1, 0xCF), 0xA1), "gb18030": ((0xA1, 0xD7), 0xA1),
    "big5": ((0xA1, 0xC6), 0x40), "cp949": ((0xA1, 0xC8), 0xA1),
}  # fmt: skip
"""The lead bytes of punctuation, kana and first-level characters of each encoding, and the lowest second byte."""


def _is_daily(character: str, codec: str) -> bool:
    code = character.encode(codec)
    (first, last), lowest = _DAILY[codec]
    return len(code) == 2 and first <= code[0] <= last and code[1] >= lowest
