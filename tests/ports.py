"""A port for a test that has to know it before its program starts, or keep it over a program's death.

It lies below those that the system hands out by itself: while a killed hub is away, no client's connection, of this
test run or of another, can be given it.
"""

import socket
from random import SystemRandom

RANGE = (10_000, 32_000)  # Linux hands out 32768 and above
TRIES = 100


def free_port() -> int:
    for _ in range(TRIES):
        port = SystemRandom().randint(*RANGE)  # hypothesis seeds the other one alike in every process
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return port
    raise OSError(f"{TRIES} ports were all taken")
