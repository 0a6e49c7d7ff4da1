# Creates a final backup of a file system and waits until it is complete. Terraform runs it before it deletes the file system.
# Any result other than COMPLETED exits with a status other than 0, which stops the destroy and keeps the file system.
#
# From the environment:
#   FILE_SYSTEM_ARN, BACKUP_ROLE_ARN, BACKUP_VAULT, AWS_REGION
#   ASSUME_ROLE_ARN       role for these calls; empty: the caller's identity
#   TIME_LIMIT            seconds; FINAL_BACKUP_TIMEOUT, if the user sets it, overrides it
# The aws command line takes credentials, and AWS_ENDPOINT_URL, from the environment as usual.

set -u

fail() {
    echo "final backup: $1" >&2
    echo "final backup: $FILE_SYSTEM_ARN is not deleted, and no data on it is lost. Fix the cause and destroy again." >&2
    exit 1
}

limit=${FINAL_BACKUP_TIMEOUT:-$TIME_LIMIT}
case $limit in
0* | *[!0-9]* | ???????*) limit=0 ;;
esac
if [ "$limit" -lt 1 ] || [ "$limit" -gt 604800 ]; then
    fail "the limit '${FINAL_BACKUP_TIMEOUT:-$TIME_LIMIT}' is not a whole number of seconds from 1 to 604800; set FINAL_BACKUP_TIMEOUT to one, such as 86400"
fi
command -v aws >/dev/null 2>&1 || fail "the aws command line is not on PATH; install it where Terraform runs"
export AWS_PAGER="" AWS_DEFAULT_REGION="$AWS_REGION"

started=$(date +%s)
elapsed() { echo $(($(date +%s) - started)); }

# Credentials of a role that another role assumed expire after an hour at most, so they are renewed before.
assumed="" key="" secret="" token=""
renew() {
    [ -n "$ASSUME_ROLE_ARN" ] || return 0
    age=$(($(date +%s) - ${assumed:-0}))
    [ "$age" -ge 2700 ] || return 0
    # Until they expire, the next call retries a renewal that failed.
    credentials=$(aws sts assume-role --role-arn "$ASSUME_ROLE_ARN" --role-session-name final-backup \
        --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text) || { [ "$age" -lt 3500 ]; return; }
    # shellcheck disable=SC2086  # three words, one after the other
    set -- $credentials
    key=$1 secret=$2 token=$3 assumed=$(date +%s)
}

# Runs aws as the role, if there is one, and stores its output in $answer.
ask() {
    renew || return 1
    if [ -n "$ASSUME_ROLE_ARN" ]; then
        answer=$(
            unset AWS_PROFILE AWS_DEFAULT_PROFILE
            AWS_ACCESS_KEY_ID=$key AWS_SECRET_ACCESS_KEY=$secret AWS_SESSION_TOKEN=$token
            export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
            aws "$@" --output text
        )
    else
        answer=$(aws "$@" --output text)
    fi
}

# Like ask, for repeated calls: one call may fail, but not five in a row.
misses=0
look() {
    what=$1
    shift
    if ask "$@"; then
        misses=0
        return 0
    fi
    misses=$((misses + 1))
    [ "$misses" -lt 5 ] || fail "$what can't be read; the credentials may have expired. A running job continues in AWS, and the next destroy waits for it"
    return 1
}

# Sleeps longer each time, never beyond the limit.
pause=2
rest() {
    left=$((limit - $(elapsed)))
    [ "$left" -gt 0 ] || fail "$1 after $(elapsed) s. It continues in AWS, and the next destroy waits for it; for more time, set FINAL_BACKUP_TIMEOUT (seconds) or final_backup_timeout"
    [ "$pause" -le "$left" ] || pause=$left
    sleep "$pause"
    [ "$pause" -ge 30 ] || pause=$((pause * 2))
}

renew || fail "the role $ASSUME_ROLE_ARN can't be assumed"
if ! ask backup describe-backup-vault --backup-vault-name "$BACKUP_VAULT" >/dev/null 2>&1; then
    echo "final backup: creating the vault $BACKUP_VAULT"
    ask backup create-backup-vault --backup-vault-name "$BACKUP_VAULT" || fail "the vault $BACKUP_VAULT doesn't exist and can't be created"
fi

# AWS Backup runs one job of a file system at a time. A job of this role into this vault is from a destroy that was stopped, so it is the
# final backup. Any other job, such as the daily one, started while users were writing: the script waits for it and starts another one.
job="" before=""
while [ -z "$job" ]; do
    if look "the list of backup jobs (backup:ListBackupJobs)" backup list-backup-jobs --by-resource-arn "$FILE_SYSTEM_ARN" --query \
        "BackupJobs[?State=='CREATED'||State=='PENDING'||State=='RUNNING'||State=='ABORTING'].[BackupJobId,State,BackupVaultName,IamRoleArn]"; then
        job=$(echo "$answer" | awk -v vault="$BACKUP_VAULT" -v role="$BACKUP_ROLE_ARN" \
            '$2 != "ABORTING" && $3 == vault && $4 == role { print $1; exit }')
        other=$(echo "$answer" | awk 'NF { print $1; exit }')
        [ -z "$job" ] || break
        [ -n "$other" ] || job=new
        if [ -n "$other" ] && [ "$other" != "$before" ]; then
            echo "final backup: job $other of this file system is already running; the final backup starts after it"
            before=$other
        fi
    fi
    [ -n "$job" ] || rest "job ${before:-of this file system} is not over"
done

if [ "$job" = new ]; then
    # The same token for each try, so that a call whose answer was lost starts no second job; a new token for each destroy.
    once="$started-$$-${FILE_SYSTEM_ARN##*/}"
    tries=0
    until ask backup start-backup-job --backup-vault-name "$BACKUP_VAULT" --resource-arn "$FILE_SYSTEM_ARN" \
        --iam-role-arn "$BACKUP_ROLE_ARN" --idempotency-token "$once" --query BackupJobId; do
        tries=$((tries + 1))
        [ "$tries" -lt 3 ] || fail "AWS Backup didn't accept the job"
        sleep 5
    done
    job=$answer
    echo "final backup: job $job of $FILE_SYSTEM_ARN into the vault $BACKUP_VAULT, for at most $limit s"
else
    echo "final backup: job $job, which an earlier destroy started, is still running; waiting for at most $limit s"
fi

pause=2 state=UNKNOWN
while :; do
    look "the state of job $job" backup describe-backup-job --backup-job-id "$job" --query State && state=$answer
    case $state in
    COMPLETED) break ;;
    FAILED | ABORTED | ABORTING | EXPIRED | PARTIAL)
        ask backup describe-backup-job --backup-job-id "$job" --query StatusMessage 2>/dev/null || answer=""
        fail "job $job ended as $state: ${answer:-no reason given}"
        ;;
    esac
    rest "job $job is $state"
done

ask backup describe-backup-job --backup-job-id "$job" --query RecoveryPointArn || answer="in the vault $BACKUP_VAULT"
echo "final backup: complete after $(elapsed) s; recovery point $answer"
