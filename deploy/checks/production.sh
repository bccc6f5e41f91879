# shellcheck shell=bash
# Production refuses insecure settings before it connects to anything: with these it gets as far as a database that is not
# there. The secrets are those of make-secrets.

# accepted NAME=VALUE...: neither refused nor misread.
accepted() {
    local said status=0
    said=$(env -i HOME=/ "$@" "$PROGRAM" api --data-dir "$WORK/nothing" --listen "127.0.0.1:$((PORTS + 2))" 2>&1) || status=$?
    echo "$said"
    [ $status -eq 1 ] && grep -q 'cannot connect to the database' <<<"$said"
}

# The x-settings of compose.yaml, with what ${...:-default} stands for, and the secrets where make-secrets put them.
compose_settings() {
    sed -n '/^x-settings:/,/^services:/p' deploy/compose.yaml |
        sed -nE 's/^  ([A-Z_]+): (.*)$/\1=\2/p' |
        sed -E 's/\$\{[A-Z_]+:-([^}]*)\}/\1/g'
}
compose_is_accepted() {
    local settings
    # Nothing listens at these; the names are those that the settings except.
    mapfile -t settings < <(compose_settings |
        sed "s,/run/secrets/,$WORK/secrets/,; s,^AFTERCARE_METRICS_LISTEN=.*,AFTERCARE_METRICS_LISTEN=127.0.0.1:0,")
    accepted "${settings[@]}"
}
check "compose.yaml: production accepts its settings and the secrets of make-secrets" compose_is_accepted

units_are_accepted() {
    local folder=$WORK/unit secret settings
    install -d -m 0700 "$folder"
    for secret in master.keys token.keys; do install -m 0600 "$WORK/secrets/$secret" "$folder"; done
    # As an administrator would write them.
    (
        umask 077
        echo 'postgres://aftercare@127.0.0.1:1/aftercare' >"$folder/database.url"
        echo 'redis://127.0.0.1:1' >"$folder/redis.url"
        echo 'smtps://care:secret@mail.example.org' >"$folder/smtp.url"
    )
    mapfile -t settings < <(
        sed -n '/^[A-Z]/s/"//gp' deploy/systemd/aftercare.env.example
        sed '/^[A-Z]/!d; /"/d' deploy/systemd/aftercare.env.example
        sed -n "s,^Environment=\(.*\)%t/aftercare-worker/,\1$folder/,p" deploy/systemd/aftercare-worker.service
    )
    accepted "${settings[@]}"
}
check "units: production accepts aftercare.env.example and copies of the credentials" units_are_accepted
