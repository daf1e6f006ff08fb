// Go as a reader of stores and a writer of keys and certificates.
//
//	peer read STORE PASSWORD...   one line a store: "key N" with the certificates, or "refused" and why
//	peer write KEY FOLDER PASSWORD   the PKCS#8 key in every form that the standard library has
package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"log"
	"math/big"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/crypto/pkcs12"
)

func main() {
	switch arguments := os.Args[2:]; os.Args[1] {
	case "read":
		for at := 0; at+1 < len(arguments); at += 2 {
			fmt.Println(read(arguments[at], arguments[at+1]))
		}
	case "write":
		write(arguments[0], arguments[1], arguments[2])
	}
}

func read(store, password string) string {
	blocks, err := pkcs12.ToPEM(must(os.ReadFile(store)), password)
	if err != nil {
		return "refused " + err.Error()
	}
	found := map[string]int{}
	for _, block := range blocks {
		found[block.Type]++
	}
	return fmt.Sprintf("%d key, %d certificates", found["PRIVATE KEY"], found["CERTIFICATE"])
}

func write(file, folder, password string) {
	block, _ := pem.Decode(must(os.ReadFile(file)))
	key := must(x509.ParsePKCS8PrivateKey(block.Bytes))
	save := func(name, label string, der []byte) {
		put(folder, name+".der", der)
		put(folder, name+".pem", pem.EncodeToMemory(&pem.Block{Type: label, Bytes: der}))
	}
	save("pkcs8", "PRIVATE KEY", must(x509.MarshalPKCS8PrivateKey(key)))
	switch typed := key.(type) {
	case *rsa.PrivateKey:
		traditional(folder, "RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(typed), password)
	case *ecdsa.PrivateKey:
		traditional(folder, "EC PRIVATE KEY", must(x509.MarshalECPrivateKey(typed)), password)
	case ed25519.PrivateKey:
	}

	now := time.Now()
	template := x509.Certificate{
		SerialNumber:          big.NewInt(42),
		Subject:               pkix.Name{CommonName: "es01"},
		NotBefore:             now.Add(-time.Hour),
		NotAfter:              now.Add(24 * time.Hour),
		IsCA:                  true,
		BasicConstraintsValid: true,
		SubjectKeyId:          []byte{1, 2, 3, 4},
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	}
	signer := key.(crypto.Signer)
	der := must(x509.CreateCertificate(rand.Reader, &template, &template, signer.Public(), signer))
	save("certificate", "CERTIFICATE", der)
	request := x509.CertificateRequest{Subject: template.Subject, DNSNames: []string{"es01.example"}}
	save("request", "CERTIFICATE REQUEST", must(x509.CreateCertificateRequest(rand.Reader, &request, signer)))
	list := x509.RevocationList{Number: big.NewInt(7), ThisUpdate: now, NextUpdate: now.Add(time.Hour)}
	issuer := must(x509.ParseCertificate(der))
	save("crl", "X509 CRL", must(x509.CreateRevocationList(rand.Reader, &list, issuer, signer)))
}

func traditional(folder, label string, der []byte, password string) {
	put(folder, "traditional.der", der)
	put(folder, "traditional.pem", pem.EncodeToMemory(&pem.Block{Type: label, Bytes: der}))
	ciphers := map[string]x509.PEMCipher{
		"des":    x509.PEMCipherDES,
		"3des":   x509.PEMCipher3DES,
		"aes128": x509.PEMCipherAES128,
		"aes192": x509.PEMCipherAES192,
		"aes256": x509.PEMCipherAES256,
	}
	for name, cipher := range ciphers {
		//lint:ignore SA1019 the old form is what is asked for
		block := must(x509.EncryptPEMBlock(rand.Reader, label, der, []byte(password), cipher))
		put(folder, "traditional-"+name+".pem", pem.EncodeToMemory(block))
	}
}

func put(folder, name string, bytes []byte) {
	if err := os.WriteFile(filepath.Join(folder, name), bytes, 0o600); err != nil {
		log.Fatal(err)
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}
