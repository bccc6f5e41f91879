# shellcheck shell=bash
# Names and numbers that must be those of the server.

# A setting's default, as .env.example says it.
default_of() { sed -n "s/^#\?$1=//p" .env.example; }

every_setting_exists() {
    local name wrong=0
    # NAME_FILE is the setting NAME out of a file, unless it is a setting of its own.
    for name in $(grep -rhoE '\b(AFTERCARE_[A-Z0-9_]+|DATABASE_URL(_FILE)?|REDIS_URL(_FILE)?|SMTP_URL(_FILE)?)\b' deploy docs/deploy.md | sort -u); do
        grep -qE "^#?($name|${name%_FILE})=" .env.example || { echo "$name is not in .env.example"; wrong=1; }
    done
    return $wrong
}
check "settings: each that is named here is in .env.example" every_setting_exists

bodies_are_as_large() {
    local limit
    limit=$(($(default_of AFTERCARE_LIMIT_BODY) / 1024))
    grep -q "client_max_body_size ${limit}k;" deploy/nginx.conf || { echo "nginx.conf: not $limit KiB"; return 1; }
    for file in deploy/Caddyfile deploy/compose.Caddyfile; do
        grep -q "> $((limit * 1024))\`" $file || { echo "$file: not $((limit * 1024)) bytes"; return 1; }
        grep -q "max_size ${limit}KiB" $file || { echo "$file: not $limit KiB"; return 1; }
    done
}
check "settings: the proxies take bodies as large as the server does" bodies_are_as_large

# longer WHAT SECONDS THAN: fails, and says so, when it is not.
longer() { [ "$2" -gt "$3" ] || { echo "$1 is $2 s, and must be longer than $3 s"; return 1; }; }

times_fit() {
    local stop head ping operation seconds file
    stop=$(default_of AFTERCARE_LIMIT_STOP_TIME) head=$(default_of AFTERCARE_LIMIT_HEAD_TIME)
    ping=$(default_of AFTERCARE_LIMIT_SOCKET_PING) operation=$(default_of AFTERCARE_LIMIT_OPERATION_TIME)
    for file in deploy/systemd/*.service; do
        longer "$file: TimeoutStopSec" "$(sed -n 's/^TimeoutStopSec=//p' "$file")" "$stop" || return 1
    done
    longer "compose.yaml: stop_grace_period" "$(sed -n 's/^  stop_grace_period: \([0-9]*\)s$/\1/p' deploy/compose.yaml)" "$stop" || return 1
    for seconds in $(sed -nE 's/.*proxy_(read|send)_timeout ([0-9]+)s;/\2/p' deploy/nginx.conf); do
        longer "nginx.conf: proxy_..._timeout" "$seconds" "$ping" && longer "nginx.conf: proxy_..._timeout" "$seconds" "$operation" || return 1
    done
    longer "AFTERCARE_LIMIT_HEAD_TIME" "$head" "$(sed -nE 's/^ +keepalive_timeout ([0-9]+)s;/\1/p' deploy/nginx.conf)" || return 1
    for file in deploy/Caddyfile deploy/compose.Caddyfile; do
        longer "$file: response_header_timeout" "$(sed -nE 's/.*response_header_timeout ([0-9]+)s/\1/p' $file)" "$operation" || return 1
        longer "AFTERCARE_LIMIT_HEAD_TIME" "$head" "$(sed -nE 's/.*keepalive ([0-9]+)s/\1/p' $file)" || return 1
    done
}
check "settings: time-outs are longer than what they wait for" times_fit
