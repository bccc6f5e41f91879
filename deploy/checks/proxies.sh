# shellcheck shell=bash
# nginx and Caddy with the configurations of this folder, in front of a program that runs: on other ports, with certificates
# that are thrown away, and with the second server down.

# The proxies' ports follow those that the other parts use.
server_port=$((PORTS + 3)) down_port=$((PORTS + 4)) nginx_http=$((PORTS + 5)) nginx_port=$((PORTS + 6))
caddy_http=$((PORTS + 7)) caddy_port=$((PORTS + 8)) compose_port=$((PORTS + 9))

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost -keyout "$WORK/privkey.pem" -out "$WORK/fullchain.pem" 2>/dev/null

mkdir "$WORK/nginx"
{
    printf 'worker_processes 1;\ndaemon off;\npid %s/nginx/pid;\nerror_log stderr;\nevents {}\nhttp {\n' "$WORK"
    printf 'access_log off;\n'
    for kind in client_body proxy fastcgi uwsgi scgi; do printf '%s_temp_path %s/nginx/%s;\n' $kind "$WORK" $kind; done
    sed -E "/listen \[::\]/d; s,/etc/ssl/aftercare/,$WORK/,; s,care\.example\.org,localhost,
        s,listen 80;,listen 127.0.0.1:$nginx_http;,; s,listen 443 ,listen 127.0.0.1:$nginx_port ,
        s,127\.0\.0\.1:8001,127.0.0.1:$server_port,; s,127\.0\.0\.1:8002,127.0.0.1:$down_port," deploy/nginx.conf
    echo '}'
} >"$WORK/nginx/nginx.conf"
check "nginx.conf: nginx -t accepts it" nginx -t -q -c "$WORK/nginx/nginx.conf" -p "$WORK/nginx"

mkdir "$WORK/caddy"
export XDG_DATA_HOME=$WORK/caddy XDG_CONFIG_HOME=$WORK/caddy
# adapted FILE PORT: bound to this machine, with the throwaway certificate.
adapted() {
    printf '{\n\tadmin off\n\tauto_https disable_redirects\n\thttp_port %s\n}\n' "$caddy_http"
    # The braces are Caddy's.
    # shellcheck disable=SC2016
    sed -E "s,^(care\.example\.org|\{\\\$DEPLOY_HOST:localhost\}) \{,localhost:$2 {\n\tbind 127.0.0.1\n\ttls $WORK/fullchain.pem $WORK/privkey.pem,
        s,127\.0\.0\.1:8001,127.0.0.1:$server_port,; s,127\.0\.0\.1:8002,127.0.0.1:$down_port,
        s,name api$,name localhost,; s,port 8000$,port $server_port," "$1"
}
adapted deploy/Caddyfile "$caddy_port" >"$WORK/caddy/Caddyfile"
adapted deploy/compose.Caddyfile "$compose_port" >"$WORK/caddy/compose.Caddyfile"
for file in Caddyfile compose.Caddyfile; do
    check "$file: caddy validate accepts it as it is" caddy validate --adapter caddyfile --config "deploy/$file"
    check "$file: it is written as caddy fmt writes it" sh -c 'caddy fmt "$0" | diff "$0" -' "deploy/$file"
done

AFTERCARE_DATA_DIR=$WORK/data AFTERCARE_LISTEN=127.0.0.1:$server_port AFTERCARE_TRUSTED_PROXIES=127.0.0.1 \
    AFTERCARE_PUBLIC_URL=https://localhost:$nginx_port "$PROGRAM" serve >"$WORK/server.log" 2>&1 &
started+=($!)
nginx -c "$WORK/nginx/nginx.conf" -p "$WORK/nginx" >"$WORK/nginx.log" 2>&1 &
started+=($!)
for file in Caddyfile compose.Caddyfile; do
    caddy run --adapter caddyfile --config "$WORK/caddy/$file" >"$WORK/$file.log" 2>&1 &
    started+=($!)
done

behind() { NODE_PATH=$WORK/node_modules NODE_EXTRA_CA_CERTS=$WORK/fullchain.pem node --test --test-reporter=tap deploy/checks/proxy.test.js; }
check "server: it runs" curl -sf --retry 60 --retry-connrefused --retry-delay 1 "http://127.0.0.1:$server_port/readyz"
URL=https://localhost:$nginx_port check "nginx.conf: requests, a subscription and the client's address come through" behind
check "nginx.conf: plain http is sent on to https" \
    sh -c 'curl -s -o /dev/null -w "%{http_code} %{redirect_url}" "$0" | grep -x "308 https://localhost/me?x=1"' "http://localhost:$nginx_http/me?x=1"
URL=https://localhost:$caddy_port check "Caddyfile: requests, a subscription and the client's address come through" behind
URL=https://localhost:$compose_port check "compose.Caddyfile: requests, a subscription and the client's address come through" behind
