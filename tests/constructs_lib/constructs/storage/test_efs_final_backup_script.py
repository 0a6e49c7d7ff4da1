"""The steps of the final backup, run by a shell as Terraform does, with doubles of the AWS CLI and of the clock."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from constructs_lib.constructs.storage.efs_final_backup import SCRIPT

#: Replaces aws: prints each call, takes CALL seconds, and responds as AWS would. STATES are the job's states, one for each read;
#: LISTS the running jobs, one list for each read, with lines separated by ";". A role's credentials expire after an hour.
AWS = r"""#!/bin/sh
now=$(($(cat clock) + ${CALL:-0})); echo "$now" > clock
echo "$AWS_ACCESS_KEY_ID $*" >> calls
case $AWS_ACCESS_KEY_ID in
key-*) [ "$now" -lt "${AWS_ACCESS_KEY_ID#key-}" ] || { echo "ExpiredToken" >&2; exit 254; } ;;
esac
next() {
    looks=$(cat "$1" 2>/dev/null || echo 0); looks=$((looks + 1)); echo "$looks" > "$1"
    reply=$(echo "$2" | cut -d"$3" -f"$looks"); [ -n "$reply" ] || reply=$(echo "$2" | sed "s/.*$3//")
}
case "$*" in
*describe-backup-vault*) [ -n "${VAULT_IS_THERE:-}" ] ;;
*create-backup-vault*) ;;
*assume-role*)
    [ "$now" -lt "${ROLE_ENDS:-999999999}" ] || { echo "AccessDenied" >&2; exit 254; }
    echo "key-$((now + 3600))	secret	token" ;;
*list-backup-jobs*)
    next lists "${LISTS:-nothing}" "|"
    [ "$reply" != "unreachable" ] || exit 255
    [ "$reply" = "nothing" ] || echo "$reply" | tr ";" "\n" ;;
*start-backup-job*) [ -z "${REFUSED:-}" ] || { echo "AccessDenied" >&2; exit 254; }; echo job-1 ;;
*StatusMessage*) echo "the reason" ;;
*RecoveryPointArn*) echo "arn:aws:backup:us-west-2:111122223333:recovery-point:1" ;;
*describe-backup-job*)
    next looks "$STATES" " "
    [ -z "${ENDS:-}" ] || { [ "$now" -ge "$ENDS" ] && reply=COMPLETED || reply=RUNNING; }
    [ "$reply" != "unreachable" ] || exit 255
    echo "$reply" ;;
esac
"""
#: Start of the clock; not 0, as a credential created at 0 would look as if it did not exist.
BEGIN = 1_000_000

BACKUP_ROLE = "arn:aws:iam::111122223333:role/backup"
DEPLOYER = "arn:aws:iam::111122223333:role/deployer"
DAILY = "job-daily RUNNING aws/efs/automatic-backup-vault arn:aws:iam::111122223333:role/aws-service-role/backup"
OWN = f"job-own RUNNING vault {BACKUP_ROLE}"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the script as Terraform does, with doubles of aws and of the clock; keywords are environment variables."""
    doubles = {
        "aws": AWS,
        "date": "#!/bin/sh\ncat clock\n",
        "sleep": '#!/bin/sh\necho "$1" >> slept\necho $(($(cat clock) + $1)) > clock\n',
    }
    for name, text in doubles.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    (tmp_path / "clock").write_text(f"{BEGIN}\n")
    settings = {
        "AWS_REGION": "us-west-2",
        "ASSUME_ROLE_ARN": "",
        "BACKUP_ROLE_ARN": BACKUP_ROLE,
        "BACKUP_VAULT": "vault",
        "FILE_SYSTEM_ARN": "arn:aws:elasticfilesystem:us-west-2:111122223333:file-system/fs-1",
        "TIME_LIMIT": "100",
        "STATES": "CREATED RUNNING COMPLETED",
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "AWS_ACCESS_KEY_ID": "caller",
        "STEPS": SCRIPT.read_text(encoding="utf-8"),
    }

    def script(**environment: str) -> subprocess.CompletedProcess[str]:
        command = ["/bin/sh", "-c", 'eval "$STEPS"']
        return subprocess.run(command, cwd=tmp_path, env=settings | environment, capture_output=True, text=True, check=False)

    return script


def _calls(folder: Path) -> list[str]:
    return (folder / "calls").read_text().splitlines()


def test_success_is_a_completed_recovery_point(run: Run, tmp_path: Path) -> None:
    """The job is waited for, and the message names the recovery point."""
    done = run()

    started = [call for call in _calls(tmp_path) if "start-backup-job" in call]
    assert 0 == done.returncode, done.stderr
    assert 1 == len(started)
    assert "--backup-vault-name vault --resource-arn arn:aws:elasticfilesystem:us-west-2:111122223333:file-system/fs-1" in started[0]
    assert "--iam-role-arn arn:aws:iam::111122223333:role/backup" in started[0]
    assert "recovery-point:1" in done.stdout


@pytest.mark.parametrize("state", ["FAILED", "ABORTED", "EXPIRED", "PARTIAL"])
def test_failure_stops_the_destroy_with_the_reason(state: str, run: Run) -> None:
    """Terraform keeps the file system when the step fails."""
    done = run(STATES=f"RUNNING {state}")

    assert 1 == done.returncode
    assert f"job job-1 ended as {state}: the reason" in done.stderr
    assert "is not deleted, and no data on it is lost" in done.stderr


def _clock(folder: Path) -> int:
    """Return the number of seconds that have passed."""
    return int((folder / "clock").read_text()) - BEGIN


def test_time_out_stops_the_destroy(run: Run, tmp_path: Path) -> None:
    """It waits no longer than the limit, to the second."""
    done = run(STATES="RUNNING", TIME_LIMIT="75")

    assert 1 == done.returncode
    assert "job job-1 is RUNNING after 75 s" in done.stderr
    assert "the next destroy waits for it" in done.stderr
    assert 75 == _clock(tmp_path)


def test_calls_count_towards_the_limit(run: Run, tmp_path: Path) -> None:
    """AWS may respond slowly: a limit of 75 s ends after 75 s and the response to the last call."""
    done = run(STATES="RUNNING", TIME_LIMIT="75", CALL="7")

    assert "job job-1 is RUNNING after" in done.stderr
    assert 75 <= _clock(tmp_path) <= 75 + 7


@pytest.mark.parametrize("limit", ["1d", "0", "-5", "1.5", "08", "604801", "99999999999999999999", "1 2", "$(date)"])
def test_invalid_limit_stops_before_anything_is_started(limit: str, run: Run, tmp_path: Path) -> None:
    """A started job would go on in AWS, and nobody would wait for it."""
    done = run(FINAL_BACKUP_TIMEOUT=limit)

    assert 1 == done.returncode
    assert f"'{limit}' is not a whole number of seconds from 1 to 604800" in done.stderr
    assert not (tmp_path / "calls").exists()


def test_six_hours_with_a_role_whose_credentials_expire_after_one(run: Run, tmp_path: Path) -> None:
    """AWS gives an assumed role 3600 s if one role assumes another: the credentials are renewed in time, and no call fails."""
    done = run(ASSUME_ROLE_ARN=DEPLOYER, TIME_LIMIT="21600", ENDS=str(BEGIN + 6 * 3600 - 60), CALL="1")

    assert 0 == done.returncode, done.stderr
    assert "" == done.stderr
    assert 6 * 3600 - 60 <= _clock(tmp_path) <= 6 * 3600 + 3
    assert 8 == sum("assume-role" in call for call in _calls(tmp_path))
    assert {"caller"} == {call.partition(" ")[0] for call in _calls(tmp_path) if "assume-role" in call}
    assert 1 == sum("start-backup-job" in call for call in _calls(tmp_path))


def test_failed_renewal_is_retried_while_the_old_credentials_last(run: Run) -> None:
    """The session of whoever runs the destroy may expire too; a backup that completes before the role's does is not lost."""
    answers = {"ASSUME_ROLE_ARN": DEPLOYER, "TIME_LIMIT": "21600", "ROLE_ENDS": str(BEGIN + 1800)}

    assert 0 == run(**answers, ENDS=str(BEGIN + 3300)).returncode


def test_expired_session_of_the_caller_stops_the_destroy(run: Run, tmp_path: Path) -> None:
    """The job goes on in AWS, and the message states what to do."""
    done = run(ASSUME_ROLE_ARN=DEPLOYER, TIME_LIMIT="21600", ROLE_ENDS=str(BEGIN + 1800), ENDS=str(BEGIN + 7200))

    assert 1 == done.returncode
    assert "the state of job job-1 can't be read; the credentials may have expired" in done.stderr
    assert "the next destroy waits for it" in done.stderr
    assert 3500 <= _clock(tmp_path) <= 3800


def test_job_of_an_earlier_destroy_is_the_final_backup(run: Run, tmp_path: Path) -> None:
    """A second one would be queued behind it, or fail; the running one began after the servers had ended."""
    done = run(LISTS=f"{DAILY};{OWN}", STATES="RUNNING COMPLETED")

    assert 0 == done.returncode, done.stderr
    assert "job job-own, which an earlier destroy started, is still running" in done.stdout
    assert not any("start-backup-job" in call for call in _calls(tmp_path))
    assert any("describe-backup-job --backup-job-id job-own" in call for call in _calls(tmp_path))


@pytest.mark.parametrize(
    "other",
    [DAILY, OWN.replace("vault", "another"), OWN.replace("role/backup", "role/daily"), OWN.replace("RUNNING", "ABORTING")],
    ids=["daily", "another vault", "another role", "aborting"],
)
def test_other_job_is_waited_for_and_does_not_count(other: str, run: Run, tmp_path: Path) -> None:
    """AWS Backup runs one job of a file system at a time, and that one may have begun while users were writing."""
    done = run(LISTS=f"{other}|{other}|nothing")

    assert 0 == done.returncode, done.stderr
    assert 1 == done.stdout.count("is already running; the final backup starts after it")
    listed = [number for number, call in enumerate(_calls(tmp_path)) if "list-backup-jobs" in call]
    (started,) = [number for number, call in enumerate(_calls(tmp_path)) if "start-backup-job" in call]
    assert 3 == len(listed)
    assert listed[-1] < started


def test_other_job_that_does_not_end_stops_the_destroy(run: Run, tmp_path: Path) -> None:
    """The limit counts from the start."""
    done = run(LISTS=DAILY, TIME_LIMIT="75")

    assert "job job-daily is not over after 75 s" in done.stderr
    assert not any("start-backup-job" in call for call in _calls(tmp_path))


def test_jobs_that_cannot_be_listed_stop_the_destroy(run: Run, tmp_path: Path) -> None:
    """Nothing is started that might be a second job; the message names the permission."""
    done = run(LISTS="unreachable")

    assert 1 == done.returncode
    assert "backup:ListBackupJobs" in done.stderr
    assert not any("start-backup-job" in call for call in _calls(tmp_path))


def test_start_is_retried_with_the_same_token(run: Run, tmp_path: Path) -> None:
    """If AWS started the job and its response was lost, the token keeps the retry from starting another; another destroy has another token."""
    run(REFUSED="yes")
    tokens = [re.sub(r".*--idempotency-token (\S+).*", r"\1", call) for call in _calls(tmp_path) if "start-backup-job" in call]
    run(REFUSED="yes")
    later = [re.sub(r".*--idempotency-token (\S+).*", r"\1", call) for call in _calls(tmp_path) if "start-backup-job" in call][3:]

    assert 3 == len(tokens)
    assert (1, 1) == (len(set(tokens)), len(set(later)))
    assert not set(tokens) & set(later)
    assert re.fullmatch(r"[0-9]+-[0-9]+-fs-1", tokens[0])


def test_whoever_destroys_may_set_the_limit(run: Run) -> None:
    """FINAL_BACKUP_TIMEOUT overrides the hub file, which can't be changed in the middle of a destroy."""
    assert "after 5 s" in run(STATES="RUNNING", FINAL_BACKUP_TIMEOUT="5").stderr


def test_refused_job_stops_the_destroy(run: Run) -> None:
    """It doesn't wait for a job that never started."""
    done = run(REFUSED="yes")

    assert 1 == done.returncode
    assert "AWS Backup didn't accept the job" in done.stderr


def test_short_network_failure_is_waited_out(run: Run) -> None:
    """One failed read is not a failure."""
    assert 0 == run(STATES="RUNNING unreachable unreachable COMPLETED").returncode


def test_long_network_failure_stops_the_destroy(run: Run) -> None:
    """An unknown state is not a backup."""
    done = run(STATES="unreachable")

    assert 1 == done.returncode
    assert "the state of job job-1 can't be read" in done.stderr


def test_missing_vault_is_created(run: Run, tmp_path: Path) -> None:
    """The vault isn't the stack's, so that it outlives it."""
    run()

    assert any("create-backup-vault --backup-vault-name vault" in call for call in _calls(tmp_path))


def test_existing_vault_is_used(run: Run, tmp_path: Path) -> None:
    """Its key and its access policy are its owner's."""
    run(VAULT_IS_THERE="yes")

    assert not any("create-backup-vault" in call for call in _calls(tmp_path))


def test_role_of_the_cluster_is_assumed(run: Run, tmp_path: Path) -> None:
    """The calls have the same identity as Terraform's own."""
    run(ASSUME_ROLE_ARN=DEPLOYER, AWS_PROFILE="mine")

    first, *rest = _calls(tmp_path)
    assert f"--role-arn {DEPLOYER}" in first
    assert {f"key-{BEGIN + 3600}"} == {call.partition(" ")[0] for call in rest}


def test_missing_aws_cli_stops_the_destroy(run: Run, tmp_path: Path) -> None:
    """The message states what to install."""
    done = run(PATH=str(tmp_path / "nowhere"))

    assert 1 == done.returncode
    assert "the aws command line is not on PATH" in done.stderr
