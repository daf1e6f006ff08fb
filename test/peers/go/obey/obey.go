// Package obey is either end of a TLS link, driven as ../../java/Peer.java is.
// Commands come as lines on stdin, fields apart by TAB; each is answered by one line. It ends at the end of stdin.
package obey

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"net"
	"os"
	"strings"
	"time"
)

// Ends makes what the library that is asked needs, from PEM files.
type Ends struct {
	Client func(host, ca string) (*tls.Config, error)
	Server func(certificate, key, ca string) (*tls.Config, error)
}

const patience = 100 * time.Second

var versions = map[uint16]string{tls.VersionTLS12: "TLSv1.2", tls.VersionTLS13: "TLSv1.3"}

var seen = map[string]chan string{}

// Lines obeys until there are no more.
func (ends Ends) Lines() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		fmt.Println(ends.obey(strings.Split(lines.Text(), "\t")))
	}
}

func (ends Ends) obey(words []string) string {
	switch words[0] {
	case "dial":
		return outcome(ends.dial(words[1], words[2], words[7]))
	case "serve":
		port, err := ends.serve(words[1], words[2], words[4])
		if err != nil {
			return outcome("", err)
		}
		return "port\t" + port
	case "seen":
		return <-seen[words[1]]
	}
	return "unknown command"
}

func outcome(session string, err error) string {
	if err != nil {
		return "refused\t" + strings.Join(strings.Fields(err.Error()), " ")
	}
	return "accepted\t" + session
}

// Connects to 127.0.0.1 and expects a certificate for the host.
func (ends Ends) dial(host, port, ca string) (string, error) {
	config, err := ends.Client(host, ca)
	if err != nil {
		return "", err
	}
	plain, err := net.DialTimeout("tcp", "127.0.0.1:"+port, patience)
	if err != nil {
		return "", err
	}
	defer plain.Close()
	return converse(tls.Client(plain, config), plain, func(connection *tls.Conn) error {
		if _, err := connection.Write([]byte("ping\n")); err != nil {
			return err
		}
		_, err := bufio.NewReader(connection).ReadString('\n')
		return err
	})
}

func (ends Ends) serve(certificate, key, ca string) (string, error) {
	config, err := ends.Server(certificate, key, ca)
	if err != nil {
		return "", err
	}
	listening, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	_, port, _ := net.SplitHostPort(listening.Addr().String())
	seen[port] = make(chan string, 1)
	go func() {
		defer listening.Close()
		plain, err := listening.Accept()
		if err != nil {
			seen[port] <- outcome("", err)
			return
		}
		defer plain.Close()
		seen[port] <- outcome(converse(tls.Server(plain, config), plain, func(connection *tls.Conn) error {
			if _, err := bufio.NewReader(connection).ReadString('\n'); err != nil {
				return err
			}
			_, err := connection.Write([]byte("pong\n"))
			return err
		}))
	}()
	return port, nil
}

func converse(connection *tls.Conn, plain net.Conn, speak func(*tls.Conn) error) (string, error) {
	if err := plain.SetDeadline(time.Now().Add(patience)); err != nil {
		return "", err
	}
	if err := connection.Handshake(); err != nil {
		return "", err
	}
	if err := speak(connection); err != nil {
		return "", err
	}
	state := connection.ConnectionState()
	return versions[state.Version] + "\t" + state.PeerCertificates[0].Subject.String(), nil
}
