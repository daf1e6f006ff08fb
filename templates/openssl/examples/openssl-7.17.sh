# openssl s_client: run this with sh, or keep it as /usr/local/bin/tlsmith-openssl.sh.
openssl s_client \
  -connect 'logs.mycompany.com:443' \
  -verify_hostname 'logs.mycompany.com' \
  -CAfile '/etc/openssl/certs/ca.crt' \
  -cert '/etc/openssl/certs/openssl.crt' \
  -cert_chain '/etc/openssl/certs/openssl.crt' \
  -key '/etc/openssl/certs/openssl.key' \
  -verify_return_error \
  -brief
