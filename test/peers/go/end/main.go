// Go's crypto/tls as either end of a link.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"os"

	"tlsmith/test/obey"
)

func main() {
	obey.Ends{Client: client, Server: server}.Lines()
}

func client(host, ca string) (*tls.Config, error) {
	roots, err := pool(ca)
	return &tls.Config{RootCAs: roots, ServerName: host}, err
}

func server(certificate, key, ca string) (*tls.Config, error) {
	own, err := tls.LoadX509KeyPair(certificate, key)
	if err != nil {
		return nil, err
	}
	roots, err := pool(ca)
	return &tls.Config{
		Certificates: []tls.Certificate{own},
		ClientCAs:    roots,
		ClientAuth:   tls.RequireAndVerifyClientCert,
	}, err
}

func pool(file string) (*x509.CertPool, error) {
	text, err := os.ReadFile(file)
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(text)
	return roots, err
}
