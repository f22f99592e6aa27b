"""What the kit wrote into a deck: a fingerprint for each object, by which hand edits are seen later.

It is kept as tags of the presentation, which PowerPoint carries along untouched.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

TAGS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/tags"
CONTENT = "application/vnd.openxmlformats-officedocument.presentationml.tags+xml"
PLACE = PackURI("/ppt/tags/pmokit.xml")
AFTER = ("p:kinsoku", "p:defaultTextStyle", "p:modifyVerifier", "p:extLst")
"""Elements of a presentation that have to stand behind the reference to its tags."""


def fingerprint(texts: Sequence[str]) -> str:
    """Return sixteen characters that change with any of the texts.

    Parameters
    ----------
    texts
        What an object says.
    """
    return hashlib.sha256("\x1f".join(texts).encode("utf-8", "replace")).hexdigest()[:16]


def keep_record(deck: Any, written: Mapping[str, str]) -> None:
    """Write down the fingerprint of each object, in the place of an older record.

    Parameters
    ----------
    deck
        The library's presentation.
    written
        Fingerprint by name.
    """
    tags = "".join(
        f"<p:tag name={quoteattr(name.upper())} val={quoteattr(print_)}/>" for name, print_ in sorted(written.items())
    )
    blob = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<p:tagLst {nsdecls("p")}>{tags}</p:tagLst>'.encode()
    )
    part = _part(deck)
    if part is not None:
        part.blob = blob
        return
    part = Part(PLACE, CONTENT, deck.part.package, blob)
    reference = f'<p:custDataLst {nsdecls("p", "r")}><p:tags r:id="{deck.part.relate_to(part, TAGS)}"/></p:custDataLst>'
    root = deck.part._element  # noqa: SLF001 - the library knows no tags
    later = next((child for child in root if child.tag in {qn(name) for name in AFTER}), None)
    if later is None:
        root.append(parse_xml(reference))
    else:
        later.addprevious(parse_xml(reference))


def read_record(deck: Any) -> dict[str, str]:
    """Return the fingerprints by name in upper case; empty where the deck is none of the kit's, or another program has dropped them.

    Parameters
    ----------
    deck
        The library's presentation.
    """
    part = _part(deck)
    if part is None:
        return {}
    root = parse_xml(part.blob)
    return {
        str(tag.get("name")).upper(): str(tag.get("val"))
        for tag in root
        if str(tag.get("name")).upper().startswith("PMOKIT:")
    }


def _part(deck: Any) -> Any:
    """Return the part with our tags; the client's master may have tags of its own."""
    for rel in deck.part.rels.values():
        if rel.reltype == TAGS and not rel.is_external and b'"PMOKIT:' in rel.target_part.blob.upper():
            return rel.target_part
    return None
