# Owns one throwaway server: starts it, stops it when the test process is gone, then removes its folder.
#
# Arguments: the signal that stops the server; the arguments of server.sh, the script that becomes the server.
# Working folder: the server's own. Standard input: a pipe of which the test process holds the other end and
# writes nothing. The kernel closes that end with the process, after a SIGKILL too, so that its end of file
# is the one certain sign. What ends a test run from a terminal (Ctrl-C, a closed window) must not end this.
trap '' HUP INT QUIT TERM
folder=$PWD
stop=$1
shift

exec 3<&0
/bin/sh server.sh "$@" </dev/null >log 2>&1 3<&- &
server=$!

# Beside it: wait for the end of file, then insist until the server has gone. It may still be starting,
# without a handler for the signal yet; after ten seconds there is no asking any more.
{
    while read -r _; do :; done
    tries=0
    while [ ! -e ended ] && kill -s "$stop" "$server"; do
        tries=$((tries + 1))
        [ "$tries" -lt 50 ] || stop=KILL
        sleep 0.2
    done
} <&3 2>/dev/null &
lifeline=$!
exec 3<&-

wait "$server"
echo "$?" >ended
wait "$lifeline"
cd /
rm -rf "$folder" || { sleep 1 && rm -rf "$folder"; }
