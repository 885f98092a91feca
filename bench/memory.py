"""What the default installation weighs after an hour of use: `python bench/memory.py [REQUESTS]`.

One worker on SQLite. Everything that links lead to is visited again and again by four visitors at once, and eight
sign in at the same time (each costs 19 MiB while it lasts). PSS of all processes; exit 1 above the limit.
"""

import random
import re
import sys
from concurrent.futures import ThreadPoolExecutor

import psutil

from serving.installation import installation, serving
from serving.visitor import Visitor

LIMIT_MB = 220
REQUESTS = 3000
VISITORS = 4
SIGN_INS = 8


def pages(visitor: Visitor, first: str) -> list[str]:
    """Every page that links lead to from the first, downloads and forms' targets left out."""
    found, waiting = {first}, [first]
    while waiting:
        _, page = visitor.get(waiting.pop())
        links = set(re.findall(r'href="(/w/[^"#]*|/static/[^"#]*)', page)) - found
        found |= links
        waiting += [link for link in links if link.startswith("/w/") and len(found) < 200]
    return sorted(found)


def use(port: int, requests: int) -> int:
    """Visit as `requests` people-minutes would; how many pages there are."""
    visitor = Visitor(port)
    found = pages(visitor, visitor.sign_in())
    chance = random.Random(1)
    with ThreadPoolExecutor(VISITORS) as visitors:
        list(visitors.map(lambda _: visitor.get(chance.choice(found)), range(requests)))
    with ThreadPoolExecutor(SIGN_INS) as visitors:
        list(visitors.map(lambda _: Visitor(port).sign_in(), range(SIGN_INS)))
    return len(found)


def weights(supervisor: int) -> dict[str, float]:
    """The proportional set size of each process, in MB."""
    processes = [psutil.Process(supervisor), *psutil.Process(supervisor).children(recursive=True)]
    names = ["supervisor"]
    for process in processes[1:]:
        names.append("Python's resource tracker" if "resource_tracker" in " ".join(process.cmdline()) else "worker")
    return {
        f"{name} {process.pid}": process.memory_full_info().pss / 1e6
        for name, process in zip(names, processes, strict=True)
    }


def main(requests: int) -> int:
    """Print the weights before and after; the exit code."""
    with installation("sqlite") as made, serving(["vitalfew", "serve", "--port", "PORT"], on=made) as (port, process):
        before = sum(weights(process.pid).values())
        count = use(port, requests)
        after = weights(process.pid)
    print(f"before the first visit {before:.0f} MB; after {requests} requests for {count} addresses:")
    for name, weight in after.items():
        print(f"  {name:34}{weight:7.1f} MB")
    total = sum(after.values())
    print(f"  {'all':34}{total:7.1f} MB, limit {LIMIT_MB}: {total / LIMIT_MB:.2f} of it")
    return int(total > LIMIT_MB)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else REQUESTS))
