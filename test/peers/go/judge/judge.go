// Go's crypto/x509, asked as crypto/tls asks it about the certificates of a peer: one question a line of stdin, one answer a line.
package main

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"os"
)

type question struct {
	Role    string
	Host    string
	Chain   [][]byte
	Key     []byte
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
		return shakeHands(asked)
	}
	return fmt.Errorf("tls: %s's certificate contains an unsupported type of public key: %T", asked.Role, peer.PublicKey)
}

// Whether a handshake can use the key at all; who trusts whom is decided.
func shakeHands(asked question) error {
	key, err := x509.ParsePKCS8PrivateKey(asked.Key)
	if err != nil {
		return err
	}
	identity := tls.Certificate{Certificate: asked.Chain, PrivateKey: key}
	server := &tls.Config{Certificates: []tls.Certificate{identity}}
	client := &tls.Config{InsecureSkipVerify: true}
	if asked.Role == "client" {
		server = &tls.Config{Certificates: []tls.Certificate{own}, ClientAuth: tls.RequireAnyClientCert}
		client.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
			return &identity, nil
		}
	}
	here, there := net.Pipe()
	defer here.Close()
	defer there.Close()
	served := make(chan error, 1)
	go func() {
		err := tls.Server(there, server).Handshake()
		if err != nil {
			there.Close()
		}
		served <- err
	}()
	if err := tls.Client(here, client).Handshake(); err != nil {
		here.Close()
		if failed := <-served; asked.Role == "client" && failed != nil {
			return failed
		}
		return err
	}
	// An alert has to be taken by somebody: the pipe keeps nothing.
	go io.Copy(io.Discard, here)
	return <-served
}

// The certificate of a server whose clients are judged.
var own = selfSigned()

func selfSigned() tls.Certificate {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		log.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		log.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}
