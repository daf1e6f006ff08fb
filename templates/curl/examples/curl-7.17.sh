# curl: run this with sh, or keep it as /usr/local/bin/tlsmith-curl.sh.
curl \
  --verbose \
  --noproxy '*' \
  --cacert '/etc/curl/certs/ca.crt' \
  --cert '/etc/curl/certs/curl.crt' \
  --key '/etc/curl/certs/curl.key' \
  --tlsv1.2 \
  --url 'https://logs.mycompany.com:443'
