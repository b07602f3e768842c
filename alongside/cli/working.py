"""`alongside work`: the worker that does what pages ask for. One works; another would stand by until it stops."""

import argparse
import logging
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from threading import Event, Thread

import psycopg

from alongside.cli.caller import clock
from alongside.cli.provision import app_dsn
from alongside.desk.errands import DEEDS, ask_to_dispose, work_until_idle
from alongside.kernel.caller import Caller, Purpose
from alongside.post.tasks import carry
from alongside.work import api
from alongside.work.tasks import work_once

_ONE_WORKER = 7_264_001  # the advisory lock of the worker, one in the database
_REST = 0.5  # seconds between looks at an empty list
_POST_GOES_EVERY = 10.0  # seconds between looks at the outbox, each of which leaves a ledger line
_AGAIN_AFTER = 2.0  # seconds before a worker that fell over is started again
log = logging.getLogger(__name__)


def work(chosen: argparse.Namespace) -> int:
    """Do what waits, then wait for more; with --until-idle stop when nothing waits."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with _the_only_worker() as lock:
        api.take_up_again(Caller.system("worker", purpose=Purpose.ADMINISTRATION, now=clock()))
        if chosen.until_idle:
            print(f"{work_until_idle()} jobs are done. Letters sent: {carry(clock=clock)}.")
            return 0
        asked_on: date | None = None
        post_goes_at = 0.0
        while True:
            if asked_on != clock().date():
                asked_on = clock().date()
                ask_to_dispose(clock())
            if time.monotonic() >= post_goes_at:
                carry(clock=clock)
                post_goes_at = time.monotonic() + _POST_GOES_EVERY
            if not work_once(DEEDS, clock=clock):
                lock.execute("SELECT 1")  # without the lock, another may work: then this one ends
                time.sleep(_REST)


@contextmanager
def _the_only_worker() -> Iterator[psycopg.Connection]:
    with psycopg.connect(app_dsn(), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (_ONE_WORKER,))
        yield connection


@contextmanager
def worker_beside(environment: Mapping[str, str]) -> Iterator[None]:
    """A worker in a process of its own for as long as the block lasts; one that falls over is started again."""
    over = Event()
    keeper = Thread(target=_keep_working, args=(dict(environment), over), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _keep_working(environment: dict[str, str], over: Event) -> None:
    while not over.is_set():
        worker = subprocess.Popen([sys.executable, "-m", "alongside", "work"], env=environment)
        while worker.poll() is None and not over.wait(_REST):
            pass
        if worker.poll() is None:
            worker.terminate()
            worker.wait()
        else:
            log.warning("the worker ended with %s and is started again", worker.returncode)
            over.wait(_AGAIN_AFTER)
