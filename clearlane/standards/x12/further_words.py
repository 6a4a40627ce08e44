"""Further words: what a rule says of one value, beside what it says of all."""

from __future__ import annotations

from collections.abc import Callable

from clearlane.standards.x12.list_tests import is_imported
from clearlane.standards.x12.list_words import find_words, name_of
from clearlane.standards.x12.read_dictionary import read_dictionary
from clearlane.standards.x12.say_value import FORMS, say_date, say_format, say_number, say_time
from clearlane.vocabulary.finding import Place


def further_words(rule: str, place: Place, words: dict[str, str]) -> dict[str, str]:
    """The words that the sentences of a rule want besides those at hand; none for most rules."""
    if rule == "trailing_separators":
        return _ends(place)
    return _FURTHER[rule](words) if rule in _FURTHER else {}


def _off_list(words: dict[str, str]) -> dict[str, str]:
    name = words["expected"]
    noun, look, fix = (text.format(**words) for text in find_words(name=name, is_imported=is_imported(name)))
    return {"noun": noun, "look": look, "fix": fix, "expected": name_of(name)}


def _format(words: dict[str, str]) -> dict[str, str]:
    form, found = words["expected"], words["found"]
    wrong = say_format(found, form) or "Its qualifier says so"
    return {"form": form, "wrong": wrong, "expected": FORMS.get(form, form)}


def _ends(place: Place) -> dict[str, str]:
    """What ends with separators: the segment, or one of its composites."""
    if not place.component:
        return {"whole": "segment", "parts": "elements"}
    return {"whole": f"composite {place.segment_id}{place.element:02d}", "parts": "components"}


def _misspelt(words: dict[str, str]) -> dict[str, str]:
    """A name that is not known: whether only its case or the blanks around it are wrong; its first three characters."""
    found = words["found"]
    if found != found.strip():
        return {"wrong": "A blank stands beside its name", "fix": "Write the name of the segment without blanks"}
    meant = found.upper()
    if meant == found or meant not in read_dictionary().segments:
        return _meant("Its name is not known", f"Remove {found}, or correct its name", words)
    wrong, fix = "Names of segments are written in capitals", f"Write {meant} in capitals"
    return {"wrong": wrong, "fix": fix, "expected": meant}


def _foreign(words: dict[str, str]) -> dict[str, str]:
    return _meant("The guide has no place for it", f"Remove {words['found']}", words)


def _meant(wrong: str, fix: str, words: dict[str, str]) -> dict[str, str]:
    """What is wrong with a name, and which was meant instead where one is like it."""
    if "meant" not in words:
        return {"wrong": wrong, "fix": fix}
    found, meant, like = words["found"], words["meant"], words["like"]
    wrong = f"{wrong}; all else of it is as {meant} ({like}) has it"
    return {"wrong": wrong, "fix": f"Write {meant} if that was meant, else remove {found}", "expected": meant}


_FURTHER: dict[str, Callable[[dict[str, str]], dict[str, str]]] = {
    "off_list": _off_list,
    "unknown_segment": _misspelt,
    "foreign_segment": _foreign,
    "bad_format": _format,
    "bad_date": lambda words: {"wrong": say_date(words["found"])},
    "bad_time": lambda words: {"wrong": say_time(words["found"])},
    "not_a_number": lambda words: {"wrong": say_number(words["found"])},
    "level_child": lambda words: {"follows": "one follows" if words["expected"] == "1" else "none follows"},
    "not_whole": lambda words: {"wrong": say_number(words["found"], is_whole=True)},
}
"""Rules that say what is wrong with this one value, beside what is wrong in general, from the words they have."""
