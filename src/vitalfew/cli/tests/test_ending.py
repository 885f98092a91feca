import subprocess
import sys

import pytest

pytestmark = pytest.mark.plain

HELD = "from vitalfew.cli.ending import end, hold; hold([]); print('said', flush=True); end({code})"
FREE = "import atexit; from vitalfew.cli.ending import end; atexit.register(print, 'tidied'); end({code})"


@pytest.mark.parametrize(("script", "said"), [(HELD, "said"), (FREE, "tidied")])
@pytest.mark.parametrize("code", [0, 1])
def test_the_process_ends_with_its_code_and_what_was_said(script: str, said: str, code: int) -> None:
    done = subprocess.run([sys.executable, "-c", script.format(code=code)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (code, said)
