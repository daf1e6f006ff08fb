// Arguments: roots, CRLs (PEM, or one in DER), then files of certificates, each with its intermediates, PEM. Says of each whether Go takes it, its CRLs asked.
package main

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
	"time"
)

func blocks(path string) [][]byte {
	text, err := os.ReadFile(path)
	if err != nil {
		panic(err)
	}
	found := [][]byte{}
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		found = append(found, block.Bytes)
	}
	if len(found) == 0 {
		return [][]byte{text}
	}
	return found
}

func certificates(path string) []*x509.Certificate {
	all := []*x509.Certificate{}
	for _, der := range blocks(path) {
		one, err := x509.ParseCertificate(der)
		if err != nil {
			panic(err)
		}
		all = append(all, one)
	}
	return all
}

func verdict(chain, roots []*x509.Certificate, lists []*x509.RevocationList) string {
	options := x509.VerifyOptions{Roots: x509.NewCertPool(), Intermediates: x509.NewCertPool()}
	for _, root := range roots {
		options.Roots.AddCert(root)
	}
	for _, one := range chain[1:] {
		options.Intermediates.AddCert(one)
	}
	paths, err := chain[0].Verify(options)
	if err != nil {
		return err.Error()
	}
	path := paths[0]
	for i, one := range path[:len(path)-1] {
		isListed := false
		for _, list := range lists {
			if !bytes.Equal(list.RawIssuer, one.RawIssuer) {
				continue
			}
			if err := list.CheckSignatureFrom(path[i+1]); err != nil {
				return err.Error()
			}
			if time.Now().After(list.NextUpdate) || list.Number == nil {
				return "outdated, or without a number"
			}
			isListed = true
			for _, entry := range list.RevokedCertificateEntries {
				if entry.SerialNumber.Cmp(one.SerialNumber) == 0 {
					return fmt.Sprintf("revoked %d", entry.ReasonCode)
				}
			}
		}
		if !isListed {
			return "no list"
		}
	}
	return "accepts"
}

func main() {
	lists := []*x509.RevocationList{}
	for _, der := range blocks(os.Args[2]) {
		list, err := x509.ParseRevocationList(der)
		if err != nil {
			panic(err)
		}
		lists = append(lists, list)
	}
	roots := certificates(os.Args[1])
	for _, path := range os.Args[3:] {
		fmt.Println(verdict(certificates(path), roots, lists))
	}
}
