"""Writer processes: each adds responses one at a time and acknowledges every one that is committed."""

import multiprocessing
import os

from pmokit.store.engagement import open_engagement
from tests.store.rows import responses


def write(address, assessment, name, number, acknowledged, password=None):
    """Write responses with comments ``name:0``, ``name:1`` ...; after each commit append its comment to a file."""
    if password is not None:
        # The fork server was started before the test set its environment.
        os.environ["PMOKIT_DB_PASSWORD"] = password
    log = os.open(acknowledged, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    with open_engagement(address) as engagement:
        for at in range(number):
            engagement.add_responses(assessment, responses(("A", name, f"Q-{at}", 1, f"{name}:{at}")))
            # One small appending write: it is there as a whole, or not at all, whenever the process is killed.
            os.write(log, f"{name}:{at}\n".encode())


def processes():
    """Return a way to start processes that imports the package once."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.store.writers", "psycopg"])
    return context
