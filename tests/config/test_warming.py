"""What the first request would wait for is done before there are processes, and without the database."""

import subprocess
import sys
from typing import cast

from django.template import engines
from django.template.backends.jinja2 import Jinja2

from beccaria.config.warming import warm
from beccaria.web.jinja import folders


def test_addresses_words_and_templates_are_read_and_no_connection_is_made() -> None:
    warm()  # a test without the mark django_db may not connect
    known = {name for _loader, name in cast("Jinja2", engines["pages"]).env.cache or ()}
    assert {str(path.relative_to(one)) for one in folders() for path in one.rglob("*.html")} <= known


# Threads of the child take the places of the parent's: what believes that it has those waits for strangers.
FORKED = """
import os, sys, threading, time, types
from beccaria.config import serving, warming
# What they read takes seconds and no thread.
warming.warm = lambda: None
sys.modules["beccaria.config.wsgi_main"] = types.SimpleNamespace(application=None)
serving.Server({}).load()
child = os.fork()
if child == 0:
    threads = [threading.Thread(target=time.sleep, args=(0.1,)) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
else:
    print("ended", os.waitpid(child, 0)[1])
"""


def test_a_process_forked_from_the_warm_one_ends_in_peace() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FORKED], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("ended 0\n", "")
