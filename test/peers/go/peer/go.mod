module tlsmith/test/peer

go 1.26

require golang.org/x/crypto v0.0.0

// As Debian installs it (golang-golang-x-crypto-dev).
replace golang.org/x/crypto => /usr/share/gocode/src/golang.org/x/crypto
