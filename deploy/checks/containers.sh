# shellcheck shell=bash
# The Containerfile and compose.yaml.

check "Containerfile: hadolint finds nothing" "$WORK/python/bin/hadolint" --no-color deploy/Containerfile
check "Containerfile: all that is copied is there, is sent to the builder, and is all that the build reads" \
    node deploy/checks/containerfile.js
check "compose.yaml: fits the schema of the Compose specification, and dclint finds no mistake" \
    node "$WORK/node_modules/.bin/dclint" --max-warnings 0 -c deploy/checks/dclint.json deploy/compose.yaml

secrets_are_made() {
    local secret wrong=0
    for secret in $(sed -n 's,^    file: ./secrets/,,p' deploy/compose.yaml); do
        [ -s "$WORK/secrets/$secret" ] || { echo "make-secrets does not make $secret"; wrong=1; }
    done
    ! grep -nE '(password|secret|key)[A-Za-z_]*[:=] *[A-Za-z0-9+/]{12,}' deploy/compose.yaml || wrong=1
    return $wrong
}
check "compose.yaml: make-secrets makes each of its secrets, and none is in it" secrets_are_made
