"""AWS CLI commands in docs, hub files and scripts exist in AWS, with their options."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence

import pytest

from tests.aws_commands.in_text import commands_of_page, commands_of_shell
from tests.conftest import ROOT

PYTHON = ROOT / ".tools" / "aws" / "bin" / "python"
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
#: It calls the AWS CLI through its own functions, whose first words these are.
_CALLS = re.compile(r"\b(ask|look \"[^\"]*\") (?=[a-z])")
SCRIPT = ROOT / "constructs_lib" / "constructs" / "storage" / "efs_final_backup.sh"

CheckCommands = Callable[[Sequence[Sequence[str]]], list[str | None]]


@pytest.fixture(scope="module")
def check_commands() -> CheckCommands:
    """Return what is wrong with commands, by AWS's models; None for each right one."""
    if not PYTHON.exists():
        pytest.skip("botocore is not installed in .tools/aws; run `python3 -m scripts.tools aws`")

    def run(commands: Sequence[Sequence[str]]) -> list[str | None]:
        command = [str(PYTHON), "-m", "tests.aws_commands"]
        done = subprocess.run(command, cwd=ROOT, input=json.dumps(commands), capture_output=True, text=True, check=False, timeout=120)
        assert (0, "") == (done.returncode, done.stderr)
        return list(json.loads(done.stdout))

    return run


def _written() -> Iterator[tuple[str, list[str]]]:
    for page in PAGES:
        yield from ((str(page.relative_to(ROOT)), words) for words in commands_of_page(page.read_text(encoding="utf-8")))
    script = SCRIPT.read_text(encoding="utf-8")
    for command in commands_of_shell(_CALLS.sub("aws ", script.replace('aws "$@"', "true"))):
        yield SCRIPT.name, command


def test_commands_in_docs_exist(check_commands: CheckCommands) -> None:
    """Service, operation, options, keys of shorthand values, allowed values, and the fields that a query selects."""
    written = list(_written())

    problems = check_commands([words for _, words in written])

    assert [] == [(where, words, wrong) for (where, words), wrong in zip(written, problems, strict=True) if wrong]
    assert len({tuple(words[:2]) for _, words in written}) > 12, "the search missed commands"


#: Commands with one mistake, and the message about it.
_WRONG = {
    "aws backups list-backup-vaults": "unknown service 'backups'",
    "aws backup": "there is no operation",
    "aws backup list-vaults": "backup has no operation 'list-vaults'",
    "aws efs describe-file-systems --file-system fs-1": "unknown option --file-system",
    "aws eks update-kubeconfig --cluster-name c": "unknown option --cluster-name",
    "aws efs delete-file-system-policy --region eu-west-1": "requires --file-system-id",
    "aws eks delete-addon --preserve yes --cluster-name c --addon-name a": "--preserve is a switch",
    "aws efs delete-file-system-policy --file-system-id fs-1 fs-2": "accepts one value",
    "aws ec2 create-volume --availability-zone a --volume-type gp4": "--volume-type must be one of ",
    "aws ec2 describe-volumes --filters Key=status,Values=available": "has no key Key",
    "aws ec2 create-volume --tag-specifications 'ResourceType=volume,Tags=[{Name=a,Value=b}]'": "has no key Name",
    "aws backup start-restore-job --recovery-point-arn a --metadata newFilesystem=true": "has no key newFilesystem",
    "aws efs describe-file-systems --query 'FileSystems[].[FileSystemName]'": "selects fields that the response doesn't have",
    "aws efs describe-file-systems fs-1": "'fs-1' follows no option",
    "aws s3 cpy a s3://b/": "'a' follows no option",
    "aws s3 cp a s3://b/ --recursiv": "unknown option --recursiv",
}


def test_wrong_commands_are_found(check_commands: CheckCommands) -> None:
    """One mistake in each part of a command."""
    problems = check_commands([words for command in _WRONG for words in commands_of_shell(command)])

    assert [] == [(what, expected) for what, expected in zip(problems, _WRONG.values(), strict=True) if expected not in str(what)]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("see `aws efs describe-file-systems\n--query x`.", [["efs", "describe-file-systems", "--query", "x"]]),
        ("`make aws` and `aws` alone", []),
        ("```bash\naws a b \\\n  --c 'd e'   # f\n```", [["a", "b", "--c", "d e"]]),
        ('1. ```\n   x\n\n   ```sh\n   y=$(aws a b --c "$D" | cut -d/ -f2) && aws e f\n   ```\n', [["a", "b", "--c", "$D"], ["e", "f"]]),
        ("```python\naws a b\n```\n```sh\npytest -m aws -n 2\ncommand -v aws >/dev/null\n```", []),
        ("```sh\nif ! aws a b 2>/dev/null; then aws c d; fi\n```", [["a", "b"], ["c", "d"]]),
        ("```console\n$ aws s3 ls\nthe hub's\naws s3 mb\n```\n", [["s3", "ls"]]),
    ],
)
def test_commands_are_found(page: str, expected: list[list[str]]) -> None:
    """In sentences and in shell blocks, over continued lines, in pipes and in command substitutions."""
    assert expected == list(commands_of_page(page))
