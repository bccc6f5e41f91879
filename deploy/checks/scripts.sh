# shellcheck shell=bash
# The shell scripts of this folder.

check "scripts: shellcheck finds nothing" \
    shellcheck --severity=warning deploy/check deploy/make-secrets deploy/rootfs deploy/systemd/aftercare-command deploy/checks/*.sh

secrets_are_drawn_once() {
    local first
    export DEPLOY_SECRETS=$WORK/secrets
    deploy/make-secrets || return 1
    first=$(cat "$DEPLOY_SECRETS"/*.keys "$DEPLOY_SECRETS"/*.password "$DEPLOY_SECRETS"/mail.*)
    deploy/make-secrets || return 1
    [ "$first" = "$(cat "$DEPLOY_SECRETS"/*.keys "$DEPLOY_SECRETS"/*.password "$DEPLOY_SECRETS"/mail.*)" ] || { echo "a secret was drawn again"; return 1; }
    [ -z "$(find "$DEPLOY_SECRETS" -type f -perm /077)" ] || { echo "others may read:"; find "$DEPLOY_SECRETS" -type f -perm /077; return 1; }
    openssl verify -CAfile "$DEPLOY_SECRETS/mail.ca" -purpose sslserver -verify_hostname mail "$DEPLOY_SECRETS/mail.crt"
}
check "make-secrets: each is drawn once, for its owner alone; the mail certificate is good" secrets_are_drawn_once

# systemd-run is one that prints what it is given, a line each.
command_is_run_as_the_units_are() {
    mkdir -p "$WORK/stub"
    printf '#!/bin/sh\nprintf "%%s\\n" "$@"\n' >"$WORK/stub/systemd-run"
    chmod +x "$WORK/stub/systemd-run"
    local given setting secret
    given=$(PATH="$WORK/stub:$PATH" deploy/systemd/aftercare-command accounts list --search "two words")
    [ "$(tail -n 7 <<<"$given" | tr '\n' '|')" = "/usr/local/bin/aftercare|accounts|list|--search|two words|--data-dir|/var/lib/aftercare|" ] ||
        { echo "$given"; return 1; }
    # The same secrets as the units.
    while read -r secret; do
        grep -qxF -- "--property=LoadCredential=$secret:/etc/aftercare/$secret" <<<"$given" || { echo "$secret is not handed over"; return 1; }
    done < <(sed -n 's/^LoadCredential=\(.*\):.*/\1/p' deploy/systemd/aftercare-worker.service)
    while read -r setting; do
        grep -q -- "^--setenv=$setting=/run/aftercare-command/" <<<"$given" || { echo "$setting is not set"; return 1; }
    done < <(sed -n 's/^Environment=\([A-Z_]*\)=.*/\1/p' deploy/systemd/aftercare-worker.service)
}
check "aftercare-command: gives systemd-run the command, and the secrets of the units" command_is_run_as_the_units_are
