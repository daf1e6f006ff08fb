// Go's crypto/x509, asked as crypto/tls asks it about the certificates of a peer: one question a line of stdin, one answer a line.
package main

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
)

type question struct {
	Role    string
	Host    string
	Chain   [][]byte
	Anchors [][]byte
}

type answer struct {
	Accepts bool   `json:"accepts"`
	Reason  string `json:"reason"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	out := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var asked question
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			log.Fatal(err)
		}
		given := answer{Accepts: true}
		if err := judge(asked); err != nil {
			given = answer{Reason: err.Error()}
		}
		if err := out.Encode(given); err != nil {
			log.Fatal(err)
		}
	}
	if err := lines.Err(); err != nil {
		log.Fatal(err)
	}
}

// As verifyServerCertificate and processCertsFromClient of crypto/tls do.
func judge(asked question) error {
	options := x509.VerifyOptions{
		Roots:         x509.NewCertPool(),
		Intermediates: x509.NewCertPool(),
		DNSName:       asked.Host,
		KeyUsages:     []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	if asked.Role == "client" {
		options.KeyUsages = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	}
	for _, der := range asked.Anchors {
		anchor, err := x509.ParseCertificate(der)
		if err != nil {
			continue // As CertPool.AppendCertsFromPEM does.
		}
		options.Roots.AddCert(anchor)
	}
	var peer *x509.Certificate
	for at, der := range asked.Chain {
		certificate, err := x509.ParseCertificate(der)
		if err != nil {
			return fmt.Errorf("tls: failed to parse certificate from %s: %w", asked.Role, err)
		}
		if at == 0 {
			peer = certificate
		} else {
			options.Intermediates.AddCert(certificate)
		}
	}
	if _, err := peer.Verify(options); err != nil {
		return err
	}
	switch peer.PublicKey.(type) {
	case *rsa.PublicKey, *ecdsa.PublicKey, ed25519.PublicKey:
		return nil
	}
	return errors.New(fmt.Sprintf("tls: %s's certificate contains an unsupported type of public key: %T", asked.Role, peer.PublicKey))
}
