#!/bin/sh
# Measures: the same work as `cert issue` by openssl commands alone: PKCS#8 key, request, certificate, CA copy, ledger entry.
# Usage: openssl-cert.sh CA_FOLDER OUT_FOLDER EC|RSA
set -eu
umask 077
ca=$1
out=$2
mkdir -p "$out"

case $3 in
  EC) key_type='EC -pkeyopt ec_paramgen_curve:P-256' usage=digitalSignature ;;
  RSA) key_type='RSA -pkeyopt rsa_keygen_bits:2048' usage=digitalSignature,keyEncipherment ;;
esac

cat >"$out/extensions" <<EOF
basicConstraints = critical, CA:FALSE
keyUsage = critical, $usage
extendedKeyUsage = serverAuth
subjectAltName = DNS:es01.lan, IP:10.0.0.5
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
EOF

# genpkey writes PKCS#8; the words of key_type are arguments of their own.
# shellcheck disable=SC2086
openssl genpkey -algorithm $key_type -out "$out/es01.key" 2>/dev/null
openssl req -new -key "$out/es01.key" -subj /CN=es01 -out "$out/es01.csr"
openssl x509 -req -in "$out/es01.csr" -CA "$ca/ca.crt" -CAkey "$ca/ca.key" -sha256 -days 825 \
  -extfile "$out/extensions" -out "$out/es01.crt" 2>/dev/null
cp "$ca/ca.crt" "$out/ca.crt"
openssl x509 -in "$out/es01.crt" -noout -serial -subject -dates -fingerprint -sha256 \
  >>"$ca/issued.txt"
rm "$out/extensions" "$out/es01.csr"
