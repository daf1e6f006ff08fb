#!/bin/sh
# Measures: the same work as `kit heartbeat logstash --no-handshake` by openssl commands and `cat <<EOF`.
# With `pkcs12` also a key store for each host and a trust store, as `kit --store pkcs12` makes them.
# Usage: openssl-kit.sh OUT_FOLDER [pkcs12]
set -eu
umask 077
out=$1
form=${2:-pem}
mkdir -p "$out/ca" "$out/logstash" "$out/heartbeat"

# genpkey writes PKCS#8.
new_key() {
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"
}

# note FILE: what the ledger and the README say about a certificate.
note() {
  openssl x509 -in "$1" -noout -serial -subject -dates -fingerprint -sha256
}

# store NAME: key and trust stores under a new password.
store() {
  password=$(openssl rand -hex 12)
  printf '%s\n' "$password" >"$out/$1/secrets.env"
  openssl pkcs12 -export -inkey "$out/$1/$1.key" -in "$out/$1/$1.crt" -name "$1" -iter 10000 \
    -passout "file:$out/$1/secrets.env" -out "$out/$1/keystore.p12"
  openssl pkcs12 -export -nokeys -in "$out/ca/ca.crt" -iter 10000 \
    -passout "file:$out/$1/secrets.env" -out "$out/$1/truststore.p12"
  rm "$out/$1/$1.key" "$out/$1/$1.crt"
}

# issue NAME SUBJECT_ALT_NAMES
issue() {
  cat >"$out/extensions" <<EOF
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth, clientAuth
subjectAltName = $2
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
EOF
  new_key "$out/$1/$1.key"
  openssl req -new -key "$out/$1/$1.key" -subj "/CN=$1" -out "$out/$1.csr"
  openssl x509 -req -in "$out/$1.csr" -CA "$out/ca/ca.crt" -CAkey "$out/ca/ca.key" -sha256 \
    -days 825 -extfile "$out/extensions" -out "$out/$1/$1.crt" 2>/dev/null
  cp "$out/ca/ca.crt" "$out/$1/ca.crt"
  note "$out/$1/$1.crt" >>"$out/ca/issued.txt"
  [ "$form" = pem ] || store "$1"
  rm "$out/extensions" "$out/$1.csr"
}

new_key "$out/ca/ca.key"
openssl req -x509 -new -key "$out/ca/ca.key" -sha256 -days 3650 -subj '/CN=My CA' \
  -addext 'basicConstraints = critical, CA:TRUE' \
  -addext 'keyUsage = critical, keyCertSign, cRLSign' -out "$out/ca/ca.crt"
issue logstash 'DNS:logs.mycompany.com, IP:10.0.0.5'
issue heartbeat 'DNS:heartbeat'

cat >"$out/logstash/logstash.conf" <<EOF
input {
  beats {
    port => 5044
    ssl_enabled => true
    ssl_certificate_authorities => ["/etc/logstash/certs/ca.crt"]
    ssl_certificate => "/etc/logstash/certs/logstash.crt"
    ssl_key => "/etc/logstash/certs/logstash.key"
    ssl_client_authentication => "required"
  }
}
EOF
cat >"$out/heartbeat/heartbeat.yml" <<EOF
output.logstash:
  hosts: ['logs.mycompany.com:5044', '10.0.0.5:5044']
  ssl.enabled: true
  ssl.certificate_authorities: ['/etc/heartbeat/certs/ca.crt']
  ssl.certificate: '/etc/heartbeat/certs/heartbeat.crt'
  ssl.key: '/etc/heartbeat/certs/heartbeat.key'
  ssl.verification_mode: full
EOF
cat >"$out/README.md" <<EOF
# Heartbeat to Logstash: mutual TLS

$(note "$out/ca/ca.crt")
$(cat "$out/ca/issued.txt")

Copy each folder to its host, put the files into /etc/PRODUCT/certs, merge the snippet, restart.
EOF
