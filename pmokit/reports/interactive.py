"""Charts that answer to the pointer: the Vega bundle once in the page, under a policy that lets this one script run and evaluates no text."""

import base64
import hashlib
import json
from functools import cache
from typing import Any

# ``ast`` has expressions interpreted instead of compiled, so that the policy needs no ``unsafe-eval``. A chart that cannot be drawn leaves
# the picture that is there already.
START = """
const place = (frame) => {
  const box = document.getElementById(frame.dataset.chart);
  const drawn = document.createElement('div');
  vegaEmbed(drawn, JSON.parse(frame.textContent), {mode: 'vega-lite', actions: false, renderer: 'svg', ast: true})
    .then(() => box.replaceChildren(drawn), (error) => console.error(error));
};
document.querySelectorAll('script[data-chart]').forEach(place);
"""


@cache
def interactive_script() -> str:
    """Return the whole script of an interactive report: the bundle, and what draws the page's charts with it."""
    # Importing the renderer costs 0.3 s, and a fork server must never do so.
    import vl_convert  # noqa: PLC0415

    # The end tag of a script may stand in a string of the bundle; the page would end there.
    return str(vl_convert.javascript_bundle(START)).replace("</script", "<\\/script")


def script_hash(script: str) -> str:
    """Return the source expression by which a content security policy allows exactly this script.

    Parameters
    ----------
    script
        As it stands between the tags.
    """
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


def chart_data(spec: dict[str, Any] | None) -> str:
    """Return a specification as JSON that may stand in a page: no character of it can end the script tag around it.

    Parameters
    ----------
    spec
        With its data inside; None for an exhibit without chart.
    """
    if spec is None:
        return ""
    plain = {key: value for key, value in spec.items() if key != "$schema"}
    text = json.dumps(plain, default=str, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
