"""Finding things in XML by name alone: without namespace, without case, and without minding the order."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from sendco_desk.exchange.cells import tidy


def local_name(element: Element) -> str:
    """The element's name in small letters, without its namespace. Comments have none."""
    return element.tag.rpartition("}")[2].casefold() if isinstance(element.tag, str) else ""


def children(element: Element, name: str) -> list[Element]:
    """Its direct children of that name."""
    wanted = name.casefold()
    return [child for child in element if local_name(child) == wanted]


def within(element: Element, name: str) -> Iterator[Element]:
    """All of that name anywhere below, whatever wraps them."""
    wanted = name.casefold()
    return (found for found in element.iter() if found is not element and local_name(found) == wanted)


def text_of(element: Element, *names: str) -> str:
    """The tidy text of the first direct child with one of these names that has any."""
    for name in names:
        for child in children(element, name):
            if text := tidy("".join(child.itertext())):
                return text
    return ""


def text_below(element: Element, *path: str) -> str:
    """The tidy text at the end of a path of names, or nothing."""
    places = [element]
    for name in path[:-1]:
        places = [child for place in places for child in children(place, name)]
    return next((text for place in places if (text := text_of(place, path[-1]))), "")
