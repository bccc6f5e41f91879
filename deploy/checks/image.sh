# shellcheck shell=bash
# The image's files, made by the script that the Containerfile runs, as the root of a process that runs as the image's user.

image_runs() {
    local root=$WORK/image server port=$((PORTS + 1)) user first=${#started[@]}
    user=$(sed -n 's/^USER //p' deploy/Containerfile)
    chown "$user" "$root/var/lib/aftercare" || return 1
    chroot --userspec="$user" "$root" /usr/local/bin/aftercare --version || return 1
    env -i PATH="$PATH" AFTERCARE_LISTEN=127.0.0.1:$port AFTERCARE_DATA_DIR=/var/lib/aftercare \
        chroot --userspec="$user" "$root" /usr/local/bin/aftercare serve >"$WORK/image.log" 2>&1 &
    server=$!
    started+=("$server")
    curl -sf --retry 60 --retry-connrefused --retry-delay 1 "http://127.0.0.1:$port/readyz" || { cat "$WORK/image.log"; return 1; }
    curl -sf "http://127.0.0.1:$port/graphql" -H 'content-type: application/json' -d '{"query":"mutation { signUp(input: {email: \"ada@example.org\", password: \"a quiet lamp\", name: \"Ada\", role: PATIENT, timeZone: \"Asia/Tokyo\"}) { accessToken } }"}' | grep -q accessToken || return 1
    # As the HEALTHCHECK does; the settings are not those of the server, but for the address.
    env -i PATH="$PATH" AFTERCARE_LISTEN=0.0.0.0:$port chroot --userspec="$user" "$root" /usr/local/bin/aftercare probe || return 1
    [ "$(stat -c %a "$root/var/lib/aftercare")" = 700 ] || { echo "the data folder is open"; return 1; }
    kill -TERM "$server"
    wait "$server" || return 1
    started=("${started[@]:0:first}")
}
check "image: the program runs with the files of the image alone, as its user, and stops in good order" image_runs
