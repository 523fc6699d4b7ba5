"""Debian’s nginx in front of the product, on loopback, never as root."""

import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

from tests.databases import free_port, unprivileged

STORES_AND_FORWARDS = "proxy_ignore_headers X-Accel-Buffering; proxy_buffering on;"
_CONFIGURATION = """
daemon off;
pid nginx.pid;
events {{}}
http {{
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  upstream learning {{ {servers} }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://learning;
      proxy_set_header Host $http_host;
      {more}
    }}
  }}
}}
"""


@contextmanager
def nginx(*behind: int, more: str = "") -> Iterator[int]:
    """Give the port of a proxy with its own defaults, and ``more`` in its location.

    Several servers ``behind`` it are asked in turn.
    """
    binary = shutil.which("nginx") or "/usr/sbin/nginx"
    assert Path(binary).exists(), "nginx is missing: apt-get install nginx-light"
    port, user = free_port(), unprivileged()
    # None of pytest’s folders: those are shut to other users.
    folder = Path(tempfile.mkdtemp(prefix="learning-nginx-"))
    servers = " ".join(f"server 127.0.0.1:{one};" for one in behind)
    (folder / "nginx.conf").write_text(_CONFIGURATION.format(port=port, servers=servers, more=more))
    if user:
        shutil.chown(folder, *user)
    process = subprocess.Popen(
        [binary, "-p", str(folder), "-c", "nginx.conf", "-e", "errors"],
        user=user[0] if user else None, group=user[1] if user else None,
        extra_groups=[] if user else None,
    )  # fmt: skip
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(folder)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = monotonic() + 20
    while monotonic() < until and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        sleep(0.02)
    raise AssertionError("nginx does not answer")
