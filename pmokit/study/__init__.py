"""A unit's whole story, each part computed once and on demand; notebooks, workshop and reports all ask it."""
