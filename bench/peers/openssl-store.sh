#!/bin/sh
# Measures: the same work as `export keystore`, with the same iterations.
# Usage: openssl-store.sh CERTIFICATE KEY PASSWORD_FILE OUT_FOLDER
set -eu
umask 077
mkdir -p "$4"
openssl pkcs12 -export -in "$1" -inkey "$2" -name es01 -iter 600000 -passout "file:$3" -out "$4/es01.p12"
