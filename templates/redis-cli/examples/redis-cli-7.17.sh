# redis-cli: run this with sh, or keep it as /usr/local/bin/tlsmith-redis-cli.sh.
redis-cli \
  -h 'logs.mycompany.com' \
  -p 6379 \
  --tls \
  --cacert '/etc/redis-cli/certs/ca.crt' \
  --cert '/etc/redis-cli/certs/redis-cli.crt' \
  --key '/etc/redis-cli/certs/redis-cli.key'
