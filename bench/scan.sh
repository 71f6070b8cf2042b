#!/usr/bin/env bash
# A planted folder and a website on nginx with a certificate of a private
# authority, scanned together. Bar: 10 s, 200 MB. BENCH_MB is the folder's size
# (100; with BENCH_SAMPLE=1, as in CI, 20).
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=$PATH:/usr/sbin:/sbin
for tool in nginx openssl; do
  command -v $tool >/dev/null || { echo "bench scan: needs $tool; not measured"; [ -z "${CI:-}" ]; exit; }
done
mb=${BENCH_MB:-100}
wall=10
# The sample guards against a slip; a shared machine may take its time.
if [ -n "${BENCH_SAMPLE:-}" ]; then mb=20 wall=40; fi
dir=$(mktemp -d)
trap '[ -f "$dir/nginx.pid" ] && kill "$(cat "$dir/nginx.pid")" 2>/dev/null; rm -rf "$dir"' EXIT
CGO_ENABLED=0 go build -trimpath -o "$dir/weaklink" ./cmd/weaklink
go build -o "$dir/measure" ./bench/measure
go run ./bench/world -dir "$dir/files" -mb "$mb" -seed 7 >/dev/null

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj "/CN=Bench Authority" \
  -keyout "$dir/ca.key" -out "$dir/ca.pem" 2>/dev/null
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=shop.bench.example" \
  -keyout "$dir/key.pem" -out "$dir/csr.pem" 2>/dev/null
openssl x509 -req -in "$dir/csr.pem" -CA "$dir/ca.pem" -CAkey "$dir/ca.key" -CAcreateserial -days 30 \
  -extfile <(printf 'subjectAltName=DNS:shop.bench.example') -out "$dir/cert.pem" 2>/dev/null
mkdir -p "$dir/web/.git" "$dir/tmp"
printf '<!doctype html><title>Shop</title><h1>Shop</h1><form action="/order" method="post"><input name="email" type="email"></form>\n' >"$dir/web/index.html"
printf '[core]\n\trepositoryformatversion = 0\n\tbare = false\n' >"$dir/web/.git/config"
read -r https http < <(python3 - 2>/dev/null <<'PY' || echo "18443 18080"
import socket
s=[socket.socket() for _ in range(2)]
[x.bind(("127.0.0.1",0)) for x in s]
print(*[x.getsockname()[1] for x in s])
PY
)
cat >"$dir/nginx.conf" <<CONF
pid $dir/nginx.pid; error_log $dir/error.log; worker_processes 1;
events { worker_connections 256; }
http {
  access_log off; client_body_temp_path $dir/tmp; proxy_temp_path $dir/tmp; fastcgi_temp_path $dir/tmp; uwsgi_temp_path $dir/tmp; scgi_temp_path $dir/tmp;
  server { listen 127.0.0.1:$https ssl; server_name shop.bench.example; ssl_certificate $dir/cert.pem; ssl_certificate_key $dir/key.pem; ssl_protocols TLSv1.2 TLSv1.3; root $dir/web; }
  server { listen 127.0.0.1:$http; server_name shop.bench.example; return 301 https://shop.bench.example\$request_uri; }
}
CONF
nginx -c "$dir/nginx.conf" -e "$dir/error.log"
chmod -R a+rX "$dir"
out=$dir/report.json
WEAKLINK_DATA=$dir/data "$dir/measure" -wall "$wall" -rss 200 "$dir/weaklink" scan https://shop.bench.example "$dir/files" \
  --resolve "shop.bench.example:443:127.0.0.1:$https" --resolve "shop.bench.example:80:127.0.0.1:$http" --ca "$dir/ca.pem" \
  -o "$out" >"$dir/out.txt" || { tail -5 "$dir/out.txt"; echo "bench scan: bar not met"; exit 1; }
grep -o '"sentence": *"[^"]*"' "$out" | head -1
echo "bench scan: $mb MB of files + nginx (bar: 10 s, 200 MB)"
