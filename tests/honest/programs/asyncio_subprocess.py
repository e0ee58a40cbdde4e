"""asyncio starts a process and reads from it."""
# grants: processes=2
import asyncio
import sys

EXPECTED = (0, b"said\n")
async def main():
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", "print('said')", stdout=asyncio.subprocess.PIPE)
    said, _ = await process.communicate()
    return process.returncode, said
def run(): return asyncio.run(main())
