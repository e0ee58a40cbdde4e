"""Build in the working folder, without a sandbox: `python -m graders.builds` reads what `compiler.run` takes as JSON.

For sources that the catalogue itself ships, and for direct mode, which runs a learner's code unguarded anyway.
"""

from __future__ import annotations

import base64
import json
import sys

from graders.builds import compiler

if __name__ == "__main__":
    files, asked = json.load(sys.stdin)
    status, said, binary = compiler.run(files, asked)
    json.dump([status, said, base64.b64encode(binary).decode()], sys.stdout)
