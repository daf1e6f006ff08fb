// What zlint says of certificates and CRLs by its rules from RFCs alone. A line of stdin is `certificate BASE64` or
// `crl BASE64`; a line of stdout is an object: the lints that had something to say, each with its status, or `error`.
package main

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/zmap/zcrypto/x509"
	"github.com/zmap/zlint/v3"
	"github.com/zmap/zlint/v3/lint"
)

func main() {
	rules, err := lint.GlobalRegistry().Filter(lint.FilterOptions{IncludeSources: lint.SourceList{
		lint.RFC3279, lint.RFC5280, lint.RFC5480, lint.RFC5891, lint.RFC6962, lint.RFC8813,
	}})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	answers := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		kind, text, _ := strings.Cut(lines.Text(), " ")
		said, err := lintOf(kind, text, rules)
		if err != nil {
			said = map[string]string{"error": err.Error()}
		}
		if err := answers.Encode(said); err != nil {
			os.Exit(1)
		}
	}
}

func lintOf(kind, text string, rules lint.Registry) (map[string]string, error) {
	der, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, err
	}
	var results *zlint.ResultSet
	if kind == "crl" {
		list, err := x509.ParseRevocationList(der)
		if err != nil {
			return nil, err
		}
		results = zlint.LintRevocationListEx(list, rules)
	} else {
		certificate, err := x509.ParseCertificate(der)
		if err != nil {
			return nil, err
		}
		results = zlint.LintCertificateEx(certificate, rules)
	}
	said := map[string]string{}
	for name, result := range results.Results {
		if result.Status > lint.Pass {
			said[name] = result.Status.String()
		}
	}
	return said, nil
}
