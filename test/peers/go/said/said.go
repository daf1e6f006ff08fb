// Go's TLS in everything that can go wrong with it: one line a fault, its name, a TAB and what Go says of it.
package main

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	names()
	chains()
	clients()
	protocols()
	plainText()
	files(os.Args[1])
}

func say(fault string, err error) {
	if err == nil {
		err = errors.New("nothing")
	}
	fmt.Printf("%s\t%s\n", fault, strings.ReplaceAll(err.Error(), "\n", " "))
}

// Who signs, and what is signed.
type identity struct {
	certificate *x509.Certificate
	key         crypto.Signer
	chain       [][]byte
}

type change func(*x509.Certificate)

var serial int64

func ecKey() crypto.Signer { return must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader)) }

func signed(name string, key crypto.Signer, issuer *identity, changes ...change) *identity {
	serial++
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial),
		Subject:      pkix.Name{CommonName: name},
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(time.Hour),
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	for _, apply := range changes {
		apply(template)
	}
	parent, signer := template, key
	if issuer != nil {
		parent, signer = issuer.certificate, issuer.key
	}
	der := must(x509.CreateCertificate(rand.Reader, template, parent, key.Public(), signer))
	made := &identity{must(x509.ParseCertificate(der)), key, [][]byte{der}}
	if issuer != nil && issuer.certificate.CheckSignatureFrom(issuer.certificate) != nil {
		made.chain = append(made.chain, issuer.chain...)
	}
	return made
}

func ca(template *x509.Certificate) {
	template.IsCA = true
	template.BasicConstraintsValid = true
	template.KeyUsage = x509.KeyUsageCertSign
	template.ExtKeyUsage = nil
}

func named(names ...string) change {
	return func(template *x509.Certificate) { template.DNSNames = names }
}

var (
	root      = signed("Root", ecKey(), nil, ca)
	stranger  = signed("Stranger", ecKey(), nil, ca)
	server    = signed("server", ecKey(), root, named("localhost"))
	client    = signed("client", ecKey(), root)
	localhost = named("localhost")
)

func (it *identity) tls() tls.Certificate {
	return tls.Certificate{Certificate: it.chain, PrivateKey: it.key}
}

func pool(authorities ...*identity) *x509.CertPool {
	made := x509.NewCertPool()
	for _, authority := range authorities {
		made.AddCert(authority.certificate)
	}
	return made
}

func serving(it *identity) *tls.Config {
	return &tls.Config{Certificates: []tls.Certificate{it.tls()}}
}

func demanding(it *identity) *tls.Config {
	config := serving(it)
	config.ClientAuth = tls.RequireAndVerifyClientCert
	config.ClientCAs = pool(root)
	return config
}

func trusting(authorities ...*identity) *tls.Config {
	return &tls.Config{RootCAs: pool(authorities...), ServerName: "localhost"}
}

// With a certificate that is sent whatever the server's list of CAs says.
func showing(it *identity) *tls.Config {
	config := trusting(root)
	certificate := it.tls()
	config.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
		return &certificate, nil
	}
	return config
}

func listen() net.Listener { return must(net.Listen("tcp", "127.0.0.1:0")) }

// One connection: what the server says of it, and the client. Under TLS 1.3 a refusal comes with the first read.
func link(serverConfig, clientConfig *tls.Config) (error, error) {
	listener := listen()
	defer listener.Close()
	result := make(chan error, 1)
	go func() {
		plain := must(listener.Accept())
		defer plain.Close()
		connection := tls.Server(plain, serverConfig)
		err := connection.Handshake()
		if err == nil {
			_, err = connection.Read(make([]byte, 1))
		}
		result <- err
		drain(plain)
	}()
	plain := must(net.Dial("tcp", listener.Addr().String()))
	connection := tls.Client(plain, clientConfig)
	err := connection.Handshake()
	if err == nil {
		connection.CloseWrite()
		_, err = connection.Read(make([]byte, 1))
	}
	drain(plain)
	plain.Close()
	return <-result, err
}

// Reads what the other end still sends, so that no reset overtakes an alert.
func drain(plain net.Conn) {
	plain.(*net.TCPConn).CloseWrite()
	io.Copy(io.Discard, plain)
}

func sayClient(fault string, serverConfig, clientConfig *tls.Config) {
	_, err := link(serverConfig, clientConfig)
	say(fault, err)
}

func sayServer(fault string, serverConfig, clientConfig *tls.Config) {
	err, _ := link(serverConfig, clientConfig)
	say(fault, err)
}

func names() {
	of := func(fault, dialled string, changes ...change) {
		config := trusting(root)
		config.ServerName = dialled
		sayClient(fault, serving(signed("end", ecKey(), root, changes...)), config)
	}
	address := func(template *x509.Certificate) { template.IPAddresses = []net.IP{{10, 0, 0, 5}} }
	of("go-host-not-named", "b.lan", named("a.lan"))
	of("go-no-ip-names", "10.0.0.5", named("a.lan"))
	of("go-no-names", "b.lan", address)
	of("go-common-name-only", "end")
}

func chains() {
	of := func(fault string, authority, end *identity) {
		sayClient(fault, serving(end), trusting(authority))
	}
	end := func(issuer *identity, changes ...change) *identity {
		return signed("end", ecKey(), issuer, append([]change{localhost}, changes...)...)
	}
	of("go-unknown-authority", stranger, server)
	of("go-signature-of-namesake", signed("Root", ecKey(), nil, ca), server)
	of("go-expired", root, end(root, func(it *x509.Certificate) { it.NotAfter = time.Now().Add(-time.Minute) }))
	of("go-not-yet-valid", root, end(root, func(it *x509.Certificate) { it.NotBefore = time.Now().Add(time.Minute) }))
	of("go-key-usage", root, end(root, func(it *x509.Certificate) { it.ExtKeyUsage = it.ExtKeyUsage[1:] }))
	of("go-critical-extension", root, end(root, func(it *x509.Certificate) {
		it.ExtraExtensions = []pkix.Extension{{Id: asn1.ObjectIdentifier{1, 2, 3, 4}, Critical: true, Value: []byte{5, 0}}}
	}))

	none := signed("No CA", ecKey(), nil)
	of("go-not-a-ca", none, signed("end", ecKey(), none, localhost))
	short := signed("Short", ecKey(), nil, ca, func(it *x509.Certificate) { it.MaxPathLenZero = true })
	of("go-too-many-intermediates", short, end(signed("Below", ecKey(), short, ca)))
	narrow := signed("Narrow", ecKey(), nil, ca, func(it *x509.Certificate) { it.PermittedDNSDomains = []string{"lan"} })
	of("go-name-constraint", narrow, end(narrow))
	rsaKey := must(rsa.GenerateKey(rand.Reader, 2048))
	old := signed("Old", rsaKey, nil, ca)
	of("go-insecure-algorithm", old, end(old, func(it *x509.Certificate) { it.SignatureAlgorithm = x509.SHA1WithRSA }))

	swapped := &identity{server.certificate, ecKey(), server.chain}
	of("go-signature-of-server", root, swapped)
	sayServer("alert-decrypt-error", serving(swapped), trusting(root))
	sayServer("alert-bad-certificate-go", serving(server), trusting(stranger))
}

func clients() {
	foreign := signed("client", ecKey(), stranger)
	expired := signed("client", ecKey(), root, func(it *x509.Certificate) { it.NotAfter = time.Now().Add(-time.Minute) })
	sayServer("go-no-client-certificate", demanding(server), trusting(root))
	sayClient("alert-certificate-required", demanding(server), trusting(root))
	sayClient("alert-unknown-ca", demanding(server), showing(foreign))
	sayClient("alert-certificate-expired", demanding(server), showing(expired))
}

func protocols() {
	with := func(config *tls.Config, apply func(*tls.Config)) *tls.Config {
		apply(config)
		return config
	}
	old := func(it *tls.Config) { it.MaxVersion = tls.VersionTLS12 }
	modern := func(it *tls.Config) { it.MinVersion = tls.VersionTLS13 }
	sayServer("go-client-versions", with(serving(server), modern), with(trusting(root), old))
	sayClient("alert-protocol-version", with(serving(server), modern), with(trusting(root), old))
	sayClient("go-no-versions", serving(server), with(trusting(root), func(it *tls.Config) { old(it); modern(it) }))
	suite := func(id uint16) func(*tls.Config) {
		return func(it *tls.Config) { old(it); it.CipherSuites = []uint16{id} }
	}
	one := suite(tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)
	other := suite(tls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384)
	sayServer("go-no-cipher", with(serving(server), one), with(trusting(root), other))
	sayClient("alert-handshake-failure", with(serving(server), one), with(trusting(root), other))
	speaking := func(protocol string) func(*tls.Config) {
		return func(it *tls.Config) { it.NextProtos = []string{protocol} }
	}
	sayClient("alert-no-application-protocol", with(serving(server), speaking("a")), with(trusting(root), speaking("b")))
	sayClient("alert-unrecognized-name", &tls.Config{GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
		return nil, nil
	}}, trusting(root))
	sayClient("alert-internal-error", &tls.Config{GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
		return nil, errors.New("no file")
	}}, trusting(root))
	say("go-no-server-name", tls.Client(nil, &tls.Config{}).Handshake())
}

// Answers the first octets with the text, or with silence, until the caller has done.
func answering(text string, dial func(address string)) {
	listener := listen()
	defer listener.Close()
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				if text != "" {
					connection.Read(make([]byte, 1))
					io.WriteString(connection, text)
					connection.(*net.TCPConn).CloseWrite()
				}
				io.Copy(io.Discard, connection)
			}()
		}
	}()
	dial(listener.Addr().String())
}

func plainText() {
	dial := func(fault string) func(string) {
		return func(address string) {
			_, err := tls.Dial("tcp", address, trusting(root))
			say(fault, err)
		}
	}
	answering("220 mail.lan ready\r\n", dial("go-plain-server"))
	answering("\x16\x03\x03\xff\xff", dial("go-oversized-record"))
	get := func(fault, scheme string) func(string) {
		return func(address string) {
			transport := &http.Transport{TLSHandshakeTimeout: 50 * time.Millisecond}
			_, err := (&http.Client{Transport: transport}).Get(scheme + "://" + address)
			say(fault, err)
		}
	}
	answering("HTTP/1.1 400 Bad Request\r\n\r\n", get("go-plain-http-server", "https"))
	answering("", get("go-handshake-timeout", "https"))
	answering("\x15\x03\x01\x00\x02\x02\x46", get("go-http-to-tls", "http"))

	heard := make(heardLines, 9)
	listener := listen()
	web := &http.Server{TLSConfig: demanding(server), ErrorLog: log.New(heard, "", 0)}
	go web.ServeTLS(listener, "", "")
	defer web.Shutdown(context.Background())
	address := listener.Addr().String()
	http.Get("http://" + address)
	say("go-http-to-https", errors.New(<-heard))
	foreign := showing(signed("client", ecKey(), stranger))
	secure := &http.Client{Transport: &http.Transport{TLSClientConfig: foreign}}
	secure.Get("https://" + address)
	say("go-client-unknown-authority", errors.New(<-heard))
	must(net.Dial("tcp", address)).Close()
	say("go-server-saw-end", errors.New(<-heard))

	listener = listen()
	listener.Close()
	_, err := net.Dial("tcp", listener.Addr().String())
	say("network-refused", err)
}

// The log of a server, line by line.
type heardLines chan string

func (heard heardLines) Write(line []byte) (int, error) {
	heard <- string(bytes.TrimSpace(line))
	return len(line), nil
}

func files(folder string) {
	block := func(label string, der []byte) []byte {
		return pem.EncodeToMemory(&pem.Block{Type: label, Bytes: der})
	}
	key := func(signer crypto.Signer) []byte {
		return block("PRIVATE KEY", must(x509.MarshalPKCS8PrivateKey(signer)))
	}
	certificate, own := block("CERTIFICATE", server.chain[0]), key(server.key)
	_, ed25519Key, err := ed25519.GenerateKey(rand.Reader)
	must(0, err)
	of := func(fault string, certificate, key []byte) {
		_, err := tls.X509KeyPair(certificate, key)
		say(fault, err)
	}
	of("go-key-mismatch", certificate, key(ecKey()))
	of("go-key-type-differs", certificate, key(ed25519Key))
	of("go-swapped-files", own, certificate)
	of("go-no-pem-in-certificate", server.chain[0], own)
	of("go-no-pem-in-key", certificate, []byte("no PEM"))
	of("go-no-certificate-block", block("X509 CRL", nil), own)
	of("go-no-key-block", certificate, block("PUBLIC KEY", nil))
	of("go-key-unreadable", certificate, block("ENCRYPTED PRIVATE KEY", []byte{0x30, 0}))
	_, err = tls.LoadX509KeyPair(filepath.Join(folder, "absent.crt"), "")
	say("file-absent-go", err)
}

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}
