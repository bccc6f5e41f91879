# shellcheck shell=bash
# What compose.yaml starts, without containers: Postgres, Redis with the configuration that make-secrets made, a mail server with
# its certificate, two API servers and a worker; in production, with the secrets of make-secrets.

stack_database=$((PORTS + 3)) stack_redis=$((PORTS + 4)) stack_mail=$((PORTS + 5)) stack_apis=($((PORTS + 6)) $((PORTS + 7)))

postgres_tool() {
    local tool=$1 tools
    shift
    tools=(/usr/lib/postgresql/*/bin)
    setpriv --reuid=postgres --regid=postgres --init-groups "${tools[-1]}/$tool" "$@"
}

start_database() {
    local folder=$WORK/postgres
    install -d -o postgres -g postgres -m 0700 "$folder"
    install -o postgres -g postgres -m 0600 "$WORK/secrets/postgres.password" "$folder/password"
    postgres_tool initdb --pgdata="$folder/data" --username=aftercare --pwfile="$folder/password" --auth=scram-sha-256 --no-sync &&
        postgres_tool pg_ctl --wait --pgdata="$folder/data" --log="$folder/log" \
            --options="-p $stack_database -c listen_addresses=127.0.0.1 -k $folder" start || return 1
    started+=("$(head -n 1 "$folder/data/postmaster.pid")")
    PGPASSWORD=$(cat "$folder/password") createdb --host=127.0.0.1 --port="$stack_database" --username=aftercare aftercare
}

# The settings and secrets of compose.yaml, with this machine in the place of the names that only containers know.
stack_settings=()
settings_for_here() {
    local folder=$WORK/stack
    install -d -m 0700 "$folder"
    cp "$WORK/secrets/master.keys" "$WORK/secrets/token.keys" "$WORK/secrets/mail.ca" "$folder/"
    sed "s,@postgres/,@127.0.0.1:$stack_database/," "$WORK/secrets/database.url" >"$folder/database.url"
    sed "s,@redis:6379,@127.0.0.1:$stack_redis," "$WORK/secrets/redis.url" >"$folder/redis.url"
    sed "s,//mail:1025,//localhost:$stack_mail," "$WORK/secrets/smtp.url" >"$folder/smtp.url"
    chmod 0600 "$folder"/*
    chown -R 10001:10001 "$folder"
    # Here all of them are on one machine, where each needs another port for its metrics.
    mapfile -t stack_settings < <(compose_settings |
        sed "s,/run/secrets/,$folder/,; s,^AFTERCARE_METRICS_LISTEN=.*,AFTERCARE_METRICS_LISTEN=127.0.0.1:0,")
}

# aftercare_here NAME=VALUE... -- COMMAND...: as the user of the containers.
aftercare_here() {
    local more=()
    while [ "$1" != -- ]; do more+=("$1"); shift; done
    shift
    exec env -i PATH="$PATH" "${stack_settings[@]}" AFTERCARE_DATA_DIR=/var/lib/aftercare "${more[@]}" \
        setpriv --reuid=10001 --regid=10001 --clear-groups "$WORK/image/usr/local/bin/aftercare" "$@"
}

stack_works() {
    local port process status=0 first=${#started[@]}
    settings_for_here
    start_database || return 1
    redis-server "$WORK/secrets/redis.conf" --bind 127.0.0.1 --port "$stack_redis" --dir "$WORK" >"$WORK/redis.log" &
    started+=($!)
    aftercare_here -- worker >"$WORK/worker.log" 2>&1 &
    started+=($!)
    for port in "${stack_apis[@]}"; do
        aftercare_here AFTERCARE_LISTEN="127.0.0.1:$port" -- api >"$WORK/api-$port.log" 2>&1 &
        started+=($!)
    done
    NODE_PATH=$WORK/node_modules APIS="${stack_apis[*]}" MAIL=$stack_mail SECRETS=$WORK/secrets \
        node --test --test-reporter=tap deploy/checks/stack.test.js || status=1
    for port in "${stack_apis[@]}"; do
        (aftercare_here AFTERCARE_LISTEN="127.0.0.1:$port" -- probe) || status=1
    done
    (echo 'a very quiet lamp' | aftercare_here -- admin create --email admin@example.org) || status=1
    # All but the database, which is no child of this process; Redis and the program end with 0 when they are told to stop.
    for process in "${started[@]:$((first + 1))}"; do
        kill -TERM "$process"
        wait "$process" || { echo "process $process did not stop in good order"; status=1; }
    done
    postgres_tool pg_ctl --pgdata="$WORK/postgres/data" --mode=fast stop || status=1
    started=("${started[@]:0:first}")
    [ $status -eq 0 ] || tail -n 5 "$WORK"/api-*.log "$WORK/worker.log"
    return $status
}
check "compose.yaml: two API servers and a worker run in production on what make-secrets made, and a mail goes out over TLS" stack_works
