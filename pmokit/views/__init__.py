"""Pure drawing: values in, exhibits out; the only room that rounds and labels."""

import sys

# altair checks charts with jsonschema, which compiles a grammar for international addresses when it finds this package:
# more than a second for a format that no chart uses. None makes its import fail, which jsonschema expects and passes over.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
