// A TLS server and client on crypto/tls that load PEM files, driven as ../../java/Peer.java is.
// Commands come as lines on stdin, fields apart by TAB; each is answered by one line. It ends at the
// end of stdin, or after 150 seconds.
package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"time"
)

const patience = 200 * time.Second

var (
	versions = map[string]uint16{"TLSv1.2": tls.VersionTLS12, "TLSv1.3": tls.VersionTLS13}
	seen     = map[string]chan string{}
)

func main() {
	time.AfterFunc(150*time.Second, func() { os.Exit(3) })
	commands := bufio.NewScanner(os.Stdin)
	for commands.Scan() {
		answer, err := obey(strings.Split(commands.Text(), "\t"))
		if err != nil {
			answer = refused(err)
		}
		fmt.Println(answer)
	}
}

func obey(words []string) (string, error) {
	switch words[0] {
	case "serve":
		return serve(words[1], words[2], words[4])
	case "dial":
		config, err := configOf(words[4], words[5], words[7])
		if err != nil {
			return "", err
		}
		config.ServerName = words[1]
		config.MinVersion, config.MaxVersion = versions[words[3]], versions[words[3]]
		return dial(words[2], config)
	case "seen":
		return <-seen[words[1]], nil
	}
	return "", errors.New("unknown command")
}

func configOf(certificate, key, ca string) (*tls.Config, error) {
	pair, err := tls.LoadX509KeyPair(certificate, key)
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(ca)
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(text) {
		return nil, errors.New("found no certificates in " + ca)
	}
	return &tls.Config{
		Certificates: []tls.Certificate{pair},
		RootCAs:      pool,
		ClientCAs:    pool,
		ClientAuth:   tls.RequireAndVerifyClientCert,
	}, nil
}

func serve(certificate, key, ca string) (string, error) {
	config, err := configOf(certificate, key, ca)
	if err != nil {
		return "", err
	}
	listening, err := tls.Listen("tcp", "127.0.0.1:0", config)
	if err != nil {
		return "", err
	}
	_, port, _ := net.SplitHostPort(listening.Addr().String())
	outcomes := make(chan string, 100)
	seen[port] = outcomes
	go func() {
		for {
			plain, err := listening.Accept()
			if err != nil {
				return
			}
			go func() { outcomes <- said(answer(plain.(*tls.Conn))) }()
		}
	}()
	return "port\t" + port, nil
}

func answer(connection *tls.Conn) (string, error) {
	defer connection.Close()
	connection.SetDeadline(time.Now().Add(patience))
	if err := connection.Handshake(); err != nil {
		return "", err
	}
	line, err := bufio.NewReader(connection).ReadString('\n')
	if err != nil {
		return "", err
	}
	if line == "ping\n" {
		fmt.Fprintln(connection, "pong")
	}
	return describe(connection), nil
}

// Under TLS 1.3 a refusal comes with the first read.
func dial(port string, config *tls.Config) (string, error) {
	connection, err := tls.Dial("tcp", "127.0.0.1:"+port, config)
	if err != nil {
		return "", err
	}
	defer connection.Close()
	connection.SetDeadline(time.Now().Add(patience))
	fmt.Fprintln(connection, "ping")
	line, err := bufio.NewReader(connection).ReadString('\n')
	if err != nil {
		return "", err
	}
	if line != "pong\n" {
		return "", errors.New("closed by the server")
	}
	return describe(connection), nil
}

func describe(connection *tls.Conn) string {
	state := connection.ConnectionState()
	version := strings.Replace(tls.VersionName(state.Version), "TLS ", "TLSv", 1)
	return "accepted\t" + version + "\t" + state.PeerCertificates[0].Subject.String()
}

func said(outcome string, err error) string {
	if err != nil {
		return refused(err)
	}
	return outcome
}

func refused(err error) string {
	return "refused\t" + strings.Join(strings.Fields(err.Error()), " ")
}
