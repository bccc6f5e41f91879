# shellcheck shell=bash
# The units of systemd.

# With the program that is there in the place of the one that is not.
mkdir -p "$WORK/units"
for unit in deploy/systemd/*.service; do
    sed "s,/usr/local/bin/aftercare,$PROGRAM," "$unit" >"$WORK/units/${unit##*/}"
done
check "units: systemd-analyze verify says nothing" \
    sh -c 'said=$(systemd-analyze verify "$0"/*.service 2>&1); status=$?; echo "$said"; [ $status -eq 0 ] && [ -z "$said" ]' "$WORK/units"

for unit in deploy/systemd/*.service; do
    check "units: ${unit##*/} is exposed by 1.5 of 10 at the most (systemd-analyze security)" \
        systemd-analyze security --offline=yes --threshold=15 --no-pager "$WORK/units/${unit##*/}"
done

# What differs is what the program does and where its copies are.
one_text() { grep -v '^#' "$1" | sed -E 's,aftercare-(api-%i|worker),aftercare,g; /^(Description|ExecStart)=/d'; }
units_agree() {
    local unit
    for unit in deploy/systemd/aftercare-api@.service deploy/systemd/aftercare-worker.service; do
        diff <(one_text deploy/systemd/aftercare.service) <(one_text "$unit") || return 1
    done
}
check "units: all three are hardened alike" units_agree

# The calls that systemd would refuse are not known until one is refused in the night.
calls_are_allowed() {
    local folder=$WORK/calls server program set first=${#started[@]}
    install -d -o nobody -g nogroup -m 0700 "$folder"
    AFTERCARE_DATA_DIR=$folder/data AFTERCARE_LISTEN=127.0.0.1:$PORTS \
        strace -u nobody -f -qq -c -S name -U name -o "$WORK/counts" "$WORK/image/usr/local/bin/aftercare" serve >"$WORK/calls.log" 2>&1 &
    server=$!
    started+=("$server")
    curl -sf --retry 60 --retry-connrefused --retry-delay 1 "http://127.0.0.1:$PORTS/readyz" || { cat "$WORK/calls.log"; return 1; }
    # strace's own child.
    read -r program <"/proc/$server/task/$server/children"
    started+=("$program")
    curl -sf "http://127.0.0.1:$PORTS/graphql" -H 'content-type: application/json' -d '{"query":"mutation { signUp(input: {email: \"ada@example.org\", password: \"a quiet lamp\", name: \"Ada\", role: PATIENT}) { accessToken } }"}' | grep -q accessToken || return 1
    kill -TERM "$program" || return 1
    wait "$server" || true
    started=("${started[@]:0:first}")
    expand() {
        local line
        systemd-analyze syscall-filter "$1" | sed -n 's/^    //p' | grep -v '^#' | while read -r line; do
            case $line in @*) expand "$line" ;; *) echo "$line" ;; esac
        done
    }
    local unit=deploy/systemd/aftercare.service
    comm -23 <(sed -n 's/^SystemCallFilter=\([^~]*\)$/\1/p' $unit | while read -r set; do expand "$set"; done | sort -u) \
        <(sed -n 's/^SystemCallFilter=~//p' $unit | while read -r set; do expand "$set"; done | sort -u) >"$folder/allowed"
    # Those that start a program, which systemd does before the filter or which are always allowed.
    printf '%s\n' execve arch_prctl exit exit_group brk rt_sigreturn >>"$folder/allowed"
    # Of a thread that dies while it is looked at, strace writes a line that names no call.
    comm -13 <(sort -u "$folder/allowed") <(grep -xE '[a-z][a-z0-9_]*' "$WORK/counts" | grep -vxE 'syscall|total' | sort -u) >"$folder/refused"
    [ "$(wc -l <"$WORK/counts")" -gt 10 ] || { echo "strace saw nothing"; cat "$WORK/counts"; return 1; }
    [ ! -s "$folder/refused" ] || { echo "the units would refuse:"; cat "$folder/refused"; return 1; }
}
check "units: the program calls nothing that SystemCallFilter refuses (strace)" calls_are_allowed
