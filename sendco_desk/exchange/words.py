"""The words and codes that exports use for one thing, and the code the notebook keeps. What is unknown is kept as it came."""

import re

from sendco_desk.domain.codes import LANGUAGES, LEGACY_PROVISION, NEED_TYPES, RELATIONSHIPS, SEN_PROVISION, YEAR_GROUPS

_PROVISION_WORDS = {
    "sen support": "K", "send support": "K", "support": "K", "sens": "K", "special educational needs support": "K",
    "ehcp": "E", "ehc plan": "E", "ehc": "E", "education health and care plan": "E", "education health care plan": "E", "plan": "E",
    "no special educational need": "N", "no special educational needs": "N", "no sen": "N", "no sen support": "N", "none": "N", "no": "N",
    "not sen": "N", "no send": "N", "school action": "A", "school action plus": "P", "statement": "S", "statemented": "S",
    "statement of sen": "S",
}
_NEED_WORDS = {
    "specific learning difficulties": "SPLD", "moderate learning difficulties": "MLD", "severe learning difficulties": "SLD",
    "profound and multiple learning difficulties": "PMLD", "speech language and communication need": "SLCN",
    "speech language and communication": "SLCN", "speech language communication needs": "SLCN",
    "social emotional and mental health needs": "SEMH", "social emotional mental health": "SEMH",
    "autism": "ASD", "autistic spectrum disorders": "ASD", "autism spectrum disorder": "ASD", "autism spectrum condition": "ASD",
    "autistic spectrum condition": "ASD", "asc": "ASD", "visual impairment": "VI", "multi sensory impairments": "MSI",
    "multisensory impairment": "MSI", "physical disabilities": "PD", "downs syndrome": "DS", "down s syndrome": "DS",
    "other difficulty disability": "OTH", "other difficulty or disability": "OTH", "other": "OTH",
    "sen support but no specialist assessment of type of need": "NSA", "no specialist assessment": "NSA",
    "no specialist assessment of type of need": "NSA", "behaviour emotional and social difficulties": "BESD",
    "behaviour emotional and social difficulty": "BESD",
}
_SEX_WORDS = {"f": "F", "female": "F", "girl": "F", "m": "M", "male": "M", "boy": "M"}
_RELATIONSHIP_WORDS = {
    "mum": "PAM", "mother": "PAM", "natural mother": "PAM", "dad": "PAF", "father": "PAF", "natural father": "PAF",
    "stepmother": "STM", "stepfather": "STF", "step parent": "OTH", "foster carer": "CAR", "guardian": "CAR", "legal guardian": "CAR",
    "grandmother": "REL", "grandfather": "REL", "grandparent": "REL", "aunt": "REL", "uncle": "REL", "sister": "FAM", "brother": "FAM",
    "other": "OTH", "gp": "DOC",
}
_ROLL_WORDS = {
    "yes": "on_roll", "y": "on_roll", "true": "on_roll", "on roll": "on_roll", "current": "on_roll", "c": "on_roll", "active": "on_roll",
    "m": "on_roll", "s": "on_roll", "no": "left", "n": "left", "left": "left", "leaver": "left", "off roll": "left", "former": "left",
    "inactive": "left", "prospective": "prospective", "pre admission": "prospective", "applicant": "prospective", "may join": "prospective",
}
_YEAR_WORDS = {"reception": "R", "year r": "R", "yr": "R", "foundation": "R", "nursery": "N1", "nursery 1": "N1", "nursery 2": "N2",
               "mixed": "M"}
_YEAR = re.compile(r"(?:nc )?(?:year|yr|y)?\s*0?(\d{1,2})")
TITLES = ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "revd", "sir", "lady", "lord", "dame", "cllr", "master")


def plain(text: str) -> str:
    """Words for looking up: small letters, `and` for `&`, no punctuation."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold().replace("&", " and ").replace("'", "").replace("’", "")).split())


def _named(codes: dict[str, str], more: dict[str, str]) -> dict[str, str]:
    """Plain words to code: those of the code set, and the others that schools use."""
    return {plain(words): code for code, words in codes.items()} | more


_PROVISIONS = {*SEN_PROVISION, *LEGACY_PROVISION}
_PROVISION_NAMES = _named(SEN_PROVISION, _PROVISION_WORDS)
_NEED_NAMES = _named(NEED_TYPES, _NEED_WORDS)
_RELATIONSHIP_NAMES = _named(RELATIONSHIPS, _RELATIONSHIP_WORDS)
_LANGUAGE_NAMES = _named(LANGUAGES, {})


def _coded(text: str, codes: set[str], words: dict[str, str]) -> str:
    """The code for a word, a code, or a code beside its words (`K - SEN support`, `SEN support (K)`); nothing where none fits."""
    if not text:
        return ""
    for candidate in (text, *re.split(r"\s+[-–—:]\s+|[()]|\s*=\s*", text, maxsplit=2)):
        code = candidate.strip().upper()
        if code in codes:
            return code
        if (word := plain(candidate)) in words:
            return words[word]
    return ""


def provision(text: str) -> str:
    """N, K or E (A, P and S of old), or nothing."""
    return _coded(text, _PROVISIONS, _PROVISION_NAMES)


def need_type(text: str) -> str:
    """The census code of a need, or nothing."""
    return _coded(text, set(NEED_TYPES), _NEED_NAMES)


def need_types(text: str) -> list[str]:
    """The parts of a cell that lists needs. A comma parts codes only: it also stands inside the names of needs."""
    if need_type(text):
        return [text]
    parts = [part.strip() for part in re.split(r"[;|/]|\s\+\s", text) if part.strip()]
    split: list[str] = []
    for part in parts:
        codes = [code.strip() for code in part.split(",")]
        split += codes if len(codes) > 1 and all(need_type(code) and " " not in code for code in codes) else [part]
    return split


def sex(text: str) -> str:
    """F or M, or nothing."""
    return _SEX_WORDS.get(text.strip().casefold(), "")


def relationship(text: str) -> str:
    """The code of a relationship, or nothing."""
    return _coded(text, set(RELATIONSHIPS), _RELATIONSHIP_NAMES)


def roll_status(text: str) -> str:
    """Whether on roll, left or prospective, or nothing."""
    return _ROLL_WORDS.get(plain(text), "")


def year_group(text: str) -> str:
    """`7` for Year 7, `R` for Reception, or nothing."""
    word = plain(text)
    if word.upper() in YEAR_GROUPS:
        return word.upper()
    if word in _YEAR_WORDS:
        return _YEAR_WORDS[word]
    match = _YEAR.fullmatch(word)
    return match[1] if match and match[1] in YEAR_GROUPS else ""


def language(text: str) -> str:
    """The census code of a language, or the words as they came."""
    return text.upper() if text.upper() in LANGUAGES else _LANGUAGE_NAMES.get(plain(text), text)


def split_name(text: str) -> tuple[str, str, bool]:
    """Forename, surname, and whether that was a guess: `Smith, Ann` is certain, `Ann Smith` is split at the first space."""
    if "," in text:
        last, _, first = text.partition(",")
        return first.strip(), last.strip(), False
    first, _, last = text.partition(" ")
    return (first, last.strip(), True) if last else ("", first, True)


def split_title(text: str) -> tuple[str, str]:
    """`Mrs` and the rest."""
    first, _, rest = text.partition(" ")
    return (first.rstrip("."), rest.strip()) if rest and first.rstrip(".").casefold() in TITLES else ("", text)
