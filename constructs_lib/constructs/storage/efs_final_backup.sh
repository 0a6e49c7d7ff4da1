# Takes a last backup of a file system and waits until it is complete; run by Terraform before it deletes the file system.
# Any way of not ending in COMPLETED exits with a status other than 0, which stops the destroy with the file system in place.
#
# From the environment:
#   FILE_SYSTEM_ARN, BACKUP_ROLE_ARN, BACKUP_VAULT, AWS_REGION
#   ASSUME_ROLE_ARN       role for these calls; empty: the caller's own identity
#   TIME_LIMIT            seconds; FINAL_BACKUP_TIMEOUT, set by the person who runs the destroy, wins over it
# The aws command line takes credentials, and AWS_ENDPOINT_URL, from the environment as always.

set -u

fail() {
    echo "final backup: $1" >&2
    echo "final backup: $FILE_SYSTEM_ARN is not deleted, and nothing on it is lost. Mend the cause and destroy again." >&2
    exit 1
}

command -v aws >/dev/null 2>&1 || fail "the aws command line is not on PATH; install it where Terraform runs"
export AWS_PAGER="" AWS_DEFAULT_REGION="$AWS_REGION"

if [ -n "$ASSUME_ROLE_ARN" ]; then
    credentials=$(aws sts assume-role --role-arn "$ASSUME_ROLE_ARN" --role-session-name final-backup \
        --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text) || fail "the role $ASSUME_ROLE_ARN can't be assumed"
    # shellcheck disable=SC2086  # three words, one after the other
    set -- $credentials
    export AWS_ACCESS_KEY_ID="$1" AWS_SECRET_ACCESS_KEY="$2" AWS_SESSION_TOKEN="$3"
    unset AWS_PROFILE
fi

if ! aws backup describe-backup-vault --backup-vault-name "$BACKUP_VAULT" --output text >/dev/null 2>&1; then
    echo "final backup: making the vault $BACKUP_VAULT"
    aws backup create-backup-vault --backup-vault-name "$BACKUP_VAULT" --output text >/dev/null ||
        fail "the vault $BACKUP_VAULT is not there and can't be made"
fi

job=$(aws backup start-backup-job --backup-vault-name "$BACKUP_VAULT" --resource-arn "$FILE_SYSTEM_ARN" \
    --iam-role-arn "$BACKUP_ROLE_ARN" --query BackupJobId --output text) || fail "AWS Backup didn't take the job"
limit=${FINAL_BACKUP_TIMEOUT:-$TIME_LIMIT}
echo "final backup: job $job of $FILE_SYSTEM_ARN into the vault $BACKUP_VAULT, for at most $limit s"

waited=0 pause=2 misses=0
while :; do
    if state=$(aws backup describe-backup-job --backup-job-id "$job" --query State --output text); then
        misses=0
    else
        state=UNKNOWN misses=$((misses + 1))
        [ "$misses" -lt 5 ] || fail "the state of job $job can't be read"
    fi
    case $state in
    COMPLETED) break ;;
    FAILED | ABORTED | ABORTING | EXPIRED | PARTIAL)
        reason=$(aws backup describe-backup-job --backup-job-id "$job" --query StatusMessage --output text 2>/dev/null)
        fail "job $job ended as $state: ${reason:-no reason given}"
        ;;
    esac
    [ "$waited" -lt "$limit" ] ||
        fail "job $job is $state after $waited s. It goes on in AWS; for more time set FINAL_BACKUP_TIMEOUT (seconds) or final_backup_timeout"
    [ $((waited + pause)) -le "$limit" ] || pause=$((limit - waited))
    sleep "$pause"
    waited=$((waited + pause))
    [ "$pause" -ge 30 ] || pause=$((pause * 2))
done

point=$(aws backup describe-backup-job --backup-job-id "$job" --query RecoveryPointArn --output text) || point="in the vault $BACKUP_VAULT"
echo "final backup: complete after $waited s; recovery point $point"
